/**
 * Owns dip samples that test an action again: ordered by whoever verifies it, planned by whoever plans
 * samples, read with what they found.
 * Practice: one at a time; what the sample found stands on the action, and is read from its answers.
 */
import type { Scope } from "~/rules/access/permission";
import type { ExerciseState } from "~/rules/exercises/exercises";
import { testedIn } from "~/rules/learning-log/action-moves";
import { appendEvent, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import type { Db, Tx } from "../core/open.server";
import { inScope } from "../core/scope.server";
import { mustChange } from "../core/versions.server";
import { actionService } from "./action-sight.server";

export type Retest = {
  id: string;
  question: string;
  orderedAt: string;
  exercise: { id: string; title: string; state: ExerciseState } | null;
};

/** Orders one; where one waits to be planned already, its question is asked anew. */
export async function orderRetest(
  tx: Tx,
  stamp: Stamp,
  actionId: string,
  question: string,
): Promise<void> {
  const asked = await tx
    .updateTable("action_retest")
    .set({ question })
    .where("action_id", "=", actionId)
    .where("exercise_id", "is", null)
    .executeTakeFirst();
  if (asked.numUpdatedRows > 0n) return;
  await tx
    .insertInto("action_retest")
    .values({
      ...{ id: newId(), action_id: actionId, question, exercise_id: null },
      ...{ ordered_by: stamp.actorId, ordered_at: stamp.at },
    })
    .execute();
}

/** Those of an action, the latest first. */
export async function listRetests(db: Db, actionId: string): Promise<Retest[]> {
  const rows = await db
    .selectFrom("action_retest")
    .leftJoin("exercise", "exercise.id", "action_retest.exercise_id")
    .select(["action_retest.id", "question", "ordered_at as orderedAt"])
    .select(["exercise.id as exerciseId", "exercise.title", "exercise.state"])
    .where("action_id", "=", actionId)
    .orderBy("ordered_at", "desc")
    .orderBy("action_retest.id", "desc")
    .execute();
  return rows.map(({ exerciseId, title, state, ...row }) => ({
    ...row,
    exercise:
      exerciseId === null
        ? null
        : { id: exerciseId, title: title ?? "", state: (state ?? "") as ExerciseState },
  }));
}

export type RetestToPlan = {
  id: string;
  question: string;
  action: { id: string; reference: number; what: string; serviceId: string | null };
};

/** One that waits to be planned in a scope, by its id; none of an action that was taken up again. */
export async function findRetestToPlan(
  db: Db,
  scope: Scope,
  id: string,
): Promise<RetestToPlan | null> {
  const row = await db
    .selectFrom("action_retest")
    .innerJoin("action", "action.id", "action_retest.action_id")
    .leftJoin("team", "team.id", "action.team_id")
    .select(["action_retest.id", "question", "action.id as actionId", "reference", "what"])
    .select((eb) => eb.fn.coalesce("action.service_id", "team.service_id").as("serviceId"))
    .where("action_retest.id", "=", id)
    .where("action_retest.exercise_id", "is", null)
    .where("action.status", "in", testedIn)
    .where((eb) => inScope(eb, scope, { team: eb.ref("action.team_id"), service: actionService }))
    .executeTakeFirst();
  if (!row) return null;
  const { actionId, reference, what, serviceId, ...own } = row;
  return { ...own, action: { id: actionId, reference, what, serviceId } };
}

/** Says which sample is the test; throws Conflict where another was planned meanwhile. */
export async function planRetest(
  tx: Tx,
  stamp: Stamp,
  retest: RetestToPlan,
  exercise: { id: string; title: string },
): Promise<void> {
  const stream = `action:${retest.action.id}` as const;
  const result = await tx
    .updateTable("action_retest")
    .set({ exercise_id: exercise.id })
    .where("id", "=", retest.id)
    .where("exercise_id", "is", null)
    .executeTakeFirst();
  mustChange(stream, result);
  await tx
    .insertInto("action_update")
    .values({
      ...{ id: newId(), action_id: retest.action.id, at: stamp.at, person_id: stamp.actorId },
      ...{ kind: "retest-planned", text: exercise.title },
    })
    .execute();
  await appendEvent(tx, stamp, {
    stream,
    kind: "action.retest-planned",
    after: { exerciseId: exercise.id },
  });
}

/** The action that a sample tests again, where it does. */
export const findTestedAction = async (db: Db, exerciseId: string) =>
  (await db
    .selectFrom("action_retest")
    .innerJoin("action", "action.id", "action_retest.action_id")
    .select(["action.id", "action.reference", "action.team_id as teamId", "action.service_id"])
    .select("action_retest.question")
    .where("action_retest.exercise_id", "=", exerciseId)
    .executeTakeFirst()) ?? null;

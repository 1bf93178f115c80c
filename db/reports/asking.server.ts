/**
 * Owns asking teams to respond to the report of a cycle, and noting that they have read it.
 * Practice: each team is asked once; asking again moves the date and leaves its event.
 */
import { paths } from "~/paths";
import { grades } from "~/rules/tools/scale";
import { listManagersOf } from "../access/readers.server";
import { appendEvent, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import type { Tx } from "../core/open.server";
import { mustChange } from "../core/versions.server";
import { addMessages } from "../messages/outbox.server";
import { askingKind } from "./responders.server";
import type { TeamResponse } from "./responses.server";

/**
 * Asks every team that answers for graded work of a closed cycle for its response, each once;
 * returns how many were asked now.
 */
export async function addResponses(
  tx: Tx,
  stamp: Stamp,
  { exerciseId, dueOn }: { exerciseId: string; dueOn: string },
): Promise<number> {
  const teams = await tx
    .selectFrom("tally")
    .innerJoin("team", "team.id", "tally.team_id")
    .select(["team.id", "team.service_id as serviceId"])
    .distinct()
    .where("exercise_id", "=", exerciseId)
    .where("basis", "=", "final")
    .where("judgement", "in", grades)
    .orderBy("team.id")
    .execute();
  let asked = 0;
  for (const team of teams) {
    const id = newId();
    const result = await tx
      .insertInto("response")
      .values({
        id,
        exercise_id: exerciseId,
        team_id: team.id,
        asked_at: stamp.at,
        due_on: dueOn,
        comment: "",
        none_needed_reason: "",
      })
      .onConflict((c) => c.columns(["exercise_id", "team_id"]).doNothing())
      .executeTakeFirst();
    if (result.numInsertedOrUpdatedRows === 0n) continue;
    asked += 1;
    await appendEvent(tx, stamp, {
      stream: `response:${id}`,
      kind: "response.asked",
      after: { exerciseId, teamId: team.id, dueOn },
    });
    const response = { id, teamId: team.id, serviceId: team.serviceId, sentBackAt: null };
    await tellTeam(tx, stamp, response, 1, dueOn);
  }
  return asked;
}

/** Tells those who answer for a team that its report waits, by when. */
async function tellTeam(
  tx: Tx,
  stamp: Stamp,
  response: Pick<TeamResponse, "id" | "teamId" | "serviceId" | "sentBackAt">,
  version: number,
  due: string,
): Promise<void> {
  const managers = await listManagersOf(tx, response);
  await addMessages(
    tx,
    stamp,
    managers.map((to) => ({
      to,
      kind: askingKind(response.sentBackAt),
      key: `${response.id}:${version}`,
      link: paths.responses.one(response.id),
      due,
    })),
  );
}

/** Notes the first time the report was opened by whoever is to answer; later times change nothing. */
export async function saveResponseRead(tx: Tx, stamp: Stamp, id: string): Promise<void> {
  const result = await tx
    .updateTable("response")
    .set({ read_at: stamp.at })
    .where("id", "=", id)
    .where("read_at", "is", null)
    .executeTakeFirstOrThrow();
  if (result.numUpdatedRows === 0n) return;
  await appendEvent(tx, stamp, { stream: `response:${id}`, kind: "response.read" });
}

/** Asks again by another date; throws Conflict when the response changed meanwhile. */
export async function saveResponseDue(
  tx: Tx,
  stamp: Stamp,
  response: Pick<TeamResponse, "id" | "teamId" | "serviceId" | "version" | "dueOn" | "sentBackAt">,
  dueOn: string,
): Promise<void> {
  const stream = `response:${response.id}` as const;
  const result = await tx
    .updateTable("response")
    .set({ due_on: dueOn, version: response.version + 1 })
    .where("id", "=", response.id)
    .where("version", "=", response.version)
    .where("answered_at", "is", null)
    .executeTakeFirstOrThrow();
  mustChange(stream, result);
  await appendEvent(tx, stamp, {
    stream,
    kind: "response.asked-again",
    before: { dueOn: response.dueOn },
    after: { dueOn },
  });
  await tellTeam(tx, stamp, response, response.version + 1, dueOn);
}

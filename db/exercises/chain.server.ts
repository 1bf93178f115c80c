/**
 * Owns the chain of an exercise as stored: what prompted it, back to the first, and all that came of
 * that, planned ahead too.
 * Practice: read a step at a time by the index on what prompted what, and no further than is drawn.
 */
import type { ExerciseKind, ExerciseState, TriggerKind } from "~/rules/exercises/exercises";
import type { PlannedOutcome } from "~/rules/exercises/programme";
import { recordsOf } from "../core/one-person.server";
import type { Db } from "../core/open.server";

const mostSteps = 8;
const mostDrawn = 30;

export type ChainExercise = {
  id: string;
  /** What prompted it, where that is an exercise. */
  from: string | null;
  kind: ExerciseKind;
  title: string;
  month: string;
  /** Null for one that is planned for a year and no exercise yet. */
  state: ExerciseState | null;
  outcome: PlannedOutcome | null;
  triggerKind: TriggerKind | null;
  serviceId: string | null;
  leadId: string;
  reviewing: boolean;
};

/** From the first that prompted the others on; only the exercise itself where nothing is linked. */
export async function findWholeChain(
  db: Db,
  exerciseId: string,
  readerId: string,
): Promise<ChainExercise[]> {
  const seen = new Set<string>();
  let first = exerciseId;
  for (let at: string | null = exerciseId; at !== null && seen.size < mostSteps; ) {
    if (seen.has(at)) break;
    seen.add(at);
    first = at;
    const row: { prompted_by_id: string | null } | undefined = await db
      .selectFrom("exercise")
      .select("prompted_by_id")
      .where("id", "=", at)
      .executeTakeFirst();
    at = row?.prompted_by_id ?? null;
  }
  const chain = await listExercises(db, readerId, { ids: [first] });
  let last = chain.map(({ id }) => id);
  for (let step = 0; last.length > 0 && step < mostSteps && chain.length < mostDrawn; step += 1) {
    const known = new Set(chain.map(({ id }) => id));
    const next = (await listExercises(db, readerId, { from: last })).filter(
      ({ id }) => !known.has(id),
    );
    const planned = await listAhead(db, last);
    chain.push(...next, ...planned);
    last = next.map(({ id }) => id);
  }
  return chain.slice(0, mostDrawn);
}

async function listExercises(
  db: Db,
  readerId: string,
  asked: { ids: string[] } | { from: string[] },
): Promise<ChainExercise[]> {
  const rows = await db
    .selectFrom("exercise")
    .innerJoin("one_person as lead", "lead.record_id", "exercise.lead_id")
    .leftJoin("exercise_member as own", (join) =>
      join
        .onRef("own.exercise_id", "=", "exercise.id")
        .on("own.part", "=", "reviewer")
        .on("own.person_id", "in", recordsOf(readerId)),
    )
    .select(["exercise.id", "prompted_by_id as from", "kind", "title", "month", "state"])
    .select(["trigger_kind as triggerKind", "service_id as serviceId", "lead.id as leadId"])
    .select("own.person_id as own")
    .where((eb) =>
      "ids" in asked
        ? eb("exercise.id", "in", asked.ids)
        : eb.and([eb("prompted_by_id", "in", asked.from), eb("exercise.state", "<>", "cancelled")]),
    )
    .orderBy("month")
    .orderBy("title")
    .limit(mostDrawn)
    .execute();
  return rows.map(({ own, ...row }) => ({
    ...row,
    kind: row.kind as ExerciseKind,
    state: row.state as ExerciseState,
    triggerKind: row.triggerKind as TriggerKind | null,
    outcome: null,
    reviewing: own !== null,
  }));
}

async function listAhead(db: Db, from: string[]): Promise<ChainExercise[]> {
  const rows = await db
    .selectFrom("planned_exercise")
    .innerJoin("one_person as owner", "owner.record_id", "planned_exercise.owner_id")
    .select(["planned_exercise.id", "prompted_by_id as from", "kind", "title", "month", "outcome"])
    .select(["service_id as serviceId", "owner.id as leadId"])
    .where("prompted_by_id", "in", from)
    .where("exercise_id", "is", null)
    .where("removed_at", "is", null)
    .orderBy("month")
    .limit(mostDrawn)
    .execute();
  return rows.map((row) => ({
    ...row,
    kind: row.kind as ExerciseKind,
    state: null,
    triggerKind: null,
    reviewing: false,
  }));
}

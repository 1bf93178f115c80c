/**
 * Owns the actions of a thematic audit or dip sample while it is written up, and its next steps.
 * Practice: they stand in the learning log from the start, with the exercise they came from; once
 * someone has begun on one it is changed in the log and no longer here.
 */
import type { ActionLevel, ActionStatus } from "~/rules/learning-log/learning-log";
import type { Finding } from "../../audits/findings.server";
import { appendEvent, type Stamp } from "../../core/events.server";
import type { Db, Tx } from "../../core/open.server";
import { mustChange } from "../../core/versions.server";
import type { Exercise } from "../../exercises/exercises.server";
import { tellOwner } from "../../learning-log/action-messages.server";
import { addAction, foldWords } from "../../learning-log/actions.server";

export type SampleAction = {
  id: string;
  reference: number;
  what: string;
  level: ActionLevel;
  ownerId: string | null;
  ownerName: string | null;
  ownerRole: string;
  teamId: string | null;
  teamName: string | null;
  serviceId: string | null;
  dueOn: string | null;
  duePrecision: "day" | "month";
  status: ActionStatus;
  successMeasure: string;
  area: string | null;
  theme: string | null;
  /** The finding that it answers. */
  findingId: string | null;
  version: number;
};

/** The actions that came from an exercise as a whole, in the order of their references. */
export async function listSampleActions(db: Db, exerciseId: string): Promise<SampleAction[]> {
  const rows = await db
    .selectFrom("action")
    .leftJoin("one_person as person", "person.record_id", "action.owner_id")
    .leftJoin("team", "team.id", "action.team_id")
    .select(["action.id", "reference", "what", "level", "owner_id as ownerId"])
    .select(["person.name as ownerName", "owner_role as ownerRole", "action.team_id as teamId"])
    .select("action.service_id as serviceId")
    .select(["team.name as teamName", "due_on as dueOn", "due_precision as duePrecision", "status"])
    .select(["success_measure as successMeasure", "area", "theme", "action.version"])
    .select("finding_id as findingId")
    .where("exercise_id", "=", exerciseId)
    .where("audit_id", "is", null)
    .where("response_id", "is", null)
    .orderBy("reference")
    .execute();
  return rows.map((row) => ({ ...row, status: row.status as ActionStatus }));
}

type ActionText = Pick<
  SampleAction,
  "what" | "ownerId" | "ownerRole" | "teamId" | "dueOn" | "duePrecision" | "successMeasure"
> &
  Pick<SampleAction, "level" | "area" | "theme">;

const parts = [
  "what",
  "level",
  "ownerId",
  "ownerRole",
  "teamId",
  "dueOn",
  "duePrecision",
  "successMeasure",
  "area",
  "theme",
] as const satisfies readonly (keyof ActionText)[];

/** Adds an action to the log; the very same one, in every part, posted twice is added once. */
export async function addSampleAction(
  tx: Tx,
  stamp: Stamp,
  exercise: Pick<Exercise, "id" | "title" | "kind" | "serviceId">,
  action: ActionText,
  /** The finding that it answers, where it was raised from one. */
  finding: Pick<Finding, "id" | "text"> | null = null,
): Promise<void> {
  const held = await listSampleActions(tx, exercise.id);
  if (held.some((other) => parts.every((part) => other[part] === action[part]))) return;
  await addAction(tx, stamp, {
    ...action,
    why: finding?.text ?? `Found in “${exercise.title}”`,
    serviceId: await serviceOf(tx, action.teamId, exercise.serviceId),
    source: exercise.kind === "thematic" ? "thematic" : "dip-sample",
    exerciseId: exercise.id,
    auditId: null,
    responseId: null,
    findingId: finding?.id ?? null,
  });
  await appendEvent(tx, stamp, {
    stream: `exercise:${exercise.id}`,
    kind: "exercise.action-added",
    after: { what: action.what },
  });
}

async function serviceOf(tx: Tx, teamId: string | null, fallback: string | null) {
  if (teamId === null) return fallback;
  const team = await tx
    .selectFrom("team")
    .select("service_id")
    .where("id", "=", teamId)
    .executeTakeFirst();
  return team?.service_id ?? fallback;
}

/** Changes an action nobody has begun on; throws Conflict when it changed since `version`. */
export async function saveSampleAction(
  tx: Tx,
  stamp: Stamp,
  exercise: Pick<Exercise, "id" | "serviceId">,
  action: ActionText & { id: string; version: number },
): Promise<void> {
  const before = (await listSampleActions(tx, exercise.id)).find(({ id }) => id === action.id);
  const stream = `action:${action.id}` as const;
  mustChange(
    stream,
    await tx
      .updateTable("action")
      .set({
        what: action.what,
        level: action.level,
        owner_id: action.ownerId,
        owner_role: action.ownerRole,
        team_id: action.teamId,
        service_id: await serviceOf(tx, action.teamId, exercise.serviceId),
        due_on: action.dueOn,
        due_precision: action.duePrecision,
        success_measure: action.successMeasure,
        area: action.area,
        theme: action.theme,
        version: action.version + 1,
      })
      .where("id", "=", action.id)
      .where("exercise_id", "=", exercise.id)
      .where("status", "=", "open")
      .where("version", "=", action.version)
      .executeTakeFirst(),
  );
  await foldWords(tx, action.id);
  await appendEvent(tx, stamp, { stream, kind: "action.changed", before, after: action });
  if (before?.ownerId !== action.ownerId) await tellOwner(tx, stamp, { ...action, auditId: null });
}

/** Removes an action nobody has begun on; throws Conflict when it changed, or is gone. */
export async function removeSampleAction(
  tx: Tx,
  stamp: Stamp,
  exerciseId: string,
  action: { id: string; version: number },
): Promise<void> {
  const before = (await listSampleActions(tx, exerciseId)).find(({ id }) => id === action.id);
  const stream = `action:${action.id}` as const;
  if (before) await tx.deleteFrom("action_update").where("action_id", "=", before.id).execute();
  const result = await tx
    .deleteFrom("action")
    .where("id", "=", action.id)
    .where("exercise_id", "=", exerciseId)
    .where("status", "=", "open")
    .where("version", "=", action.version)
    .executeTakeFirst();
  mustChange(stream, { numUpdatedRows: result.numDeletedRows });
  await appendEvent(tx, stamp, { stream, kind: "action.removed", before });
  await appendEvent(tx, stamp, {
    stream: `exercise:${exerciseId}`,
    kind: "exercise.action-removed",
    before: { what: before?.what },
  });
}

/** Says what follows from the exercise; throws Conflict when it changed since `version`. */
export async function saveNextSteps(
  tx: Tx,
  stamp: Stamp,
  exercise: Pick<Exercise, "id" | "nextSteps">,
  nextSteps: string,
  version: number,
): Promise<void> {
  const stream = `exercise:${exercise.id}` as const;
  mustChange(
    stream,
    await tx
      .updateTable("exercise")
      .set({ next_steps: nextSteps, version: version + 1 })
      .where("id", "=", exercise.id)
      .where("version", "=", version)
      .executeTakeFirst(),
  );
  await appendEvent(tx, stamp, {
    stream,
    kind: "exercise.next-steps",
    before: { nextSteps: exercise.nextSteps },
    after: { nextSteps },
  });
}

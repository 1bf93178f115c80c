/**
 * Owns the actions of the learning log: adding them from any source, and their reads and writes.
 * Practice: one list for actions from audits, responses, thematic audits and dip samples.
 */
import type { ActionLevel, ActionSource } from "~/rules/learning-log";
import { appendEvent, type Stamp } from "./events.server";
import { newId } from "./ids.server";
import type { Tx } from "./open.server";

export type NewAction = {
  what: string;
  why: string;
  area: string | null;
  theme: string | null;
  level: ActionLevel;
  successMeasure: string;
  ownerId: string | null;
  /** The owner as a role, when no person is named. */
  ownerRole: string;
  teamId: string | null;
  serviceId: string | null;
  dueOn: string | null;
  duePrecision: "day" | "month";
  source: ActionSource;
  exerciseId: string | null;
  auditId: string | null;
  responseId: string | null;
  findingId: string | null;
};

/** Adds an open action under the next free reference; returns its id. */
export async function addAction(tx: Tx, stamp: Stamp, action: NewAction): Promise<string> {
  const id = newId();
  const reference = await nextReference(tx);
  await tx
    .insertInto("action")
    .values({
      id,
      reference,
      what: action.what,
      why: action.why,
      area: action.area,
      theme: action.theme,
      level: action.level,
      success_measure: action.successMeasure,
      owner_id: action.ownerId,
      owner_role: action.ownerRole,
      team_id: action.teamId,
      service_id: action.serviceId,
      due_on: action.dueOn,
      due_precision: action.duePrecision,
      status: "open",
      source: action.source,
      exercise_id: action.exerciseId,
      audit_id: action.auditId,
      response_id: action.responseId,
      finding_id: action.findingId,
      raised_by: stamp.actorId,
      raised_at: stamp.at,
      evidence: "",
      impact: "",
      closing_reason: "",
    })
    .execute();
  await appendEvent(tx, stamp, { stream: `action:${id}`, kind: "action.added", after: action });
  return id;
}

/** The next free reference; two transactions at once wait for each other on one row. */
async function nextReference(tx: Tx): Promise<number> {
  await tx
    .insertInto("setting")
    .values({ key: "actions.lock", value: "null" })
    .onConflict((c) => c.column("key").doUpdateSet({ value: "null" }))
    .execute();
  const last = await tx
    .selectFrom("action")
    .select("reference")
    .orderBy("reference", "desc")
    .limit(1)
    .executeTakeFirst();
  return (last?.reference ?? 0) + 1;
}

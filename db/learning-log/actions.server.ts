/**
 * Owns the writes of the learning log: adding an action from any source, and its moves.
 * Practice: one list for actions from audits, responses, thematic audits and dip samples; a move,
 * the words that go with it and its event are written together.
 */

import type { EventKind } from "~/rules/core/event-kinds";
import { fold } from "~/rules/core/folding";
import {
  endedWithoutProof,
  type Moved,
  type MovingAction,
} from "~/rules/learning-log/action-moves";
import {
  type ActionLevel,
  type ActionSource,
  firstStatus,
  type UpdateKind,
} from "~/rules/learning-log/learning-log";
import { countEvidence } from "../attachments/attachments.server";
import { appendEvent, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import type { Tx } from "../core/open.server";
import { Conflict, mustChange } from "../core/versions.server";
import { tellNewOwner, tellOfMove, tellOwner } from "./action-messages.server";
import { answerFinding } from "./learning-actions.server";
import { nextReference } from "./references.server";
import { orderRetest } from "./retests.server";

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
  const reference = await nextReference(tx, "action");
  await tx
    .insertInto("action")
    .values({
      id,
      reference,
      what: action.what,
      why: action.why,
      words_folded: fold(`${action.what} ${action.why}`),
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
      status: firstStatus,
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
  if (action.findingId) await answerFinding(tx, action.findingId, id);
  await tellOwner(tx, stamp, { ...action, id });
  return id;
}

/** Keeps what an action is found by, after its words were changed. */
export async function foldWords(tx: Tx, actionId: string): Promise<void> {
  const words = await tx
    .selectFrom("action")
    .select(["what", "why"])
    .where("id", "=", actionId)
    .executeTakeFirst();
  if (!words) return;
  await tx
    .updateTable("action")
    .set({ words_folded: fold(`${words.what} ${words.why}`) })
    .where("id", "=", actionId)
    .execute();
}

const updateEvents: Record<UpdateKind, EventKind> = {
  progress: "action.progress",
  completed: "action.completed",
  verified: "action.verified",
  "not-achieved": "action.not-achieved",
  superseded: "action.superseded",
  reopened: "action.reopened",
  "due-changed": "action.due-changed",
  "owner-changed": "action.owner-changed",
  discussed: "action.discussed",
  "retest-ordered": "action.retest-ordered",
  "retest-planned": "action.retest-planned",
  transferred: "action.transferred",
  "file-added": "action.file-added",
  "file-removed": "action.file-removed",
  "file-refused": "action.file-refused",
  imported: "action.imported",
};

/** Keeps what was said of an action, for its history on the page. */
export const addUpdate = (
  tx: Tx,
  stamp: Stamp,
  actionId: string,
  { kind, text }: { kind: UpdateKind; text: string },
) =>
  tx
    .insertInto("action_update")
    .values({
      ...{ id: newId(), action_id: actionId, at: stamp.at, person_id: stamp.actorId },
      ...{ kind, text },
    })
    .execute();

const hasEvidence = async (tx: Tx, id: string): Promise<boolean> =>
  (await countEvidence(tx, { kind: "action", id })) > 0;

/**
 * Holds the action that takes another's place until the transaction ends, so that no two take each
 * other's; throws Conflict where it ended meanwhile. Both are held in the order of their ids.
 */
async function holdSuccessor(tx: Tx, id: string, successorId: string): Promise<void> {
  for (const one of [id, successorId].sort()) {
    const held = await tx
      .updateTable("action")
      .set((eb) => ({ version: eb.ref("version") }))
      .where("id", "=", one)
      .where("status", "not in", endedWithoutProof)
      .executeTakeFirst();
    mustChange(`action:${id}`, held);
  }
}

/** Keeps a move; throws Conflict when the action changed since `version`. */
export async function saveMove(
  tx: Tx,
  stamp: Stamp,
  before: MovingAction,
  { action, update }: Moved,
  version: number,
): Promise<void> {
  const stream = `action:${before.id}` as const;
  if (update.kind === "superseded") await holdSuccessor(tx, before.id, action.supersededById ?? "");
  const result = await tx
    .updateTable("action")
    .set({
      status: action.status,
      owner_id: action.ownerId,
      // A role that owned it is replaced by the person.
      ...(action.ownerId === before.ownerId ? {} : { owner_role: "" }),
      due_on: action.dueOn,
      due_precision: action.duePrecision,
      completed_on: action.completedOn,
      completed_by: action.completedBy,
      evidence: action.evidence,
      verified_by: action.verifiedBy,
      verified_on: action.verifiedOn,
      impact: action.impact,
      how_known: action.howKnown,
      supervision_on: action.supervisionOn,
      superseded_by_id: action.supersededById,
      closing_reason: action.closingReason,
      version: version + 1,
    })
    .where("id", "=", before.id)
    .where("version", "=", version)
    .executeTakeFirst();
  mustChange(stream, result);
  // Whatever was removed in the same moment, nothing is completed without evidence.
  if (update.kind === "completed" && action.evidence === "" && !(await hasEvidence(tx, before.id)))
    throw new Conflict(stream);
  if (update.kind === "retest-ordered") await orderRetest(tx, stamp, before.id, update.text);
  await addUpdate(tx, stamp, before.id, update);
  await appendEvent(tx, stamp, {
    stream,
    kind: updateEvents[update.kind],
    before: movingPart(before),
    after: { ...movingPart(action), text: update.text },
  });
  if (action.ownerId !== before.ownerId) await tellNewOwner(tx, stamp, action, version + 1);
  if (action.status !== before.status && update.kind !== "progress") {
    await tellOfMove(tx, stamp, before.id, version + 1);
  }
}

/** What a move can change, for the history. */
const movingPart = (action: MovingAction) => ({
  status: action.status,
  ownerId: action.ownerId,
  dueOn: action.dueOn,
  duePrecision: action.duePrecision,
  completedOn: action.completedOn,
  completedBy: action.completedBy,
  evidence: action.evidence,
  verifiedBy: action.verifiedBy,
  verifiedOn: action.verifiedOn,
  impact: action.impact,
  howKnown: action.howKnown,
  supervisionOn: action.supervisionOn,
  supersededById: action.supersededById,
  closingReason: action.closingReason,
});

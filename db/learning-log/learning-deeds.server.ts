/**
 * Owns the writes of learnings: begun, worded anew, filed under, merged, divided; and other sources.
 * Practice: whatever is filed holds its learning first, so that nothing lands under one that was
 * merged meanwhile; merging and dividing move what is filed and delete nothing.
 */
import { fold } from "~/rules/core/folding";
import type { LearningSource } from "~/rules/learning-log/learning";
import { appendEvent, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import type { Tx } from "../core/open.server";
import { Conflict, mustChange } from "../core/versions.server";
import { answerByFinding } from "./learning-actions.server";
import { nextReference } from "./references.server";

export type LearningWords = { what: string; area: string | null; theme: string | null };

/** What is filed: a finding, or a source of another kind. */
export type Filed = { findingId: string } | { sourceId: string };

/** Begins a learning; returns its id and number. */
export async function beginLearning(
  tx: Tx,
  stamp: Stamp,
  words: LearningWords,
  splitFrom: string | null = null,
): Promise<{ id: string; reference: number }> {
  const id = newId();
  const reference = await nextReference(tx, "learning");
  await tx
    .insertInto("learning")
    .values({
      ...words,
      ...{ id, reference, words_folded: fold(words.what), split_from_id: splitFrom },
      ...{ begun_by: stamp.actorId, begun_at: stamp.at, found_at: stamp.at },
    })
    .execute();
  await appendEvent(tx, stamp, {
    stream: `learning:${id}`,
    kind: "learning.begun",
    after: { ...words, splitFrom },
  });
  return { id, reference };
}

/** Holds a learning that stands by itself until the transaction ends; throws Conflict for any other. */
async function hold(tx: Tx, id: string, foundAt?: string): Promise<void> {
  const held = await tx
    .updateTable("learning")
    .set((eb) => ({ found_at: foundAt ?? eb.ref("learning.found_at") }))
    .where("id", "=", id)
    .where("merged_into_id", "is", null)
    .executeTakeFirst();
  mustChange(`learning:${id}`, held);
}

/** Files something that is filed nowhere yet; a second filing at the same moment is a duplicate. */
export async function fileUnder(
  tx: Tx,
  stamp: Stamp,
  learningId: string,
  filed: Filed,
): Promise<void> {
  await hold(tx, learningId, stamp.at);
  const finding = "findingId" in filed ? filed.findingId : null;
  await tx
    .insertInto("learning_evidence")
    .values({
      ...{ id: newId(), learning_id: learningId, finding_id: finding },
      source_id: "sourceId" in filed ? filed.sourceId : null,
      ...{ filed_by: stamp.actorId, filed_at: stamp.at },
    })
    .execute();
  if (finding) await answerByFinding(tx, learningId, finding);
  if ("sourceId" in filed)
    await tx
      .updateTable("learning_source")
      .set({ filed: 1 })
      .where("id", "=", filed.sourceId)
      .execute();
  await appendEvent(tx, stamp, {
    stream: `learning:${learningId}`,
    kind: "learning.filed",
    after: filed,
  });
}

/** Words a learning anew; throws Conflict where it changed since `version`. */
export async function changeLearning(
  tx: Tx,
  stamp: Stamp,
  before: { id: string; version: number } & LearningWords,
  { what, area, theme }: LearningWords,
): Promise<void> {
  const stream = `learning:${before.id}` as const;
  const result = await tx
    .updateTable("learning")
    .set({ what, area, theme, words_folded: fold(what), version: before.version + 1 })
    .where("id", "=", before.id)
    .where("version", "=", before.version)
    .where("merged_into_id", "is", null)
    .executeTakeFirst();
  mustChange(stream, result);
  await appendEvent(tx, stamp, {
    stream,
    kind: "learning.changed",
    before: { what: before.what, area: before.area, theme: before.theme },
    after: { what, area, theme },
  });
}

type Numbered = { id: string; reference: number };

/** Moves everything of one learning to another, which goes on for both. */
export async function mergeLearning(
  tx: Tx,
  stamp: Stamp,
  from: Numbered & { version: number },
  into: Numbered,
  reason: string,
): Promise<void> {
  const stream = `learning:${from.id}` as const;
  // In the order of their ids, so that two that merge into each other wait and do not bar each other.
  for (const id of [from.id, into.id].sort())
    await hold(tx, id, id === into.id ? stamp.at : undefined);
  const result = await tx
    .updateTable("learning")
    .set({ merged_into_id: into.id, version: from.version + 1 })
    .where("id", "=", from.id)
    .where("version", "=", from.version)
    .where("merged_into_id", "is", null)
    .executeTakeFirst();
  mustChange(stream, result);
  await tx
    .updateTable("learning_evidence")
    .set({ learning_id: into.id })
    .where("learning_id", "=", from.id)
    .execute();
  await moveActions(tx, from.id, into.id);
  await tx
    .updateTable("attachment")
    .set({ learning_id: into.id })
    .where("learning_id", "=", from.id)
    .execute();
  await appendEvent(tx, stamp, {
    stream,
    kind: "learning.merged",
    after: { into: into.reference, reason },
  });
  await appendEvent(tx, stamp, {
    stream: `learning:${into.id}`,
    kind: "learning.took-in",
    after: { from: from.reference, reason },
  });
}

async function moveActions(tx: Tx, from: string, to: string, only?: readonly string[]) {
  let moving = tx.selectFrom("learning_action").select("action_id").where("learning_id", "=", from);
  if (only) moving = moving.where("action_id", "in", [...only, ""]);
  const rows = await moving.execute();
  if (rows.length === 0) return;
  const ids = rows.map(({ action_id }) => action_id);
  await tx
    .insertInto("learning_action")
    .values(ids.map((action_id) => ({ learning_id: to, action_id })))
    .onConflict((c) => c.columns(["learning_id", "action_id"]).doNothing())
    .execute();
  await tx
    .deleteFrom("learning_action")
    .where("learning_id", "=", from)
    .where("action_id", "in", ids)
    .execute();
}

/**
 * Moves some of what is filed from one learning to another, with the actions that are named and those
 * that were raised for the findings.
 */
export async function moveFiled(
  tx: Tx,
  stamp: Stamp,
  from: Numbered,
  to: Numbered,
  { evidence, actions }: { evidence: readonly string[]; actions: readonly string[] },
): Promise<void> {
  // In the order of their ids, so that two that move at once wait for each other.
  for (const id of [from.id, to.id].sort()) await hold(tx, id);
  const moved = await tx
    .updateTable("learning_evidence")
    .set({ learning_id: to.id })
    .where("learning_id", "=", from.id)
    .where("id", "in", [...evidence, ""])
    .executeTakeFirst();
  if (Number(moved.numUpdatedRows) !== evidence.length) throw new Conflict(`learning:${from.id}`);
  const raised = await tx
    .selectFrom("learning_evidence")
    .innerJoin("action", "action.finding_id", "learning_evidence.finding_id")
    .select("action.id")
    .where("learning_evidence.id", "in", [...evidence, ""])
    .execute();
  await moveActions(tx, from.id, to.id, [...actions, ...raised.map(({ id }) => id)]);
  await appendEvent(tx, stamp, {
    stream: `learning:${from.id}`,
    kind: "learning.moved-from",
    after: { to: to.reference, evidence, actions },
  });
  await appendEvent(tx, stamp, {
    stream: `learning:${to.id}`,
    kind: "learning.moved-to",
    after: { from: from.reference, evidence, actions },
  });
}

export type NewSource = LearningWordsOf & {
  kind: LearningSource;
  saidOn: string;
  sourceReference: string;
  says: string;
  teamId: string | null;
  serviceId: string | null;
};
type LearningWordsOf = Pick<LearningWords, "area" | "theme">;

/** Enters what a source other than an exercise says; returns its id. */
export async function addSource(tx: Tx, stamp: Stamp, source: NewSource): Promise<string> {
  const id = newId();
  await tx
    .insertInto("learning_source")
    .values({
      ...{ id, kind: source.kind, said_on: source.saidOn, says: source.says },
      ...{ source_reference: source.sourceReference, area: source.area, theme: source.theme },
      ...{ team_id: source.teamId, service_id: source.serviceId },
      ...{ entered_by: stamp.actorId, entered_at: stamp.at },
    })
    .execute();
  await appendEvent(tx, stamp, {
    stream: `learning-source:${id}`,
    kind: "learning-source.added",
    after: source,
  });
  return id;
}

/**
 * Owns drafts of audit tools: begun from a version, changed part by part, or discarded.
 * Practice: a published version never changes; every write here matches a row that is a draft and
 * nothing else.
 */

import { readDefinition, toolDefinitionSchema } from "~/rules/tools/definition";
import { partVersion } from "~/rules/tools/draft";
import type { ToolDefinition } from "~/rules/tools/tools";
import { versionMachine } from "~/rules/tools/versions";
import { appendEvent, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import type { Db, Tx } from "../core/open.server";
import { Conflict, mustChange } from "../core/versions.server";
import { findLatestNumber } from "./list.server";

export type ToolDraft = {
  id: string;
  toolId: string;
  /** The published version it was begun from; null for a tool that has none yet. */
  basedOnId: string | null;
  definition: ToolDefinition;
  begunBy: string | null;
  begunAt: string | null;
  version: number;
};

/** The draft of a tool; a tool has one at most. */
export async function findDraft(db: Db, toolId: string): Promise<ToolDraft | null> {
  const row = await db
    .selectFrom("tool_version")
    .leftJoin("one_person as person", "person.record_id", "tool_version.begun_by")
    .select(["tool_version.id", "tool_id as toolId", "based_on_id as basedOnId", "definition"])
    .select(["person.name as begunBy", "begun_at as begunAt", "tool_version.version"])
    .where("tool_id", "=", toolId)
    .where("state", "=", "draft")
    .executeTakeFirst();
  return row ? { ...row, definition: readDefinition(row.definition) } : null;
}

/** Adds a tool that is all draft: from nothing, from a copy or from a file. Answers its id. */
export async function addTool(
  tx: Tx,
  stamp: Stamp,
  tool: { kind: string; definition: ToolDefinition; from: string },
): Promise<string> {
  const id = newId();
  const last = await tx
    .selectFrom("tool")
    .select((eb) => eb.fn.max("position").as("position"))
    .executeTakeFirst();
  await tx
    .insertInto("tool")
    .values({
      id,
      kind: tool.kind,
      name: tool.definition.name,
      shared: 1,
      position: Number(last?.position ?? 0) + 1,
    })
    .execute();
  await addDraft(tx, stamp, id, { definition: tool.definition, basedOnId: null, from: tool.from });
  return id;
}

/** Begins the draft of a tool. Fails as a duplicate when there is one (`isDuplicate`). */
export async function addDraft(
  tx: Tx,
  stamp: Stamp,
  toolId: string,
  draft: { definition: ToolDefinition; basedOnId: string | null; from: string },
): Promise<string> {
  const id = newId();
  await tx
    .insertInto("tool_version")
    .values({
      id,
      tool_id: toolId,
      // A draft has no number yet; that no other has 0.0 keeps a tool to one draft.
      major: 0,
      minor: 0,
      state: versionMachine.first,
      definition: JSON.stringify(draft.definition),
      published_at: null,
      based_on_id: draft.basedOnId,
      begun_by: stamp.actorId,
      begun_at: stamp.at,
    })
    .execute();
  await appendEvent(tx, stamp, {
    stream: `tool:${toolId}`,
    kind: "tool.draft-begun",
    after: { draftId: id, from: draft.from, name: draft.definition.name },
  });
  return id;
}

/**
 * Changes one part of a draft. `expected` is the part's own version (`partVersion`) as the page was
 * made; throws Conflict when someone changed that part since, or the draft is a draft no more.
 */
export async function changeDraft<P>(
  tx: Tx,
  stamp: Stamp,
  toolId: string,
  change: {
    /** What it is called in the history: "Assessment". */
    name: string;
    partOf: (tool: ToolDefinition) => P;
    expected: number;
    apply: (tool: ToolDefinition) => ToolDefinition;
  },
): Promise<void> {
  const stream = `tool:${toolId}` as const;
  const draft = await findDraft(tx, toolId);
  if (!draft) throw new Conflict(stream);
  const before = change.partOf(draft.definition);
  if (partVersion(before) !== change.expected) throw new Conflict(stream);
  // What is stored can be read again, whatever a page let through.
  const next = toolDefinitionSchema.parse(change.apply(draft.definition));
  const after = change.partOf(next);
  if (JSON.stringify(next) === JSON.stringify(draft.definition)) return;
  mustChange(
    stream,
    await tx
      .updateTable("tool_version")
      .set({ definition: JSON.stringify(next), version: draft.version + 1 })
      .where("id", "=", draft.id)
      .where("state", "=", "draft")
      .where("version", "=", draft.version)
      .executeTakeFirst(),
  );
  await appendEvent(tx, stamp, {
    stream,
    kind: "tool.draft-changed",
    before,
    after: { part: change.name, ...asGroup(after) },
  });
}

const asGroup = (value: unknown): object =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? value : { value };

/** Discards a draft, and the tool with it when nothing of it was ever published. */
export async function removeDraft(
  tx: Tx,
  stamp: Stamp,
  draft: ToolDraft,
  version: number,
): Promise<{ toolRemoved: boolean }> {
  const stream = `tool:${draft.toolId}` as const;
  const result = await tx
    .deleteFrom("tool_version")
    .where("id", "=", draft.id)
    .where("state", "=", "draft")
    .where("version", "=", version)
    .executeTakeFirst();
  if (result.numDeletedRows === 0n) throw new Conflict(stream);
  await appendEvent(tx, stamp, {
    stream,
    kind: "tool.draft-discarded",
    before: draft.definition,
  });
  if (await findLatestNumber(tx, draft.toolId)) return { toolRemoved: false };
  await tx.deleteFrom("tool").where("id", "=", draft.toolId).execute();
  return { toolRemoved: true };
}

/**
 * Owns saving what is typed into a form, field by field, wherever it is kept: an audit's answers,
 * or a draft that nobody else reads.
 * Practice: repeating a save succeeds, two pages meet a conflict per field, and the saves of one
 * visit to a page are one entry in the history.
 */

import {
  leavesMark,
  mergeAnswer,
  type PostedAnswer,
  readSaveId,
  type StoredAnswer,
} from "~/rules/core/answer-merge";
import type { EventKind } from "~/rules/core/event-kinds";
import { keepTyping, type Stamp } from "./events.server";
import type { Tx } from "./open.server";

/** One field as it is stored. */
export type TypedRow = {
  value: string;
  version: number;
  save_id: string;
  saved_by: string;
  saved_at: string;
};

/** Where something typed is kept, and in which history its saves are told, as what; null as nothing. */
export type Keep = {
  stream: `${string}:${string}`;
  kind: EventKind | null;
  list: (tx: Tx) => Promise<StoredAnswer[]>;
  /** Writes a field that stands or not; `change` is what an existing row takes on. */
  put: (tx: Tx, field: string, row: TypedRow, change: Partial<TypedRow>) => Promise<void>;
};

export type Save = { saveId: string; answers: readonly PostedAnswer[] };

export type TypedSaved = {
  /** The names of the fields that changed. */
  written: string[];
  /** What was saved elsewhere in the meantime, and this save therefore left alone. */
  contested: StoredAnswer[];
};

/**
 * Saves what was typed, field by field; contested fields are left as they are and given back.
 * The record it belongs to must be locked in the same transaction.
 */
export async function saveTyped(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  keep: Keep,
  save: Save,
): Promise<TypedSaved> {
  const held = new Map((await keep.list(tx)).map((answer) => [answer.field, answer]));
  const by = { save_id: save.saveId, saved_by: stamp.actorId, saved_at: stamp.at };
  const contested: StoredAnswer[] = [];
  const before: Record<string, string> = {};
  const after: Record<string, string> = {};
  for (const posted of save.answers) {
    const { field, value } = posted;
    const stored = held.get(field);
    const outcome = mergeAnswer(stored, posted, save.saveId);
    if (outcome === "conflict" && stored) contested.push(stored);
    // Only the id of this save is left at an answer it kept.
    if (outcome === "keep" && leavesMark(stored, posted, save.saveId)) {
      const row = { value: stored?.value ?? "", version: stored?.version ?? 0, ...by };
      await keep.put(tx, field, row, { save_id: save.saveId });
    }
    if (outcome !== "write") continue;
    before[field] = stored?.value ?? "";
    after[field] = value;
    const row = { value, version: (stored?.version ?? 0) + 1, ...by };
    await keep.put(tx, field, row, row);
  }
  const written = Object.keys(after);
  const { stream, kind } = keep;
  const { visit } = readSaveId(save.saveId);
  if (written.length > 0 && kind !== null)
    await keepTyping(tx, stamp, { stream, visit, kind, before, after });
  return { written, contested };
}

/**
 * Owns what becomes of one posted answer when the same field may have been saved since.
 * Practice: people meet a conflict over one field, never over a whole audit; a field nobody
 * touched on this page gives way, and a repeated save changes nothing.
 */
import { sha256Hex } from "./random";

/** What the page showed when it was made: the version, and a digest of the value. */
export type AnswerBase = { version: number; digest: string };

export type PostedAnswer = {
  field: string;
  value: string;
  base: AnswerBase;
  /** What the person chose after a conflict; "open" when they were asked and did not choose. */
  choice: "mine" | "theirs" | "open" | null;
};

/** `by` is the id of the person who saved it. */
export type StoredAnswer = {
  field: string;
  value: string;
  version: number;
  saveId: string;
  by: string;
  byName: string;
  at: string;
};

/** Short, and good enough to tell whether a person changed what they were shown. */
export const answerDigest = (value: string): string =>
  value === "" ? "" : sha256Hex(value).slice(0, 16);

/** Spaces around an answer are no change: a form saved as a whole leaves them out. */
export const baseOf = (stored: { value: string; version: number } | undefined): AnswerBase => ({
  version: stored?.version ?? 0,
  digest: answerDigest((stored?.value ?? "").trim()),
});

/** The name of the choice between two versions of a field. */
export const keepName = (field: string): string => `keep:${field}`;

/** The id of the `number`th save of one visit to a page. */
export const saveIdOf = (visit: string, number: number): string => `${visit}.${number}`;

/** The visit to a page that a save was made on, and which of its saves it was; 0 for the only one. */
export function readSaveId(saveId: string): { visit: string; number: number } {
  const [, visit, number] = /^(.+)\.(\d{1,9})$/.exec(saveId) ?? [];
  return { visit: visit ?? saveId, number: Number(number ?? 0) };
}

/**
 * "keep" leaves what is stored, "write" replaces it, "conflict" asks the person. A page's saves may
 * overtake one another on the way: its latest stands (`leavesMark`).
 */
export function mergeAnswer(
  stored: StoredAnswer | undefined,
  posted: PostedAnswer,
  saveId: string,
): "keep" | "write" | "conflict" {
  const held = stored?.value ?? "";
  const mine = readSaveId(saveId);
  const last = stored ? readSaveId(stored.saveId) : null;
  const own = last?.visit === mine.visit;
  if (own && last && mine.number < last.number) return "keep";
  // A form saved as a whole leaves out the spaces around an answer: no change.
  if (posted.value === held || (mine.number === 0 && posted.value === held.trim())) return "keep";
  if (posted.choice === "theirs") return "keep";
  if (posted.choice === "open") return "conflict";
  if (posted.base.version === (stored?.version ?? 0) || own) return "write";
  if (answerDigest(posted.value.trim()) === posted.base.digest) return "keep";
  // Removed elsewhere, as a draft is that was added: what was typed on stands against nothing.
  return stored ? "conflict" : "write";
}

/**
 * Whether a kept answer takes on the id of the save that kept it: so that an earlier save of the
 * same page, still on its way, doesn't bring back what was typed away. Never where someone else's
 * words stand that the page had not shown.
 */
export function leavesMark(
  stored: StoredAnswer | undefined,
  posted: PostedAnswer,
  saveId: string,
): boolean {
  const mine = readSaveId(saveId);
  if (mine.number === 0 || posted.value !== (stored?.value ?? "")) return false;
  if (!stored || posted.base.version === stored.version) return true;
  const last = readSaveId(stored.saveId);
  return last.visit === mine.visit && last.number < mine.number;
}

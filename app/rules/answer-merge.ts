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

export const baseOf = (stored: { value: string; version: number } | undefined): AnswerBase => ({
  version: stored?.version ?? 0,
  digest: answerDigest(stored?.value ?? ""),
});

/** "keep" leaves what is stored, "write" replaces it, "conflict" asks the person. */
export function mergeAnswer(
  stored: StoredAnswer | undefined,
  posted: PostedAnswer,
  saveId: string,
): "keep" | "write" | "conflict" {
  const held = stored?.value ?? "";
  if (posted.value === held || posted.choice === "theirs") return "keep";
  if (posted.choice === "open") return "conflict";
  if (posted.base.version === (stored?.version ?? 0)) return "write";
  if (answerDigest(posted.value) === posted.base.digest) return "keep";
  return stored?.saveId === saveId ? "write" : "conflict";
}

/**
 * Owns what can be searched for and how: the kinds of records, what typed words ask for, and the
 * order of what is found.
 * Practice: every word must be there, with an s after it or without ("O’Neill", "O’Neill’s"); the last
 * one may be unfinished; words in quotation marks stand side by side as they are. What has every word
 * in its first sentence comes first, then the newest.
 */
import { wordsOf } from "./tokens";

export const searchKinds = ["finding", "learning", "action", "exercise", "report"] as const;
export type SearchKind = (typeof searchKinds)[number];

export const searchKindNames: Record<SearchKind, { one: string; many: string }> = {
  finding: { one: "Finding", many: "Findings" },
  learning: { one: "Learning", many: "Learning" },
  action: { one: "Action", many: "Actions" },
  exercise: { one: "Exercise", many: "Exercises" },
  report: { one: "Report", many: "Reports" },
};

export const longestSearch = 200;
const mostTerms = 12;
/** A shorter beginning would find nearly everything, and "a" is not "as". */
const shortestBeginning = 3;

/** Words that stand side by side; the last may have an s after it, or be the beginning of a word. */
export type Term = { words: string[]; ends: "exactly" | "with-s" | "unfinished" };

/** Whether a word of a text is what the last word of a term asks for. */
export const isLastOf = ({ words, ends }: Term, word: string): boolean => {
  const last = words.at(-1) ?? "";
  if (ends === "unfinished") return word.startsWith(last);
  return word === last || (ends === "with-s" && word === `${last}s`);
};

/** What typed words ask for; a quotation mark that is never closed is none. */
export function termsOf(typed: string): Term[] {
  const parts = typed.replace(/[“”„‟«»＂]/g, '"').split('"');
  const open = parts.length % 2 === 0 ? parts.length - 1 : -1;
  const terms = parts.flatMap((part, at): Term[] => {
    const quoted = at % 2 === 1 && at !== open;
    const chunks = quoted ? [part] : part.split(/\s+/);
    return chunks.flatMap((chunk) => {
      const words = wordsOf(chunk);
      const isLong = (words.at(-1)?.length ?? 0) >= shortestBeginning;
      return words.length === 0 ? [] : [{ words, ends: quoted || !isLong ? "exactly" : "with-s" }];
    });
  });
  return terms.map((term, at) =>
    term.ends === "with-s" && at === terms.length - 1 ? { ...term, ends: "unfinished" } : term,
  );
}

/** What is wrong with what was typed; null when it can be looked for. */
export function whyNotSought(terms: readonly Term[]): string | null {
  if (terms.length === 0) return "Enter a word to look for";
  if (terms.reduce((sum, { words }) => sum + words.length, 0) > mostTerms)
    return `Enter ${mostTerms} words or fewer`;
  return null;
}

/** How many of a kind are found at most: who has more gives another word. */
export const mostFound = 200;

/** Found: `first` where every word stands in its first sentence; `at` is an instant or a date. */
export type Match = { kind: SearchKind; id: string; first: boolean; at: string };

export const inOrder = (matches: readonly Match[]): Match[] =>
  [...matches].sort(
    (a, b) =>
      Number(b.first) - Number(a.first) ||
      (a.at < b.at ? 1 : a.at > b.at ? -1 : 0) ||
      (a.id < b.id ? 1 : a.id > b.id ? -1 : 0),
  );

export type FoundCount = { count: number; more: boolean };

/** "more than 200" where the rest was not counted. */
export const foundInWords = ({ count, more }: FoundCount): string =>
  more ? `more than ${mostFound}` : String(count);

export const sumOf = (counts: readonly FoundCount[]): FoundCount => ({
  count: counts.reduce((sum, { count }) => sum + count, 0),
  more: counts.some(({ more }) => more),
});

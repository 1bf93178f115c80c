/**
 * Owns the library of questions: what may be picked for a sample, from where, and when it was last asked.
 * Practice: whoever picks a question keeps its identity, so that samples can be compared; the same code
 * and words are one question, wherever it comes from.
 */
import { fold } from "../core/folding";
import type { Question } from "../tools/tools";

export type LibraryQuestion = Question & {
  /** The code of a practice area; null for a question that only earlier samples asked. */
  area: string | null;
  /** Where it comes from: "Question library", a tool, or an exercise. */
  from: string;
};

/** When a question was asked, the latest first. */
export type AskedIn = { title: string; month: string; questions: readonly Question[] };

export type Offered = LibraryQuestion & {
  key: string;
  lastAsked: { title: string; month: string } | null;
};

/** What a question is picked by: its code and its words, which together are the question. */
export const libraryKey = ({ code, text }: Pick<Question, "code" | "text">): string =>
  `${code}|${text.trim()}`;

/** Every question once: those of the library and of tools first, then what earlier samples asked. */
export function offerQuestions(
  known: readonly LibraryQuestion[],
  asked: readonly AskedIn[],
): Offered[] {
  const lastAsked = new Map<string, { title: string; month: string }>();
  for (const { title, month, questions } of asked)
    for (const question of questions) {
      const key = libraryKey(question);
      if (!lastAsked.has(key)) lastAsked.set(key, { title, month });
    }
  const earlier = asked.flatMap(({ title, questions }) =>
    questions.map((question) => ({ ...question, area: null, from: title })),
  );
  const found = new Map<string, Offered>();
  for (const one of [...known, ...earlier]) {
    const key = libraryKey(one);
    if (found.has(key)) continue;
    found.set(key, { ...one, key, lastAsked: lastAsked.get(key) ?? null });
  }
  return [...found.values()];
}

/** Those in which every word typed stands, in the question or where it comes from. */
export function searchQuestions<One extends Shown>(offered: readonly One[], typed: string): One[] {
  const words = fold(typed).split(" ").filter(Boolean);
  return offered.filter(({ text, from, lastAsked }) => {
    const all = fold([text, from, lastAsked?.title ?? ""].join(" "));
    return words.every((word) => all.includes(word));
  });
}

/** As a page lists it. */
export type Shown = Pick<Offered, "key" | "text" | "area" | "from" | "lastAsked">;

export type Group = { area: string | null; questions: Shown[] };

/** By practice area in the order given; what has none comes last. */
export function groupQuestions(offered: readonly Shown[], areas: readonly string[]): Group[] {
  return [...areas, null]
    .map((area) => ({
      area,
      questions: offered.filter((one) =>
        area === null ? !areas.includes(one.area ?? "") : one.area === area,
      ),
    }))
    .filter(({ questions }) => questions.length > 0);
}

/**
 * The questions of a plan with those picked after them: an empty box is filled first, and what is
 * asked already is not asked twice.
 */
export function addPicked<Row extends { code?: unknown; text?: unknown }>(
  rows: readonly Row[],
  picked: readonly Question[],
): (Row | Question)[] {
  const written = rows.filter(({ text }) => String(text ?? "").trim() !== "");
  const there = new Set(written.map(({ text }) => fold(String(text))));
  const fresh = picked.filter(({ text }) => {
    const key = fold(text);
    return there.has(key) ? false : there.add(key);
  });
  return [...written, ...fresh];
}

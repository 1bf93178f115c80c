/**
 * Owns judgements on the scale: which carry a grade, which count as good, and counts of them.
 * Practice: the share of good grades is of those judgements that carry a grade.
 */
import { forGrades, type Grade, goodGrades, grades, type Tone, toneOf } from "./scale";

/** Codes that stand where a grade would and stay out of every percentage. */
export const ungraded = ["not-applicable", "not-judged"] as const;
export type Ungraded = (typeof ungraded)[number];

export type Judgement = Grade | Ungraded;
export const judgements = [...grades, ...ungraded] as const;

export const judgementNames: Record<Judgement, string> = {
  ...forGrades(({ name }) => name),
  "not-applicable": "Not applicable",
  "not-judged": "Not judged",
};

/** How a judgement is shown: a grade by its tone, what is ungraded by its own code. */
export const lookOf = (judgement: Judgement): Tone | Ungraded =>
  isGrade(judgement) ? toneOf[judgement] : judgement;

export type JudgementCounts = Record<Judgement, number>;

export const isGrade = (value: string): value is Grade => grades.some((g) => g === value);

export const isJudgement = (value: string): value is Judgement =>
  judgements.some((j) => j === value);

/** 0 for the best grade; a higher number is a worse grade. */
export const severity = (grade: Grade): number => grades.indexOf(grade);

export const isGoodOrAbove = (grade: Grade): boolean => goodGrades.includes(grade);

export const noJudgements = (): JudgementCounts => ({
  ...forGrades(() => 0),
  "not-applicable": 0,
  "not-judged": 0,
});

/** Counts judgements; the input may hold any number of each code. */
export function countJudgements(list: Iterable<Judgement>): JudgementCounts {
  const counts = noJudgements();
  for (const judgement of list) counts[judgement] += 1;
  return counts;
}

/** How many judgements carry a grade: the base of every percentage. */
export const gradedTotal = (counts: JudgementCounts): number =>
  grades.reduce((sum, grade) => sum + counts[grade], 0);

export const goodOrAbove = (counts: JudgementCounts): number =>
  goodGrades.reduce((sum, grade) => sum + counts[grade], 0);

/**
 * Owns the Ofsted scale: the codes stored, the words shown, and which judgements count.
 * Practice: the four-point scale of Ofsted's ILACS framework; "Good or above" is the share
 * of graded judgements at Good or Outstanding.
 */

export const grades = ["outstanding", "good", "requires-improvement", "inadequate"] as const;
export type Grade = (typeof grades)[number];

/** Codes that stand where a grade would and stay out of every percentage. */
export const ungraded = ["not-applicable", "not-judged"] as const;
export type Ungraded = (typeof ungraded)[number];

export type Judgement = Grade | Ungraded;
export const judgements = [...grades, ...ungraded] as const;

export const judgementNames: Record<Judgement, string> = {
  outstanding: "Outstanding",
  good: "Good",
  "requires-improvement": "Requires improvement",
  inadequate: "Inadequate",
  "not-applicable": "Not applicable",
  "not-judged": "Not judged",
};

export type GradeCounts = Record<Grade, number>;
export type JudgementCounts = Record<Judgement, number>;

export const isGrade = (value: string): value is Grade => grades.some((g) => g === value);

export const isJudgement = (value: string): value is Judgement =>
  judgements.some((j) => j === value);

/** 0 for Outstanding to 3 for Inadequate: a higher number is a worse grade. */
export const severity = (grade: Grade): number => grades.indexOf(grade);

export const isGoodOrAbove = (grade: Grade): boolean => severity(grade) <= severity("good");

export function noJudgements(): JudgementCounts {
  return {
    outstanding: 0,
    good: 0,
    "requires-improvement": 0,
    inadequate: 0,
    "not-applicable": 0,
    "not-judged": 0,
  };
}

/** Counts judgements; the input may hold any number of each code. */
export function countJudgements(list: Iterable<Judgement>): JudgementCounts {
  const counts = noJudgements();
  for (const judgement of list) counts[judgement] += 1;
  return counts;
}

/** How many judgements carry a grade: the base of every percentage. */
export const gradedTotal = (counts: JudgementCounts): number =>
  grades.reduce((sum, grade) => sum + counts[grade], 0);

export const goodOrAbove = (counts: JudgementCounts): number => counts.outstanding + counts.good;

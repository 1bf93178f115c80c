/**
 * Owns how a cycle's final grades are dealt out over its audits.
 * Practice: counts are exact by construction; an audit judged better overall tends to be better
 * in each area, without every audit being alike.
 */
import { type Judgement, severity } from "~/rules/tools/grades";
import { type Grade, grades } from "~/rules/tools/scale";
import { inOrder, roll } from "./chance";
import type { AreaTarget } from "./core-cycles";

/** One audit of a cycle, as far as its grades depend on it. */
export type Graded = {
  key: string;
  /** Never below Good overall, as the disabilities team's audits are. */
  alwaysGood: boolean;
  /** Long-term work without a recent contact. */
  longTerm: boolean;
};

export type AuditGrades = { overall: Grade; areas: Record<string, Judgement> };

/** Final grades by key; the counts are those asked for, or it throws. */
export function dealGrades(
  seed: string,
  audits: readonly Graded[],
  overall: Record<Grade, number>,
  areas: Record<string, AreaTarget>,
): Map<string, AuditGrades> {
  const dealt = dealOverall(seed, audits, overall);
  const result = new Map(
    [...dealt].map(([key, grade]) => [key, { overall: grade, areas: {} } as AuditGrades]),
  );
  for (const [area, target] of Object.entries(areas)) {
    for (const [key, judgement] of dealArea(seed, area, audits, dealt, target)) {
      const one = result.get(key);
      if (one) one.areas[area] = judgement;
    }
  }
  return result;
}

function dealOverall(
  seed: string,
  audits: readonly Graded[],
  counts: Record<Grade, number>,
): Map<string, Grade> {
  const pool = grades.flatMap((grade) => Array.from({ length: counts[grade] }, () => grade));
  if (pool.length !== audits.length) throw new Error("A cycle has as many grades as audits");
  const dealt = new Map<string, Grade>();
  const take = (grade: Grade): Grade => {
    const at = pool.indexOf(grade);
    if (at < 0) throw new Error(`No ${grade} grade is left to deal`);
    pool.splice(at, 1);
    return grade;
  };
  const sure = inOrder(
    audits.filter((audit) => audit.alwaysGood),
    seed,
    "sure",
  );
  sure.forEach((audit, n) => {
    const outstanding = n === 0 && pool.includes("outstanding");
    dealt.set(audit.key, take(outstanding ? "outstanding" : "good"));
  });
  const rest = inOrder(
    audits.filter((audit) => !audit.alwaysGood),
    seed,
    "overall",
  );
  for (const audit of rest) dealt.set(audit.key, take(pool[0] ?? "good"));
  return dealt;
}

const weight: Record<Grade, number> = {
  outstanding: 260,
  good: 150,
  "requires-improvement": 30,
  inadequate: -200,
};

function dealArea(
  seed: string,
  area: string,
  audits: readonly Graded[],
  overall: ReadonlyMap<string, Grade>,
  target: AreaTarget,
): [string, Judgement][] {
  const left = [...audits];
  const takeOut = (n: number, order: (audit: Graded) => number): Graded[] => {
    left.sort((a, b) => order(b) - order(a));
    return left.splice(0, n);
  };
  const dice = (audit: Graded, what: string) => roll(1000, seed, area, what, audit.key);
  const notApplicable = takeOut(
    target.notApplicable ?? 0,
    (audit) => (audit.longTerm ? 700 : 0) + dice(audit, "not-applicable"),
  );
  const notJudged = takeOut(
    target.notJudged ?? 0,
    (audit) => (audit.alwaysGood ? 0 : 1000) + dice(audit, "not-judged"),
  );
  const overallOf = (audit: Graded): Grade => overall.get(audit.key) ?? "good";
  // Whoever is Outstanding overall is at Good or above in every area.
  const better = takeOut(
    left.length,
    (audit) => weight[overallOf(audit)] + dice(audit, "area") / 6,
  );
  const { goodOrAbove, outstanding = 0, inadequate = 0 } = target;
  if (goodOrAbove > better.length) throw new Error(`Too many at Good or above in ${area}`);
  const judged = better.map((audit, n): [string, Judgement] => {
    if (n < outstanding) return [audit.key, "outstanding"];
    if (n < goodOrAbove) return [audit.key, "good"];
    if (n >= better.length - inadequate) return [audit.key, "inadequate"];
    return [audit.key, "requires-improvement"];
  });
  return [
    ...notApplicable.map((audit): [string, Judgement] => [audit.key, "not-applicable"]),
    ...notJudged.map((audit): [string, Judgement] => [audit.key, "not-judged"]),
    ...judged,
  ];
}

/** One grade better (-1) or worse (+1), staying on the scale. */
export const step = (grade: Grade, by: -1 | 1): Grade => grades[severity(grade) + by] ?? grade;

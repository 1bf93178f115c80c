/**
 * Owns coverage: how many of a year's open cases were looked at, by team and by cohort, against the
 * aim of the council.
 * Practice: a case counts once however often it was looked at; where it moved meanwhile, for the team
 * and cohort it was looked at in last.
 */
import { counted } from "../core/words";
import { type Figure, figureOf } from "./figure";

export type Looked = {
  caseId: string;
  teamId: string;
  cohort: string;
  /** When it was looked at, to tell the last time from those before. */
  month: string;
  core: boolean;
};

export type OpenCases = { teamId: string; cohort: string; count: number };

export type Covered = {
  key: string;
  /** Cases looked at, of those open today; of as many where more were looked at. */
  looked: Figure;
  cases: number;
  /** Of them, audited in a core cycle. */
  core: number;
  open: number;
  /** How many the aim asks for in a whole year, and by now. */
  aim: number;
  byNow: number;
};

/** Of open cases `share` per cent a year; `part` says how much of the year is over, 0 to 1. */
export function coverageBy(
  by: "teamId" | "cohort" | "all",
  looked: readonly Looked[],
  open: readonly OpenCases[],
  { share, part }: { share: number; part: number },
): Covered[] {
  const keyOf = (one: Looked | OpenCases): string => (by === "all" ? "all" : one[by]);
  const last = new Map<string, Looked>();
  const core = new Set<string>();
  for (const one of [...looked].sort((a, b) => a.month.localeCompare(b.month))) {
    last.set(one.caseId, one);
    if (one.core) core.add(one.caseId);
  }
  const keys = new Set([...open.map(keyOf), ...[...last.values()].map(keyOf)]);
  return [...keys].map((key) => {
    const own = [...last.values()].filter((one) => keyOf(one) === key);
    const held = open
      .filter((one) => keyOf(one) === key)
      .reduce((sum, { count }) => sum + count, 0);
    const aim = Math.ceil((held * share) / 100);
    return {
      key,
      cases: own.length,
      core: own.filter(({ caseId }) => core.has(caseId)).length,
      open: held,
      looked: figureOf("Looked at", own.length, Math.max(held, own.length)),
      aim,
      byNow: Math.round(aim * part),
    };
  });
}

/** "24 cases looked at, beside 300 open today. The aim is 10% a year, 30 cases; 15 by now: reached." */
export function coverageInWords(
  { cases, open, aim, byNow }: Covered,
  { share, isOver }: { share: number; isOver: boolean },
): string {
  const reached = cases >= (isOver ? aim : byNow);
  const looked = `${counted(cases, "case")} looked at, beside ${open.toLocaleString("en-GB")} open today.`;
  const aimed = `The aim is ${share}% a year, ${counted(aim, "case")}${isOver ? "" : `; ${byNow} by now`}`;
  return `${looked} ${aimed}: ${reached ? "reached" : "not reached"}.`;
}

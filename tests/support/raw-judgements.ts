/**
 * Counts judgements from the rows of the audits themselves, in the plainest way there is: what every
 * figure must equal, whatever it was read from.
 */
import { expect } from "vitest";
import type { Figure, GradeMix } from "~/rules/reports/figure";
import { type Judgement, judgements } from "~/rules/tools/grades";
import type { Db } from "~db/core/open.server";

export async function readRaw(db: Db) {
  const rows = await db
    .selectFrom("judgement")
    .innerJoin("audit", "audit.id", "judgement.audit_id")
    .select(["audit.id", "audit.exercise_id", "audit.cohort", "audit.state", "audit.origin"])
    .select(["judgement.area", "judgement.source", "judgement.round", "judgement.judgement"])
    .select(["judgement.team_id", "judgement.service_id"])
    .execute();
  return rows.filter(({ origin }) => origin !== "re-audit");
}

export type Raw = Awaited<ReturnType<typeof readRaw>>;

/** Those of audits that are final: of one basis, as it was first given. */
export function finalOf(raw: Raw, basis: Raw[number]["source"] = "final"): Raw {
  const own = raw.filter(({ state, source }) => state === "final" && source === basis);
  return own.filter(
    ({ id, round }) =>
      round === Math.min(...own.filter((one) => one.id === id).map((o) => o.round)),
  );
}

/** Of an open cycle: the final ones, and where an audit is not final the auditor's latest. */
export function provisionalOf(raw: Raw): Raw {
  return raw.filter(({ id, area, state, source, round }) => {
    if (state === "final") return source === "final";
    const own = raw.filter((one) => one.id === id && one.area === area && one.source === "auditor");
    return source === "auditor" && round === Math.max(...own.map((one) => one.round));
  });
}

export type Counts = Record<Judgement, number>;

export const countOf = (rows: Raw, area: string): Counts =>
  Object.fromEntries(
    judgements.map((code) => [
      code,
      rows.filter((one) => one.area === area && one.judgement === code).length,
    ]),
  ) as Counts;

const numbers = (figure: Figure) => {
  if (figure.standing === "hidden") throw new Error(`${figure.of} is hidden`);
  return [figure.count, figure.base, figure.share];
};

const shareOf = (count: number, base: number) => [
  count,
  base,
  base === 0 ? undefined : Math.floor((200 * count + base) / (2 * base)),
];

const gradedOf = (counts: Counts): number =>
  counts.outstanding + counts.good + counts["requires-improvement"] + counts.inadequate;

/** That the share of good ones is of these judgements. */
export function expectGood(where: string, figure: Figure, counts: Counts): void {
  const good = counts.outstanding + counts.good;
  expect([where, numbers(figure)]).toEqual([where, shareOf(good, gradedOf(counts))]);
}

/** That every figure of a mix is of these judgements. */
export function expectMix(where: string, mix: GradeMix, counts: Counts): void {
  const graded = gradedOf(counts);
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  for (const [code, figure] of Object.entries({ ...mix.grades, ...mix.without })) {
    const base = code in mix.grades ? graded : all;
    expect([where, code, numbers(figure)]).toEqual([
      where,
      code,
      shareOf(counts[code as Judgement], base),
    ]);
  }
  expectGood(where, mix.good, counts);
  expect([where, numbers(mix.graded)]).toEqual([where, shareOf(graded, all)]);
}

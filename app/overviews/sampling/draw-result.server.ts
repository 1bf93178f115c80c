/** Owns how a kept draw is shown: its facts, its cases in order, what became of them, its proof. */
import { formatInstant } from "~/rules/core/dates";
import { eventInWords } from "~/rules/sampling/draw-events";
import { sumDraw } from "~/rules/sampling/draw-sums";
import { type DrawnCase, verifyDraw } from "~/rules/sampling/sampling";
import { nameStratum } from "~/rules/sampling/strata";
import { verifySwaps } from "~/rules/sampling/swap-order";
import { listTeams } from "~db/access/people.server";
import type { Db } from "~db/core/open.server";
import type { Exercise } from "~db/exercises/exercises.server";
import { listSwaps, type SwapRecord } from "~db/exercises/swaps.server";
import { type DrawnAudit, listDrawnAudits } from "~db/operations/sampling/drawn-audits.server";
import { findDraw, type KeptDraw, listDraws } from "~db/operations/sampling/sampling.server";

const perPage = 100;
const reservesShown = 5;

/** The draw run again, and whether each swap since put in the next reserve. */
const verify = (kept: KeptDraw, swaps: readonly SwapRecord[]) => ({
  draw: verifyDraw(kept.frame, kept.plan, kept.made),
  swaps: verifySwaps(
    kept.made,
    swaps.map((swap) => ({ ...swap, out: swap.out.caseId, in: swap.in.caseId })),
  ).ok,
});

/** The draw that the address asks for; null where there is none. */
export async function findDrawResult(
  db: Db,
  exercise: Pick<Exercise, "id" | "size">,
  asked: URLSearchParams,
) {
  const exerciseId = exercise.id;
  const kept = await findDraw(db, exerciseId, asked.get("draw") ?? undefined);
  if (!kept) return null;
  const teams = new Map((await listTeams(db)).map((team) => [team.id, team.name]));
  const audits = kept.current ? await listDrawnAudits(db, exerciseId) : [];
  const swaps = kept.current ? await listSwaps(db, exerciseId) : [];
  const rowOf = new Map(kept.frame.map((row) => [row.caseId, row]));
  const nameOf = (key: string | null) => (key === null ? "" : nameStratum(key, teams));
  const placed = placedCases(kept, audits, nameOf);
  const cases = placed.filter(({ became }) => became !== "reserve");
  const pages = Math.max(1, Math.ceil(cases.length / perPage));
  const page = Math.min(pages, Math.max(1, Number(asked.get("page")) || 1));
  return {
    id: kept.id,
    current: kept.current,
    drawnBy: kept.drawnBy,
    drawnAt: formatInstant(new Date(kept.drawnAt)),
    strataBy: kept.plan.strataBy,
    months: kept.plan.auditedWithinMonths,
    weeks: kept.plan.openedBeforeWeeks,
    sensitive: kept.plan.excludeSensitive,
    event: kept.plan.event ? eventInWords(kept.plan.event) : null,
    size: kept.plan.size,
    planned: exercise.size,
    sums: sumDraw(kept.made.cases.map(({ reason }) => reason)),
    seed: kept.made.seed,
    fingerprint: kept.made.fingerprint,
    algorithm: kept.made.algorithm,
    strata: kept.made.strata
      .filter(({ population }) => population > 0)
      .map(({ key, population, size }) => ({
        key,
        name: nameOf(key),
        population,
        size,
        byHand: kept.plan.sizes?.[key] !== undefined,
        swapped: cases.filter((c) => c.became === "swapped-out" && c.stratum === nameOf(key))
          .length,
      })),
    cases: cases.slice((page - 1) * perPage, page * perPage),
    page,
    pages,
    reserves: kept.made.strata.flatMap(({ key }) => reservesOf(placed, nameOf(key))),
    swaps: swaps.map((swap) => swapShown(swap, (caseId) => rowOf.get(caseId)?.reference ?? caseId)),
    verification: asked.get("verify") === "yes" ? verify(kept, swaps) : null,
    draws: (await listDraws(db, exerciseId)).map(({ id, drawnBy, drawnAt, current, size }) => ({
      id,
      drawnBy,
      drawnAt: formatInstant(new Date(drawnAt)),
      current,
      size,
    })),
  };
}

export type DrawResultView = NonNullable<Awaited<ReturnType<typeof findDrawResult>>>;

/** The cases that have a place, in the order of the draw, and what became of each. */
function placedCases(
  { made, frame }: KeptDraw,
  audits: readonly DrawnAudit[],
  nameOf: (key: string | null) => string,
) {
  const auditOf = new Map(audits.map((audit) => [audit.caseId, audit]));
  const successorOf = new Map(audits.map((audit) => [audit.previousAuditId, audit]));
  const rowOf = new Map(frame.map((row) => [row.caseId, row]));
  const rank = new Map(made.strata.map(({ key }, at) => [key, at]));
  return made.cases
    .filter((row) => row.position !== null)
    .sort(
      (a, b) =>
        (rank.get(a.stratum ?? "") ?? 0) - (rank.get(b.stratum ?? "") ?? 0) ||
        (a.position ?? 0) - (b.position ?? 0),
    )
    .map((row) => {
      const audit = auditOf.get(row.caseId);
      const next = audit ? successorOf.get(audit.id) : undefined;
      const became = whatBecame(row, audit, next);
      return {
        caseId: row.caseId,
        reference: rowOf.get(row.caseId)?.reference ?? "",
        stratum: nameOf(row.stratum),
        position: row.position ?? 0,
        became,
        reason: (became === "swapped-in" ? audit?.originReason : next?.originReason) ?? null,
        probability: row.probability,
      };
    });
}

/** What became of a drawn case; `next` is the audit that came in for it. */
function whatBecame(
  { status }: DrawnCase,
  audit: DrawnAudit | undefined,
  next: DrawnAudit | undefined,
): DrawnCase["status"] | "swapped-in" | "swapped-out" | "withdrawn" {
  if (audit?.origin === "swapped") return "swapped-in";
  if (next) return "swapped-out";
  return status === "drawn" && audit?.state === "withdrawn" ? "withdrawn" : status;
}

/** The next reserves of a stratum; none where it has none left. */
function reservesOf(placed: ReturnType<typeof placedCases>, name: string) {
  const waiting = placed.filter((one) => one.became === "reserve" && one.stratum === name);
  if (waiting.length === 0) return [];
  const next = waiting.slice(0, reservesShown).map(({ reference }) => reference);
  return [{ name, next, more: Math.max(0, waiting.length - reservesShown) }];
}

const swapShown = (swap: SwapRecord, referenceOf: (caseId: string) => string) => ({
  id: swap.id,
  out: swap.out.reference,
  in: swap.in.reference,
  teamName: swap.teamName,
  auditorName: swap.auditorName,
  words: swap.words,
  passedOver: swap.passedOver.map(referenceOf),
  by: swap.by,
  at: swap.at ? formatInstant(new Date(swap.at)) : null,
});

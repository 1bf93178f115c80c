/**
 * Owns the sealed orders of the demonstration's cycles: drawn over their audits, what the rule selects
 * by them, and the chance each audit had.
 */
import { type CertainReason, certainReasons } from "~/rules/moderation/certain";
import type { Percentages } from "~/rules/moderation/moderation";
import {
  drawOrder,
  fingerprintList,
  type Placed,
  sealedAlgorithm,
} from "~/rules/moderation/sealed-order";
import {
  type Chance,
  chancesAtClose,
  type LiveAudit,
  selectSealed,
} from "~/rules/moderation/selection";
import { flag } from "../core/columns";
import type { DemoAudit } from "./audit-rows.server";
import type { Book } from "./book.server";
import type { Selected } from "./moderations.server";

export type SealedPlan = Percentages & { certain: readonly CertainReason[] };

/** An audit that came in by a swap has the place of the one that was on the list. */
const listedAs = (audit: DemoAudit): string => audit.swap?.withdrawnId ?? audit.id;

export const drawOver = (seed: string, audits: readonly DemoAudit[], plan: SealedPlan): Placed[] =>
  drawOrder(
    seed,
    audits.map((audit) => ({
      auditId: listedAs(audit),
      teamId: audit.case.teamId,
      auditorId: audit.auditor.id,
    })),
    plan,
  );

/** What an exercise keeps of its order. */
export const sealedColumns = (seed: string, order: readonly Placed[], plan: SealedPlan) => ({
  moderation_seed: seed,
  moderation_algorithm: sealedAlgorithm,
  moderation_fingerprint: fingerprintList(order),
  moderation_from: plan.from,
  moderation_to: plan.to,
  moderation_certain: JSON.stringify(plan.certain),
});

/** The sealed order, with the list that it was drawn over. */
export function addOrder(
  book: Book,
  exerciseId: string,
  order: readonly Placed[],
  audits: readonly DemoAudit[],
  chances: ReadonlyMap<string, Chance> = new Map(),
): void {
  book.add(
    "moderation_order",
    ...nowIn(order, audits).map((one) => ({
      exercise_id: exerciseId,
      drawn_id: one.auditId,
      team_id: one.teamId,
      auditor_id: one.auditorId,
      audit_id: one.auditNow,
      place: one.place,
      picked: flag(one.picked),
      turn: one.turn,
      joined: one.joined,
      chance: chances.get(one.auditNow)?.chance ?? null,
      sampled: flag(chances.get(one.auditNow)?.sampled ?? false),
    })),
  );
}

/** What the rule selects of those that are in. */
export function selectByOrder(
  order: readonly Placed[],
  audits: readonly DemoAudit[],
  plan: SealedPlan,
  also: { concerned?: ReadonlySet<string> } = {},
): Map<string, Selected> {
  const arrivals = arrivalsOf(audits);
  const { select } = selectSealed({
    live: liveOf(order, audits, plan, also.concerned),
    percentages: plan,
  });
  const at = new Map(arrivals.map((audit) => [audit.id, audit.submittedAt ?? ""]));
  return new Map(
    select.map(({ auditId, reason, probability }) => [
      auditId,
      { reason, probability, selectedAt: at.get(auditId) ?? "" },
    ]),
  );
}

/** The chance of each, once nothing more arrives. */
export const chancesOf = (
  seed: string,
  order: readonly Placed[],
  audits: readonly DemoAudit[],
  plan: SealedPlan,
  also: { concerned?: ReadonlySet<string> } = {},
): Map<string, Chance> =>
  chancesAtClose(nowIn(order, audits), liveOf(order, audits, plan, also.concerned), {
    percentages: plan,
    seed,
  });

const nowIn = (order: readonly Placed[], audits: readonly DemoAudit[]) =>
  order.map((one) => ({
    ...one,
    auditNow: audits.find((audit) => listedAs(audit) === one.auditId)?.id ?? one.auditId,
  }));

const arrivalsOf = (audits: readonly DemoAudit[]): DemoAudit[] =>
  audits
    .filter((audit) => audit.submittedAt !== null)
    .toSorted((a, b) => ((a.submittedAt ?? "") < (b.submittedAt ?? "") ? -1 : 1));

function liveOf(
  order: readonly Placed[],
  audits: readonly DemoAudit[],
  plan: SealedPlan,
  concerned: ReadonlySet<string> = new Set(),
): LiveAudit[] {
  const places = new Map(order.map((one) => [one.auditId, one]));
  const arrivals = arrivalsOf(audits);
  const isFirst = (audit: DemoAudit) =>
    arrivals.find(({ auditor }) => auditor === audit.auditor) === audit;
  return audits.map((audit) => ({
    auditId: audit.id,
    place: places.get(listedAs(audit))?.place ?? 0,
    turn: places.get(listedAs(audit))?.turn ?? 0,
    arrived: audit.submittedAt !== null,
    letGo: false,
    certain:
      audit.submittedAt === null
        ? []
        : certainReasons(
            {
              overall: audit.grades.overall,
              areas: Object.values(audit.grades.areas),
              auditorEstablished: audit.auditor.established,
              auditorsFirst: isFirst(audit),
              concernRaised: concerned.has(audit.id),
              promptAnswered: false,
              correctionDeclined: false,
            },
            plan.certain,
          ),
    selected: null,
  }));
}

/**
 * Owns finding which double audits wait for the QA lead: for a second auditor, or for what was done
 * about a grade that escalates.
 */
import { paths } from "~/paths";
import { type AttentionFact, type AttentionKind, mostOfAKind } from "~/rules/home/attention";
import {
  type DoubleAudit,
  unscopedDoublesToAnswer,
  unscopedDoublesToGive,
} from "../../calibration/double-audits.server";
import type { Db } from "../../core/open.server";

const factOf =
  (kind: AttentionKind) =>
  (one: DoubleAudit): AttentionFact => ({
    kind,
    subject: `case ${one.caseReference}`,
    count: 1,
    since: one.submittedAt ?? one.waitsSince,
    dueOn: one.submittedAt === null ? one.dueOn : null,
    href: paths.doubleAudits.one(one.id),
    list: paths.doubleAudits.list(),
    place: one.exerciseTitle,
    meant: null,
  });

/** Both kinds, whoever's cycle it is. */
export async function unscopedDoublesWaiting(db: Db): Promise<AttentionFact[]> {
  const [toAnswer, toGive] = await Promise.all([
    unscopedDoublesToAnswer(db, mostOfAKind),
    unscopedDoublesToGive(db, mostOfAKind),
  ]);
  return [...toAnswer.map(factOf("double-escalates")), ...toGive.map(factOf("no-second-auditor"))];
}

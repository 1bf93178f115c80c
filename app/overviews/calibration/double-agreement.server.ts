/**
 * Owns how far two auditors of the same case agree, beside how far auditors agree with the panel, in
 * the same cycles.
 */
import { type Agreement, agreementOf, type Pair } from "~/rules/reports/agreement";
import {
  type DoublePair,
  listDoublePairs,
  type unscopedDoubleDraws,
} from "~db/calibration/double-audits.server";
import type { Db } from "~db/core/open.server";
import { findSettings } from "~db/core/settings.server";
import { listPairs } from "~db/moderation/pair-lists.server";

export type TwoAgreements = { least: number; auditors: Agreement; panel: Agreement };

const asPair = ({ area, first, second }: DoublePair): Pair => ({
  exerciseId: "",
  area,
  teamId: "",
  cohort: "",
  auditorId: "",
  auditor: first,
  final: second,
  random: true,
  count: 1,
});

/** Over the draws listed, of every area and overall together. */
export async function readDoubleAgreement(
  db: Db,
  draws: Awaited<ReturnType<typeof unscopedDoubleDraws>>,
  readerId: string,
): Promise<TwoAgreements> {
  const { "agreement.least-pairs": least } = await findSettings(db);
  const [doubles, panel] = await Promise.all([
    listDoublePairs(db, { drawIds: draws.map(({ id }) => id) }),
    listPairs(db, { readerId, exerciseIds: draws.map(({ exerciseId }) => exerciseId) }),
  ]);
  return {
    least,
    auditors: agreementOf(doubles.map(asPair), least),
    panel: agreementOf(panel, least),
  };
}

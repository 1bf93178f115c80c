/**
 * Owns finding re-audits that nobody may do: every auditor has a conflict of interest with the case,
 * or audited it the last time.
 * Practice: such a wait never ends by itself, so it is named apart from those that only wait to be
 * given out.
 */
import { paths } from "~/paths";
import type { AttentionFact } from "~/rules/home/attention";
import { objectionsTo } from "~/rules/independence/objections";
import { unscopedPeopleWithRole } from "../../access/people.server";
import type { Db } from "../../core/open.server";
import { listInterests } from "../../independence/interests.server";
import { type ReAudit, unscopedReAuditsToAllocate } from "../../re-audits/re-audits.server";
import type { AttentionAsked } from "./sources.server";

/** Those of these re-audits that every auditor is kept from. */
export async function findForNobody(
  db: Db,
  waiting: readonly ReAudit[],
  today: string,
): Promise<ReAudit[]> {
  if (waiting.length === 0) return [];
  const auditors = await unscopedPeopleWithRole(db, "auditor");
  const interests = await listInterests(
    db,
    waiting.map(({ id, caseId, teamId }) => ({ key: id, caseId, teamId })),
  );
  return waiting.filter(({ id, previousAuditorId }) => {
    const facts = interests.get(id) ?? { teamIds: [], holdings: [], line: [] };
    const audit = { interests: facts, previousAuditorId };
    return auditors.every((person) => objectionsTo(person, audit, today).length > 0);
  });
}

export async function reAuditsForNobody(
  db: Db,
  { today, readerId }: AttentionAsked,
): Promise<AttentionFact[]> {
  const waiting = await unscopedReAuditsToAllocate(db, { readerId, seenTo: true });
  return (await findForNobody(db, waiting, today)).map((one) => ({
    kind: "re-audit-nobody",
    subject: `case ${one.caseReference}`,
    count: 1,
    since: one.madeAt,
    dueOn: one.dueOn,
    href: paths.reAudits.one(one.id),
    list: paths.reAudits.list(),
    place: "",
    meant: null,
  }));
}

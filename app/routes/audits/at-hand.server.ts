/** Owns what an auditor has beside the form of the same case: its last audit and open actions. */
import { dueInWords, formatMonth } from "~/rules/core/dates";
import { dueByInWords } from "~/rules/core/due";
import { actionReference } from "~/rules/learning-log/learning-log";
import type { Guarded } from "~/server/guard.server";
import type { Audit } from "~db/audits/audits.server";
import { findEarlierAudit, listOpenActions } from "~db/overviews/earlier-audits.server";

/** Null and empty for who may not see it; grades and findings of a final audit alone. */
export async function findAtHand({ db, subject, actor, today, may }: Guarded<Audit>) {
  if (!may("audits.read-earlier", subject.access)) return { lastAudit: null, openActions: [] };
  const of = { caseId: subject.caseId, auditId: subject.id, readerId: actor.id };
  const last = await findEarlierAudit(db, of);
  const actions = await listOpenActions(db, of);
  return {
    lastAudit: last && { ...last, month: formatMonth(last.month) },
    openActions: actions.map(({ id, reference, what, ownerName, dueOn, duePrecision }) => ({
      id,
      what,
      facts: [
        actionReference(reference),
        ownerName,
        dueOn ? `${dueByInWords({ dueOn, duePrecision })}, ${dueInWords(dueOn, today)}` : null,
      ]
        .filter(Boolean)
        .join(" · "),
    })),
  };
}

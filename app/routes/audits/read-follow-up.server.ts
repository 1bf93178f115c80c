/** Owns what an audit's page tells of what it set off: who has read it for the service, and re-audits. */
import { scopeOf } from "~/rules/access/permission";
import { dateInLondon, formatDate, formatInstant, formatMonth } from "~/rules/core/dates";
import type { Guarded } from "~/server/guard.server";
import { type Audit, findAudit } from "~db/audits/audits.server";
import { listSeen } from "~db/learning-log/action-sight.server";
import { listAuditActions } from "~db/operations/audits/actions.server";
import { findNotice } from "~db/operations/audits/escalation.server";
import { findReAuditLinks } from "~db/re-audits/re-audits.server";
import type { Links } from "./read-follow-up";

export async function readNotice({ db, subject, may }: Guarded<Audit>) {
  const notice = await findNotice(db, subject.id);
  if (!notice) return null;
  return {
    told: formatDate(dateInLondon(new Date(notice.toldAt))),
    read: notice.readAt
      ? { by: notice.readBy ?? "Someone", at: formatInstant(new Date(notice.readAt)) }
      : null,
    mayNote: may("audits.note-escalation", subject.access),
  };
}

/** The audit before and the one after; which of them this person may open. */
export async function readReAudits({ db, subject, may }: Guarded<Audit>): Promise<Links> {
  const { previous, next } = await findReAuditLinks(db, subject);
  const reads = async (id: string | null) => {
    const audit = id ? await findAudit(db, id) : null;
    const open = audit?.submittedAt && audit.state !== "withdrawn";
    return Boolean(open && may("audits.read", audit.access));
  };
  return {
    previous: previous && {
      id: previous.auditId,
      month: formatMonth(previous.month),
      readable: await reads(previous.auditId),
    },
    next: next && {
      manageId: may("re-audits.manage") ? next.id : null,
      due: formatDate(next.dueOn),
      standing: next.standing,
      readId: (await reads(next.auditId)) ? next.auditId : null,
      reason: next.cancelledReason,
    },
  };
}

/** The actions of an audit, each with whether this person finds it in the learning log. */
export async function listActionsSeen({ db, actor }: Guarded<Audit>, auditId: string) {
  const actions = await listAuditActions(db, auditId);
  const reader = {
    log: scopeOf(actor, "learning-log.read"),
    audits: scopeOf(actor, "audits.read"),
  };
  const seen = await listSeen(
    db,
    reader,
    actions.map(({ id }) => id),
  );
  return actions.map((action) => ({ ...action, seen: seen.has(action.id) }));
}

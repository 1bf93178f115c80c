/**
 * Owns what Inadequate audits set off in the demonstration: the service manager reads each, and the
 * case is audited again. The first re-audit was cancelled with a reason; the other still waits for
 * an auditor and is overdue, so that the QA lead's home shows one.
 */
import { addMonths, addWorkingDays, dateInLondon } from "~/rules/dates";
import { reAuditDueOn } from "~/rules/re-audits";
import type { DemoAudit } from "./audit-rows.server";
import type { Book } from "./book.server";
import { idAt } from "./chance";
import { at, officeTime } from "./clock";
import type { Staff } from "./people.server";
import { reAuditCancelled } from "./words/cycles";

const months = 6;
const cancelledBefore = "2023-12-01";

/** Told on submission; in a closed cycle read on the next working day. */
export function addNotice(book: Book, staff: Staff, audit: DemoAudit): void {
  const told = audit.submittedAt ?? audit.finalAt;
  if (!told) return;
  const read = audit.state === "final";
  const reader = staff.serviceManagerOf(audit.case.teamId);
  const readAt = at(addWorkingDays(dateInLondon(new Date(told)), 1), officeTime(audit.index));
  book.add("inadequate_notice", {
    audit_id: audit.id,
    told_at: told,
    read_by: read ? reader.id : null,
    read_at: read ? readAt : null,
  });
  if (read) {
    const stream = `audit:${audit.id}` as const;
    book.tell(readAt, reader.id, { stream, kind: "audit.inadequate-read" });
  }
}

/** Due six months after it was final; one due before this day was cancelled. */
export function addReAudit(book: Book, staff: Staff, audit: DemoAudit): void {
  const { finalAt } = audit;
  if (!finalAt) return;
  const id = idAt(finalAt, "re-audit", audit.key);
  const dueOn = reAuditDueOn(finalAt, months);
  const over = dueOn < cancelledBefore;
  const lead = staff.account("qa-lead").id;
  const cancelledAt = at(addMonths(dateInLondon(new Date(finalAt)), 2), "11:15");
  book.add("re_audit", {
    id,
    previous_audit_id: audit.id,
    case_id: audit.case.id,
    made_at: finalAt,
    due_on: dueOn,
    audit_id: null,
    cancelled_at: over ? cancelledAt : null,
    cancelled_by: over ? lead : null,
    cancelled_reason: over ? reAuditCancelled : "",
    closed_told_at: null,
  });
  book.tell(finalAt, lead, {
    stream: `re-audit:${id}`,
    kind: "re-audit.made",
    after: { previousAuditId: audit.id, dueOn },
  });
  book.tell(finalAt, lead, {
    stream: `audit:${audit.id}`,
    kind: "audit.to-be-re-audited",
    after: { reAuditId: id, dueOn },
  });
  if (!over) return;
  const after = { reason: reAuditCancelled };
  book.tell(cancelledAt, lead, { stream: `re-audit:${id}`, kind: "re-audit.cancelled", after });
  book.tell(cancelledAt, lead, {
    stream: `audit:${audit.id}`,
    kind: "audit.re-audit-cancelled",
    after: { reAuditId: id, ...after },
  });
}

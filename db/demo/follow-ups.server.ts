/**
 * Owns what Inadequate audits set off in the demonstration: the service manager reads each, and the
 * case is audited again. The first re-audit was cancelled with a reason; the other was given out
 * late, on its own, to auditor@, who has the last audit and an action still open at hand.
 */
import { addMonths, addWorkingDays, dateInLondon, formatMonth } from "~/rules/core/dates";
import { reAuditDueOn } from "~/rules/re-audits/re-audits";
import { addAuditRow, type DemoAudit } from "./audit-rows.server";
import type { Book } from "./book.server";
import { idAt } from "./chance";
import { at, officeTime } from "./clock";
import { addExercise, addMembers } from "./exercise-rows.server";
import { addAction } from "./log.server";
import type { Staff } from "./people.server";
import type { PlacedTool } from "./tools.server";
import { childActionFor } from "./words/audits";
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

/** When the re-audit that was not cancelled was given out: late, and it stays so until it is done. */
const placedAt = at("2024-04-10", "10:40");

const placedId = (audit: DemoAudit): string => idAt(placedAt, "audit", "again", audit.key);

/**
 * Due six months after it was final; one due before this day was cancelled. Whether the audit is
 * to be repeated still.
 */
export function addReAudit(book: Book, staff: Staff, audit: DemoAudit): boolean {
  const { finalAt } = audit;
  if (!finalAt) return false;
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
    audit_id: over ? null : placedId(audit),
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
  if (!over) return true;
  const after = { reason: reAuditCancelled };
  book.tell(cancelledAt, lead, { stream: `re-audit:${id}`, kind: "re-audit.cancelled", after });
  book.tell(cancelledAt, lead, {
    stream: `audit:${audit.id}`,
    kind: "audit.re-audit-cancelled",
    after: { reAuditId: id, ...after },
  });
  return false;
}

/** The re-audit on its own that auditor@ has, of a case whose last audit left an action open. */
export function addPlacedReAudit(
  book: Book,
  staff: Staff,
  earlier: DemoAudit,
  tool: PlacedTool,
): void {
  const { finalAt } = earlier;
  if (!finalAt) return;
  const dueOn = reAuditDueOn(finalAt, months);
  const lead = staff.account("qa-lead").id;
  const auditor = staff.account("auditor");
  const month = dateInLondon(new Date(earlier.releasedAt)).slice(0, 7);
  const exerciseId = idAt(placedAt, "exercise", "again", earlier.key);
  addExercise(
    book,
    {
      id: exerciseId,
      kind: "core",
      title: `Re-audit of an audit of ${formatMonth(month)}`,
      month: placedAt.slice(0, 7),
      lead_id: lead,
      tool_version_id: tool.versionId,
      state: "auditing",
      size: 1,
      moderated: 1,
      audits_due_on: dueOn,
      moderation_seed: exerciseId,
      only_re_audits: 1,
      released_at: placedAt,
    },
    placedAt,
  );
  addMembers(book, staff, exerciseId, [auditor], () => ({ expected: 1, maximum: 1 }));
  const id = placedId(earlier);
  addAuditRow(book, staff, {
    id,
    key: `again ${earlier.key}`,
    exerciseId,
    case: earlier.case,
    auditor,
    tool,
    grades: { overall: "good", areas: {} },
    index: earlier.index,
    releasedAt: placedAt,
    startedAt: null,
    submittedAt: null,
    finalAt: null,
    state: "allocated",
    round: 1,
    dueOn,
    repeats: earlier.id,
  });
  book.tell(placedAt, lead, {
    stream: `re-audit:${idAt(finalAt, "re-audit", earlier.key)}`,
    kind: "re-audit.placed",
    after: { auditId: id, exerciseId, auditorId: auditor.id, dueOn },
  });
  addOpenAction(book, staff, earlier, finalAt);
}

/** What the panel asked for when the audit became final, and nobody has finished since. */
function addOpenAction(book: Book, staff: Staff, audit: DemoAudit, raisedAt: string): void {
  const { case: one } = audit;
  const team = staff.teamById(one.teamId);
  const words = childActionFor("direct-work", one.cohort, audit.index);
  addAction(book, {
    key: `again ${audit.key}`,
    what: words.what,
    why: "The audit could not find the child's own words anywhere in the record.",
    area: words.area,
    theme: words.theme,
    level: "child",
    success_measure: words.successMeasure,
    owner_id: one.workerId,
    owner_role: "",
    team_id: team.id,
    service_id: team.serviceId,
    due_on: addMonths(dateInLondon(new Date(raisedAt)), 8),
    due_precision: "day",
    source: "audit",
    raised_by: audit.auditor.id,
    raised_at: raisedAt,
    exercise_id: audit.exerciseId,
    audit_id: audit.id,
    life: {
      status: "in-progress",
      progress: [
        {
          on: addWorkingDays(dateInLondon(new Date(raisedAt)), 30),
          by: one.workerId,
          text: "Talked through in supervision; first steps taken.",
        },
      ],
    },
  });
}

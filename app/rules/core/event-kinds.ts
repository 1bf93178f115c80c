/**
 * Owns the kinds of event that a history keeps, and the words each is told with.
 * Practice: an event is appended and never rewritten; its words say what happened, never what was
 * written or which grade was given.
 */
import { formatDate, formatMonth, isDate, isMonth } from "./dates";
import { counted } from "./words";

/** What an event keeps of a record: by name, as it was read from the event. */
export type Facts = Readonly<Record<string, unknown>>;

/** Words, or how they are made of what stood after the event and before it. */
export type Words = string | ((after: Facts, before: Facts) => string);

const number = (value: unknown): number => (typeof value === "number" ? value : 0);
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const dated = (value: unknown): string =>
  typeof value === "string" && isDate(value) ? formatDate(value) : "no date";

const monthOf = (value: unknown): string =>
  typeof value === "string" && isMonth(value) ? formatMonth(value) : "no month";

/** ", 2 conflicts overridden with a reason"; nothing where there were none. */
const overrides = ({ overrides: n }: Facts): string =>
  number(n) > 0 ? `, ${counted(number(n), "conflict")} overridden with a reason` : "";

/** What was planned, where the draw gave another number. */
const planned = ({ planned: plan, cases }: Facts): string =>
  typeof plan === "number" && plan !== cases ? ` (${plan} planned)` : "";

const overridden = ({ overrideReason }: Facts): string =>
  overrideReason ? ", with a conflict overridden" : "";

/** Every kind of event, in the order of the thread; what is not here can't be appended. */
export const eventKinds = {
  "setting.saved": "Setting saved",

  "person.added": "Added",
  "person.changed": "Changed",
  "person.removed": "Removed: an import was undone",
  "person.activated": "Made active again",
  "person.deactivated": "Deactivated",
  "person.number-settled": "Said to be someone else than another with nearly the same number",
  "person.two-people": "Said to be someone else than another person much like them",
  "person.two-people-taken-back": "To be compared again with another person much like them",
  "person.same-person": ({ record, stays }) =>
    `A record of ${text(record)} was pointed to ${text(stays)}, who stays`,
  "person.same-person-lifted": ({ record, stays }) =>
    `The record of ${text(record)} no longer points to ${text(stays)}`,
  "person.reach-widened": "Reaches more since a team moved or ended",
  "person.messages-chosen": "Chose when they get messages",
  "person.role-given": "Role given",
  "person.role-taken": "Role removed",
  "access.proposed": "Proposed",
  "access.confirmed": "Confirmed",
  "access.refused": "Refused",
  "access.withdrawn": "Withdrawn",
  "access.lapsed": "Not made",
  "deputy.named": "A deputy was named",
  "deputy.ended": "A deputy’s term was ended early",
  "handover.planned": "A hand-over was planned",
  "handover.cancelled": "A planned hand-over was cancelled",
  "handover.done": "Work was handed over",
  "account.invited": "Invited to choose a password",
  "account.link-sent": "Sent a link to choose a new password",
  "account.link-shown": "Shown a link to choose a password",
  "account.password-chosen": "Chose a password with a link",
  "account.password-changed": "Changed their password",
  "account.signed-in": "Signed in",
  "account.signed-out-everywhere": "Signed out everywhere else",
  "account.sign-in-failed": "A wrong password was tried",
  "account.slowed-down": "Sign-in slowed down after repeated wrong passwords",
  "account.locked-by-hand": "Account locked",
  "account.unlocked": "Account unlocked",
  "staff-import.read": "Staff file read",
  "staff-import.confirmed": "Staff import confirmed",
  "staff-import.undone": "Staff import undone",
  "outbox.tried-again": "Sent again",

  "service.added": "Service added",
  "service.changed": "Service changed",
  "service.moved": "Service moved in the list",
  "team.added": "Team added",
  "team.changed": "Team changed",
  "team.moved": "Team moved in the list",
  "team.retired": "Team ended",

  "import.started": "Import started",
  "import.staged": "File compared with the caseload",
  "import.failed": "Import failed",
  "import.stopped": "Import stopped",
  "import.discarded": "Import discarded",
  "import.confirmed": "Import confirmed",
  "import.undone": "Import undone",
  "mapping.chosen": "Chosen what a name means",
  "mapping.declined": "Name not added as a team",
  "mapping.removed": "What a name means was removed",
  "case.added": "Added to the caseload",
  "case.changed": "Changed by an import",
  "case.closed": "Closed",
  "case.removed": "Removed: an import was undone",
  "case.put-back": "Put back as it was: an import was undone",
  "case.number-settled": "Compared with another case of nearly the same reference",
  "case.marked-sensitive": "Marked as sensitive",
  "case.no-longer-sensitive": "No longer marked as sensitive",

  "tool.published": ({ major, minor }) =>
    major === undefined
      ? "Published"
      : `Version ${minor === 0 ? String(major) : `${String(major)}.${String(minor)}`} published`,
  "tool.draft-begun": ({ from }) => `Draft begun from ${text(from) || "nothing"}`,
  "tool.draft-changed": ({ part }) => `Draft changed: ${text(part)}`,
  "tool.draft-discarded": "Draft discarded",
  "tool.retired": "No longer offered to new exercises",
  "tool.offered-again": "Offered again",

  "exemption.approved": ({ fromOn, toOn }) =>
    `Exempt from auditing from ${dated(fromOn)} to ${dated(toOn)}`,
  "exemption.ended": "An exemption from auditing taken back",
  "calendar.made": "Calendar address made",
  "calendar.ended": "Calendar address ended",

  "planned.added": "Added to the programme",
  "planned.changed": "Changed in the programme",
  "planned.moved": ({ month }, before) =>
    `Moved from ${monthOf(before.month)} to ${monthOf(month)}`,
  "planned.begun": "Planned as an exercise",
  "planned.open-again": "Its exercise was cancelled: planned again",
  "planned.missed": "Said to be missed",
  "planned.held": "Said to have been done outside Line of Sight",
  "planned.taken-back": "What was said of it taken back",
  "planned.removed": "Removed from the programme",

  "exercise.planned": "Planned",
  "exercise.changed": "Plan changed",
  "exercise.lead-changed": "Lead changed",
  "exercise.drawn": (after) =>
    `${counted(number(after.cases), "case")} drawn from a caseload of ${after.frame}${planned(after)}`,
  "exercise.redrawn": (after) =>
    `Drawn again: ${counted(number(after.cases), "case")}${planned(after)}, the draw before kept`,
  "exercise.swapped": "A case swapped for the next reserve",
  "exercise.allocated": (after) =>
    `${counted(number(after.audits), "audit")} allocated${overrides(after)}`,
  "exercise.reallocated": (after) =>
    `${counted(number(after.audits), "audit")} given to another auditor${overrides(after)}`,
  "exercise.declined": "An audit declined by its auditor",
  "exercise.released": ({ audits }) =>
    typeof audits === "number"
      ? `Released: ${counted(audits, "audit")} on auditors’ lists`
      : "Released to auditors",
  "exercise.extended": ({ audits }) => `${counted(number(audits), "audit")} given a later date`,
  "exercise.window-closed": ({ withdrawn }) =>
    withdrawn
      ? `Auditing closed, ${counted(number(withdrawn), "unsubmitted audit")} withdrawn`
      : "Auditing closed",
  "exercise.closed": ({ waiting }) =>
    number(waiting) > 0
      ? `Closed: ${counted(number(waiting), "audit waits", "audits wait")} for corrections, every other grade is final`
      : "Closed: every grade is final",
  "exercise.cancelled": "Cancelled",
  "exercise.cases-chosen": "Cases chosen by hand",
  "exercise.case-removed": "Case taken out",
  "exercise.reviewer-changed": "Reviewer changed",
  "exercise.action-added": "Action added",
  "exercise.action-removed": "Action removed",
  "exercise.next-steps": "Next steps written",
  "exercise.trend-rebased": "Trends start anew from here",
  "exercise.trend-joined": "Trends no longer start anew from here",
  "report.narrative-saved": "Narrative saved",
  "report.published": ({ audience, number: edition }) =>
    `Report published ${audience === "publication" ? "for publication" : "for staff"}, edition ${number(edition)}`,

  "audit.drawn": (after) => `Case drawn${overridden(after)}`,
  "audit.swapped": (after) => `Case taken in by a swap${overridden(after)}`,
  "audit.chosen": (after) => `Case chosen${overridden(after)}`,
  "audit.re-audit": (after) => `Re-audit set up${overridden(after)}`,
  "audit.given-out": "Given to its auditor",
  "audit.allocated": (after) => `Allocated to an auditor${overridden(after)}`,
  "audit.reallocated": (after) => `Given to another auditor${overridden(after)}`,
  "audit.declined": "Declined by its auditor",
  "audit.due-changed": (after, before) =>
    `Due date moved from ${dated(before.dueOn)} to ${dated(after.dueOn)}`,
  "audit.reminded": "Its auditor was reminded",
  "audit.started": "Started",
  "audit.answers-saved": (after) => `${counted(Object.keys(after).length, "answer")} saved`,
  "audit.submitted": "Submitted",
  "audit.resubmitted": "Submitted again",
  "audit.inadequate-read": "Read for the service",
  "audit.selected": "Selected for moderation",
  "audit.released": (_, before) =>
    before.state ? "Released from moderation" : "Released to its auditor",
  "audit.moderated": "Moderator’s grades committed",
  "audit.referred": "Taken to the panel",
  "audit.returned": "Returned to the auditor",
  "audit.decided": "Decided on by the panel",
  "audit.settled": "Moderation closed with the auditor’s grades",
  "audit.asked-again": "Taken back to the panel: a fact was wrong",
  "audit.taken-back": "Taken back from the panel",
  "audit.returned-again": "Returned to the auditor again",
  "audit.to-be-moderated-again": "To be moderated again",
  "audit.grades-set-aside": "Grades set aside",
  "audit.final": "Grades made final",
  "audit.second-look-asked": "Second look asked for by its auditor",
  "audit.second-look-recorded": "Answer to the second look recorded",
  "audit.second-look-confirmed": "Answer to the second look confirmed by one more",
  "audit.second-look-answered": "Second look answered",
  "audit.second-look-withdrawn": "Second look withdrawn by its auditor",
  "audit.second-look-overtaken": "Second look ended: the panel decides again",
  "audit.regraded": "Final grades changed after the second look",
  "audit.withdrawn": "Withdrawn",
  "audit.to-be-re-audited": "To be audited again",
  "audit.re-audit-cancelled": "Re-audit cancelled",
  "audit.reflected": "Reflection written by the practitioner",
  "audit.commented": "Comment written by the practitioner",
  "audit.conversation-confirmed": "Practitioner’s answer about the reflective conversation",
  "audit.conversation-recorded": "Reflective conversation recorded by the auditor",
  "audit.corrected": "Factual correction sent",
  "audit.correction-answered": "Factual correction answered",
  "audit.conflict-noticed": "Conflict of interest noticed",
  "audit.conflict-stands": "Conflict of interest settled: the work stands",
  "audit.conflict-overridden": "Conflict of interest overridden",
  "audit.conflict-reassigned": "Conflict of interest settled: given to someone else",
  "audit.conflict-sent-back": "Conflict of interest settled: sent back unbegun",
  "audit.conflict-gone": "Conflict of interest no longer there",
  "audit.conflict-setting": "Conflict of interest allowed by the plan",
  "conflict.declared": "Conflict of interest declared",
  "conflict.withdrawn": "Conflict of interest withdrawn",
  "finding.added": "Finding added",
  "finding.changed": "Finding changed",
  "finding.removed": "Finding removed",
  "reflection.typed": "Reflection being written",
  "correction.typed": "Factual correction being written",
  "correction.answer-typed": "Answer to a factual correction being written",
  "concern.raised": "Safeguarding concern raised",
  "concern.escalated": "Safeguarding concern escalated",
  "concern.acknowledged": "Safeguarding concern acknowledged",
  "concern.audit-gone": "Its audit was removed by a new draw",

  "moderation.selected": "Selected for moderation",
  "moderation.reason-changed": "Reason for selection changed",
  "moderation.released": "Released from moderation",
  "moderation.allocated": "Given to a moderator",
  "moderation.reassigned": "Given to another moderator",
  "moderation.given-not-blind": "Given to a moderator who had read the grades",
  "moderation.sent-back": "Sent back unbegun",
  "moderation.set-aside": "Set aside",
  "moderation.draft-saved": "Grades being written",
  "moderation.committed": "Moderator’s grades committed",
  "moderation.recorded": "Decision recorded",
  "moderation.joined": "Someone who was there was added",
  "moderation.not-there": "Someone said they were not there",
  "moderation.asked-again": "Confirmation asked for again",
  "moderation.confirmed": "Decision confirmed by one more",
  "moderation.taken": "Decision taken",
  "moderation.returned": "Returned to the auditor",
  "moderation.decided": "Decision made final",
  "moderation.feedback-read": "Feedback read",
  "calibration.planned": "Calibration planned",
  "calibration.changed": "Plan of a calibration changed",
  "calibration.given-out": "Calibration given to its raters",
  "calibration.submitted": "A rater’s grades submitted",
  "calibration.session-opened": "Session opened",
  "calibration.agreed": "What was agreed written down",
  "calibration.closed": "Calibration closed",
  "calibration.cancelled": "Calibration cancelled",
  "register.entered": "Entered in the register",
  "register.withdrawn": "An entry of the register withdrawn",
  "panel-meeting.planned": ({ meetsOn }) => `Planned for ${dated(meetsOn)}`,
  "panel-meeting.changed": ({ meetsOn }) => `Changed: on ${dated(meetsOn)}`,
  "panel-meeting.cancelled": "Cancelled",
  "panel-meeting.begun": "Begun",
  "panel-meeting.cases-added": ({ cases }) => `${counted(number(cases), "case")} put on the agenda`,
  "panel-meeting.written": "Notes and themes written",
  "panel-meeting.signed-off": "Minutes signed off",
  "panel-meeting.added-to": "Minutes added to",
  "double-audit.drawn": "Audits drawn to be graded again",
  "double-audit.given": "Given to a second auditor",
  "double-audit.taken-back": "Back with the QA lead",
  "double-audit.graded": "Graded by a second auditor",
  "double-audit.cancelled": "Not graded again",
  "double-audit.answered": "Answered by the QA lead",
  "re-audit.made": "Re-audit planned",
  "re-audit.placed": "Given a place in an exercise",
  "re-audit.cancelled": "Re-audit cancelled",
  "re-audit.case-closed": "Re-audit ended: the case closed",
  "feedback-session.planned": ({ heldOn }) => `Planned for ${dated(heldOn)}`,
  "feedback-session.changed": ({ heldOn }) => `Changed: on ${dated(heldOn)}`,
  "feedback-session.prepared": "Briefing changed",
  "feedback-session.shared": "Briefing sent",
  "feedback-session.held": "Said to have been held",
  "feedback-session.cancelled": "Cancelled",
  "feedback-session.attended": "Who came recorded",
  "feedback-session.said": "Something said there written down",
  "feedback-session.said-changed": "Something said there written anew",
  "feedback-session.said-removed": "Something said there removed",
  "observation.begun": ({ observedOn }) => `Begun, of ${dated(observedOn)}`,
  "observation.written": "Draft saved",
  "observation.shared": "Shared with whoever was observed",
  "observation.read": "Read by whoever was observed",
  "observation.answered": "Answered by whoever was observed",
  "observation.feedback-given": ({ feedbackOn }) => `Feedback given on ${dated(feedbackOn)}`,
  "observation.closed": "Closed",
  "observation.withdrawn": "Withdrawn",
  "observation.learnt-from": "A point of it taken to learn from",
  "observation-questions.published": "Questions for observers published",
  "feedback-form.begun": "Form begun",
  "feedback-form.drafted": "Next version begun",
  "feedback-form.changed": "Draft of the form changed",
  "feedback-form.published": "Form published",
  "feedback-invitation.planned": "Planned to be asked",
  "feedback-invitation.asked": "Asked",
  "feedback-invitation.code-made": "Letter with a one-time code made",
  "feedback-invitation.answered": "Answered",
  "feedback-invitation.declined": "Did not want to",
  "feedback-invitation.not-reached": "Could not be reached",
  "feedback-invitation.spared": "Not to be asked",
  "feedback-invitation.expired": "Ended without an answer",
  "feedback-invitation.withdrawn": "Withdrawn",
  "feedback-invitation.changed": ({ answersBy }) => `Changed: answers by ${dated(answersBy)}`,
  "feedback-invitation.again": "To be asked again",
  "feedback-words.coded": "Own words of families given themes",
  "you-said.written": "Entry written",
  "you-said.changed": "Entry worded anew",
  "you-said.published": "Entry published for everyone",
  "you-said.withdrawn": "Entry withdrawn",
  "saved-view.saved": "View saved",
  "saved-view.deleted": "View deleted",
  "feed-token.made": "Token for the feed made",
  "feed-token.revoked": "Token for the feed revoked",
  "response.asked": "Team asked to respond",
  "response.asked-again": "Asked again",
  "response.answered": "Response submitted",
  "response.changed": "Response changed",
  "response.agreed": "Response agreed",
  "response.sent-back": "Response sent back",
  "response.read": "Response read",
  "action.added": "Action added",
  "action.changed": "Action changed",
  "action.removed": "Action removed",
  "action.progress": "Progress",
  "action.completed": "Completed, with evidence",
  "action.verified": "Impact verified",
  "action.not-achieved": "Not achieved",
  "action.superseded": "Superseded",
  "action.reopened": "Reopened",
  "action.due-changed": "Due date changed",
  "action.owner-changed": "Owner changed",
  "action.discussed": "Discussed in supervision",
  "action.retest-ordered": "To be tested again with a dip sample",
  "action.retest-planned": "The dip sample is planned",
  "action.transferred": "Moved with the child",
  "learning.begun": "Begun",
  "learning.changed": "Worded anew",
  "learning.filed": "A finding filed under it",
  "learning.action-linked": ({ reference }) =>
    `Answered by action A-${String(number(reference)).padStart(4, "0")}`,
  "learning.merged": ({ into }) => `Merged into L-${String(number(into)).padStart(4, "0")}`,
  "learning.took-in": ({ from }) => `Took in L-${String(number(from)).padStart(4, "0")}`,
  "learning.moved-from": ({ to }) =>
    `Divided: part of it moved to L-${String(number(to)).padStart(4, "0")}`,
  "learning.moved-to": ({ from }) =>
    `Part of L-${String(number(from)).padStart(4, "0")} moved here`,
  "learning-source.added": "Entered",
  "thanks.given": "Thanks given",
  "thanks.asked": "Asked whether it may be shared",
  "thanks.consented": ({ named }) =>
    named ? "The worker agreed, with their name" : "The worker agreed, without their name",
  "thanks.agreed": "The manager agreed: it is shared",
  "thanks.declined": "It is not shared",
  "thanks.withdrawn": "Withdrawn",
  "log-minutes.kept": "Minutes kept",
} as const satisfies Record<`${string}.${string}`, Words>;

export type EventKind = keyof typeof eventKinds;

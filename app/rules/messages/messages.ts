/**
 * Owns the words of every message that leaves the building: one table of kinds.
 * Practice: a message says what to do and where, by when, and nothing of the case: no child, no
 * reference, no grade, nothing that was written, in the subject neither.
 */
import type { PolicyRow } from "../access/access";
import type { Role } from "../access/people";
import { type Capability, policy } from "../access/policy";
import { type DuePrecision, dueDateInWords } from "../core/due";
import { accessMessages } from "./access-messages";
import { accountMessages } from "./account-messages";

type Words = {
  subject: string;
  /** Whole sentences. */
  text: string;
  /** Goes at once whatever the person chose. */
  urgent?: true;
  /** About signing in: goes at once too, and to someone who has no account yet. */
  signingIn?: true;
  /** Its link is a new one each time it goes out, and works once. */
  holdsLink?: true;
  /** Where its reader is no longer active, the QA leads get it: it is about work that someone runs. */
  elseQaLeads?: true;
  /** That it was sent tells what an audit found: the outbox shows its words to nobody. */
  tells?: true;
  /** A copy goes to the deputies of readers whose roles lend this: they can open what it leads to. */
  lent?: Capability;
};

export const messageKinds = {
  // Audits
  "audit-allocated": {
    subject: "An audit is waiting for you",
    text: "You have been asked to audit a case.",
  },
  "audit-extended": {
    subject: "An audit of yours has a new date",
    text: "The date by which your audit is due has been moved.",
  },
  "audit-moved-away": {
    subject: "An audit is no longer yours",
    text: "An audit that was allocated to you has been given to someone else. You need do nothing more on it.",
  },
  "audit-withdrawn": {
    subject: "An audit of yours was withdrawn",
    text: "An audit that was allocated to you has been withdrawn. You need do nothing more on it.",
  },
  "audit-declined": {
    subject: "An auditor has declined an audit",
    text: "An audit was declined with a reason and needs another auditor.",
    elseQaLeads: true,
  },
  "audit-returned": {
    subject: "An audit has come back to you",
    text: "The moderation panel has returned an audit to you and says what to correct.",
  },
  "audit-due-soon": { subject: "An audit of yours is due soon", text: "Your audit is due soon." },
  "audit-due-today": {
    subject: "An audit of yours is due today",
    text: "Your audit is due today.",
  },
  "audit-overdue": {
    subject: "An audit of yours is overdue",
    text: "Your audit is past its date. If you cannot finish it, tell the QA lead, who can extend it or give it to someone else.",
  },
  "audit-reminder": {
    subject: "The QA lead asks about your audit",
    text: "The QA lead reminds you of an audit that is waiting for you.",
  },
  "practitioner-invited": {
    subject: "An audit of your work has started",
    text: "A case you work on is being audited. Add your own reflection: the audit is done with you.",
  },
  "audit-submitted": {
    subject: "An audit of your work is ready to read",
    text: "Read what was found and the actions agreed. If a fact is wrong you can send a correction.",
  },
  "audit-submitted-team": {
    subject: "An audit of your team’s work is ready to read",
    text: "Read what was found and the actions, which are live from now on.",
    lent: "audits.read",
  },
  "audit-needs-attention": {
    subject: "An audit needs your attention",
    text: "An audit of your service has been submitted that you should read now.",
    lent: "audits.read",
    tells: true,
  },
  "audit-final": {
    subject: "An audit of your work is final",
    text: "Read the final audit, add your comment, and say when you discussed it.",
  },
  "audit-final-changed": {
    subject: "An audit of your work is final",
    text: "Read the final audit: the moderation panel changed grades that you read as provisional. Add your comment, and say when you discussed it.",
    tells: true,
  },
  "audit-final-changed-team": {
    subject: "Grades of your team’s work have changed",
    text: "An audit of your team’s work is final: the moderation panel changed grades that you could read as provisional. Read what changed.",
    lent: "audits.read",
    tells: true,
  },
  "audit-regraded": {
    subject: "Grades of an audit have changed",
    text: "The moderation panel looked a second time at an audit that you can read, and changed grades. Read what changed.",
    lent: "audits.read",
    tells: true,
  },
  "audit-corrected": {
    subject: "A factual correction waits for your answer",
    text: "Someone whose work you audited, or their manager, says that a fact in your audit is wrong. Read it and answer it: the audit does not become final before.",
  },
  "correction-without-auditor": {
    subject: "A factual correction waits, and its auditor has left",
    text: "A fact in an audit is said to be wrong, and no auditor is left to answer. Read it and answer it: the audit does not become final before.",
  },
  "correction-answered": {
    subject: "Your factual correction has been answered",
    text: "Read what was answered to the correction you sent.",
    lent: "audits.correct",
  },
  "re-audit-case-closed": {
    subject: "A case that is to be audited again has closed",
    text: "Decide whether it is still audited again, or cancel the re-audit with a reason.",
    tells: true,
  },
  "re-audit-planned": {
    subject: "A re-audit has been planned",
    text: "A case is to be audited again.",
    lent: "audits.read",
    tells: true,
  },

  "review-asked": {
    subject: "Cases are waiting for you to review",
    text: "You have been asked to review cases in a thematic audit, a dip sample or a practice week.",
  },
  "part-reopened": {
    subject: "Your part of a case was opened again",
    text: "Your agency’s part of a case in a thematic audit or a dip sample was opened again for you to change.",
  },
  "review-due-soon": {
    subject: "Cases you review are due soon",
    text: "The cases of an exercise you review are due soon.",
  },
  "review-due-today": {
    subject: "Cases you review are due today",
    text: "The cases of an exercise you review are due today.",
  },
  "review-overdue": {
    subject: "Cases you review are overdue",
    text: "The cases of an exercise you review are past their date.",
  },

  // Moderation
  "moderation-allocated": {
    subject: "An audit is waiting for you to moderate",
    text: "You have been asked to moderate an audit.",
  },
  "moderation-due-soon": {
    subject: "A moderation of yours is due soon",
    text: "An audit you are to moderate is due soon.",
  },
  "moderation-due-today": {
    subject: "A moderation of yours is due today",
    text: "An audit you are to moderate is due today.",
  },
  "moderation-overdue": {
    subject: "A moderation of yours is overdue",
    text: "An audit you are to moderate is past its date.",
  },
  "decision-to-confirm": {
    subject: "A decision of the panel waits for you to confirm",
    text: "You were named as present when the panel decided on an audit. Read the decision and confirm it, or say that you were not there.",
  },
  "decision-again": {
    subject: "A decision of the panel has to be taken again",
    text: "A decision that you took on an audit does not stand: a fact in the audit was wrong, or a conflict of interest came up with someone who took it. Look at it again, and confirm it or record another.",
  },
  "panel-joined": {
    subject: "You have been asked to join the panel for one audit",
    text: "Two people decide on every moderated audit, and for this one too few are free to. Read the comparison, and confirm the decision or record another.",
  },
  "panel-meeting": {
    subject: "A meeting of the moderation panel is planned",
    text: "You are a member of the panel that meets. The page says when and where, and what waits to be decided.",
  },
  "panel-meeting-cancelled": {
    subject: "A meeting of the moderation panel is cancelled, or is no longer yours",
    text: "You need not come to a meeting of the panel that you were a member of. Read why it is cancelled, or which meetings are still yours.",
  },
  "feedback-session": {
    subject: "A feedback session: its briefing is ready",
    text: "What audits found lately goes back to those who do the work. The page says when and where, and what is talked about.",
  },
  "feedback-session-cancelled": {
    subject: "A feedback session is cancelled",
    text: "A feedback session does not take place. The page says why; its briefing can still be read.",
  },
  thanks: {
    subject: "Someone thanks you for your work",
    text: "An audit named something you did well. Read what is said of it, and whether it may be shared.",
    tells: true,
  },
  "thanks-team": {
    subject: "Someone thanks a worker of your team",
    text: "An audit named something that a worker of yours did well. Read what was said to them.",
    lent: "learning-log.read-thanks",
    tells: true,
  },
  "good-practice-to-agree": {
    subject: "Something done well in your team could be shared",
    text: "A worker of yours agreed that others may read what they did well. Say whether you agree too.",
    lent: "learning-log.agree-thanks",
  },
  "good-practice-answered": {
    subject: "There is an answer about something done well",
    text: "Read what became of sharing something that was done well.",
  },
  "observation-shared": {
    subject: "An observation of your practice is shared with you",
    text: "Someone who observed your practice has written down what they saw. Read it, and add what you think.",
  },
  "observation-answered": {
    subject: "Someone you observed has answered",
    text: "An observation that you shared has been answered by whoever you observed.",
  },
  "observation-withdrawn": {
    subject: "An observation of your practice was withdrawn",
    text: "An observation that was shared with you counts no longer. The page says why.",
  },
  "observation-to-share": {
    subject: "An observation of yours is not shared yet",
    text: "You began to write down an observation a week or more ago. Finish and share it, or withdraw it.",
  },
  "practice-week-timetable": {
    subject: "You have a part in a practice week",
    text: "The timetable of a practice week is out, or your part in it has changed. The page says what, when and where.",
  },
  "practice-week-cancelled": {
    subject: "A practice week is cancelled",
    text: "A practice week in which you had a part does not take place. The page says why.",
  },
  "feedback-ready": {
    subject: "The panel has feedback for you",
    text: "Read the moderation panel’s feedback on your audit, and say that you have read it.",
  },
  "feedback-reminder": {
    subject: "The panel’s feedback waits for you",
    text: "The moderation panel’s feedback on your audit has waited for a week or more. Read it, and say that you have read it.",
  },
  "second-look-asked": {
    subject: "An auditor asks the panel for a second look",
    text: "The auditor of a moderated audit gives reasons to look again at what the panel decided. Two people answer; moderation can’t be closed before.",
    elseQaLeads: true,
  },
  "second-look-to-confirm": {
    subject: "An answer to a second look waits for someone to confirm",
    text: "An answer of the panel is recorded and counts once two have taken it. Read it and confirm it, or record another.",
  },
  "second-look-answered": {
    subject: "The panel has answered your second look",
    text: "Read the moderation panel’s answer to the second look you asked for, and say that you have read it.",
  },

  // Calibration
  "calibration-asked": {
    subject: "A calibration is waiting for you",
    text: "You have been asked to grade a case that others grade too. Nobody sees anyone else’s grades before the session.",
  },
  "calibration-due-soon": {
    subject: "A calibration is due soon",
    text: "A case that you grade with others is due soon.",
  },
  "calibration-due-today": {
    subject: "A calibration is due today",
    text: "A case that you grade with others is due today.",
  },
  "calibration-overdue": {
    subject: "A calibration is overdue",
    text: "A case that you grade with others is past its date, and its session may open at any time.",
  },
  "calibration-session": {
    subject: "The session of a calibration is open",
    text: "Everyone’s grades and reasons can be read now, without names. Read where you part before you meet.",
  },
  "calibration-cancelled": {
    subject: "A calibration was cancelled",
    text: "A case that you were to grade with others is not graded after all. Read why. You need do nothing more.",
  },

  // Conflicts of interest that came up
  "double-audit-given": {
    subject: "An audit is waiting for you to grade again",
    text: "You have been asked to grade a case that was audited before, without seeing that audit.",
  },
  "double-audit-escalates": {
    subject: "A double audit needs your attention",
    text: "A second auditor has graded a case, and a grade needs your attention.",
    elseQaLeads: true,
  },

  "conflict-audit-back": {
    subject: "An audit is no longer yours",
    text: "A conflict of interest has come up, so an audit that you had not begun has gone back to the QA lead. You need do nothing more on it.",
  },
  "conflict-moderation-back": {
    subject: "A moderation is no longer yours",
    text: "A conflict of interest has come up, so a moderation that you had not begun has gone back to the QA lead. You need do nothing more on it.",
  },
  "conflict-withdrawn": {
    subject: "A conflict of interest of yours was withdrawn",
    text: "The QA lead has withdrawn a conflict of interest that you declared. Read why. If it still holds, declare it again.",
  },
  "conflict-sent-back": {
    subject: "An audit needs someone else",
    text: "A conflict of interest has come up, so an audit or a moderation that was not begun has come back to you. Choose someone else for it.",
    elseQaLeads: true,
  },
  "conflict-noticed": {
    subject: "A conflict of interest needs your decision",
    text: "A conflict of interest has come up with work that is under way. It is kept, and becomes final once you have given it to someone else or let it stand with a reason.",
    elseQaLeads: true,
  },

  // Reports and responses
  "response-asked": {
    subject: "Your team’s report is ready",
    text: "Read the report of your team and answer it with what you will do.",
    lent: "reports.read-team",
  },
  "response-due-soon": {
    subject: "Your answer to a team report is due soon",
    text: "Your team’s report is waiting for your answer.",
    lent: "reports.read-team",
  },
  "response-due-today": {
    subject: "Your answer to a team report is due today",
    text: "Your team’s report is waiting for your answer today.",
    lent: "reports.read-team",
  },
  "response-overdue": {
    subject: "Your answer to a team report is overdue",
    text: "Your team’s report is still waiting for your answer.",
    lent: "reports.read-team",
  },
  "response-late": {
    subject: "A team of your service has not answered its report",
    text: "The answer of one of your teams to its report is late. Ask its manager how it is going.",
    lent: "reports.read-team",
  },
  "response-late-lead": {
    subject: "A team’s answer to its report is long overdue",
    text: "A team has not answered its report, and its service was told before. Ask how it is going, or ask the team again by another date.",
  },
  "response-to-agree": {
    subject: "A team’s answer to its report waits for you to agree it",
    text: "Read what the team will do about its report. Agree it, or send it back and say what is missing.",
    lent: "reports.agree-response",
  },
  "response-agreed": {
    subject: "Your answer to a team report is agreed",
    text: "What you answered to your team’s report is agreed. Its actions are in the learning log.",
    lent: "reports.read-team",
  },
  "response-sent-back": {
    subject: "Your answer to a team report has come back to you",
    text: "Something is missing in what you answered to your team’s report. Read what it is, and answer again.",
    lent: "reports.read-team",
  },

  // Actions
  "action-assigned": {
    subject: "An action has been given to you",
    text: "You own an action in the learning log.",
    lent: "learning-log.read",
  },
  "action-due-soon": {
    subject: "An action of yours is due soon",
    text: "An action you own is due soon.",
    lent: "learning-log.read",
  },
  "action-overdue": {
    subject: "An action of yours is overdue",
    text: "An action you own is past its date. Say how it is going, or complete it.",
    lent: "learning-log.read",
  },
  "action-escalated": {
    subject: "An action of someone you manage is long overdue",
    text: "Someone you manage owns an action that is well past its date. Talk about what stands in its way.",
    lent: "learning-log.read",
  },
  "action-to-verify": {
    subject: "An action is waiting for you to verify",
    text: "An action has been completed. Look at the evidence and say what difference it made.",
    lent: "learning-log.verify",
  },
  "action-reopened": {
    subject: "An action of yours is open again",
    text: "An action you own has been opened again, and says why.",
    lent: "learning-log.read",
  },
  "action-verified": {
    subject: "An action you raised has been verified",
    text: "Someone has verified that an action you raised was done, and says what difference it made.",
  },
  "action-ended": {
    subject: "An action you raised or own has ended without being verified",
    text: "An action you raised or own was not achieved, or another takes its place. Its page says why.",
    lent: "learning-log.read",
  },

  // Safeguarding concerns
  "concern-raised": {
    subject: "Urgent: a safeguarding concern needs you now",
    text: "Someone has raised an immediate safeguarding concern. Read it now, and acknowledge it by name with what you have done.",
    urgent: true,
    lent: "concerns.read",
  },
  "concern-late": {
    subject: "Urgent: a safeguarding concern is past its time",
    text: "Nobody has acknowledged this safeguarding concern in time. It now comes to you.",
    urgent: true,
    lent: "concerns.read",
  },
  "concern-acknowledged": {
    subject: "A safeguarding concern has been acknowledged",
    text: "Someone has taken the safeguarding concern on and says what was done.",
    urgent: true,
    lent: "concerns.read",
  },

  // Imports
  "team-added": {
    subject: "A team you asked for is here",
    text: "An administrator has answered: the team that your import names is here now. Go on with the import. Rows that you left out come in when you read the file again.",
  },
  "team-not-added": {
    subject: "A team you asked for will not be added",
    text: "An administrator has answered and says why. Choose what the name means, or leave its rows out.",
  },

  ...accountMessages,

  ...accessMessages,

  // Deputies, and the outbox itself
  "deputy-named": {
    subject: "You have been named as a deputy",
    text: "Someone has named you as their deputy for an absence. Your account page says for whom, from when and until when.",
  },
  "deputy-arranged": {
    subject: "A deputy has been named for you",
    text: "Someone has named a deputy for an absence of yours. Your account page says who, from when and until when, and lets you end it.",
  },
  "deputy-ended": {
    subject: "You are no longer a deputy",
    text: "An absence for which you stood in has been ended. What was lent to you has gone back.",
  },
  digest: { subject: "What is new for you", text: "This is what is new since your last summary." },
  test: {
    subject: "A test message",
    text: "Email from Line of Sight reaches you. You need do nothing.",
  },
} as const satisfies Record<string, Words>;

export type MessageKind = keyof typeof messageKinds;

export const isUrgent = (kind: MessageKind): boolean =>
  (messageKinds[kind] as Words).urgent === true;

/** Whether it is about signing in: whoever it is for has chosen nothing of it. */
export const isSigningIn = (kind: MessageKind): boolean =>
  (messageKinds[kind] as Words).signingIn === true;

/** Whether the QA leads get it where whoever it is for is no longer active. */
export const goesToQaLeadsElse = (kind: MessageKind): boolean =>
  (messageKinds[kind] as Words).elseQaLeads === true;

/** Whether it goes out with a link to choose a password, which nobody else may read. */
export const holdsLink = (kind: MessageKind): boolean =>
  (messageKinds[kind] as Words).holdsLink === true;

/**
 * Whether a copy goes to the deputies of someone with these roles. One step and no further: a
 * deputy's own deputy is lent nothing, and told nothing.
 */
export function reachesDeputies(kind: MessageKind, roles: readonly Role[]): boolean {
  const { lent } = messageKinds[kind] as Words;
  const row: PolicyRow | undefined = lent && policy[lent];
  return row?.lent?.some((role) => roles.includes(role)) ?? false;
}

export type MessageFacts = {
  kind: MessageKind;
  /** YYYY-MM-DD */
  dueOn: string | null;
  duePrecision: DuePrecision;
  /** The absent person, when it is read by their deputy. */
  forName: string | null;
};

/** Whether a message tells, by having been sent, what an audit found. */
export const tellsWhatWasFound = (kind: MessageKind): boolean => {
  const words: Words = messageKinds[kind];
  return words.tells === true;
};

/** The subject line: "An audit is waiting for you in Line of Sight". */
export const subjectOf = ({ kind, forName }: Pick<MessageFacts, "kind" | "forName">): string =>
  `${messageKinds[kind].subject} in Line of Sight${forName ? ` (for ${forName})` : ""}`;

/** What it says, a sentence or a paragraph an entry, without the link. */
export function sentencesOf({ kind, forName, ...due }: MessageFacts): string[] {
  return [
    ...(forName ? [`You get this as the deputy of ${forName}.`] : []),
    messageKinds[kind].text,
    ...(due.dueOn ? [`The date is ${dueDateInWords(due)}.`] : []),
  ];
}

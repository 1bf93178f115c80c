/**
 * Owns what "Needs your attention" lists: the kinds there are, how each is said, who is meant, and
 * the order.
 * Practice: whatever waits has a reader, and shows for how long it has waited; a child's safety
 * first, then what nobody can go on with, then what is late; within that the oldest first.
 */

import { type Role, roleInSentence } from "../access/people";
import { bankHolidaysKnownUntil } from "../core/bank-holidays";
import { addMonths, dateOf, daysBetween, dueInWords, formatDate } from "../core/dates";
import { plural } from "../core/words";

/** What a kind needs to know of one thing that waits; words of a case never belong here. */
export type AttentionFact = {
  kind: AttentionKind;
  /** What it is about, as it stands in the sentence: "case DB-1042"; "" where a count says it all. */
  subject: string;
  count: number;
  /** More to the sentence, where there is something to add: "declined by Alex Morley". */
  detail?: string;
  /** Since when it waits: an instant, or a date; null where that was not kept. */
  since: string | null;
  /** YYYY-MM-DD, where it has a date of its own. */
  dueOn?: string | null;
  href: string;
  /** Where all of its kind stand, for those that are not in view. */
  list?: string;
  /** What it belongs to: the exercise. */
  place: string;
  /** Who is meant by name; null leaves the role of the kind. */
  meant: string | null;
};

type Kind = {
  /** 1 a child's safety, 2 stands still until someone acts, 3 late, 4 to look at when there is time. */
  urgency: 1 | 2 | 3 | 4;
  meant: Role;
  say: (fact: AttentionFact) => string;
  /** Many of them, where each has a row of its own. */
  many?: string;
};

/** So many of one kind have a row of their own; the rest is one row that says how many. */
export const shownOfAKind = 20;

/** No more of one kind are read, so that a page costs the same however many wait. */
export const mostOfAKind = 500;

const s = (count: number) => (count === 1 ? "" : "s");

/** Messages are counted as far as this, so that years of them cost no more. */
export const mostCounted = 1000;
const upTo = (count: number) =>
  count >= mostCounted ? `${mostCounted.toLocaleString("en-GB")} or more` : String(count);

/** To add a kind: an entry here, and a source that finds it (`db/overviews/attention/sources.server.ts`). */
const kinds = {
  concern: {
    urgency: 1,
    meant: "service-manager",
    many: "safeguarding concerns that wait to be acknowledged",
    say: ({ subject }) => `Safeguarding concern about ${subject} waits to be acknowledged`,
  },
  "concern-nobody": {
    urgency: 1,
    meant: "qa-lead",
    many: "safeguarding concerns that nobody can acknowledge",
    say: ({ subject }) =>
      `Nobody can acknowledge the safeguarding concern about ${subject}: have a manager added for its team`,
  },
  conflict: {
    urgency: 2,
    meant: "qa-lead",
    many: "conflicts of interest to settle",
    say: ({ subject }) => `Settle a conflict of interest: ${subject}`,
  },
  "no-auditor": {
    urgency: 2,
    meant: "qa-lead",
    many: "audits without an auditor",
    say: ({ subject }) => `Find an auditor for ${subject}`,
  },
  "no-moderator": {
    urgency: 2,
    meant: "qa-lead",
    many: "selected audits without a moderator",
    say: ({ subject }) =>
      `Find a moderator for ${subject}: it is selected, and no moderator has it`,
  },
  "no-second-auditor": {
    urgency: 3,
    meant: "qa-lead",
    many: "double audits without a second auditor",
    say: ({ subject }) => `Find a second auditor for ${subject}`,
  },
  "double-escalates": {
    urgency: 2,
    meant: "qa-lead",
    many: "double audits whose grades need an answer",
    say: ({ subject }) => `Read the double audit of ${subject} and say what was done`,
  },
  leaver: {
    urgency: 2,
    meant: "qa-lead",
    many: "people no longer active whose work is to be handed over",
    say: ({ subject }) => `Hand over the work of ${subject}, who is no longer active`,
  },
  "leaver-actions": {
    urgency: 2,
    meant: "team-manager",
    many: "people no longer active who own actions",
    say: ({ subject }) => `Give the actions of ${subject} to someone else: no longer active`,
  },
  "handover-left": {
    urgency: 2,
    meant: "qa-lead",
    many: "hand-overs after which something is left",
    say: ({ subject, count }) =>
      `Find someone for what could not be handed over from ${subject}: ${count} thing${s(count)}`,
  },
  access: {
    urgency: 2,
    meant: "qa-lead",
    many: "changes of access that wait for a second person",
    say: ({ subject }) => `Access waits for a second person: ${subject}`,
  },
  "re-audit-nobody": {
    urgency: 2,
    meant: "qa-lead",
    many: "re-audits that no auditor may do without a reason",
    say: ({ subject }) =>
      `Find someone for the re-audit of ${subject}: no auditor may do it without a reason`,
  },
  "no-second-person": {
    urgency: 2,
    meant: "qa-lead",
    many: "decisions of the panel that nobody else can confirm",
    say: ({ subject }) =>
      `Ask a colleague to join the panel for ${subject}, or decide alone: nobody else can confirm its decision`,
  },
  "no-panel": {
    urgency: 2,
    meant: "qa-lead",
    many: "audits that fewer than two people can decide on",
    say: ({ subject }) =>
      `Ask a colleague to join the panel for ${subject}: fewer than two people can decide on it`,
  },
  "part-to-commit": {
    urgency: 3,
    meant: "qa-lead",
    many: "agencies whose parts are still open",
    say: ({ subject, count }) =>
      `An agency has ${count} case${s(count)} of ${subject} still to commit`,
  },
  "view-to-agree": {
    urgency: 3,
    meant: "qa-lead",
    many: "audits whose agreed views are to be written",
    say: ({ subject, count }) =>
      `Write the agreed view of ${count} case${s(count)} of ${subject}: every agency’s part is in`,
  },
  "no-chair": {
    urgency: 2,
    meant: "qa-lead",
    many: "audits that nobody chairs any more",
    say: ({ subject }) => `Name another chair of ${subject}`,
  },
  "no-reviewer": {
    urgency: 2,
    meant: "qa-lead",
    many: "samples with cases that nobody reviews",
    say: ({ subject, count }) => `Find a reviewer for ${count} case${s(count)} of ${subject}`,
  },
  "retest-to-plan": {
    urgency: 4,
    meant: "qa-lead",
    many: "actions to be tested again with a dip sample",
    say: ({ subject }) => `Plan the dip sample that tests ${subject} again`,
  },
  "learning-source": {
    urgency: 4,
    meant: "qa-lead",
    say: ({ count }) =>
      count === 1
        ? "File what was entered from a complaint, review or feedback"
        : `File what was entered from ${upTo(count)} complaints, reviews and feedback`,
  },
  "log-import": {
    urgency: 4,
    meant: "qa-lead",
    many: "earlier logs that were read and not imported",
    say: ({ subject }) => `Import ${subject}, an earlier log, or discard it`,
  },
  "thanks-unanswered": {
    urgency: 4,
    meant: "qa-lead",
    say: ({ count }) =>
      count === 1
        ? "Ask about good practice that someone did not answer for four weeks, or end the question"
        : `Ask about ${upTo(count)} examples of good practice that nobody answered for four weeks, or end the questions`,
  },
  "second-look": {
    urgency: 2,
    meant: "qa-lead",
    many: "second looks that the panel has to answer",
    say: ({ subject }) =>
      `The panel has to answer a second look at ${subject}: moderation can’t be closed before`,
  },
  "panel-meeting": {
    urgency: 3,
    meant: "qa-lead",
    many: "meetings of the panel that were not held",
    say: ({ subject }) => `Hold, move or cancel ${subject}: its day is past`,
  },
  "panel-minutes": {
    urgency: 3,
    meant: "qa-lead",
    many: "meetings of the panel whose minutes are not signed off",
    say: ({ subject }) => `Sign off the minutes of ${subject}`,
  },
  "no-auditor-possible": {
    urgency: 2,
    meant: "qa-lead",
    many: "cases that no auditor of their cycle may audit without a reason",
    say: ({ subject }) =>
      `Find an auditor for ${subject}: no auditor of the cycle may audit it without a reason`,
  },
  "correction-unanswered": {
    urgency: 2,
    meant: "qa-lead",
    many: "factual corrections that no auditor is left to answer",
    say: ({ subject }) =>
      `Answer a factual correction to ${subject}: no auditor is left to answer it`,
  },
  "response-nobody": {
    urgency: 2,
    meant: "qa-lead",
    many: "reports that nobody who can sign in may answer",
    say: ({ subject }) =>
      `Ask the administrator for a manager of ${subject}: nobody who can sign in may answer its report`,
  },
  "agreement-nobody": {
    urgency: 2,
    meant: "qa-lead",
    many: "answers to reports that nobody else may agree",
    say: ({ subject }) =>
      `Ask the administrator for a service manager of ${subject}: nobody but whoever gave its answer may agree it`,
  },
  "verification-nobody": {
    urgency: 3,
    meant: "qa-lead",
    many: "actions that nobody else may verify",
    say: ({ subject }) =>
      `Find someone else who may verify ${subject}, such as another QA lead: only its owner and whoever completed it could`,
  },
  "waits-for-corrections": {
    urgency: 4,
    meant: "qa-lead",
    many: "exercises with audits that wait for corrections",
    say: ({ count }) =>
      `${count} audit${s(count)} decided on, and final when ${plural(count, "its", "their")} corrections are done`,
  },
  "team-asked": {
    urgency: 2,
    meant: "administrator",
    many: "teams that an import names",
    say: ({ subject }) => `Add the team ${subject}, which an import names`,
  },
  "people-to-tell": {
    urgency: 4,
    meant: "administrator",
    say: ({ count }) =>
      `${count === 1 ? "Two people have" : `${count} pairs of people have`} nearly the same staff number: say whether they are one person`,
  },
  "cases-to-tell": {
    urgency: 3,
    meant: "qa-lead",
    say: ({ count }) =>
      `${count === 1 ? "Two cases have" : `${count} pairs of cases have`} nearly the same reference: say whether they are one child`,
  },
  "workers-not-invited": {
    urgency: 3,
    meant: "administrator",
    say: ({ count }) =>
      count === 1
        ? "Invite 1 worker of open cases: without an account they can’t be asked to reflect on an audit"
        : `Invite ${count} workers of open cases: without an account they can’t be asked to reflect on an audit`,
  },
  "no-mail-server": {
    urgency: 2,
    meant: "administrator",
    say: ({ count }) =>
      count === 1
        ? "No mail server is set up: 1 message waits to go out"
        : `No mail server is set up: ${upTo(count)} messages wait to go out`,
  },
  "files-unscanned": {
    urgency: 2,
    meant: "administrator",
    say: ({ count }) =>
      `The virus scanner does not answer: ${upTo(count)} file${s(count)} ${count === 1 ? "waits" : "wait"} for it`,
  },
  "messages-to-nobody": {
    urgency: 3,
    meant: "administrator",
    say: ({ count }) =>
      `${upTo(count)} message${s(count)} did not go out: ${plural(count, "its reader has", "their readers have")} no account`,
  },
  "never-signed-in": {
    urgency: 3,
    meant: "administrator",
    say: ({ count }) =>
      count === 1
        ? "1 person was invited and has never signed in: their link no longer works"
        : `${count} people were invited and have never signed in: their links no longer work`,
  },
  "bank-holidays-end": {
    urgency: 3,
    meant: "administrator",
    say: ({ subject }) =>
      `Ask for an update of Line of Sight: working days after ${subject} are not known`,
  },
  "calibration-draft": {
    urgency: 4,
    meant: "qa-lead",
    many: "calibrations that are still drafts",
    say: ({ subject }) => `Give the calibration “${subject}” to its raters, or cancel it`,
  },
  "calibration-grading": {
    urgency: 4,
    meant: "qa-lead",
    many: "calibrations that are being graded",
    say: ({ subject }) => `The calibration “${subject}” is being graded`,
  },
  "calibration-session": {
    urgency: 3,
    meant: "qa-lead",
    many: "calibrations whose session is open",
    say: ({ subject }) => `Write down what was agreed on “${subject}”, and close the calibration`,
  },
  "refreshers-due": {
    urgency: 3,
    meant: "qa-lead",
    say: ({ count }) =>
      `Refresh ${count} auditor${s(count)} or moderator${s(count)}: trained or calibrated too long ago`,
  },
  "not-trained": {
    urgency: 4,
    meant: "qa-lead",
    say: ({ count }) =>
      `Train ${count} auditor${s(count)} or moderator${s(count)} who ${plural(count, "is", "are")} on no training record`,
  },
  "programme-not-begun": {
    urgency: 3,
    meant: "qa-lead",
    many: "exercises whose month is over and that nobody has begun",
    say: ({ subject }) => `Begin or move ${subject}, or say why it was missed: its month is over`,
  },
  "feedback-nobody": {
    urgency: 2,
    meant: "qa-lead",
    many: "families whom nobody independent is to ask",
    say: ({ subject }) => `Find someone independent to ask the family of ${subject} for feedback`,
  },
  "feedback-late": {
    urgency: 3,
    meant: "qa-lead",
    say: ({ subject, count }) =>
      `Give more time, or end ${count} request${s(count)} for feedback of ${subject}: the last day is over`,
  },
  "session-due": {
    urgency: 4,
    meant: "qa-lead",
    say: () => "Plan the next feedback session",
  },
  "session-briefing": {
    urgency: 4,
    meant: "qa-lead",
    many: "feedback sessions whose briefing is not sent",
    say: ({ subject }) => `Send the briefing of the feedback session of ${subject}`,
  },
  "session-past": {
    urgency: 3,
    meant: "qa-lead",
    many: "feedback sessions that were not said to be held",
    say: ({ subject }) =>
      `Say who came to the feedback session of ${subject} and what was said, move it or cancel it`,
  },
  "week-timetable": {
    urgency: 4,
    meant: "qa-lead",
    many: "practice weeks whose timetable is not sent",
    say: ({ subject }) => `Send the timetable of the practice week on ${subject}`,
  },
  "week-to-close": {
    urgency: 3,
    meant: "qa-lead",
    many: "practice weeks to be signed off",
    say: ({ subject }) => `Sign off the practice week on ${subject}: it is over`,
  },
  "observation-draft": {
    urgency: 4,
    meant: "qa-lead",
    many: "observations that their observers have not shared",
    say: ({ subject }) => `Ask for the observation by ${subject}: it is not shared yet`,
  },
  "observation-unread": {
    urgency: 4,
    meant: "qa-lead",
    many: "observations that whoever was observed has not read",
    say: ({ subject }) => `The observation of ${subject} is not read yet`,
  },
  "audits-late": {
    urgency: 3,
    meant: "auditor",
    say: ({ count }) => `${count} audit${s(count)} late`,
  },
  "re-audits": {
    urgency: 4,
    meant: "qa-lead",
    say: ({ count }) => `${count} re-audit${s(count)} to allocate`,
  },
} as const satisfies Record<string, Kind>;

export type AttentionKind = keyof typeof kinds;

/** One row as it is shown. */
export type AttentionRow = {
  id: string;
  title: string;
  /** "" where no page lists what it stands for. */
  href: string;
  /** How many things it stands for. */
  things: number;
  place: string;
  /** "waiting 3 days"; "" where nobody knows since when. */
  age: string;
  /** "due in 3 days, 19 April 2024"; "" where it has no date. */
  due: string;
  /** "for the QA lead", or "for Quinn Ashby". */
  meant: string;
};

/** From a year before the bank holidays that are known end: that working days after it are not. */
export function bankHolidaysEnding(today: string): AttentionFact[] {
  const since = addMonths(bankHolidaysKnownUntil, -12);
  if (today < since) return [];
  const subject = formatDate(bankHolidaysKnownUntil);
  const facts = { subject, count: 1, since, dueOn: bankHolidaysKnownUntil };
  return [{ ...facts, kind: "bank-holidays-end", href: "", place: "", meant: null }];
}

/** For how long something has waited, in words a person would use. */
export function waitingInWords(since: string, today: string): string {
  const days = daysBetween(dateOf(since), today);
  if (days <= 0) return "waiting since today";
  if (days === 1) return "waiting since yesterday";
  const months = Math.floor(days / 30.44);
  return months < 2 ? `waiting ${days} days` : `waiting ${months} months`;
}

/** The most urgent first; within that what has waited longest, and what has no date last. */
export const compareAttention = (a: AttentionFact, b: AttentionFact): number =>
  kinds[a.kind].urgency - kinds[b.kind].urgency ||
  (a.since ?? "9999").localeCompare(b.since ?? "9999") ||
  a.subject.localeCompare(b.subject, "en-GB");

/** The rows of the list, in their order, as of `today` (YYYY-MM-DD); `reader` reads their own name. */
export function attentionRows(
  facts: readonly AttentionFact[],
  today: string,
  reader?: string,
): AttentionRow[] {
  const sorted = [...facts].sort(compareAttention);
  return sorted.flatMap((fact): AttentionRow[] => {
    const own = sorted.filter(({ kind }) => kind === fact.kind);
    const at = own.indexOf(fact);
    if (at > shownOfAKind) return [];
    return [at < shownOfAKind ? rowOf(fact, today, reader) : restOf(fact, own.slice(at + 1))];
  });
}

function rowOf(fact: AttentionFact, today: string, reader?: string): AttentionRow {
  const kind: Kind = kinds[fact.kind];
  const { detail, since, dueOn, href, place, meant } = fact;
  return {
    id: `${fact.kind} ${fact.subject} ${href}`,
    title: `${kind.say(fact)}${detail ? `: ${detail}` : ""}`,
    href,
    things: 1,
    place,
    age: since === null ? "" : waitingInWords(since, today),
    due: dueOn ? `${dueInWords(dueOn, today)}, ${formatDate(dueOn)}` : "",
    meant: `for ${meant === null ? `the ${roleInSentence(kind.meant)}` : meant === reader ? "you" : meant}`,
  };
}

/** One row for those of a kind that have none: "And 34 more audits without an auditor". */
function restOf(first: AttentionFact, others: readonly AttentionFact[]): AttentionRow {
  const rest = [first, ...others];
  const kind: Kind = kinds[first.kind];
  const atLeast = rest.length + shownOfAKind >= mostOfAKind ? "at least " : "";
  return {
    id: `${first.kind} more`,
    title: `And ${atLeast}${rest.length} more ${kind.many ?? "like these"}`,
    href: rest.every(({ list }) => list === first.list) ? (first.list ?? "") : "",
    things: rest.length,
    place: "",
    age: "",
    due: "",
    meant: "",
  };
}

/** How many things these rows stand for. */
export const countAttention = (rows: readonly AttentionRow[]): number =>
  rows.reduce((sum, { things }) => sum + things, 0);

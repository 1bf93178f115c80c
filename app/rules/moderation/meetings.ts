/**
 * Owns a meeting of the panel: its life, its agenda, and what each member may take there.
 * Practice: agreements pass by consent, listed; differences are decided one by one. A meeting
 * records and takes by the same two sign-ins as everywhere: being named as present takes nothing.
 */
import { formatDate } from "../core/dates";
import { isFrom, type StateMachine } from "../core/state-machine";
import type { Judgement } from "../tools/grades";
import type { ModerationState } from "./moderation";
import { enough, type Panellist } from "./panel";

export const meetingStates = ["planned", "under-way", "closed", "cancelled"] as const;
export type MeetingState = (typeof meetingStates)[number];
export type MeetingMove = "begin" | "sign-off" | "cancel";

export const meetingMachine = {
  first: "planned",
  moves: {
    begin: { from: ["planned"], to: "under-way" },
    "sign-off": { from: ["under-way"], to: "closed" },
    cancel: { from: ["planned"], to: "cancelled" },
  },
} as const satisfies StateMachine<MeetingState, MeetingMove>;

export const meetingStateNames: Record<MeetingState, string> = {
  planned: "Planned",
  "under-way": "Under way",
  closed: "Signed off",
  cancelled: "Cancelled",
};

/** What a meeting saw across the service, in how many of its cases; null where nobody counted. */
export type MeetingTheme = {
  kind: "strength" | "development";
  text: string;
  cases: number | null;
};

type Meeting = { state: MeetingState; chairId: string /** YYYY-MM-DD */; meetsOn: string };

type Step = { ok: true; next: MeetingState } | { ok: false; message: string };

const refuse = (message: string): Step => ({ ok: false, message });

const notOpen: Record<MeetingMove, string> = {
  begin: "This meeting has begun already, or was cancelled.",
  "sign-off": "These minutes are signed off already, or the meeting has not begun.",
  cancel: "A meeting that has begun can’t be cancelled: sign off its minutes.",
};

/** What follows of a move on a date (YYYY-MM-DD); only the chair signs off, and none begins early. */
export function moveMeeting(
  meeting: Meeting,
  move: MeetingMove,
  { actorId, today }: { actorId: string; today: string },
): Step {
  const { from, to } = meetingMachine.moves[move];
  if (!isFrom<MeetingState>({ from, to }, meeting.state)) return refuse(notOpen[move]);
  if (move === "begin" && today < meeting.meetsOn)
    return refuse("Change the date first: this meeting is planned for a later day.");
  if (move === "sign-off" && actorId !== meeting.chairId)
    return refuse("Ask the chair: they sign off the minutes.");
  return { ok: true, next: to };
}

/** What is wrong with who is to meet; null where it can be a panel. */
export function membersProblem(chairId: string, memberIds: readonly string[]): string | null {
  const people = new Set([chairId, ...memberIds]);
  return people.size < enough
    ? "Choose at least one member beside the chair: two people take every decision"
    : null;
}

/** The parts of an agenda, in the order in which they are taken. */
export const agendaParts = ["agreed", "differs", "came-back"] as const;
export type AgendaPart = (typeof agendaParts)[number];

export const agendaPartNames: Record<AgendaPart, string> = {
  agreed: "Agreements, by consent",
  differs: "Differences, one by one",
  "came-back": "Returned audits that came back",
};

type Made = { judgement: Judgement; reason: string };
export type Judged = {
  auditor: Readonly<Record<string, Made>>;
  moderator: Readonly<Record<string, Made>>;
};

/** Whether auditor and moderator gave the same in every area that either judged, and overall. */
export function allAgreed({ auditor, moderator }: Judged): boolean {
  const areas = new Set([...Object.keys(auditor), ...Object.keys(moderator), "overall"]);
  return [...areas].every(
    (area) => auditor[area] !== undefined && auditor[area].judgement === moderator[area]?.judgement,
  );
}

/** An audit that came back is looked at, even where both agree: the panel asked for something. */
export const partOf = (round: number, judged: Judged): AgendaPart =>
  round > 1 ? "came-back" : allAgreed(judged) ? "agreed" : "differs";

/** Cases in the order of the agenda; within a part as they came. */
export const inAgendaOrder = <T extends { part: AgendaPart }>(cases: readonly T[]): T[] =>
  agendaParts.flatMap((part) => cases.filter((one) => one.part === part));

/** Why a member is shown nothing of a case; null where it is shown. */
export type KeptBecause = "own" | "to-grade" | null;

export const keptInWords: Record<Exclude<KeptBecause, null>, string> = {
  own: "you audited it",
  "to-grade": "you are to grade it again, without the grades of the earlier round",
};

/** A case as the meeting of it stands for one member. */
export type StandingCase = {
  state: ModerationState;
  kept: KeptBecause;
  /** They recorded this decision, or have confirmed it. */
  took: boolean;
  panellist: Panellist;
};

/** Whether a member can take what is recorded of a case, and if not, why. */
export function canTake(one: StandingCase): { ok: true } | { ok: false; because: string } {
  const no = (because: string) => ({ ok: false, because }) as const;
  if (one.kept) return no(`It is kept from you: ${keptInWords[one.kept]}.`);
  if (one.state !== "recorded") return no("No decision is recorded.");
  if (one.took) return no("You have taken it. Another member confirms it.");
  if (!one.panellist.counts)
    return no(`You may speak and don’t count for it. ${one.panellist.because}`.trim());
  return { ok: true };
}

/** Whether at least two of the members count for a case. */
export const canDecide = (memberIds: readonly string[], counting: readonly string[]): boolean =>
  memberIds.filter((id) => counting.includes(id)).length >= enough;

/** How a case stands, in words for the agenda and the minutes. */
export const caseStateInWords: Record<ModerationState, string> = {
  selected: "To be graded again",
  committed: "To be decided",
  recorded: "To be confirmed",
  taken: "Decided",
  decided: "Decided",
  returned: "Returned",
};

/** "panel meeting of 18 April 2024", as a sentence names it. */
export const meetingInWords = (meetsOn: string): string =>
  `the panel meeting of ${formatDate(meetsOn)}`;

/** What the auditor is told of an agreement that passed by consent. */
export const consentFeedback =
  "The moderator graded this audit without your grades and came to the same ones. The panel agrees with both of you.";

/** The agreed grades as a decision has them, with the auditor's reasons; only of an agreement. */
export function agreedGrades(judged: Judged, areaCodes: readonly string[]) {
  const made = (code: string): Made => {
    const { judgement, reason } = judged.auditor[code] ?? {};
    if (judgement === undefined) throw new Error(`An agreed audit has no judgement of ${code}`);
    return { judgement, reason: reason ?? "" };
  };
  return {
    areas: Object.fromEntries(areaCodes.map((code) => [code, made(code)])),
    overall: made("overall"),
  };
}

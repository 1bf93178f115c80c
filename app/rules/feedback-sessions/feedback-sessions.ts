/**
 * Owns a feedback session: its life, when the next is due, and what is shown of written words there.
 * Practice: every two months the themes go back to those who do the work; a briefing names no child,
 * worker or team, and what people say there is kept and becomes learning.
 */
import { addMonths, formatDate } from "../core/dates";
import { namesInText } from "../core/names-in-text";
import { isFrom, type StateMachine } from "../core/state-machine";

export const sessionStates = ["planned", "shared", "held", "cancelled"] as const;
export type SessionState = (typeof sessionStates)[number];
export type SessionMove = "share" | "hold" | "cancel";

export const sessionMachine = {
  first: "planned",
  moves: {
    share: { from: ["planned"], to: "shared" },
    hold: { from: ["shared"], to: "held" },
    cancel: { from: ["planned", "shared"], to: "cancelled" },
  },
} as const satisfies StateMachine<SessionState, SessionMove>;

/** Before it is held, when, where and its briefing can be changed; the briefing until it is shared. */
export const isToCome = (state: SessionState): boolean => state === "planned" || state === "shared";

export const sessionStateNames: Record<SessionState, string> = {
  planned: "Being prepared",
  shared: "Briefing sent",
  held: "Held",
  cancelled: "Cancelled",
};

/** Colours of the GOV.UK tag component. */
export const sessionStateColours = {
  planned: "grey",
  shared: "blue",
  held: "green",
  cancelled: "grey",
} as const satisfies Record<SessionState, string>;

type Step = { ok: true; next: SessionState } | { ok: false; message: string };

const notOpen: Record<SessionMove, string> = {
  share: "The briefing of this session has been sent, or the session was cancelled.",
  hold: "Send the briefing first: what came of a session is kept beside what it was about.",
  cancel: "A session that was held can’t be cancelled.",
};

/** What follows of a move on a day (YYYY-MM-DD); none is held before its day. */
export function moveSession(
  session: { state: SessionState; heldOn: string },
  move: SessionMove,
  today: string,
): Step {
  const { from, to } = sessionMachine.moves[move];
  if (!isFrom<SessionState>({ from, to }, session.state))
    return { ok: false, message: notOpen[move] };
  if (move === "hold" && today < session.heldOn)
    return {
      ok: false,
      message: `Change the date first: this session is planned for ${formatDate(session.heldOn)}.`,
    };
  return { ok: true, next: to };
}

/** Within so many days after a session whoever was there can say so. */
export const attendDays = 28;

/** When the next session is due: so many months after the last; `last` null gives `from`. */
export const nextDue = (last: string | null, months: number, from: string): string =>
  last === null ? from : addMonths(last, months);

export const pointKinds = ["works", "change", "idea"] as const;
export type PointKind = (typeof pointKinds)[number];

export const pointKindNames: Record<PointKind, string> = {
  works: "Works well",
  change: "Needs to change",
  idea: "An idea",
};

const escaped = (words: string) => words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const whole = (words: readonly string[], flags: string) =>
  new RegExp(`(?<![\\p{L}\\d])(?:${words.map(escaped).join("|")})(?![\\p{L}\\d])`, flags);

/** "DB-1042", "M20319": letters before at least three digits, or five digits alone. */
const reference = /(?<![\p{L}\d])(?:\p{Lu}{1,5}[-/ ]?\d{3,}|\d{5,})(?![\p{L}\d])/gu;

/** Who is not to be named: staff by their whole name, teams as they are written. */
export type NotNamed = { people: readonly string[]; teams: readonly string[] };

/**
 * How a text stands in a briefing: people, teams, case references and whatever looks like another
 * name are replaced by what they are, in brackets, so that no sentence seems whole. Linear in the
 * text for a given list of names.
 */
export function namelessWith({ people, teams }: NotNamed): (text: string) => string {
  const longest = (names: readonly string[]) =>
    names.filter((name) => name.trim() !== "").toSorted((a, b) => b.length - a.length);
  const [staff, groups] = [longest(people), longest(teams)];
  const ofStaff = staff.length > 0 ? whole(staff, "giu") : null;
  const ofTeams = groups.length > 0 ? whole(groups, "gu") : null;
  return (text) => {
    const first = ofStaff ? text.replace(ofStaff, "[a colleague]") : text;
    const second = ofTeams ? first.replace(ofTeams, "[a team]") : first;
    const third = second.replace(reference, "[a case]");
    return namesInText(third).reduce(
      (left, name) => left.replace(whole([name], "gu"), "[a name]"),
      third,
    );
  };
}

/**
 * Owns thanks for a strength that an audit named: their life, and who has to agree before others read of it.
 * Practice: good work is named to whoever did it and to their manager; it is kept for everyone only
 * once the worker agreed, and the manager after them, and either can withdraw it at any time.
 */
import { isFrom, type StateMachine } from "../core/state-machine";

export const thanksStates = [
  "thanked",
  "asked",
  "consented",
  "shared",
  "declined",
  "withdrawn",
] as const;
export type ThanksState = (typeof thanksStates)[number];
export type ThanksMove = "ask" | "consent" | "agree" | "decline" | "withdraw";

export const thanksMachine = {
  first: "thanked",
  moves: {
    ask: { from: ["thanked"], to: "asked" },
    consent: { from: ["asked"], to: "consented" },
    agree: { from: ["consented"], to: "shared" },
    decline: { from: ["asked", "consented"], to: "declined" },
    withdraw: { from: ["shared"], to: "withdrawn" },
  },
} as const satisfies StateMachine<ThanksState, ThanksMove>;

export const thanksStateNames: Record<ThanksState, string> = {
  thanked: "Thanked",
  asked: "Waits for the worker",
  consented: "Waits for the manager",
  shared: "In the collection",
  declined: "Not shared",
  withdrawn: "Withdrawn",
};

/** Colours of the GOV.UK tag component. */
export const thanksStateColours = {
  thanked: "grey",
  asked: "yellow",
  consented: "yellow",
  shared: "green",
  declined: "grey",
  withdrawn: "grey",
} as const satisfies Record<ThanksState, string>;

/** How someone stands to it: several can be true of one person, in one team of one. */
export type Standing = {
  isWorker: boolean;
  /** Answers for the team it was done in, and is not the worker. */
  managesTeam: boolean;
  /** Runs the whole: a QA lead. */
  runs: boolean;
};

/**
 * The moves that someone can make. The worker answers for themselves alone; whoever runs the whole
 * can end what waits, since someone may have left, and never agrees for others.
 */
export function movesOf(state: ThanksState, who: Standing): ThanksMove[] {
  const own: ThanksMove[] =
    state === "asked"
      ? [
          ...(who.isWorker ? (["consent", "decline"] as const) : []),
          ...(!who.isWorker && who.runs ? (["decline"] as const) : []),
        ]
      : state === "consented"
        ? [
            ...(who.managesTeam ? (["agree"] as const) : []),
            ...(who.managesTeam || who.isWorker || who.runs ? (["decline"] as const) : []),
          ]
        : state === "shared" && (who.isWorker || who.managesTeam || who.runs)
          ? ["withdraw"]
          : [];
  return own.filter((move) => isFrom<ThanksState>(thanksMachine.moves[move], state));
}

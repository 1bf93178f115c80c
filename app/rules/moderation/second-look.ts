/**
 * Owns a second look: that an auditor may ask the panel once to look again at what it decided, and
 * how the panel answers.
 * Practice: asked with reasons until moderation closes, which waits for the answer; the final grade
 * stands meanwhile. Two answer, as two decide, and one of them is new to it where anyone is.
 */
import { isFrom, type StateMachine } from "../core/state-machine";
import { andList } from "../core/words";
import { type ExerciseState, underWay } from "../exercises/exercises";
import type { Judgement } from "../tools/grades";
import type { Grade } from "../tools/scale";
import type { ModerationState } from "./moderation";
import { confirm, type PanelRefusal, type Taker } from "./panel";

/**
 * "recorded": one has recorded what the panel answers, and it waits for another. "overtaken": the
 * panel has to take its decision again, so that there is nothing left to look at; the auditor may
 * ask about the next one.
 */
export const secondLookStates = [
  "asked",
  "recorded",
  "answered",
  "withdrawn",
  "overtaken",
] as const;
export type SecondLookState = (typeof secondLookStates)[number];

export const secondLookMachine = {
  first: "asked",
  moves: {
    record: { from: ["asked", "recorded"], to: "recorded" },
    answer: { from: ["recorded"], to: "answered" },
    withdraw: { from: ["asked", "recorded"], to: "withdrawn" },
    overtake: { from: ["asked", "recorded"], to: "overtaken" },
  },
} as const satisfies StateMachine<SecondLookState, "record" | "answer" | "withdraw" | "overtake">;

/** The states in which moderation waits for it. */
export const secondLookWaits = secondLookMachine.moves.withdraw.from;

export const isWaitingLook = (state: SecondLookState): boolean =>
  isFrom<SecondLookState>(secondLookMachine.moves.withdraw, state);

/** What the panel answers: the grades stand, or some change; the reason is for the auditor. */
export type Answer =
  | { kind: "stands"; reason: string }
  | { kind: "changed"; reason: string; areas: Record<string, Judgement>; overall: Grade };

export const readAnswer = (stored: string): Answer | null =>
  stored === "" ? null : (JSON.parse(stored) as Answer);

/** Why a second look can't be asked for; null when it can. */
export function mayNotAsk(facts: {
  moderation: ModerationState;
  exercise: ExerciseState;
  /** In which states those asked for before are. */
  before: readonly SecondLookState[];
}): string | null {
  if (facts.before.some((state) => state !== "overtaken"))
    return "You have asked for a second look at this audit. It can be asked for once.";
  if (facts.moderation !== "taken" && facts.moderation !== "decided")
    return "The panel has not decided on this audit, so there is nothing to look at again.";
  if (!underWay.includes(facts.exercise))
    return "Moderation of this cycle is closed. A second look can be asked for until then.";
  return null;
}

export type Changed = { area: string; from: Judgement; to: Judgement };

/** Which judgements an answer changes, of those that stand; "overall" among them. */
export function changesOf(answer: Answer, stands: Readonly<Record<string, Judgement>>): Changed[] {
  if (answer.kind === "stands") return [];
  return Object.entries({ ...answer.areas, overall: answer.overall }).flatMap(([area, to]) => {
    const from = stands[area];
    return from === undefined || from === to ? [] : [{ area, from, to }];
  });
}

export type Answered =
  | { ok: true; next: Extract<SecondLookState, "recorded" | "answered">; alone: boolean }
  | { ok: false; refusal: PanelRefusal; message: string };

/**
 * What follows when someone confirms a recorded answer, by the panel's own rule; and one of those who
 * take it must not have taken the first decision, as long as anyone else could.
 */
export function confirmAnswer(
  look: { state: SecondLookState; auditorId: string },
  actor: Taker,
  panel: {
    takers: readonly Taker[];
    /** Who took the decision that is looked at again. */
    first: readonly string[];
    /** Who else counts today, whether or not they took the first decision. */
    others: readonly string[];
  },
  today: string,
  alone: string | null = null,
): Answered {
  const { takers, first, others } = panel;
  const step = confirm(
    { state: look.state === "recorded" ? "recorded" : "decided", auditorId: look.auditorId },
    { kind: "final", dueOn: null },
    actor,
    { takers, others: others.length },
    today,
    alone,
  );
  if (!step.ok) return step;
  if (step.next === "recorded") return { ok: true, next: "recorded", alone: false };
  const taking = [actor.id, ...takers.filter(({ counts }) => counts).map(({ id }) => id)];
  const isNew = (id: string) => !first.includes(id);
  if (!taking.some(isNew) && others.some(isNew))
    return { ok: true, next: secondLookMachine.moves.record.to, alone: false };
  return { ok: true, next: secondLookMachine.moves.answer.to, alone: step.alone };
}

/** Who has to be among those who answer, in words for the page; `fresh` are names. */
export function someoneNewInWords(fresh: readonly string[]): string {
  if (fresh.length === 0)
    return "Everyone who counts for this audit took the first decision, so two of them answer.";
  const some = fresh.length > 6 ? [...fresh.slice(0, 6), "others"] : fresh;
  return `Two people answer, and one of them is new to it: ${andList(some)} did not take the first decision.`;
}

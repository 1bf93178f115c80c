/**
 * Owns a moderation's life: how many are moderated, the blind commitment, the panel's decision.
 * Practice: the panel tests 20 to 30% of each cycle's audits; the moderator grades before seeing
 * the auditor's grades; the auditor's, the moderator's and the final grade are all kept.
 */
import { isFrom, type StateMachine } from "../core/state-machine";
import { isGrade, type Judgement, severity } from "../tools/grades";
import type { Grade } from "../tools/scale";

export type Percentages = { from: number; to: number };

const usual: Percentages = { from: 20, to: 30 };

/**
 * The whole numbers m with from % ≤ m ≤ to % of n audits, in whole-number arithmetic.
 * Where there is none (at 20 to 30%: n = 1, 2, 3 and 6) `feasible` is false and `min` is the
 * nearest above, which is what is taken.
 */
export function moderationRange(
  n: number,
  { from, to }: Percentages = usual,
): { min: number; max: number; feasible: boolean } {
  const min = Math.ceil((n * from) / 100);
  const max = Math.floor((n * to) / 100);
  return { min, max, feasible: min <= max };
}

/**
 * "recorded": one person has recorded what the panel decides, and it waits for another to confirm.
 * "taken": two have, and the audit waits for its corrections. "decided": the audit is final.
 */
export const moderationStates = [
  "selected",
  "committed",
  "recorded",
  "taken",
  "decided",
  "returned",
] as const;
export type ModerationState = (typeof moderationStates)[number];

export type ModerationMove =
  | "commit"
  | "record"
  | "take"
  | "return"
  | "ask-again"
  | "moderate-again"
  | "finish";

export const moderationMachine = {
  first: "selected",
  moves: {
    commit: { from: ["selected"], to: "committed" },
    record: { from: ["committed", "recorded"], to: "recorded" },
    take: { from: ["recorded"], to: "taken" },
    return: { from: ["recorded"], to: "returned" },
    "ask-again": { from: ["taken"], to: "recorded" },
    "moderate-again": { from: ["committed", "recorded", "taken"], to: "selected" },
    finish: { from: ["taken"], to: "decided" },
  },
} as const satisfies StateMachine<ModerationState, ModerationMove>;

const { moves } = moderationMachine;

export type Outcome = "confirmed" | "upgraded" | "downgraded" | "returned";

export const outcomeNames: Record<Outcome, string> = {
  confirmed: "Confirmed",
  upgraded: "Upgraded",
  downgraded: "Downgraded",
  returned: "Returned to the auditor",
};

/** Compares overall grades: upgraded means that the panel's is the better one. */
export function outcomeOf(auditorGrade: Grade, finalGrade: Grade): Outcome {
  const steps = severity(finalGrade) - severity(auditorGrade);
  return steps === 0 ? "confirmed" : steps < 0 ? "upgraded" : "downgraded";
}

/**
 * How the second judgement differs from the first, in steps of the scale: "One step down" is one
 * grade worse. Ungraded codes have no distance, only sameness.
 */
export function movementInWords(from: Judgement, to: Judgement): string {
  if (from === to) return "Same";
  if (!isGrade(from) || !isGrade(to)) return "Different";
  const steps = severity(to) - severity(from);
  const size = ["One step", "Two steps", "Three steps"][Math.abs(steps) - 1];
  return `${size} ${steps > 0 ? "down" : "up"}`;
}

export type Moderation = {
  state: ModerationState;
  /** 1, and one more each time a returned audit comes back. */
  round: number;
  auditorId: string;
  moderatorId: string | null;
  /** UTC ISO instant */
  committedAt: string | null;
};

/** The moderator sees no grade, nor anything that gives one away, until they have committed. */
export const isBlind = (
  personId: string,
  moderation: { moderatorId: string | null; committedAt: string | null } | null,
): boolean =>
  moderation !== null && moderation.moderatorId === personId && moderation.committedAt === null;

/** Whether a moderator has begun to grade: what they typed must not be lost to a release. */
export const isInUse = (committedAt: string | null, begun: boolean): boolean =>
  committedAt !== null || begun;

export type AreaDecision = { judgement: Judgement; reason: string };

/** A judgement and a reason for every area of the tool, and overall. */
export type Grading = {
  areas: Record<string, AreaDecision>;
  overall: { grade: Grade; reason: string };
};

export type ModerationRefusal =
  | "not-the-moderator"
  | "already-committed"
  | "not-committed"
  | "already-decided"
  | "own-audit"
  | "incomplete";

const refusals: Record<ModerationRefusal, string> = {
  "not-the-moderator": "This audit is not yours to moderate.",
  "already-committed": "These grades were committed already and can't be changed.",
  "not-committed": "The panel can decide once the moderator has committed their grades.",
  "already-decided": "The panel has already decided on this audit.",
  "own-audit": "You can't decide on your own audit.",
  incomplete: "Give a grade and a reason for every practice area and overall.",
};

type Step<Event> =
  | { ok: true; next: Moderation; event: Event }
  | { ok: false; refusal: ModerationRefusal; message: string };

const refuse = (refusal: ModerationRefusal): Step<never> => ({
  ok: false,
  refusal,
  message: refusals[refusal],
});

/** The moderator's own grades, given blind; `areaCodes` are those of the tool. */
export function commit(
  moderation: Moderation,
  grading: Grading,
  areaCodes: string[],
  actorId: string,
  now: string,
): Step<{ kind: "moderation.committed"; round: number }> {
  if (moderation.moderatorId !== actorId) return refuse("not-the-moderator");
  if (!isFrom<ModerationState>(moves.commit, moderation.state)) return refuse("already-committed");
  if (!isComplete(grading, areaCodes)) return refuse("incomplete");
  return {
    ok: true,
    next: { ...moderation, state: moves.commit.to, committedAt: now },
    event: { kind: "moderation.committed", round: moderation.round },
  };
}

const isComplete = (grading: Grading, areaCodes: string[]): boolean =>
  grading.overall.reason.trim() !== "" &&
  areaCodes.every((code) => (grading.areas[code]?.reason.trim() ?? "") !== "");

/** What the panel decides: final judgements for every area and overall, or back to the auditor. */
export type Decision =
  | {
      kind: "final";
      areas: Record<string, Judgement>;
      overall: Grade;
      reason: string;
    }
  | { kind: "returned"; whatToMend: string /** YYYY-MM-DD */; dueOn: string };

/**
 * Records what the panel decides, or another decision in place of one that nobody has confirmed
 * yet. `auditorGrade` is the auditor's overall grade, which the outcome is measured from.
 */
export function decide(
  moderation: Moderation,
  decision: Decision,
  auditorGrade: Grade,
  areaCodes: string[],
  actorId: string,
): Step<{ kind: "moderation.recorded"; outcome: Outcome; round: number }> {
  if (moderation.auditorId === actorId) return refuse("own-audit");
  if (moderation.state === "selected") return refuse("not-committed");
  if (!isFrom<ModerationState>(moves.record, moderation.state)) return refuse("already-decided");
  const { round } = moderation;
  if (decision.kind === "returned") {
    if (decision.whatToMend.trim() === "") return refuse("incomplete");
    return {
      ok: true,
      next: { ...moderation, state: moves.record.to },
      event: { kind: "moderation.recorded", outcome: "returned", round },
    };
  }
  const complete = areaCodes.every((code) => decision.areas[code] !== undefined);
  if (!complete || decision.reason.trim() === "") return refuse("incomplete");
  return {
    ok: true,
    next: { ...moderation, state: moves.record.to },
    event: {
      kind: "moderation.recorded",
      outcome: outcomeOf(auditorGrade, decision.overall),
      round,
    },
  };
}

/** A returned audit that was corrected comes back to the same moderator, who grades it blind again. */
export const nextRound = (moderation: Moderation): Moderation => ({
  ...moderation,
  state: moderationMachine.first,
  round: moderation.round + 1,
  committedAt: null,
});

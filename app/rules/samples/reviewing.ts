/**
 * Owns how the reviewers of a thematic audit or a dip sample go about it: together, apart, or by
 * agencies; and the states of a part, which is one case as one reviewer or one agency answers for it.
 * Practice: in a multi-agency audit each agency reads its own records and answers without seeing what
 * the others found; then one agreed view of each case is written, and that alone is counted.
 */

import { foldName } from "../core/folding";
import type { StateMachine } from "../core/state-machine";
import type { Question } from "../tools/tools";

export const reviewingModes = ["together", "apart", "agencies"] as const;
export type ReviewingMode = (typeof reviewingModes)[number];

export const isReviewingMode = (text: string): text is ReviewingMode =>
  reviewingModes.some((mode) => mode === text);

export const reviewingNames: Record<ReviewingMode, string> = {
  together: "Together",
  apart: "Apart",
  agencies: "By agencies",
};

/** Whether one agreed view is written of each case, by its chair, once all its parts are in. */
export const isAgreed = (mode: string): boolean => mode === "agencies";

export const reviewingHints: Record<ReviewingMode, string> = {
  together: "Everyone answers for every case, on one grid",
  apart: "Each case has one reviewer, who sees their own cases alone",
  agencies:
    "Each agency answers for every case without seeing the others; then whoever chairs it writes one agreed view of each",
};

/** The roles of the council that may review a case, and chair the agreeing of it. */
export const reviewerRoles = [
  "qa-lead",
  "service-manager",
  "team-manager",
  "auditor",
  "moderator",
] as const;

/** What reviewers of the council are, beside those of other agencies. */
export const councilAgency = "Children’s social care";

/** Two spellings of one agency are one. */
export const sameAgency = (a: string, b: string): boolean => foldName(a) === foldName(b);

/** The agencies of the reviewers, each once as it was written first, the council's own first. */
export function agenciesOf(reviewers: readonly { agency: string }[]): string[] {
  const found: string[] = [];
  for (const { agency } of reviewers) {
    const name = agency || councilAgency;
    if (!found.some((one) => sameAgency(one, name))) found.push(name);
  }
  return found.sort((a, b) => Number(b === councilAgency) - Number(a === councilAgency));
}

/** Whether an agency is asked a question: it is for all, or names that agency. */
export const isAskedOf = ({ agencies = [] }: Question, agency: string): boolean =>
  agencies.length === 0 || agencies.some((one) => sameAgency(one, agency));

/** The questions that an agency answers, in their order; all of them where nobody answers for one. */
export const questionsFor = (
  questions: readonly Question[],
  agency: string | null | undefined,
): Question[] => questions.filter((one) => !agency || isAskedOf(one, agency));

/**
 * The questions with whom they are for: `asked` names agencies by question; all of them, or none, is
 * for everyone. An agency that would be asked nothing is answered in its place.
 */
export function meantFor(
  questions: readonly Question[],
  agencies: readonly string[],
  asked: Readonly<Record<string, readonly string[] | undefined>>,
): { ok: true; questions: Question[] } | { ok: false; unasked: string } {
  const meant = questions.map(({ agencies: _, ...question }): Question => {
    const own = agencies.filter((agency) =>
      asked[question.code]?.some((one) => sameAgency(one, agency)),
    );
    return own.length === 0 || own.length === agencies.length
      ? question
      : { ...question, agencies: own };
  });
  const unasked = agencies.find((agency) => questionsFor(meant, agency).length === 0);
  return unasked === undefined ? { ok: true, questions: meant } : { ok: false, unasked };
}

/**
 * What to say again of whom the questions are for, where reviewers have changed since; null where each
 * agency is asked something, and each question is asked of one that reviews.
 */
export function askedProblem(
  questions: readonly Question[],
  agencies: readonly string[],
): string | null {
  const unasked = agencies.find((agency) => questionsFor(questions, agency).length === 0);
  if (unasked !== undefined) return `Ask ${unasked} at least one question first, under Reviewers`;
  const lost = questions.find((one) => !agencies.some((agency) => isAskedOf(one, agency)));
  return lost
    ? `Say again under Reviewers whom “${lost.text}” is for: nobody who reviews is asked it`
    : null;
}

export const partStates = ["waiting", "started", "committed", "left-out"] as const;
export type PartState = (typeof partStates)[number];
export type PartMove = "start" | "commit" | "leave-out" | "reopen";

export const partMachine = {
  first: "waiting",
  moves: {
    start: { from: ["waiting"], to: "started" },
    commit: { from: ["started"], to: "committed" },
    "leave-out": { from: ["waiting", "started"], to: "left-out" },
    reopen: { from: ["committed", "left-out"], to: "started" },
  },
} as const satisfies StateMachine<PartState, PartMove>;

export const partStateNames: Record<PartState, string> = {
  waiting: "Not started",
  started: "Started",
  committed: "Committed",
  "left-out": "Gone on without",
};

export const partStateColours = {
  waiting: "grey",
  started: "yellow",
  committed: "green",
  "left-out": "orange",
} as const satisfies Record<PartState, string>;

/** Still to be answered. */
export const isPartOpen = (state: PartState): boolean => state === "waiting" || state === "started";

/** Whether the agreed view of a case may be written, and its parts be read by all who review it. */
export const isCaseOpened = (parts: readonly { state: PartState }[]): boolean =>
  parts.some(({ state }) => state === "committed") &&
  parts.every(({ state }) => !isPartOpen(state));

type ToShare = { auditId: string; personId: string | null };

/**
 * Gives each case without a reviewer to whoever has fewest, in the order they are named; `barred`
 * names by audit who may not read it. Null where nobody may.
 */
export function shareCases(
  cases: readonly ToShare[],
  reviewerIds: readonly string[],
  barred: ReadonlyMap<string, ReadonlySet<string>>,
): Map<string, string | null> {
  const load = new Map(reviewerIds.map((id) => [id, 0]));
  const given = new Map<string, string | null>();
  const count = (id: string) => load.set(id, (load.get(id) ?? 0) + 1);
  for (const { auditId, personId } of cases) {
    if (personId === null || !load.has(personId)) continue;
    given.set(auditId, personId);
    count(personId);
  }
  for (const { auditId } of cases) {
    if (given.has(auditId)) continue;
    const [least] = reviewerIds
      .filter((id) => !barred.get(auditId)?.has(id))
      .toSorted((a, b) => (load.get(a) ?? 0) - (load.get(b) ?? 0));
    given.set(auditId, least ?? null);
    if (least) count(least);
  }
  return given;
}

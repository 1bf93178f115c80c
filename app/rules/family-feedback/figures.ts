/**
 * Owns counting family feedback: who was asked and what came of it, and how each question was answered.
 * Practice: a share is of those asked, or of those who answered the question; who was not asked is
 * said with the reason; questions in other words are never joined.
 */
import { answersOf, type FeedbackAnswer, type FeedbackQuestion, isSameQuestion } from "./forms";
import { countsAsAsked, type InvitationState, type NotAskedReason } from "./invitations";

type Asked = { state: InvitationState; reasonCode: NotAskedReason | null };

/** How many were asked and answered, what came of the others, and why some were not asked. */
export function countAsked(all: readonly Asked[]) {
  const of = (state: InvitationState) => all.filter((one) => one.state === state).length;
  const reasons = new Map<NotAskedReason, number>();
  for (const { state, reasonCode } of all)
    if (state === "not-appropriate" && reasonCode)
      reasons.set(reasonCode, (reasons.get(reasonCode) ?? 0) + 1);
  return {
    asked: all.filter(({ state }) => countsAsAsked(state)).length,
    answered: of("answered"),
    declined: of("declined"),
    notReached: of("not-reached"),
    expired: of("expired"),
    open: of("asked"),
    toAsk: of("to-ask"),
    notAsked: of("not-appropriate"),
    reasons,
  };
}

type Answered = {
  questions: readonly FeedbackQuestion[];
  chosen: Readonly<Record<string, FeedbackAnswer>>;
};

export type QuestionTally = {
  question: FeedbackQuestion;
  /** How many answered the question. */
  answered: number;
  counts: { answer: FeedbackAnswer; count: number }[];
};

/** Each question with answers to choose from, in the order it was first asked, with its counts. */
export function tallyQuestions(forms: readonly Answered[]): QuestionTally[] {
  const asked: FeedbackQuestion[] = [];
  for (const { questions } of forms)
    for (const one of questions)
      if (one.kind !== "words" && !asked.some((other) => isSameQuestion(one, other)))
        asked.push(one);
  return asked.map((question) => {
    const given = forms
      .filter(({ questions }) => questions.some((one) => isSameQuestion(one, question)))
      .flatMap(({ chosen }) => chosen[question.code] ?? []);
    return {
      question,
      answered: given.length,
      counts: answersOf(question.kind).map((answer) => ({
        answer,
        count: given.filter((one) => one === answer).length,
      })),
    };
  });
}

export type ThemeSaid = { theme: string; people: number };

/** In how many families' own words each theme stands, the most frequent first; one counts once. */
export function countThemes(
  words: readonly { invitationId: string; theme: string | null }[],
): ThemeSaid[] {
  const of = new Map<string, Set<string>>();
  for (const { theme, invitationId } of words)
    if (theme !== null) of.set(theme, (of.get(theme) ?? new Set()).add(invitationId));
  return [...of]
    .map(([theme, people]) => ({ theme, people: people.size }))
    .sort((a, b) => b.people - a.people || (a.theme < b.theme ? -1 : 1));
}

export type TeamAsked = { name: string; asked: number; answered: number };

const sumOf = (teams: readonly TeamAsked[]): TeamAsked => ({
  name: "Other teams",
  asked: teams.reduce((total, { asked }) => total + asked, 0),
  answered: teams.reduce((total, { answered }) => total + answered, 0),
});

/**
 * Teams with enough asked have a line of their own; the others stand in one, with as many larger ones
 * as it takes until it is of two teams and large enough: so no line, and no difference between the
 * lines and the total, is of a small team. Where nothing is left to tell apart, there are no lines.
 */
export function teamsApart(teams: readonly TeamAsked[], least: number): TeamAsked[] {
  const asked = teams.filter((team) => team.asked > 0);
  const small = asked.filter((team) => team.asked < least);
  const large = asked
    .filter((team) => team.asked >= least)
    .toSorted((a, b) => b.asked - a.asked || (a.name < b.name ? -1 : 1));
  const isTooSmall = () => small.length < 2 || sumOf(small).asked < least;
  while (small.length > 0 && isTooSmall()) {
    const next = large.pop();
    if (!next) return [];
    small.push(next);
  }
  const shown = asked.filter((team) => large.includes(team));
  if (shown.length === 0) return [];
  return small.length > 0 ? [...shown, sumOf(small)] : shown;
}

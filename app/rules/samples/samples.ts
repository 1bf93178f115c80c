/**
 * Owns what a thematic audit and a dip sample count: answers to questions, case by case.
 * Practice: met, partly and not met are counted of the cases where the question applied; a case
 * is complete when every question has an answer; under ten a share is indicative, under five it
 * has no percentage.
 */
import type { Actor } from "../access/people";
import { sentenceCase } from "../core/words";
import { type Figure, figureOf, type Segment, segmentsOf, type Wanted } from "../reports/figure";
import { countInWords, figureInWords, isAny, isEmpty } from "../reports/figure-words";
import { type Question, type QuestionAnswer, questionAnswers } from "../tools/tools";

export const questionAnswerNames: Record<QuestionAnswer, string> = {
  met: "Met",
  partly: "Partly met",
  "not-met": "Not met",
  "not-applicable": "Not applicable",
};

/** For the cells of the grid, and the keys that choose them. */
export const questionAnswerLetters: Record<QuestionAnswer, string> = {
  met: "M",
  partly: "P",
  "not-met": "N",
  "not-applicable": "A",
};

/** The answers of one case, by question code. */
export type CaseAnswers = Record<string, QuestionAnswer | null>;

/** The answers that say something of the case: what the shares are of. */
export const judgedAnswers = ["met", "partly", "not-met"] as const;

/**
 * How one question was answered: what was judged of the cases where it applied, the rest of all
 * cases.
 */
export type Tally = Record<QuestionAnswer, Figure> & {
  code: string;
  text: string;
  unanswered: Figure;
  /** What was judged as parts of a bar. */
  segments: Segment<(typeof judgedAnswers)[number]>[];
};

/** One tally a question, in the order of the questions; `cases` are those not withdrawn. */
export function tallyAnswers(
  questions: readonly Question[],
  cases: readonly CaseAnswers[],
  wanted?: Pick<Wanted, "by">,
): Tally[] {
  return questions.map(({ code, text }) => {
    const count = (answer: QuestionAnswer | null) =>
      cases.filter((one) => (one[code] ?? null) === answer).length;
    const base = judgedAnswers.reduce((sum, answer) => sum + count(answer), 0);
    const judged = (answer: QuestionAnswer) =>
      figureOf(questionAnswerNames[answer], count(answer), base, wanted);
    const ofAll = (of: string, answer: QuestionAnswer | null) =>
      figureOf(of, count(answer), cases.length, wanted);
    const figures = {
      met: judged("met"),
      partly: judged("partly"),
      "not-met": judged("not-met"),
    };
    return {
      code,
      text,
      ...figures,
      "not-applicable": ofAll(questionAnswerNames["not-applicable"], "not-applicable"),
      unanswered: ofAll("Not answered", null),
      segments: segmentsOf(judgedAnswers.map((answer) => [answer, figures[answer]] as const)),
    };
  });
}

/** "Met in 7 of 15 (47%), partly in 4, not met in 4; not applicable in 2". */
export function tallyInWords(tally: Tally): string {
  const among = (words: string, figure: Figure) =>
    isAny(figure) ? [`${words} in ${countInWords(figure)}`] : [];
  const rest = [
    ...among("not applicable", tally["not-applicable"]),
    ...among("not answered", tally.unanswered),
  ];
  if (isEmpty(tally.met)) return sentenceCase(rest.join(", ")) || "No answers yet";
  const parts = [
    `Met in ${figureInWords(tally.met)}`,
    ...among("partly", tally.partly),
    ...among("not met", tally["not-met"]),
  ];
  return [parts.join(", "), ...rest].join("; ");
}

/** The answers of one case as they stand in its cells; what is no answer counts as none. */
export const answersOfCells = (cells: readonly (readonly [string, string])[]): CaseAnswers =>
  Object.fromEntries(
    cells.map(([code, value]) => [code, questionAnswers.find((one) => one === value) ?? null]),
  );

/** Whether every question of a case has an answer. */
export const isCaseComplete = (questions: readonly Question[], answers: CaseAnswers): boolean =>
  questions.every(({ code }) => (answers[code] ?? null) !== null);

export const hasAnyAnswer = (answers: CaseAnswers): boolean =>
  Object.values(answers).some((answer) => answer !== null);

/** What is still open when an exercise is to be closed. */
export type Unanswered = { reference: string; questions: string[]; all: boolean };

/** The cells without an answer, case by case; complete cases are left out. */
export function listUnanswered(
  questions: readonly Question[],
  cases: readonly { reference: string; answers: CaseAnswers }[],
): Unanswered[] {
  return cases.flatMap(({ reference, answers }) => {
    const open = questions.filter(({ code }) => (answers[code] ?? null) === null);
    if (open.length === 0) return [];
    return [{ reference, questions: open.map((q) => q.text), all: !hasAnyAnswer(answers) }];
  });
}

/**
 * A code for every question that has none yet, made of its words; codes that are there stay, so
 * that a sample repeated with the same questions can be compared.
 */
export function codeQuestions(questions: readonly Question[]): Question[] {
  const taken = new Set(questions.map((q) => q.code).filter((code) => code !== ""));
  const seen = new Set<string>();
  return questions.map((question) => {
    if (question.code !== "" && !seen.has(question.code)) {
      seen.add(question.code);
      return question;
    }
    const stem =
      question.text
        .normalize("NFKD")
        .replace(/\p{M}/gu, "")
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .slice(0, 40)
        .replace(/^-|-$/g, "") || "question";
    let code = stem;
    for (let n = 2; taken.has(code) || seen.has(code); n += 1) code = `${stem}-${n}`;
    seen.add(code);
    return { ...question, code };
  });
}

/** The services a person may plan a dip sample for: all for a QA lead, their own for a manager. */
export function servicesToPlanFor(actor: Actor): "all" | string[] {
  const ids: string[] = [];
  for (const grant of actor.grants) {
    if (grant.role !== "qa-lead" && grant.role !== "service-manager") continue;
    if (grant.reach === "all") return "all";
    if (grant.reach === "service") ids.push(grant.serviceId);
  }
  return ids;
}

/**
 * Owns what a feedback form is: for whom, its questions and their answers, and its life.
 * Practice: a form is versioned as an audit tool is; a published version never changes, so that
 * answers are always read beside the words that were asked.
 */
import type { StateMachine } from "../core/state-machine";

export const feedbackFor = ["child", "young-person", "parent"] as const;
export type FeedbackFor = (typeof feedbackFor)[number];

/** As a heading, and inside a sentence after "the". */
export const feedbackForNames: Record<FeedbackFor, string> = {
  child: "Child",
  "young-person": "Young person",
  parent: "Parent or carer",
};
export const feedbackForInSentence: Record<FeedbackFor, string> = {
  child: "child",
  "young-person": "young person",
  parent: "parent or carer",
};
export const feedbackForMany: Record<FeedbackFor, string> = {
  child: "children",
  "young-person": "young people",
  parent: "parents and carers",
};

export const questionKinds = ["faces", "scale", "words"] as const;
export type QuestionKind = (typeof questionKinds)[number];

export const questionKindNames: Record<QuestionKind, string> = {
  faces: "Faces",
  scale: "Agree or disagree",
  words: "Own words",
};

/** Best first, as they are counted and shown. */
export const faces = ["very-happy", "happy", "in-between", "sad", "very-sad"] as const;
export const scale = [
  "agree-strongly",
  "agree",
  "neither",
  "disagree",
  "disagree-strongly",
] as const;
export type Face = (typeof faces)[number];

const names = {
  "very-happy": "Very happy",
  happy: "Happy",
  "in-between": "In between",
  sad: "Sad",
  "very-sad": "Very sad",
  "agree-strongly": "Agree strongly",
  agree: "Agree",
  neither: "Neither agree nor disagree",
  disagree: "Disagree",
  "disagree-strongly": "Disagree strongly",
} as const;
export type FeedbackAnswer = keyof typeof names;
export const feedbackAnswerNames: Record<FeedbackAnswer, string> = names;

/** The answers to choose from; none to a question for own words. */
export const answersOf = (kind: QuestionKind): readonly FeedbackAnswer[] =>
  kind === "faces" ? faces : kind === "scale" ? scale : [];

export type FeedbackQuestion = { code: string; kind: QuestionKind; text: string };

/** What a version of a form asks, in the order it asks it. */
export type FeedbackForm = {
  for: FeedbackFor;
  title: string;
  /** What is said before the first question. */
  introduction: string;
  /** What is said once it is sent. */
  thanks: string;
  questions: readonly FeedbackQuestion[];
};

export const mostQuestions = 10;

export const formStates = ["draft", "published"] as const;
export type FormState = (typeof formStates)[number];

export const feedbackFormMachine = {
  first: "draft",
  moves: { publish: { from: ["draft"], to: "published" } },
} as const satisfies StateMachine<FormState, "publish">;

/** The code of one more question: a number no question of the form had before. */
export function nextCode(questions: readonly FeedbackQuestion[]): string {
  const numbers = questions.map(({ code }) => Number(code.slice(1)) || 0);
  return `q${Math.max(0, ...numbers) + 1}`;
}

/** Why a draft can't be published, in a sentence; null where it can. */
export function whyNotPublished({ questions }: Pick<FeedbackForm, "questions">): string | null {
  if (questions.length === 0) return "Add a question first: this form asks nothing yet";
  if (questions.every(({ kind }) => kind === "words"))
    return "Add a question with faces or a scale: nothing of this form could be counted";
  return null;
}

/** A question has the same code in every version that asks the same words: its answers join. */
export const isSameQuestion = (one: FeedbackQuestion, other: FeedbackQuestion): boolean =>
  one.code === other.code && one.kind === other.kind && one.text === other.text;

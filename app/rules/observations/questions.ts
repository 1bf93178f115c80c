/**
 * Owns the questions that observers are asked: which there are, for which kinds, and their versions.
 * Practice: prompts without grades; what was answered stays with the questions it was asked by.
 */
import * as z from "zod";
import { type ObservationKind, observationKinds } from "./observations";

export type ObservationQuestion = {
  /** Unique within a version; the answer is kept by it. */
  code: string;
  text: string;
  /** Null for every kind. */
  kind: ObservationKind | null;
};

export const mostQuestions = 12;

/** What a new installation asks, until its QA lead publishes other questions. */
export const usualQuestions: readonly ObservationQuestion[] = [
  {
    code: "q1",
    kind: "direct-practice",
    text: "How did the worker prepare, and say why they were there?",
  },
  {
    code: "q2",
    kind: "direct-practice",
    text: "How were the child’s voice and daily life brought into view?",
  },
  {
    code: "q3",
    kind: "meeting",
    text: "Was everyone heard, the family included, and was the plan clear at the end?",
  },
  {
    code: "q4",
    kind: "supervision",
    text: "How did it reflect on the child’s life, and what was decided?",
  },
  { code: "q5", kind: null, text: "How did identity, culture and difference come into it?" },
];

const stored = z.array(
  z.object({ code: z.string(), text: z.string(), kind: z.enum(observationKinds).nullable() }),
);

/** The questions of a version as they are stored, as JSON. */
export const readQuestions = (json: string): ObservationQuestion[] =>
  stored.parse(JSON.parse(json));

export const questionsFor = (
  questions: readonly ObservationQuestion[],
  kind: ObservationKind,
): ObservationQuestion[] => questions.filter((one) => one.kind === null || one.kind === kind);

const answers = z.record(z.string(), z.string());

/** What was answered, by the code of its question, as it is stored. */
export const readAnswers = (json: string): Record<string, string> =>
  answers.parse(JSON.parse(json));

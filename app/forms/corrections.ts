/**
 * Owns the forms of factual corrections: one that is sent, and its answer.
 * Practice: both are kept as they are typed, for their writer alone, and checked when they are sent.
 */
import * as z from "zod";
import { correctionAnswerNames, correctionAnswers } from "~/rules/audits/corrections";
import { code, type DraftField, free } from "./draft";
import { choice, text, version } from "./fields";

export const mostOfCorrection = 4000;

export const correctionQuestion = "Which fact is wrong?";

export const correctionFields: DraftField[] = [
  { name: "text", label: correctionQuestion, ...free(mostOfCorrection) },
];

export const correctionForm = z.object({
  text: text("Enter what is wrong, and what is right", mostOfCorrection),
});

export const answerFields: DraftField[] = [
  {
    name: "answer",
    label: "Your answer",
    ...code(correctionAnswers, correctionAnswerNames),
  },
  { name: "words", label: "What you answer", ...free(mostOfCorrection) },
];

export const answerForm = z.object({
  answer: choice(
    correctionAnswers,
    "Choose whether you accept the correction, accept it in part, or decline it",
  ),
  words: text("Enter what you answer: whoever sent the correction reads it", mostOfCorrection),
  version: version(),
});

export const finishEarlyForm = z.object({
  version: version(),
  reason: text("Enter why this audit does not wait for its corrections", 1000),
});

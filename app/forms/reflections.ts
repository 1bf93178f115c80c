/**
 * Owns the practitioner's forms: their reflection, and their last word on the final audit.
 * Practice: both are kept as they are typed, for their writer alone, and checked when they are sent.
 */
import * as z from "zod";
import { code, type DraftField, free } from "./draft";
import { choice, optionalDate, optionalText, parseForm } from "./fields";

export const mostWords = 4000;

export const reflectionQuestions = {
  proudOf: "What are you proud of in your work with this child?",
  doDifferently: "What would you do differently?",
  childWouldSay: "What would the child say about your work together?",
  raiseGrade: "What would it take for this work to be graded higher?",
};
export type ReflectionQuestion = keyof typeof reflectionQuestions;

export const lastWordQuestions = {
  comment: "What do you want to say about the final audit?",
  conversation: "Did the reflective conversation with the auditor take place?",
  conversationOn: "When was it?",
};

export const reflectionFields: DraftField[] = Object.entries(reflectionQuestions).map(
  ([name, label]) => ({ name, label, ...free(mostWords) }),
);

const answers = { yes: "Yes", no: "No, it has not taken place" };

export const lastWordFields: DraftField[] = [
  { name: "comment", label: lastWordQuestions.comment, ...free(mostWords) },
  {
    name: "conversation",
    label: lastWordQuestions.conversation,
    ...code(Object.keys(answers), answers),
  },
  {
    name: "conversationOn",
    label: lastWordQuestions.conversationOn,
    schema: optionalDate("Date of the conversation"),
    isDate: true,
  },
];

/** What is asked of a reflection that is sent: an answer to something. */
export const reflectionForm = z
  .object({
    proudOf: optionalText(mostWords),
    doDifferently: optionalText(mostWords),
    childWouldSay: optionalText(mostWords),
    raiseGrade: optionalText(mostWords),
  })
  .refine((words) => Object.values(words).some((text) => text !== ""), {
    message: "Enter your answer to at least one question",
    path: ["proudOf"],
  });

const lastWord = z
  .object({
    comment: optionalText(mostWords),
    conversation: choice(["yes", "no"], "Choose whether the conversation took place"),
    conversationOn: optionalDate("Date of the conversation"),
  })
  .refine((form) => form.conversation === "no" || form.conversationOn !== null, {
    message: "Enter the date of the conversation",
    path: ["conversationOn"],
  });

/** A conversation that did not take place has no date, whatever was typed before that was chosen. */
export function answeredWord(entries: Iterable<[string, FormDataEntryValue]>): FormData {
  const answered = new FormData();
  const all = [...entries];
  const isNo = all.some(([name, value]) => name === "conversation" && value === "no");
  for (const [name, value] of all)
    if (!isNo || !name.startsWith("conversationOn.")) answered.append(name, value);
  return answered;
}

/** Checks a last word that is sent. */
export const readLastWord = (entries: Iterable<[string, FormDataEntryValue]>) =>
  parseForm(lastWord, answeredWord(entries));

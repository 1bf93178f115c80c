/**
 * Owns the prompts of a practice area as they are answered: which are shown, which answers count,
 * and an answer in words.
 * Practice: a question is asked only where it arises, so that a form stays short enough to be
 * filled in with thought; what was typed before a prompt was hidden is kept, and not read.
 */

import { formatDate, isDate } from "../core/dates";
import { orList } from "../core/words";
import {
  type AnswerType,
  type Choice,
  type Prompt,
  promptAnswerNames,
  promptAnswers,
} from "./tools";

export const answerTypeNames: Record<AnswerType, string> = {
  scale: "Yes, partly, no or not applicable",
  text: "Text",
  date: "A date",
  number: "A number",
  choice: "One of a list",
};

/** What may be chosen; empty when the answer is typed. */
export function answerChoices(prompt: Pick<Prompt, "answer" | "choices">): Choice[] {
  const type = prompt.answer ?? "scale";
  if (type === "scale")
    return promptAnswers.map((code) => ({ code, name: promptAnswerNames[code] }));
  return type === "choice" ? (prompt.choices ?? []) : [];
}

/** Whether other prompts may depend on this one: only on answers that are chosen. */
export const mayBeAskedOf = (prompt: Pick<Prompt, "answer">): boolean =>
  (prompt.answer ?? "scale") === "scale" || prompt.answer === "choice";

/** A decimal number as typed: digits, perhaps a minus and a part after the point. */
export const isNumber = (value: string): boolean => /^-?\d{1,9}(\.\d{1,4})?$/.test(value);

/** The answer kept, or null when it is none that this prompt can have. */
export function answerOf(prompt: Prompt, kept: string): string | null {
  const value = kept.trim();
  if (value === "") return null;
  switch (prompt.answer ?? "scale") {
    case "scale":
    case "choice":
      return answerChoices(prompt).some(({ code }) => code === value) ? value : null;
    case "date":
      return isDate(value) ? value : null;
    case "number":
      return isNumber(value) ? value : null;
    case "text":
      return kept;
  }
}

/** An answer as its readers see it. */
export function answerInWords(prompt: Prompt, answer: string): string {
  if (prompt.answer === "date") return isDate(answer) ? formatDate(answer) : answer;
  return answerChoices(prompt).find(({ code }) => code === answer)?.name ?? answer;
}

/**
 * The prompts that are shown, given the answers kept by prompt code. One that depends on a prompt
 * which is itself not shown is not shown either, nor is one that depends on itself by a circle.
 */
export function shownPrompts<P extends Prompt>(
  prompts: readonly P[],
  read: (code: string) => string,
): P[] {
  const byCode = new Map(prompts.map((prompt) => [prompt.code, prompt]));
  const isShown = (prompt: Prompt, below: readonly string[]): boolean => {
    const { shownIf } = prompt;
    if (!shownIf) return true;
    const asked = byCode.get(shownIf.prompt);
    if (!asked || below.includes(asked.code)) return false;
    const answer = answerOf(asked, read(asked.code));
    return (
      answer !== null && shownIf.answers.includes(answer) && isShown(asked, [...below, asked.code])
    );
  };
  return prompts.filter((prompt) => isShown(prompt, [prompt.code]));
}

/** "Shown if “Was the child seen?” is no or partly"; empty when it always is. */
export function conditionInWords(prompt: Prompt, prompts: readonly Prompt[]): string {
  const { shownIf } = prompt;
  if (!shownIf) return "";
  const asked = prompts.find(({ code }) => code === shownIf.prompt);
  if (!asked) return "Shown if a prompt that isn’t there any more is answered";
  const names = shownIf.answers.map((code) => answerInWords(asked, code).toLowerCase());
  const list = orList(names);
  return `Shown if “${asked.text}” is ${list || "answered in a way nobody has chosen yet"}`;
}

/** "Required", "A date", "Shown if …": what is particular about a prompt; empty when nothing is. */
export function particulars(prompt: Prompt, prompts: readonly Prompt[]): string[] {
  const type = prompt.answer ?? "scale";
  const list = answerChoices(prompt)
    .map(({ name }) => name)
    .join(", ");
  return [
    ...(prompt.required ? ["Required"] : []),
    ...(type === "scale" ? [] : [type === "choice" ? `One of: ${list}` : answerTypeNames[type]]),
    ...(prompt.shownIf ? [conditionInWords(prompt, prompts)] : []),
  ];
}

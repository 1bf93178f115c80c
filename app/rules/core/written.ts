/**
 * Owns forms that are written at length and sent by their button, and are kept as they are typed
 * until then: which there are, and how what was kept is put back.
 * Practice: what is kept is what stands in the boxes, complete or not; sending asks for the rest.
 */

export type WrittenForm =
  | "acknowledgement"
  | "action"
  | "action-step"
  | "calibration-grade"
  | "close-window"
  | "concern"
  | "conversation"
  | "decision"
  | "decline"
  | "minutes"
  | "session-briefing"
  | "session-point"
  | "double-audit"
  | "family-feedback"
  | "learning"
  | "log-minutes"
  | "learning-source"
  | "narrative"
  | "observation"
  | "observation-answer"
  | "observation-questions"
  | "response"
  | "sample-findings"
  | "second-look"
  | "second-look-answer"
  | "thanks";

/** The most fields that are kept of one such form. */
export const mostFields = 300;

/** The ticked boxes of one name as one text; one box is its own value. */
export const joinTicks = (values: readonly string[]): string =>
  values.length > 1 ? JSON.stringify(values) : (values[0] ?? "");

export function splitTicks(text: string): string[] {
  if (!text.startsWith("[")) return text === "" ? [] : [text];
  try {
    const values: unknown = JSON.parse(text);
    return Array.isArray(values) ? values.map(String) : [text];
  } catch {
    return [text];
  }
}

/** A stored date or month by its boxes, so that changing one of them leaves the others. */
export function datePartsOf(stored: unknown): Values {
  if (typeof stored !== "string" || !/^\d{4}-\d{2}/.test(stored)) return {};
  const [year, month, day] = stored.split("-").map((part) => part.replace(/^0/, ""));
  return { year, month, ...(day === undefined ? {} : { day }) };
}

type Values = Record<string, unknown>;

/** What a form shows: what is stored, and over it what was typed since, by the paths of its names. */
export function withWritten(stored: Values = {}, written: Record<string, string>): Values {
  const values: Values = { ...stored };
  for (const [name, text] of Object.entries(written)) put(values, name.split("."), text);
  return values;
}

function put(values: Values, [step = "", ...rest]: string[], text: string): void {
  if (rest.length === 0) {
    values[step] = text;
    return;
  }
  const held = values[step];
  const inner: Values = typeof held === "object" && held !== null ? { ...held } : datePartsOf(held);
  values[step] = inner;
  put(inner, rest, text);
}

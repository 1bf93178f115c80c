/**
 * Owns which way round the dates of a file are written, where they are figures: 03/04/2024.
 * Practice: one way for the whole file, day first unless a date proves that impossible; where
 * nothing proves it, or both ways are proved, someone says.
 */
import { saysNoDate } from "./file-words";

export type DateOrder = "day" | "month";

/** What the dates of a file prove, counted as they are read. */
export type DateEvidence = {
  /** Dates that can only be read with the day first, with the month first, or both ways. */
  day: number;
  month: number;
  either: number;
  /** The first that can be read both ways, and where the first proofs stand. */
  example: string;
  dayProof: string;
  monthProof: string;
};

export const noEvidence = (): DateEvidence => ({
  ...{ day: 0, month: 0, either: 0, example: "", dayProof: "", monthProof: "" },
});

/** What one date proves; null where it is read alike both ways, or is none. */
function provenBy(text: string): "day" | "month" | "either" | null {
  const [, first, second] =
    /^\D*?(\d{1,2})[/. -](\d{1,2})[/. -](?:\d{4}|\d{2})(?!\d)/.exec(text) ?? [];
  if (first === undefined || second === undefined || saysNoDate(text)) return null;
  const [a, b] = [Number(first), Number(second)];
  if (a === b || a === 0 || b === 0 || a > 31 || b > 31 || (a > 12 && b > 12)) return null;
  return a > 12 ? "day" : b > 12 ? "month" : "either";
}

/** Counts a date; true where it would read otherwise the other way round. */
export function takeEvidence(evidence: DateEvidence, text: string, place: string): boolean {
  const proof = provenBy(text);
  if (proof === null) return false;
  evidence[proof] += 1;
  if (proof === "either") evidence.example ||= text;
  if (proof === "day") evidence.dayProof ||= `${text} on ${place}`;
  if (proof === "month") evidence.monthProof ||= `${text} on ${place}`;
  return true;
}

/** So many proofs that the other way needs no reading any more. */
const enough = 20;

/** Whether rows are still to be read the other way round as well. */
export const readsBothWays = ({ day, month }: DateEvidence): boolean => day < enough || month > 0;

/** What is asked of the person importing, if anything. */
export type OrderQuestion = {
  /** Whether nothing can be confirmed before it is answered. */
  needed: boolean;
  words: string;
  example: string;
};

export function askOrder(evidence: DateEvidence): OrderQuestion | null {
  const { day, month, either, example, dayProof, monthProof } = evidence;
  if (month > 0 && day > 0) {
    const words = `The dates are written both ways: ${dayProof} can only have the day first, ${monthProof} only the month. Rows that do not fit your choice are refused`;
    return { needed: true, words, example };
  }
  if (month > 0) {
    const words = `The dates can’t have the day first: ${monthProof} would be no date`;
    return { needed: true, words, example: example || monthProof };
  }
  if (either === 0 || day > 0) return null;
  const words = `No date in the file shows which way round ${example} is. It is read with the day first unless you say otherwise`;
  return { needed: false, words, example };
}

/** The way the dates are read now: as chosen, else day first unless that must be said; "" then. */
export const orderInForce = ({ needed }: OrderQuestion, chosen: DateOrder | ""): DateOrder | "" =>
  chosen || (needed ? "" : "day");

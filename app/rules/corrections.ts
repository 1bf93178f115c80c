/**
 * Owns until when a practitioner may send factual corrections to an audit of their work.
 * Practice: five working days from submission (a choice, kept in settings); facts, not grades.
 */
import { addWorkingDays, dateInLondon } from "./dates";

/** The last date (YYYY-MM-DD, London) on which corrections are taken. */
export const correctionsUntil = (submittedAt: string, workingDays: number): string =>
  addWorkingDays(dateInLondon(new Date(submittedAt)), workingDays);

/** Whether corrections are still taken on `today`; the last day counts. */
export const mayCorrect = (
  submittedAt: string | null,
  workingDays: number,
  today: string,
): boolean => submittedAt !== null && today <= correctionsUntil(submittedAt, workingDays);

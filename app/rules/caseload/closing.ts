/**
 * Owns when an import closes so many cases that the file may be only a part of the caseload.
 * Practice: a month closes a few in a hundred; more than one in five is asked about once more, of
 * the whole caseload and of each cohort that is said to be complete.
 */
import type { Cohort } from "./caseload";

/** Open cases of a cohort, and how many of them the file does not name. */
export type Absent = { cohort: Cohort; count: number; open: number };

export type Closing = {
  /** Cases that the file itself closes. */
  closed: number;
  absent: readonly Absent[];
  /** All cases that are open now. */
  open: number;
};

const few = 5;
const isMany = (count: number, of: number): boolean => count >= few && count * 5 > of;

/** How many cases close when the lists of `complete` are complete. */
export function countClosing({ closed, absent }: Closing, complete: readonly string[]): number {
  return absent
    .filter(({ cohort }) => complete.includes(cohort))
    .reduce((sum, { count }) => sum + count, closed);
}

/** Whether that is so many that someone should say so twice. */
export function closesMany(closing: Closing, complete: readonly string[]): boolean {
  return (
    isMany(countClosing(closing, complete), closing.open) || listMany(closing, complete).length > 0
  );
}

/** The cohorts of `complete` that lose many. */
export const listMany = ({ absent }: Closing, complete: readonly string[]): Absent[] =>
  absent.filter(({ cohort, count, open }) => complete.includes(cohort) && isMany(count, open));

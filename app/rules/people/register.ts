/**
 * Owns the register of auditors and moderators: who was trained, calibrated and refreshed, when each
 * is due again, and who is new.
 * Practice: entries are kept for good; a wrong one is withdrawn with a reason. Whoever was never
 * trained is new, and the first audit of a new auditor is always moderated. Where nobody kept a date,
 * the next one is counted from the day of the entry.
 */
import { addMonths, dateOf } from "../core/dates";

export const registerKinds = ["trained", "calibrated", "refreshed"] as const;
export type RegisterKind = (typeof registerKinds)[number];

export const registerKindNames: Record<RegisterKind, string> = {
  trained: "Trained",
  calibrated: "Calibrated",
  refreshed: "Refreshed",
};

/** One entry that holds: the date (YYYY-MM-DD) on which it was, null where nobody kept it. */
export type RegisterEntry = {
  kind: RegisterKind;
  onDate: string | null;
  /** A UTC ISO instant: when it was entered. */
  recordedAt: string;
};

export type Standing = {
  state: "new" | "in-date" | "due";
  /** YYYY-MM-DD by kind, the last of each: null where it never was, or on a date that nobody kept. */
  last: Record<RegisterKind, string | null>;
  /** The kinds that there is an entry of. */
  has: readonly RegisterKind[];
  /** YYYY-MM-DD: when they are to be refreshed; null while they are new. */
  nextOn: string | null;
};

export const standingNames: Record<Standing["state"], string> = {
  new: "New: not trained yet",
  "in-date": "In date",
  due: "Refresher due",
};

/** Where someone stands on `today` (YYYY-MM-DD), with so many months between one and the next. */
export function standingOf(
  entries: readonly RegisterEntry[],
  { today, months }: { today: string; months: number },
): Standing {
  const has = registerKinds.filter((kind) => entries.some((entry) => entry.kind === kind));
  const last = Object.fromEntries(
    registerKinds.map((kind) => [
      kind,
      latest(entries.filter((entry) => entry.kind === kind).map(({ onDate }) => onDate)),
    ]),
  ) as Standing["last"];
  if (!has.includes("trained")) return { state: "new", last, has, nextOn: null };
  const from = latest(entries.map(({ onDate, recordedAt }) => onDate ?? dateOf(recordedAt)));
  const nextOn = from && addMonths(from, months);
  return { state: nextOn !== null && nextOn <= today ? "due" : "in-date", last, has, nextOn };
}

const latest = (dates: readonly (string | null)[]): string | null =>
  dates.reduce(
    (held, date) => (date !== null && (held === null || date > held) ? date : held),
    null,
  );

/** What is wrong with an entry someone makes by hand, as an instruction; null when nothing is. */
export function entryProblem(
  entry: { kind: RegisterKind; onDate: string | null },
  today: string,
): string | null {
  if (entry.onDate !== null && entry.onDate > today)
    return "Enter a date that is not in the future";
  if (entry.onDate === null && entry.kind !== "trained")
    return "Enter the date: only a training of long ago may be without one";
  return null;
}

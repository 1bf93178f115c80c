/**
 * Owns what reading an audit's grades costs, and how the log of reading is told.
 * Practice: blind means has not seen. Whoever has read an auditor's grades, reasons or reason for
 * selection of a round may not moderate that round; who could be asked to is warned first.
 */

/** The kinds of record whose opening is logged. */
export type ReadKind = "audit" | "case" | "concern";

/** A record whose pages are logged when they are opened. */
export type Readable = { kind: ReadKind; id: string };

/** Where grades were read; never of which grade. */
export type WhereRead = "audit" | "list" | "report";

export const whereReadInWords: Record<WhereRead, string> = {
  audit: "On the audit’s own page",
  list: "In a list",
  report: "In the cycle’s provisional report",
};

export type Opening = {
  /** Final grades are for everyone who may read the audit. */
  isFinal: boolean;
  /** Whether the exercise is moderated at all. */
  moderated: boolean;
  /** Whether the moderator's grades of this round are committed: nobody else is asked any more. */
  committed: boolean;
  /** Holds the role, or is or was a moderator of this cycle; and it is not their own work. */
  couldModerate: boolean;
  hasRead: boolean;
};

/** Whether someone is told first that they can't moderate an audit once they have opened it. */
export const mustWarn = (opening: Opening): boolean =>
  !opening.isFinal &&
  opening.moderated &&
  !opening.committed &&
  opening.couldModerate &&
  !opening.hasRead;

/**
 * Owns telling an error of a database that can't serve now from one that is a fault of ours.
 * Practice: what passes by itself is said in words and asked again; only the rest is a fault.
 */

/** It does not answer in time, it does not answer at all, or it has no room to write. */
export type Away = "slow" | "gone" | "full";

/** By the codes of PostgreSQL, of SQLite, and of the system when a connection fails. */
const becauseOf: Record<string, Away> = {
  "53100": "full",
  SQLITE_FULL: "full",
  ENOSPC: "full",
  // A lock, a statement or an idle transaction took too long; another process writes.
  "55P03": "slow",
  "57014": "slow",
  "25P03": "slow",
  SQLITE_BUSY: "slow",
  SQLITE_BUSY_SNAPSHOT: "slow",
  SQLITE_LOCKED: "slow",
  // Shutting down, starting, no connection left.
  "57P01": "gone",
  "57P02": "gone",
  "57P03": "gone",
  "53300": "gone",
  "08000": "gone",
  "08001": "gone",
  "08003": "gone",
  "08004": "gone",
  "08006": "gone",
  ECONNREFUSED: "gone",
  ECONNRESET: "gone",
  EPIPE: "gone",
  ETIMEDOUT: "gone",
  ENOTFOUND: "gone",
  EAI_AGAIN: "gone",
  SQLITE_IOERR: "gone",
  SQLITE_IOERR_WRITE: "full",
  SQLITE_IOERR_FSYNC: "full",
  SQLITE_IOERR_SHMSIZE: "full",
  SQLITE_CANTOPEN: "gone",
};

/** What pg says without a code. */
const saying: readonly [RegExp, Away][] = [
  [/^timeout exceeded when trying to connect|^Query read timeout/, "slow"],
  [/^Connection terminated|^Client has encountered a connection error/, "gone"],
];

/** Why the database can't serve now; null for any other error. */
export function awayBecause(error: unknown): Away | null {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === "string" && becauseOf[code]) return becauseOf[code];
  if (typeof message !== "string") return null;
  return saying.find(([words]) => words.test(message))?.[1] ?? null;
}

/**
 * Owns the log: lines of JSON on standard output.
 * Practice: nothing about a child but an opaque id. What a database says of a row it refused (its
 * values, the statement) never gets in: the message and the name of the constraint are enough.
 */
import pino, { type DestinationStream } from "pino";
import type { RequestContext } from "./context.server";

/** What PostgreSQL adds to an error that may quote what was typed. */
const quoting = ["detail", "where", "hint", "internalQuery", "query", "parameters"];

/** What the server itself may say besides what a request may. */
export type Log = RequestContext["log"] & { warn(facts: object, words: string): void };

/** The log of a server; `level` as pino knows it. */
export function makeLog(level: string, to?: DestinationStream): Log {
  const redact = { paths: quoting.map((name) => `err.${name}`), remove: true };
  const log = pino({ level, redact }, to ?? outputTo(1));
  return {
    info: (facts, words) => log.info(facts, words),
    warn: (facts, words) => log.warn(facts, words),
    error: (facts, words) => log.error(facts, words),
  };
}

/** A file, by its descriptor. Where a line can't be written, as when a disk is full, it is lost and the server goes on. */
export function outputTo(fd: number): DestinationStream {
  const output = pino.destination({ fd, sync: true });
  output.on("error", () => {});
  return output;
}

/**
 * Owns the log: lines of JSON on standard output.
 * Practice: nothing about a child but an opaque id. What a database says of a row it refused (its
 * values, the statement) never gets in: the message and the name of the constraint are enough.
 */
import pino, { type DestinationStream } from "pino";
import type { RequestContext } from "./context.server";

/** What PostgreSQL adds to an error that may quote what was typed. */
const quoting = ["detail", "where", "hint", "internalQuery", "query", "parameters"];

/** The log of a server; `level` as pino knows it. */
export function makeLog(level: string, to?: DestinationStream): RequestContext["log"] {
  const redact = { paths: quoting.map((name) => `err.${name}`), remove: true };
  const log = to ? pino({ level, redact }, to) : pino({ level, redact });
  return {
    info: (facts, words) => log.info(facts, words),
    error: (facts, words) => log.error(facts, words),
  };
}

/**
 * Owns what a request finds at hand: the server opens these once, tests inject their own.
 */
import type { AppLoadContext } from "@remix-run/node";
import type { Db } from "~db/core/open.server";
import type { Clock } from "./clock.server";

export type RequestContext = {
  db: Db;
  /** A way to the same database that never waits behind other requests; `db` when left out. */
  quick?: Db;
  clock: Clock;
  /** The content-security-policy nonce of this response. */
  nonce: string;
  /** Where the request came from, for the sign-in limit; never logged with a name. */
  clientAddress: string;
  /** True when the request reached us over TLS: cookies are then Secure. */
  secure: boolean;
  sessionSecret: string;
  /** True in the demonstration only: offers its accounts, shows its banner. */
  demonstration: boolean;
  /** Whom to tell of a weakness, as a URL, where the council said so. */
  securityContact?: string | null;
  /** Where files that arrive wait to be read. */
  spoolDir: string;
  /** Where files that were added to records are kept. */
  filesDir: string;
  /** Whether a scanner looks at them. */
  scansFiles?: boolean;
  /** How email is set up, for the administrator to read; null or left out when it is not. */
  mail?: { from: string; publicUrl: string } | null;
  log: { info(facts: object, words: string): void; error(facts: object, words: string): void };
};

/** The context as the server made it; throws when a server forgot to. */
export function contextOf(context: AppLoadContext): RequestContext {
  if (!("db" in context)) throw new Error("The server gave the request no context");
  return context as unknown as RequestContext;
}

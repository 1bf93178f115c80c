/**
 * Owns the sender: it runs beside the requests, empties the outbox a message at a time, and makes
 * reminders and daily summaries when their hour comes.
 * Practice: nothing a person waits for waits for a mail server; a sender that is told to stop
 * finishes the message in hand and gives the rest back.
 */
import { randomBytes } from "node:crypto";
import { digestTextOf, linkTextOf, textOf } from "~/rules/messages/mail-text";
import { holdsLink, isUrgent, subjectOf } from "~/rules/messages/messages";
import { afterFailure, isStale, problemOf, staleAfterDays } from "~/rules/messages/outbox";
import type { Db } from "~db/core/open.server";
import { isStillNeeded, recordOf } from "~db/messages/outbox-needed.server";
import {
  beginMessage,
  claimMessages,
  dropMessages,
  type Lease,
  listInDigest,
  type Outgoing,
  releaseClaims,
  type Settled,
  settleMessage,
} from "~db/messages/outbox-sending.server";
import { openLink } from "~db/people/password-links.server";
import type { Clock } from "./clock.server";
import type { RequestContext } from "./context.server";
import { digestOf, makeToken } from "./link-token.server";
import type { Mailer } from "./mail.server";
import { canOpen } from "./message-links.server";

export type Sending = {
  db: Db;
  clock: Clock;
  mailer: Mailer;
  /** Where people find this site, without a slash at its end. */
  publicUrl: string;
  log: RequestContext["log"];
};

const batch = 10;
/** Longer than one message takes that runs into every time limit; renewed for each. */
const leaseMinutes = 3;

/** One copy of the application, as the leases name it. */
export const newSender = (): string => randomBytes(8).toString("hex");

const later = (from: Date, minutes: number): string =>
  new Date(from.getTime() + minutes * 60_000).toISOString();

/**
 * Sends what is due, a batch at most; returns how many messages it took. `stopping` is asked
 * between two messages.
 */
export async function sendDue(
  sending: Sending,
  sender: string,
  stopping: () => boolean = () => false,
): Promise<number> {
  const { db, clock } = sending;
  const lease = (): Lease => {
    const now = clock.system();
    return { sender, now: now.toISOString(), until: later(now, leaseMinutes) };
  };
  const ids = await claimMessages(db, lease(), batch);
  for (const [done, id] of ids.entries()) {
    if (stopping()) {
      await releaseClaims(db, sender, ids.slice(done));
      break;
    }
    const message = await beginMessage(db, lease(), id);
    if (!message) continue;
    const settled = await send(sending, message);
    await settleMessage(db, sender, id, settled, clock.system().toISOString());
  }
  return ids.length;
}

async function send(sending: Sending, message: Outgoing): Promise<Settled> {
  const { clock, mailer, log } = sending;
  if (message.email === null) {
    return {
      state: "no-address",
      problem: "This person has no email address or no account, or is not active.",
    };
  }
  const stale = isStale(message.sendAfter, message.attempts, clock.system());
  if (stale && !isUrgent(message.kind)) {
    const problem = `Not sent: it had waited for more than ${staleAfterDays} days.`;
    return { state: "dropped", problem };
  }
  try {
    const text = await write(sending, message);
    if (text === null) return { state: "dropped", problem: "" };
    if (!(await canOpen(sending.db, message, clock.now()))) {
      return { state: "dropped", problem: "Not sent: they can’t open what it leads to any more." };
    }
    await mailer.send({ id: message.id, to: message.email, subject: subjectOf(message), text });
    return { state: "sent", problem: "" };
  } catch (error) {
    const problem = problemOf(error as { code?: string; responseCode?: number });
    log.error({ message: message.id, kind: message.kind, problem: problem.words }, "Mail failed");
    return {
      ...afterFailure(problem, message.attempts, clock.system()),
      problem: problem.words,
    };
  }
}

/** The text of a message; null when nothing in it is needed any more. */
async function write(sending: Sending, message: Outgoing): Promise<string | null> {
  const { db, clock, publicUrl } = sending;
  if (holdsLink(message.kind)) {
    const token = makeToken();
    const open = await openLink(db, recordOf(message.key), digestOf(token), clock.system());
    return open ? linkTextOf(message.name, message, publicUrl, token) : null;
  }
  if (message.kind !== "digest") {
    return (await isStillNeeded(db, message)) ? textOf(message.name, message, publicUrl) : null;
  }
  const all = await listInDigest(db, message.id);
  const needed: Outgoing[] = [];
  const past: string[] = [];
  for (const one of all) {
    const opens = await canOpen(db, one, clock.now());
    if (opens && (await isStillNeeded(db, one))) needed.push(one);
    else past.push(one.id);
  }
  await dropMessages(db, past, clock.system().toISOString());
  return needed.length > 0 ? digestTextOf(message.name, needed, publicUrl) : null;
}

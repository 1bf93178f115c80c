/**
 * Owns the answer at the secret address of someone's calendar (iCalendar, RFC 5545).
 * Practice: the secret says whose it is and stands in no log; one that was renewed or ended, or whose
 * owner has left, is not there; whoever tries many waits.
 */
import ical from "ical-generator";
import { inOwnRight, mayEver } from "~/rules/access/permission";
import { addDays, dateInLondon, instantInLondon } from "~/rules/core/dates";
import { sourceOf } from "~/rules/core/networks";
import { wrongTokens } from "~/rules/reports/feed-tokens";
import { findActor } from "~db/access/people.server";
import {
  type CalendarDate,
  listCalendarDates,
  unscopedSessionDates,
} from "~db/overviews/calendar.server";
import { addAttempt } from "~db/people/accounts.server";
import { findCalendarOwner, recordCalendarRead } from "~db/people/calendar-feeds.server";
import type { RequestContext } from "./context.server";
import { digestOf } from "./link-token.server";

const plain = (status: number, words: string, headers: Record<string, string> = {}): Response =>
  new Response(words, {
    status,
    headers: { "Content-Type": "text/plain; charset=utf-8", ...headers },
  });

const looksLikeSecret = (secret: string): boolean => /^[\w-]{43}$/.test(secret);

export async function answerCalendar(request: Request, context: RequestContext): Promise<Response> {
  const { db, clock, clientAddress } = context;
  const url = new URL(request.url);
  const secret = url.pathname.split("/").at(-1) ?? "";
  const owned = looksLikeSecret(secret) ? await findCalendarOwner(db, digestOf(secret)) : null;
  const today = dateInLondon(clock.now());
  const actor = owned ? await findActor(db, owned.personId, today) : null;
  if (!owned || !actor || actor.mustChange) {
    const from = `calendar ${sourceOf(clientAddress)}`;
    const attempts = await addAttempt(db, from, clock.system(), wrongTokens.windowMinutes);
    return attempts > wrongTokens.most
      ? plain(429, "Too many wrong addresses came from your network. Wait, and try again.", {
          "Retry-After": String(wrongTokens.windowMinutes * 60),
        })
      : plain(404, "There is no calendar at this address.");
  }
  if (owned.lastReadOn !== today) await recordCalendarRead(db, owned.id, today);
  const comes = mayEver(inOwnRight(actor), "feedback-sessions.read");
  const dates = [
    ...(await listCalendarDates(db, actor.id)),
    ...(comes ? await unscopedSessionDates(db) : []),
  ];
  return new Response(calendarOf(dates, url.origin, clock.now()), {
    headers: { "Content-Type": "text/calendar; charset=utf-8" },
  });
}

/** A date stands for the whole day, a meeting for two hours from its time. */
function calendarOf(dates: readonly CalendarDate[], origin: string, now: Date): string {
  const calendar = ical({
    name: "Line of Sight",
    prodId: { company: "Line of Sight", product: "Calendar", language: "EN" },
    ttl: 60 * 60 * 6,
  });
  for (const { key, words, on, at, place, href } of dates) {
    const start = at ? instantInLondon(on, at) : new Date(`${on}T00:00:00Z`);
    calendar.createEvent({
      id: `${key}@line-of-sight`,
      summary: words,
      start,
      end: at
        ? new Date(start.getTime() + 2 * 60 * 60_000)
        : new Date(`${addDays(on, 1)}T00:00:00Z`),
      allDay: at === undefined,
      timezone: at === undefined ? "UTC" : null,
      stamp: now,
      location: place ?? null,
      url: `${origin}${href}`,
    });
  }
  return calendar.toString();
}

/** Owns what an account and its newest link stand at, in words. */

import { type LinkTimes, standingOfLink } from "~/rules/access/password-links";
import { formatInstant } from "~/rules/core/dates";

type Link = LinkTimes & { madeAt: string; madeBy: string | null };

/** What became of the newest link: "Invited by Rae Holt on …; the link works until …". */
export function linkInWords(link: Link | null, now: Date): string | null {
  if (!link) return null;
  const by = link.madeBy ? `by ${link.madeBy}` : "on the sign-in page";
  const made = `A link to choose a password was made ${by} on ${formatInstant(new Date(link.madeAt))}`;
  switch (standingOfLink(link, now)) {
    case "used":
      return `${made} and was used on ${formatInstant(new Date(link.usedAt ?? ""))}.`;
    case "waiting":
      return `${made} and waits to go out by email.`;
    case "open":
      return `${made} and works until ${formatInstant(new Date(link.expiresAt ?? ""))}.`;
    case "run-out":
      return `${made} and does not work any more.`;
  }
}

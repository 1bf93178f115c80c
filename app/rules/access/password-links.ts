/**
 * Owns links with which a person chooses their own password: how long one works, and what it stands
 * at.
 * Practice: nobody sets a password for another. A link works once and for 24 hours from when it
 * went out; a newer one, a chosen password and the end of someone's time here end it.
 */

export const linkHours = 24;

/** The part of an address in which a link carries its token; it is taken out of sight at once. */
export const linkParameter = "link";

export const linkPurposes = ["invite", "reset"] as const;
export type LinkPurpose = (typeof linkPurposes)[number];

/** Until when a link works that goes out now, by the machine's clock. */
export const linkExpiry = (now: Date): Date => new Date(now.getTime() + linkHours * 3_600_000);

/** A reset that could not go out for a day answers a question that nobody asks any more. */
export const isPastSending = (purpose: LinkPurpose, madeAt: string, now: Date): boolean =>
  purpose === "reset" && now.getTime() - Date.parse(madeAt) > linkHours * 3_600_000;

export type LinkTimes = {
  /** Null while it waits to go out. */
  expiresAt: string | null;
  usedAt: string | null;
  endedAt: string | null;
};

export type LinkStanding = "waiting" | "open" | "used" | "run-out";

export function standingOfLink(link: LinkTimes, now: Date): LinkStanding {
  if (link.usedAt !== null) return "used";
  if (link.endedAt !== null) return "run-out";
  if (link.expiresAt === null) return "waiting";
  return Date.parse(link.expiresAt) > now.getTime() ? "open" : "run-out";
}

/**
 * Owns what an account stands at before and after its first sign-in, in words, and who can be
 * invited.
 * Practice: whoever was only invited can't sign in yet, and no page says that they can; a password
 * that was chosen is its owner's, so an invitation never replaces it.
 */

import { type LinkTimes, standingOfLink } from "../access/password-links";
import { dateInLondon, daysBetween, formatDate } from "../core/dates";

export const accountStandings = ["none", "invited", "chosen", "used", "locked"] as const;
export type AccountStanding = (typeof accountStandings)[number];

export const accountStandingNames: Record<AccountStanding, string> = {
  none: "No account",
  invited: "Invited, no password yet",
  chosen: "Never signed in",
  used: "Can sign in",
  locked: "Locked",
};

/** Null where someone has no account; `chosen` once there is a password. */
type Account = { chosen: boolean; signedInAt: string | null; locked: boolean } | null;

export function standingOfAccount(account: Account): AccountStanding {
  if (!account) return "none";
  if (account.locked) return "locked";
  if (!account.chosen) return "invited";
  return account.signedInAt === null ? "chosen" : "used";
}

/**
 * Which of those who have never signed in a list shows: all, without an account, the workers of open
 * cases among these, or with one.
 */
export const invitationStates = ["", "none", "workers", "invited"] as const;
export type InvitationState = (typeof invitationStates)[number];

type NeverHere = {
  email: string | null;
  hasAccount: boolean;
  chosen: boolean;
  /** The newest link; its instants, like `now`, are by the machine's clock. */
  link: (LinkTimes & { madeAt: string }) | null;
};

/** Whether an invitation would reach them and is theirs to use. */
export const canInvite = ({ email, chosen }: Pick<NeverHere, "email" | "chosen">): boolean =>
  email !== null && !chosen;

const links = {
  waiting: "The link waits to go out by email.",
  open: "The link still works.",
  used: "The link was used.",
  "run-out": "The link no longer works.",
};

/** Where someone who has never signed in stands: "Invited on 3 April 2024, 12 days ago. …". */
export function invitationInWords({ email, hasAccount, chosen, link }: NeverHere, now: Date) {
  if (!hasAccount) return email ? "Not invited yet" : "Not invited: no email address";
  if (chosen) return "Has a password and has never signed in";
  if (!link) return "Has an account and no password";
  const on = dateInLondon(new Date(link.madeAt));
  const days = daysBetween(on, dateInLondon(now));
  const ago = days <= 0 ? "today" : days === 1 ? "yesterday" : `${days} days ago`;
  return `Invited on ${formatDate(on)}, ${ago}. ${links[standingOfLink(link, now)]}`;
}

/**
 * Owns when signing in is held back: after repeated failures of one account, and after very many
 * attempts from one address.
 * Practice: lock-out is short and per account; the address limit is generous, because a council
 * reaches us from few addresses.
 */

export const signInLimits = {
  failuresAllowed: 5,
  lockedMinutes: 15,
  attemptsPerAddress: 300,
  addressWindowMinutes: 15,
} as const;

/** Is the account locked at this instant? */
export const isLocked = (lockedUntil: string | null, now: Date): boolean =>
  lockedUntil !== null && new Date(lockedUntil) > now;

/** Until when an account is locked that an administrator locked. */
export const lockedByHand = "9999-12-31T00:00:00.000Z";

/** Did an administrator lock it? Then waiting does not help. */
export const isLockedByHand = (lockedUntil: string | null): boolean => lockedUntil === lockedByHand;

/** What stands after one more failure: the count, and until when the account is locked. */
export function afterFailure(
  failures: number,
  now: Date,
): { failures: number; lockedUntil: string | null } {
  if (failures + 1 < signInLimits.failuresAllowed) {
    return { failures: failures + 1, lockedUntil: null };
  }
  const until = new Date(now.getTime() + signInLimits.lockedMinutes * 60_000);
  return { failures: 0, lockedUntil: until.toISOString() };
}

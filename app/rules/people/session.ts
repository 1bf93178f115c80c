/**
 * Owns how long a session lasts: twelve hours at most, and less when nothing happens in it.
 * Practice: the page warns before either end, in time to go on; what was typed is kept past both.
 */

export const sessionHours = 12;

/** How long nothing may happen, unless a council sets it otherwise. */
export const idleMinutes = { usual: 60, least: 10, most: 720 } as const;

/** How often at most it is written down that a session was used. */
const noteEverySeconds = 60;

/** The page warns this long before. */
export const warnSeconds = 5 * 60;

export type SessionTimes = {
  /** When twelve hours are over. */
  expiresAt: string;
  /** When it was last used. */
  seenAt: string;
  idleMinutes: number;
};

/** Whole seconds until it ends, 0 once it has, and whether using it now would put that off. */
export function sessionLeft(
  { expiresAt, seenAt, idleMinutes }: SessionTimes,
  now: Date,
): { seconds: number; extends: boolean } {
  const last = Date.parse(expiresAt);
  const idle = Date.parse(seenAt) + idleMinutes * 60_000;
  const left = Math.floor((Math.min(last, idle) - now.getTime()) / 1000);
  return { seconds: Math.max(0, left), extends: idle < last };
}

/** Whether its use now is to be written down. */
export const isToBeNoted = ({ seenAt }: Pick<SessionTimes, "seenAt">, now: Date): boolean =>
  now.getTime() - Date.parse(seenAt) >= noteEverySeconds * 1000;

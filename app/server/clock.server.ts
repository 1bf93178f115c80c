/** Owns time: the business clock (offset in the demonstration) beside the system's. */
export type Clock = {
  /** The business instant: what "today" means to the people who use this. */
  now(): Date;
  /** The machine's instant: sessions, lock-out and rate limits go by it. */
  system(): Date;
};

/** A clock that runs `offset` milliseconds apart from the system's. */
export function clockWithOffset(offset: () => number): Clock {
  return {
    now: () => new Date(Date.now() + offset()),
    system: () => new Date(),
  };
}

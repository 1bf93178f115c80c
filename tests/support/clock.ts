/**
 * A clock that stands still until a test moves it: the business time and the system's apart.
 *
 *   const clock = testClock("2024-04-15T09:00:00Z");
 *   clock.moveTo("2024-04-22T09:00:00Z");  // the business clock
 *   clock.advance({ minutes: 20 });        // both: what lock-outs and sessions look at, too
 */
/** What the app's own Clock asks for, and the means to move it. */
export interface TestClock {
  now(): Date;
  system(): Date;
  moveTo(instant: string): void;
  advance(by: { days?: number; hours?: number; minutes?: number; seconds?: number }): void;
}

/** Starts at the demonstration's morning unless told otherwise; the system time starts there too. */
export function testClock(start = "2024-04-15T08:00:00.000Z"): TestClock {
  let business = Date.parse(start);
  let system = business;
  return {
    now: () => new Date(business),
    system: () => new Date(system),
    moveTo: (instant) => {
      business = Date.parse(instant);
    },
    advance: ({ days = 0, hours = 0, minutes = 0, seconds = 0 }) => {
      const by = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
      business += by;
      system += by;
    },
  };
}

import { describe, expect, it } from "vitest";
import { isToBeNoted, sessionLeft } from "~/rules/people/session";

const began = Date.parse("2024-04-15T08:00:00.000Z");
const at = (minutes: number) => new Date(began + minutes * 60_000);
const expiresAt = at(12 * 60).toISOString();

describe("how long a session lasts", () => {
  it.each([
    // last used, asked at, minutes allowed; minutes left, and whether using it adds any
    [0, 0, 60, 60, true],
    [0, 59, 60, 1, true],
    [0, 60, 60, 0, true],
    [0, 90, 60, 0, true],
    [59, 60, 60, 59, true],
    [11 * 60 + 30, 11 * 60 + 40, 60, 20, false],
    [12 * 60 - 1, 12 * 60, 60, 0, false],
    [0, 30, 10, 0, true],
  ])("used at %i, asked at %i, %i allowed: %i left", (used, asked, allowed, left, extend) => {
    const times = { expiresAt, seenAt: at(used).toISOString(), idleMinutes: allowed };
    expect(sessionLeft(times, at(asked))).toEqual({ seconds: left * 60, extends: extend });
  });

  it("is written down once a minute at most", () => {
    const seenAt = at(0).toISOString();
    expect(isToBeNoted({ seenAt }, at(0.9))).toBe(false);
    expect(isToBeNoted({ seenAt }, at(1))).toBe(true);
  });
});

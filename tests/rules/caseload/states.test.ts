import { describe, expect, it } from "vitest";
import {
  afterStopping,
  hasStopped,
  importStates,
  isRunning,
  progressInWords,
  runningStates,
  silentAfter,
} from "~/rules/caseload/states";

describe("The states of an import", () => {
  it("are left by whoever falls silent: nothing stays stuck", () => {
    expect(importStates.filter(isRunning)).toEqual(runningStates);
    for (const state of runningStates) {
      const next = afterStopping[state].state;
      // Comparing again is the one thing that another can take up.
      expect(!isRunning(next) || state === "comparing").toBe(true);
    }
    expect(afterStopping.reading.problem).toContain("Choose the file again");
  });

  it("count as stopped only after the time of silence", () => {
    const beat = "2024-04-15T08:00:00.000Z";
    const later = (ms: number) => new Date(Date.parse(beat) + ms);
    expect(hasStopped(beat, later(silentAfter))).toBe(false);
    expect(hasStopped(beat, later(silentAfter + 1))).toBe(true);
    expect(hasStopped(null, later(0))).toBe(true);
  });

  it.each([
    ["reading", 0, null, "Reading: opening the file"],
    ["reading", 42_000, 90_000, "Reading: 42,000 rows so far"],
    ["comparing", 1000, 2500, "Comparing with the caseload: 1,000 of 2,500 rows"],
    ["confirming", 1, 1, "Confirming: writing everything at once"],
    ["confirming", 0, 1, "Confirming: 0 of 1 row made ready"],
    ["undoing", 10, 20, "Undoing: 10 of 20 cases made ready"],
  ] as const)("say how far they are: %s %i of %s", (state, done, total, words) => {
    expect(progressInWords(state, done, total)).toBe(words);
  });
});

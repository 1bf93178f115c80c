import { describe, expect, it } from "vitest";
import { programmeState } from "~/rules/exercises/programme";
import {
  countSlots,
  moveWeek,
  slotsInWords,
  type WeekMove,
  weekStates,
  whyNoCapture,
} from "~/rules/observations/practice-weeks";

describe("A practice week", () => {
  it.each([
    ["publish", ["planned"]],
    ["close", ["published"]],
    ["reopen", ["closed"]],
    ["cancel", ["planned", "published"]],
  ] as [WeekMove, string[]][])("makes the move to %s from its states alone", (move, from) => {
    for (const state of weekStates)
      expect(moveWeek({ state, endsOn: "2024-04-12" }, move, "2024-04-12").ok).toBe(
        from.includes(state),
      );
  });

  it("is not signed off before its last day", () => {
    const week = { state: "published" as const, endsOn: "2024-04-12" };
    expect([
      moveWeek(week, "close", "2024-04-11").ok,
      moveWeek(week, "close", "2024-04-12").ok,
    ]).toEqual([false, true]);
  });

  it("takes something in while its timetable is out, and says why not otherwise", () => {
    expect(weekStates.filter((state) => whyNoCapture(state) === null)).toEqual(["published"]);
    expect(whyNoCapture("closed")).toContain("ask the QA lead to open the week again");
  });

  it.each([
    [[], "Nothing is in the timetable yet"],
    [["planned", "done"], "1 of 2 done"],
    [["not-done", "done", "done"], "2 of 3 done, 1 did not happen"],
  ] as const)("tells of %j that %s", (states, words) => {
    expect(slotsInWords(countSlots(states.map((state) => ({ state }))))).toBe(words);
  });

  it.each([
    ["planned", "under-way"],
    ["published", "under-way"],
    ["closed", "delivered"],
    [null, "not-begun"],
  ] as const)("that is %s is %s in the programme", (weekState, state) => {
    expect(programmeState({ month: "2024-01", state: null, weekState }, "2024-04")).toBe(state);
  });
});

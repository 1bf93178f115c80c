import { describe, expect, test } from "vitest";
import { concernDueAt, isLate } from "~/rules/concerns";

describe("by when a concern must be acknowledged", () => {
  test.each([
    ["a winter morning", "2024-01-16T09:00:00Z", "2024-01-16T17:00:00.000Z"],
    ["a summer morning", "2024-07-16T08:00:00Z", "2024-07-16T16:00:00.000Z"],
    ["just after midnight in summer", "2024-07-15T23:05:00Z", "2024-07-16T16:00:00.000Z"],
    ["a minute before the cut-off", "2024-07-16T13:59:59Z", "2024-07-16T16:00:00.000Z"],
    ["at the cut-off", "2024-07-16T14:00:00Z", "2024-07-17T09:00:00.000Z"],
    ["after the cut-off", "2024-01-16T15:01:00Z", "2024-01-17T10:00:00.000Z"],
    ["late on a Friday", "2024-04-12T15:00:00Z", "2024-04-15T09:00:00.000Z"],
    ["on a Saturday morning", "2024-04-13T08:00:00Z", "2024-04-15T09:00:00.000Z"],
    ["on a Sunday", "2024-04-14T20:00:00Z", "2024-04-15T09:00:00.000Z"],
    ["on Good Friday", "2024-03-29T09:00:00Z", "2024-04-02T09:00:00.000Z"],
    ["late before Easter: clocks change", "2024-03-28T16:00:00Z", "2024-04-02T09:00:00.000Z"],
    ["late before the clocks go back", "2024-10-25T15:30:00Z", "2024-10-28T10:00:00.000Z"],
    ["on Christmas Eve afternoon", "2024-12-24T15:30:00Z", "2024-12-27T10:00:00.000Z"],
  ])("raised %s", (_when, raisedAt, dueAt) => {
    expect(concernDueAt(new Date(raisedAt)).toISOString()).toBe(dueAt);
  });

  test("by hours of one's own", () => {
    const hours = { sameDayBy: "18:30", cutOff: "16:00", nextDayBy: "09:15" };
    const due = (raisedAt: string) => concernDueAt(new Date(raisedAt), hours).toISOString();
    expect(due("2024-01-16T15:30:00Z")).toBe("2024-01-16T18:30:00.000Z");
    expect(due("2024-01-16T16:30:00Z")).toBe("2024-01-17T09:15:00.000Z");
  });
});

test.each([
  ["waiting, before its time", null, "2024-01-16T16:59:59Z", false],
  ["waiting, at its time", null, "2024-01-16T17:00:00Z", false],
  ["waiting, after its time", null, "2024-01-16T17:00:01Z", true],
  ["acknowledged in time, seen later", "2024-01-16T16:00:00.000Z", "2024-02-16T09:00:00Z", false],
  ["acknowledged late", "2024-01-16T17:30:00.000Z", "2024-02-16T09:00:00Z", true],
])("%s", (_state, acknowledgedAt, now, late) => {
  const dueAt = "2024-01-16T17:00:00.000Z";
  expect(isLate({ dueAt, acknowledgedAt }, new Date(now))).toBe(late);
});

import { describe, expect, test } from "vitest";
import {
  areConcernHours,
  concernDueAt,
  type InLine,
  inLineInWords,
  isLate,
  wentUpAt,
  whoIsAbove,
  whoIsTold,
} from "~/rules/concerns/concerns";

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
    ["the day the clocks go forward", "2024-03-31T12:00:00Z", "2024-04-02T09:00:00.000Z"],
    ["an hour that the clocks skip", "2024-03-31T01:30:00Z", "2024-04-02T09:00:00.000Z"],
    ["the first working day of summer time", "2025-03-31T13:59:00Z", "2025-03-31T16:00:00.000Z"],
    ["the second 1:30 when clocks go back", "2024-10-27T01:30:00Z", "2024-10-28T10:00:00.000Z"],
    ["the first working day of winter time", "2024-10-28T14:59:00Z", "2024-10-28T17:00:00.000Z"],
    ["on New Year's Eve afternoon", "2024-12-31T15:00:00Z", "2025-01-02T10:00:00.000Z"],
    ["on New Year's Day of a Saturday", "2022-01-01T10:00:00Z", "2022-01-04T10:00:00.000Z"],
    ["on the substitute Boxing Day", "2026-12-28T10:00:00Z", "2026-12-29T10:00:00.000Z"],
    ["before the early May holiday", "2024-05-03T14:30:00Z", "2024-05-07T09:00:00.000Z"],
    ["on the August bank holiday", "2024-08-26T09:00:00Z", "2024-08-27T09:00:00.000Z"],
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

test.each([
  ["the usual ones", { cutOff: "15:00", sameDayBy: "17:00", nextDayBy: "10:00" }, true],
  [
    "no time left after the cut-off",
    { cutOff: "17:00", sameDayBy: "17:00", nextDayBy: "10:00" },
    false,
  ],
  ["the wrong way round", { cutOff: "18:00", sameDayBy: "17:00", nextDayBy: "10:00" }, false],
  ["no time of day", { cutOff: "15:00", sameDayBy: "25:00", nextDayBy: "10:00" }, false],
])("hours: %s", (_which, hours, sensible) => {
  expect(areConcernHours(hours)).toBe(sensible);
});

describe("when a concern is escalated", () => {
  const dueAt = "2024-01-16T17:00:00.000Z";
  const late = new Date("2024-01-16T17:00:01Z");
  const early = new Date("2024-01-16T16:59:00Z");
  test.each([
    ["waits in time", null, null, early, null],
    ["is late, not recorded yet", null, null, late, dueAt],
    ["is late and recorded", "2024-01-16T17:00:20.000Z", null, late, "2024-01-16T17:00:20.000Z"],
    ["was escalated at once", "2024-01-16T09:00:00.000Z", null, early, "2024-01-16T09:00:00.000Z"],
    ["was acknowledged in time", null, "2024-01-16T16:00:00.000Z", late, null],
    ["was acknowledged late", null, "2024-01-16T18:00:00.000Z", late, dueAt],
  ])("one that %s", (_which, escalatedAt, acknowledgedAt, now, at) => {
    expect(wentUpAt({ dueAt, escalatedAt, acknowledgedAt }, now)).toBe(at);
  });
});

describe("who is told of a concern", () => {
  const one = (id: string, part: InLine["part"], forId: string | null = null): InLine => ({
    id,
    name: id.toUpperCase(),
    part,
    forId,
    forName: forId?.toUpperCase() ?? null,
  });
  const line = [
    one("tm", "team-manager"),
    one("deputy", "team-manager", "tm"),
    one("sm", "service-manager"),
    one("tm", "service-manager", "sm"),
    one("qa", "qa-lead"),
    one("ad", "leader"),
  ];
  const ids = (people: InLine[]) => people.map(({ id }) => id);
  test.each([
    ["nobody implicated", "auditor", [], ["tm", "deputy", "sm"], false],
    [
      "the team manager, with their deputy and where they stand in",
      "auditor",
      ["tm"],
      ["sm"],
      false,
    ],
    ["a deputy", "auditor", ["deputy"], ["tm", "sm"], false],
    ["raised by the team manager", "tm", [], ["sm"], false],
    ["everyone in line", "auditor", ["tm", "deputy", "sm"], ["qa", "ad"], true],
    ["everyone but who raised it", "sm", ["tm", "deputy"], ["qa", "ad"], true],
    ["the QA lead too", "auditor", ["tm", "deputy", "sm", "qa"], ["ad"], true],
    ["everyone", "auditor", ["tm", "deputy", "sm", "qa", "ad"], [], true],
  ])("%s", (_who, raisedBy, bypassed, told, goesUp) => {
    const result = whoIsTold(line, { raisedBy, bypassed });
    expect({ ...result, told: ids(result.told) }).toEqual({ told, goesUp });
  });

  test("in their own right rather than for someone absent", () => {
    const both = [one("tm", "team-manager"), one("sm", "team-manager", "tm"), ...line.slice(2, 3)];
    const { told } = whoIsTold(both, { raisedBy: "auditor", bypassed: [] });
    expect(told.map(inLineInWords)).toEqual(["TM (team manager)", "SM (service manager)"]);
  });

  test("above the line, without anyone implicated", () => {
    expect(ids(whoIsAbove(line, []))).toEqual(["qa", "ad"]);
    expect(ids(whoIsAbove(line, ["qa"]))).toEqual(["ad"]);
  });

  test("in words", () => {
    expect(line.slice(0, 2).map(inLineInWords)).toEqual([
      "TM (team manager)",
      "DEPUTY (for TM, team manager)",
    ]);
  });
});

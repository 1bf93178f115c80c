import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as dates from "~/rules/core/dates";

const anyDate = fc
  .integer({ min: 0, max: 40_000 })
  .map((days) => new Date(Date.UTC(1990, 0, 1) + days * 86_400_000).toISOString().slice(0, 10));

describe.each([
  { zone: "Pacific/Auckland", offset: -780 },
  { zone: "America/Los_Angeles", offset: 480 },
  { zone: "UTC", offset: 0 },
])("on a computer in $zone", ({ zone, offset }) => {
  const zoneBefore = process.env.TZ;
  beforeAll(() => {
    process.env.TZ = zone;
    // Without this the tables below could pass because the zone never changed.
    expect(new Date("2024-01-15T12:00:00Z").getTimezoneOffset()).toBe(offset);
  });
  afterAll(() => {
    if (zoneBefore === undefined) delete process.env.TZ;
    else process.env.TZ = zoneBefore;
  });

  test.each([
    ["2024-01-15T12:00:00Z", "2024-01-15", "12:00"],
    ["2024-01-15T23:59:59Z", "2024-01-15", "23:59"],
    ["2024-01-16T00:00:00Z", "2024-01-16", "00:00"],
    ["2024-06-30T22:59:00Z", "2024-06-30", "23:59"],
    ["2024-06-30T23:00:00Z", "2024-07-01", "00:00"],
    ["2024-03-31T00:59:00Z", "2024-03-31", "00:59"],
    ["2024-03-31T01:00:00Z", "2024-03-31", "02:00"],
    ["2024-10-27T00:30:00Z", "2024-10-27", "01:30"],
    ["2024-10-27T01:30:00Z", "2024-10-27", "01:30"],
  ])("%s is %s %s in London", (instant, date, time) => {
    expect(dates.dateInLondon(new Date(instant))).toBe(date);
    expect(dates.timeInLondon(new Date(instant))).toBe(time);
  });

  test.each([
    ["2024-01-15", "09:00", "2024-01-15T09:00:00.000Z"],
    ["2024-07-15", "09:00", "2024-07-15T08:00:00.000Z"],
    ["2024-07-15", "00:30", "2024-07-14T23:30:00.000Z"],
    ["2024-03-31", "00:59", "2024-03-31T00:59:00.000Z"],
    ["2024-03-31", "01:30", "2024-03-31T01:30:00.000Z"],
    ["2024-03-31", "02:00", "2024-03-31T01:00:00.000Z"],
    ["2024-03-31", "17:00", "2024-03-31T16:00:00.000Z"],
    ["2024-10-27", "00:59", "2024-10-26T23:59:00.000Z"],
    ["2024-10-27", "01:30", "2024-10-27T00:30:00.000Z"],
    ["2024-10-27", "02:00", "2024-10-27T02:00:00.000Z"],
  ])("%s %s in London is %s", (date, time, instant) => {
    expect(dates.instantInLondon(date, time).toISOString()).toBe(instant);
  });

  test("midday in London comes back as the same date, every day", () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        const midday = dates.instantInLondon(date, "12:00");
        expect(dates.dateInLondon(midday)).toBe(date);
        expect(dates.timeInLondon(midday)).toBe("12:00");
      }),
    );
  });

  test.each([
    ["2024-04-05T13:05:00Z", "5 April 2024 at 2:05pm"],
    ["2024-01-05T14:00:00Z", "5 January 2024 at 2pm"],
    ["2024-12-31T00:09:00Z", "31 December 2024 at 12:09am"],
    ["2024-06-30T23:00:00Z", "1 July 2024 at midnight"],
    ["2024-06-30T11:00:00Z", "30 June 2024 at midday"],
    ["2024-01-05T12:30:00Z", "5 January 2024 at 12:30pm"],
    ["2024-01-05T11:59:00Z", "5 January 2024 at 11:59am"],
  ])("%s is shown as %s", (instant, words) => {
    expect(dates.formatInstant(new Date(instant))).toBe(words);
  });

  test.each([
    ["2024-01-31", 1, "2024-02-29"],
    ["2023-01-31", 1, "2023-02-28"],
    ["2024-02-29", 12, "2025-02-28"],
    ["2024-03-31", -1, "2024-02-29"],
    ["2024-04-15", -12, "2023-04-15"],
    ["2024-11-30", 3, "2025-02-28"],
    ["2024-01-15", 0, "2024-01-15"],
    ["2024-12-01", 1, "2025-01-01"],
  ])("%s and %i months is %s", (date, months, expected) => {
    expect(dates.addMonths(date, months)).toBe(expected);
  });

  test.each([
    ["2024-02-28", 1, "2024-02-29"],
    ["2024-03-30", 2, "2024-04-01"],
    ["2024-10-26", 2, "2024-10-28"],
    ["2024-01-01", -1, "2023-12-31"],
  ])("%s and %i days is %s, and back", (date, days, expected) => {
    expect(dates.addDays(date, days)).toBe(expected);
    expect(dates.daysBetween(date, expected)).toBe(days);
  });
});

test("adding days and counting them agree", () => {
  fc.assert(
    fc.property(anyDate, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
      expect(dates.daysBetween(date, dates.addDays(date, days))).toBe(days);
    }),
  );
});

test.each([
  ["2024-02-29", true],
  ["2023-02-29", false],
  ["2024-04-31", false],
  ["2024-13-01", false],
  ["2024-00-10", false],
  ["2024-01-00", false],
  ["2024-1-1", false],
  ["24-01-01", false],
  ["2024-01-01T00:00", false],
  ["2024-01-01\n", false],
  ["", false],
  ["15/04/2024", false],
])("%j is a date: %s", (text, expected) => {
  expect(dates.isDate(text)).toBe(expected);
});

test.each([
  ["2024-01", true],
  ["2024-12", true],
  ["2024-13", false],
  ["2024-00", false],
  ["2024-1", false],
  ["2024", false],
  ["2024-01-01", false],
  ["", false],
])("%j is a month: %s", (text, expected) => {
  expect(dates.isMonth(text)).toBe(expected);
});

test("months and how dates are shown", () => {
  expect(dates.monthOf("2024-04-05")).toBe("2024-04");
  expect(dates.lastDayOf("2024-02")).toBe("2024-02-29");
  expect(dates.lastDayOf("2023-12")).toBe("2023-12-31");
  expect(dates.formatDate("2024-04-05")).toBe("5 April 2024");
  expect(dates.formatDate("2023-12-31")).toBe("31 December 2023");
  expect(dates.formatMonth("2024-09")).toBe("September 2024");
});

test.each([
  ["2024-04-18", "due in 3 days"],
  ["2024-04-17", "due in 2 days"],
  ["2024-04-16", "due tomorrow"],
  ["2024-04-15", "due today"],
  ["2024-04-14", "1 day overdue"],
  ["2024-04-13", "2 days overdue"],
])("due on %s, seen on 15 April 2024: %s", (due, words) => {
  expect(dates.dueInWords(due, "2024-04-15")).toBe(words);
});

test.each([
  () => dates.addDays("2024-02-30", 1),
  () => dates.addMonths("nonsense", 1),
  () => dates.daysBetween("2024-01-01", ""),
  () => dates.formatDate("2024-4-5"),
  () => dates.formatMonth("2024-13"),
  () => dates.lastDayOf("2024-4"),
  () => dates.instantInLondon("2024-04-31", "09:00"),
  () => dates.instantInLondon("2024-04-30", "24:00"),
  () => dates.instantInLondon("2024-04-30", "9:00"),
  () => dates.addWorkingDays("2024-04-30", 0.5),
])("what is not a date or a time is refused (%#)", (deed) => {
  expect(deed).toThrow(RangeError);
});

import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { coreCycleForm } from "~/forms/exercises";
import { addDays, addWorkingDays, isWorkingDay, monthOf } from "~/rules/core/dates";
import {
  followMonth,
  patternDates,
  patternOf,
  suggestDates,
  suggestMonth,
  suggestSample,
  suggestTitle,
} from "~/rules/exercises/dates";

describe("the month offered for a core cycle", () => {
  test.each([
    ["two months after the last", "2024-03", "2024-04-15", "2024-05"],
    ["two months after the last, over the year", "2023-11", "2023-12-20", "2024-01"],
    ["this month, early in it, where there is none", undefined, "2024-04-02", "2024-04"],
    ["the next, where this month leaves too little time", undefined, "2024-04-15", "2024-05"],
    ["the next, on the last day but one", undefined, "2026-11-29", "2026-12"],
    ["the next, where the month due leaves too little time", "2024-02", "2024-04-29", "2024-05"],
    ["this month, where the one due has passed", "2023-06", "2024-04-02", "2024-04"],
    ["January, late in December", undefined, "2024-12-20", "2025-01"],
  ])("is %s", (_, last, today, month) => {
    expect(suggestMonth(last, today)).toBe(month);
  });
});

describe("the dates of a core cycle", () => {
  test.each([
    ["2024-03", "2024-02-20", "2024-03-28", "2024-04-15", "2024-04-29"],
    // The last of March 2024 are Good Friday and a weekend; 31 May 2026 is a Sunday.
    ["2026-05", "2026-04-20", "2026-05-29", "2026-06-12", "2026-06-26"],
    ["2026-12", "2026-11-29", "2026-12-31", "2027-01-15", "2027-01-29"],
    // Planned for a month that is nearly over: three working weeks all the same.
    ["2026-11", "2026-11-29", "2026-12-18", "2027-01-06", "2027-01-20"],
  ])("of %s, planned on %s", (month, today, auditsDueOn, moderationDueOn, responsesDueOn) => {
    expect(suggestDates(month, today)).toEqual({ auditsDueOn, moderationDueOn, responsesDueOn });
  });

  it("follow the dates that are given", () => {
    expect(suggestDates("2024-05", "2024-04-15", { auditsDueOn: "2024-06-12" })).toEqual({
      auditsDueOn: "2024-06-12",
      moderationDueOn: "2024-06-26",
      responsesDueOn: "2024-07-10",
    });
    const given = { auditsDueOn: null, moderationDueOn: "2024-08-01", responsesDueOn: null };
    expect(suggestDates("2024-05", "2024-04-15", given)).toEqual({
      auditsDueOn: "2024-05-31",
      moderationDueOn: "2024-08-01",
      responsesDueOn: "2024-08-15",
    });
  });

  it("are offered on working days with time for the work, whatever the day", () => {
    const anyDay = fc.integer({ min: 0, max: 2500 }).map((days) => addDays("2023-01-01", days));
    fc.assert(
      fc.property(anyDay, (today) => {
        const month = suggestMonth(undefined, today);
        const dates = suggestDates(month, today);
        expect(monthOf(dates.auditsDueOn)).toBe(month);
        expect(dates.auditsDueOn >= addWorkingDays(today, 15)).toBe(true);
        const sample = suggestSample(today);
        expect(monthOf(sample.auditsDueOn)).toBe(sample.month);
        expect(sample.auditsDueOn >= addWorkingDays(today, 10)).toBe(true);
        for (const due of [...Object.values(dates), sample.auditsDueOn]) {
          expect(isWorkingDay(due), due).toBe(true);
        }
      }),
    );
  });

  it("follow the month that is chosen, unless someone set them", () => {
    const today = "2024-04-15";
    const offered = { title: suggestTitle("2024-07"), ...suggestDates("2024-07", today) };
    const plan = { month: "2024-06", ...offered };
    expect(followMonth(plan, "2024-07", today)).toEqual({
      month: "2024-06",
      title: "June 2024 core cycle",
      ...suggestDates("2024-06", today),
    });
    const set = { ...plan, title: "Summer", auditsDueOn: "2024-06-21" };
    const followed = followMonth(set, "2024-07", today);
    expect([followed.title, followed.auditsDueOn]).toEqual(["Summer", "2024-06-21"]);
  });

  it("are filled in by the form where they are left empty", () => {
    const read = coreCycleForm("2026-11-29").parse({
      title: "",
      month: { month: "11", year: "2026" },
      toolVersionId: "t",
      size: "28",
    });
    expect(read).toMatchObject({
      title: "November 2026 core cycle",
      ...suggestDates("2026-11", "2026-11-29"),
    });
  });
});

describe("a new dip sample or thematic audit", () => {
  test.each([
    ["2024-04-15", "2024-04", "2024-04-30"],
    ["2024-04-16", "2024-04", "2024-04-30"],
    ["2024-04-17", "2024-05", "2024-05-31"],
    ["2024-12-20", "2025-01", "2025-01-31"],
  ])("planned on %s is of %s, to be done by %s", (today, month, auditsDueOn) => {
    expect(suggestSample(today)).toEqual({ month, auditsDueOn });
  });
});

describe("The dates of the last cycle, for the next", () => {
  const last = {
    month: "2024-03",
    auditsDueOn: "2024-04-12",
    moderationDueOn: "2024-05-03",
    responsesDueOn: "2024-05-24",
  };

  it("lie in the next month as they lay in the last, in working days", () => {
    const pattern = patternOf(last);
    // Good Friday, Easter Monday and the bank holiday of May are none of them.
    expect(pattern).toEqual({ audits: 29, moderation: 15, responses: 14 });
    if (!pattern) throw new Error("No pattern");
    expect(patternDates("2024-03", "2024-02-01", pattern)).toEqual({
      auditsDueOn: "2024-04-12",
      moderationDueOn: "2024-05-03",
      responsesDueOn: "2024-05-24",
    });
    const july = patternDates("2024-07", "2024-06-01", pattern);
    expect(july.auditsDueOn).toBe("2024-08-08");
    expect(patternOf({ month: "2024-07", ...july })).toEqual(pattern);
    // Three working weeks are left for the audits, whatever the last cycle had.
    expect(patternDates("2024-05", "2024-06-03", { ...pattern, audits: 1 }).auditsDueOn).toBe(
      "2024-06-24",
    );
  });

  it("are not guessed where one of them was not kept", () => {
    expect(patternOf({ ...last, responsesDueOn: null })).toBeNull();
  });

  it("follow the month when another is chosen", () => {
    const pattern = { audits: 20, moderation: 15, responses: 14 };
    const today = "2024-04-15";
    const plan = {
      month: "2024-09",
      title: suggestTitle("2024-07"),
      ...patternDates("2024-07", today, pattern),
    };
    expect(followMonth(plan, "2024-07", today, pattern)).toEqual({
      month: "2024-09",
      title: "September 2024 core cycle",
      ...patternDates("2024-09", today, pattern),
    });
  });
});

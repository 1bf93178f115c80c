import { describe, expect, it } from "vitest";
import { addDays } from "~/rules/core/dates";
import {
  actionReminderOf,
  actionsRemindedUpTo,
  isEscalated,
  readDaysBefore,
  usualActionReminders as usual,
} from "~/rules/learning-log/action-reminders";

/** The keys of all reminders of a date, each with the first day it is made. */
function remindersOf(due: string, settings = usual): Record<string, string> {
  const first: Record<string, string> = {};
  for (let day = addDays(due, -30); day <= addDays(due, 31); day = addDays(day, 1)) {
    const reminder = actionReminderOf(due, day, settings);
    if (reminder) first[reminder.key] ??= day;
  }
  return first;
}

describe("When the owner of an action is reminded", () => {
  it("is 14, 7 and 1 days before, and weekly after", () => {
    // Friday 21 June 2024: no day off but weekends around it.
    expect(remindersOf("2024-06-21")).toEqual({
      "2024-06-21:before-14": "2024-06-07",
      "2024-06-21:before-7": "2024-06-14",
      "2024-06-21:before-1": "2024-06-20",
      "2024-06-21:after-0": "2024-06-24",
      "2024-06-21:after-1": "2024-07-01",
      "2024-06-21:after-2": "2024-07-08",
      "2024-06-21:after-3": "2024-07-15",
      "2024-06-21:after-4": "2024-07-22",
    });
  });

  it("is on the working day before where its day is off", () => {
    // Monday 1 July: a day before is a Sunday; Tuesday 2 April: Easter lies before it.
    expect(remindersOf("2024-07-01")["2024-07-01:before-1"]).toBe("2024-06-28");
    expect(remindersOf("2024-04-02")["2024-04-02:before-1"]).toBe("2024-03-28");
  });

  it("is not made up long after its day, as for an action that is added late", () => {
    expect(actionReminderOf("2024-06-21", "2024-06-10", usual)?.key).toContain("before-14");
    expect(actionReminderOf("2024-06-21", "2024-06-11", usual)).toBeNull();
    expect(actionReminderOf("2024-06-21", "2024-06-21", usual)).toBeNull();
  });

  it("looks far enough ahead for all of them", () => {
    for (const [key, on] of Object.entries(remindersOf("2024-04-02"))) {
      const due = key.slice(0, 10);
      if (key.includes("before")) expect(actionsRemindedUpTo(on, usual) >= due, key).toBe(true);
    }
  });

  it("begins anew when the date moves", () => {
    const key = (due: string) => actionReminderOf(due, "2024-06-24", usual)?.key;
    expect(key("2024-06-21")).not.toBe(key("2024-06-20"));
  });
});

describe("When the manager of its owner is told", () => {
  it.each([
    ["2024-07-04", false],
    ["2024-07-05", true],
    ["2024-07-06", false], // a Saturday
    ["2024-07-08", true],
  ])("of 21 June on %s: %s", (today, told) => {
    expect(isEscalated("2024-06-21", today, usual)).toBe(told);
  });

  it("is never where it is set to none", () => {
    expect(isEscalated("2024-01-01", "2024-07-05", { ...usual, escalateAfterDays: 0 })).toBe(false);
  });
});

describe("Days before, as they are typed", () => {
  it.each([
    ["14, 7, 1", [14, 7, 1]],
    ["1 and 7", [7, 1]],
    ["7 7", [7]],
    ["", []],
    ["soon", null],
    ["0", null],
    ["91", null],
    ["1.5", null],
  ])("%s", (typed, days) => {
    expect(readDaysBefore(typed)).toEqual(days);
  });
});

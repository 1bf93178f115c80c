import { describe, expect, it } from "vitest";
import { addDays } from "~/rules/core/dates";
import { isReminderHour, reminderOf } from "~/rules/learning-log/reminders";

const settings = { beforeDays: 2, againDays: 3 };
const when = (due: string, today: string, with_ = settings) =>
  reminderOf(due, today, with_)?.when ?? null;

describe("when people are reminded", () => {
  // Friday 19 April 2024; the week before has no bank holiday.
  it.each([
    ["2024-04-16", null],
    ["2024-04-17", "due-soon"],
    ["2024-04-18", "due-soon"],
    ["2024-04-19", "due-today"],
    ["2024-04-20", null], // a Saturday
    ["2024-04-21", null],
    ["2024-04-22", "overdue"],
  ])("of Friday 19 April on %s: %s", (today, expected) => {
    expect(when("2024-04-19", today)).toBe(expected);
  });

  it("looks ahead over a weekend and a bank holiday", () => {
    // Monday 6 May 2024 is a bank holiday: two working days before Tuesday 7 May is Thursday 2 May.
    expect(when("2024-05-07", "2024-05-01")).toBeNull();
    expect(when("2024-05-07", "2024-05-02")).toBe("due-soon");
    expect(when("2024-05-07", "2024-05-06")).toBeNull();
  });

  it("is at once when overdue, then every three working days, one key a reminder", () => {
    const keys: Record<string, string[]> = {};
    for (let day = "2024-04-20"; day <= "2024-05-03"; day = addDays(day, 1)) {
      const reminder = reminderOf("2024-04-19", day, settings);
      if (reminder) keys[reminder.key] = [...(keys[reminder.key] ?? []), day];
    }
    expect(keys).toEqual({
      "2024-04-19:after-0": ["2024-04-22", "2024-04-23", "2024-04-24"],
      "2024-04-19:after-1": ["2024-04-25", "2024-04-26", "2024-04-29"],
      "2024-04-19:after-2": ["2024-04-30", "2024-05-01", "2024-05-02"],
      "2024-04-19:after-3": ["2024-05-03"],
    });
  });

  it("says nothing before the day when asked for none, and starts anew when the date moves", () => {
    expect(when("2024-04-19", "2024-04-18", { ...settings, beforeDays: 0 })).toBeNull();
    const old = reminderOf("2024-04-19", "2024-04-22", settings)?.key;
    expect(reminderOf("2024-04-18", "2024-04-22", settings)?.key).not.toBe(old);
  });

  it("keeps to the day", () => {
    expect(["06:59", "07:00", "18:59", "19:00"].map(isReminderHour)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});

import { describe, expect, test } from "vitest";
import { bankHolidays, bankHolidaysKnownUntil } from "~/rules/core/bank-holidays";
import { addDays, addWorkingDays, isWorkingDay } from "~/rules/core/dates";

describe("bank holidays of England", () => {
  /** Easter Sunday by the anonymous Gregorian method (Meeus, Astronomical Algorithms, chapter 8). */
  const easter = (year: number): string => {
    const a = year % 19;
    const [b, c] = [Math.floor(year / 100), year % 100];
    const g = Math.floor((8 * b + 13) / 25);
    const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
    const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
    const m = Math.floor((a + 11 * h + 22 * l) / 451);
    const n = h + l - 7 * m + 114;
    const [month, day] = [Math.floor(n / 31), (n % 31) + 1];
    return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  };
  const weekday = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay();
  const mondayFrom = (date: string) => addDays(date, (8 - weekday(date)) % 7);
  const usual = (year: number): string[] => {
    const days = [
      addDays(easter(year), -2),
      addDays(easter(year), 1),
      mondayFrom(`${year}-05-01`),
      mondayFrom(`${year}-05-25`),
      mondayFrom(`${year}-08-25`),
    ];
    for (const fixed of [`${year}-01-01`, `${year}-12-25`, `${year}-12-26`]) {
      let day = fixed;
      while ([0, 6].includes(weekday(day)) || days.includes(day)) day = addDays(day, 1);
      days.push(day);
    }
    return days;
  };

  test.each([2022, 2023, 2024, 2025, 2026, 2027, 2028, 2029, 2030])("%i", (year) => {
    const expected = new Set(usual(year));
    if (year === 2022) {
      expected.delete("2022-05-30");
      for (const day of ["2022-06-02", "2022-06-03", "2022-09-19"]) expected.add(day);
    }
    if (year === 2023) expected.add("2023-05-08");
    const listed = [...bankHolidays].filter((day) => day.startsWith(`${year}-`));
    expect(listed.toSorted()).toEqual([...expected].toSorted());
  });

  test("the list ends where it says", () => {
    expect([...bankHolidays].every((day) => day <= bankHolidaysKnownUntil)).toBe(true);
    expect(
      [...bankHolidays].some((day) => day.startsWith(bankHolidaysKnownUntil.slice(0, 4))),
    ).toBe(true);
  });

  test.each([
    ["2022-01-03", "New Year on a Saturday: the Monday"],
    ["2022-05-02", "early May"],
    ["2022-06-02", "spring, moved"],
    ["2022-06-03", "Platinum Jubilee"],
    ["2022-09-19", "state funeral"],
    ["2022-12-27", "Christmas on a Sunday: the Tuesday"],
    ["2023-05-08", "coronation"],
    ["2024-03-29", "Good Friday"],
    ["2024-04-01", "Easter Monday"],
    ["2026-12-28", "Boxing Day on a Saturday: the Monday"],
    ["2027-12-27", "Christmas on a Saturday: the Monday"],
    ["2027-12-28", "Boxing Day on a Sunday: the Tuesday"],
    ["2024-04-13", "a Saturday"],
    ["2024-04-14", "a Sunday"],
  ])("%s is not a working day (%s)", (date) => {
    expect(isWorkingDay(date)).toBe(false);
  });

  test.each(["2022-05-30", "2022-01-04", "2024-04-15", "2024-04-02", "2026-12-29"])(
    "%s is a working day",
    (date) => {
      expect(isWorkingDay(date)).toBe(true);
    },
  );
});

test.each([
  ["2024-03-28", 1, "2024-04-02"],
  ["2024-03-28", 5, "2024-04-08"],
  ["2024-04-13", 1, "2024-04-15"],
  ["2024-04-13", 0, "2024-04-13"],
  ["2024-04-02", -1, "2024-03-28"],
  ["2022-12-23", 2, "2022-12-29"],
])("%s and %i working days is %s", (date, days, expected) => {
  expect(addWorkingDays(date, days)).toBe(expected);
});

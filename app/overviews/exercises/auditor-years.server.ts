/** Owns an auditor's year as it is shown: what is expected, exempt, given, and returned in time. */
import { lastDayOf, monthOf } from "~/rules/core/dates";
import { asYearStart, monthsOf, yearName, yearOf } from "~/rules/exercises/programme-year";
import { type YearOfAuditor, yearOfAuditor } from "~/rules/reports/auditor-year";
import { unscopedPeopleWithRole } from "~db/access/people.server";
import type { Db } from "~db/core/open.server";
import { findSettings } from "~db/core/settings.server";
import { listExemptTimes } from "~db/people/exemptions.server";
import { type GivenAudit, listGiven } from "~db/reports/year-returns.server";

export type AuditorYear = YearOfAuditor & { id: string; name: string };

/** The year that is asked for, or this one; and its months up to this one. */
export async function findYear(db: Db, today: string, asked: string | null) {
  const settings = await findSettings(db);
  const start = asYearStart(settings["programme.year-starts"]);
  const thisMonth = monthOf(today);
  const thisYear = yearOf(thisMonth, start);
  const year = asked && /^\d{4}$/.test(asked) && asked <= thisYear ? asked : thisYear;
  const before = String(Number(year) - 1);
  return {
    year,
    name: yearName(year, start),
    before,
    beforeName: yearName(before, start),
    isOver: year < thisYear,
    months: monthsOf(year, start).filter((month) => month <= thisMonth),
    perMonth: settings["programme.expected-a-month"],
  };
}

type Year = Pick<Awaited<ReturnType<typeof findYear>>, "months" | "perMonth">;

/** Everyone who audits or did in these months, or one of them; with the audits they were given. */
export async function readAuditorYears(
  db: Db,
  { months, perMonth }: Year,
  today: string,
  only: { id: string; name: string } | null = null,
): Promise<(AuditorYear & { audits: GivenAudit[] })[]> {
  const [from = "", to = ""] = [months[0], months.at(-1)];
  const given = await listGiven(db, { from, to }, only?.id ?? null);
  const people = only ? [only] : await unscopedPeopleWithRole(db, "auditor");
  const names = new Map([...given.map((one) => [one.personId, one.name] as const)]);
  for (const { id, name } of people) names.set(id, name);
  const time = { from: `${from}-01`, to: lastDayOf(to) };
  const exempt = await listExemptTimes(db, [...names.keys()], time);
  return [...names]
    .map(([id, name]) => {
      const audits = given.filter(({ personId }) => personId === id);
      const times = exempt.get(id) ?? [];
      return { id, name, audits, ...yearOfAuditor(months, perMonth, times, audits, today) };
    })
    .sort((a, b) => a.name.localeCompare(b.name, "en-GB"));
}

import { useLoaderData } from "@remix-run/react";
import { type ProgrammeItem, readProgramme } from "~/overviews/exercises/programme.server";
import { paths } from "~/paths";
import { monthOf } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { exerciseKindNames, exerciseKinds, isReleased } from "~/rules/exercises/exercises";
import {
  countProgramme,
  type ProgrammeCounts,
  programmeInWords,
  programmeStateNames,
  programmeStates,
} from "~/rules/exercises/programme";
import { asYearStart, monthsOf, yearName, yearOf } from "~/rules/exercises/programme-year";
import { guarded, noRecord } from "~/server/guard.server";
import { Button, ButtonGroup } from "~/ui/button";
import { FilterBar } from "~/ui/filter-bar";
import { Select } from "~/ui/inputs/select";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { PageHeading } from "~/ui/page";
import { findSettings } from "~db/core/settings.server";
import { type ExerciseInList, findProgrammeMonths } from "~db/exercises/programme.server";
import { ProgrammeList } from "./programme-list";
import { ProgrammeNav } from "./programme-nav";
import { YearCalendar } from "./year-calendar";

export const meta = () => [{ title: "Programme - Line of Sight" }];

const oneOf = <T extends string>(list: readonly T[], text: string | null): T | undefined =>
  list.find((item) => item === text);

export const loader = guarded("programme.read", noRecord, async (guard) => {
  const { db, request, scope, today, may } = guard;
  const asked = new URL(request.url).searchParams;
  const start = asYearStart((await findSettings(db))["programme.year-starts"]);
  const thisMonth = monthOf(today);
  const thisYear = yearOf(thisMonth, start);
  const years = yearsBetween(await findProgrammeMonths(db), (month) => yearOf(month, start), [
    thisYear,
    String(Number(thisYear) + 1),
  ]);
  const year = oneOf(years, asked.get("year")) ?? thisYear;
  const kind = oneOf(exerciseKinds, asked.get("kind"));
  const state = oneOf(programmeStates, asked.get("state"));
  const months = monthsOf(year, start);
  const [from = "", to = ""] = [months[0], months.at(-1)];
  const all = await readProgramme(db, scope, { from, to, kind }, thisMonth);
  const rows = all.filter((row) => !state || row.state === state);

  /** Where this person may go from here; none for those who only see the plan. */
  const hrefOf = ({ exercise, planned }: ProgrammeItem): string | null => {
    if (exercise) return exerciseHref(exercise);
    if (!planned) return null;
    const people = { lead: [planned.ownerId] };
    const access = { teamId: null, serviceId: planned.serviceId, people };
    return may("programme.change", access) ? paths.planned.one(planned.id) : null;
  };
  const exerciseHref = (row: ExerciseInList): string | null => {
    const people = { lead: [row.leadId], reviewer: row.reviewing ? [guard.actor.id] : [] };
    const access = { teamId: null, serviceId: row.serviceId, people };
    if (may("exercises.read", access)) return paths.exercises.one(row.id);
    if (row.kind === "core") {
      const reads = row.state === "closed" && may("reports.read-cycle", access);
      return reads ? paths.exercises.report(row.id) : null;
    }
    if (may("exercises.review", access) && isReleased(row.state)) {
      return paths.exercises.grid(row.id);
    }
    const reads = row.state === "closed" && may("exercises.read-report", access);
    return reads ? paths.exercises.summary(row.id) : null;
  };
  return {
    year,
    name: yearName(year, start),
    years: years.map((value) => ({ value, label: yearName(value, start) })),
    months,
    kind,
    state,
    view: asked.get("view") === "list" ? ("list" as const) : ("year" as const),
    mayPlan: may("exercises.plan-dip-sample"),
    mayMake: may("programme.make"),
    mayReadCoverage: may("programme.read-coverage"),
    mayReadTools: may("tools.read"),
    thisMonth,
    soFar: countProgramme(rows, thisMonth),
    rows: rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      title: row.title,
      month: row.month,
      state: row.state,
      leadName: row.leadName,
      serviceId: row.serviceId,
      serviceName: row.serviceName,
      note: row.reason ? `${row.reason}${row.saidBy ? ` (${row.saidBy})` : ""}` : "",
      href: hrefOf(row),
    })),
  };
});

/** Every year from the first to the last of which there is something, and these; the latest first. */
function yearsBetween(
  { first, last }: { first: string | null; last: string | null },
  yearOfMonth: (month: string) => string,
  also: readonly string[],
): string[] {
  const ends = [first, last].flatMap((month) => (month === null ? [] : [yearOfMonth(month)]));
  const numbers = [...ends, ...also].map(Number);
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  return Array.from({ length: most - least + 1 }, (_, at) => String(most - at));
}

export default function Programme() {
  const page = useLoaderData<typeof loader>();
  const { year, kind, state, view, rows } = page;
  const chosen = [kind, state].filter(Boolean).length;
  const other = view === "year" ? "list" : "year";
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <PageHeading
        title={`Programme ${page.name}`}
        tag={page.mayPlan ? <Button to={paths.exercises.plan()}>Plan an exercise</Button> : null}
        lead={inWords(page)}
      />
      <ProgrammeNav
        year={year}
        current="year"
        mayReadCoverage={page.mayReadCoverage}
        mayReadReturns={page.mayMake}
      />
      <FilterBar
        action={paths.programme()}
        clearHref={paths.programme({ year, view: view === "list" ? view : undefined })}
        chosen={chosen}
        filters={
          <>
            <Select
              id="year"
              name="year"
              label="Year"
              key={`year-${year}`}
              defaultValue={year}
              options={page.years}
            />
            <Select
              id="kind"
              name="kind"
              label="Kind"
              key={`kind-${kind}`}
              defaultValue={kind ?? ""}
              emptyLabel="All kinds"
              options={exerciseKinds.map((value) => ({ value, label: exerciseKindNames[value] }))}
            />
            <Select
              id="state"
              name="state"
              label="State"
              key={`state-${state}`}
              defaultValue={state ?? ""}
              emptyLabel="All states"
              options={programmeStates.map((value) => ({
                value,
                label: programmeStateNames[value],
              }))}
            />
            {view === "list" ? <input type="hidden" name="view" value="list" readOnly /> : null}
          </>
        }
      />
      {rows.length === 0 ? (
        <EmptyState title={`Nothing is planned for ${page.name}${chosen ? " like this" : ""}`}>
          <p className="govuk-body">
            {chosen
              ? "Clear the filters to see the whole year."
              : "What is planned appears here, and every exercise."}
          </p>
        </EmptyState>
      ) : (
        <>
          <p className="los-result-count los-wide-only">
            {counted(rows.length, "exercise", "exercises")}
            {" · "}
            <Link
              to={paths.programme({
                year,
                kind,
                state,
                view: other === "list" ? other : undefined,
              })}
            >
              {other === "list" ? "Show as a list" : "Show as a year"}
            </Link>
          </p>
          {view === "year" ? (
            <div className="los-wide-only">
              <YearCalendar
                name={page.name}
                months={page.months}
                rows={rows}
                thisMonth={page.thisMonth}
              />
            </div>
          ) : null}
          <div className={view === "year" ? "los-narrow-only" : ""}>
            <ProgrammeList rows={rows} />
          </div>
        </>
      )}
      {page.mayMake ? (
        <ButtonGroup>
          <Button variant="secondary" to={paths.planned.rhythm({ year })}>
            Make the year from our rhythm
          </Button>
          <Button variant="secondary" to={paths.planned.add({ year })}>
            Add to the programme
          </Button>
        </ButtonGroup>
      ) : null}
      {page.mayReadTools ? (
        <p className="govuk-body">
          <Link to={paths.tools.list()}>Audit tools: what is asked, and what each grade means</Link>
        </p>
      ) : null}
    </main>
  );
}

type LeadFacts = {
  name: string;
  months: string[];
  thisMonth: string;
  kind?: string;
  state?: string;
  soFar: ProgrammeCounts;
};

/** How far the months up to this one are; nothing where the list shows only some of them. */
function inWords({ kind, state, soFar, thisMonth, months, name }: LeadFacts): string | undefined {
  if (kind || state || soFar.planned === 0) return undefined;
  const when = months.includes(thisMonth) ? "Up to this month" : `In ${name}`;
  return `${when}: ${programmeInWords(soFar)}.`;
}

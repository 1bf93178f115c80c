import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { monthOf } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import {
  exerciseKindNames,
  exerciseKinds,
  exerciseStateNames,
  exerciseStates,
  isReleased,
} from "~/rules/exercises/exercises";
import {
  countProgramme,
  type ProgrammeCounts,
  programmeInWords,
} from "~/rules/exercises/programme";
import { guarded, noRecord } from "~/server/guard.server";
import { Button } from "~/ui/button";
import { FilterBar } from "~/ui/filter-bar";
import { Select } from "~/ui/inputs/select";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { PageHeading } from "~/ui/page";
import {
  type ExerciseInList,
  listProgramme,
  listProgrammeYears,
} from "~db/exercises/programme.server";
import { ProgrammeList } from "./programme-list";
import { YearTable } from "./year-table";

export const meta = () => [{ title: "Programme - Line of Sight" }];

const oneOf = <T extends string>(list: readonly T[], text: string | null): T | undefined =>
  list.find((item) => item === text);

export const loader = guarded("programme.read", noRecord, async (guard) => {
  const { db, request, scope, today, may } = guard;
  const asked = new URL(request.url).searchParams;
  const thisYear = today.slice(0, 4);
  const years = [...new Set([...(await listProgrammeYears(db)), thisYear])].sort().reverse();
  const year = oneOf(years, asked.get("year")) ?? thisYear;
  const kind = oneOf(exerciseKinds, asked.get("kind"));
  const state = oneOf(exerciseStates, asked.get("state"));
  const rows = await listProgramme(db, scope, { year, kind, state });

  /** Where this person may go from here; none for those who only see the plan. */
  const hrefOf = (row: ExerciseInList): string | null => {
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
    years,
    kind,
    state,
    view: asked.get("view") === "list" ? ("list" as const) : ("year" as const),
    mayPlan: may("exercises.plan-dip-sample"),
    mayReadTools: may("tools.read"),
    thisMonth: monthOf(today),
    soFar: countProgramme(rows, monthOf(today)),
    rows: rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      title: row.title,
      month: row.month,
      state: row.state,
      size: row.size,
      leadName: row.leadName,
      serviceName: row.serviceName,
      href: hrefOf(row),
    })),
  };
});

export default function Programme() {
  const page = useLoaderData<typeof loader>();
  const { year, kind, state, view, rows } = page;
  const chosen = [kind, state].filter(Boolean).length;
  const other = view === "year" ? "list" : "year";
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <PageHeading
        title={`Programme ${year}`}
        tag={page.mayPlan ? <Button to={paths.exercises.plan()}>Plan an exercise</Button> : null}
        lead={inWords(page)}
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
              options={page.years.map((value) => ({ value, label: value }))}
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
              options={exerciseStates.map((value) => ({ value, label: exerciseStateNames[value] }))}
            />
            {view === "list" ? <input type="hidden" name="view" value="list" readOnly /> : null}
          </>
        }
      />
      {rows.length === 0 ? (
        <EmptyState title={`Nothing is planned for ${year}${chosen ? " like this" : ""}`}>
          <p className="govuk-body">
            {chosen
              ? "Clear the filters to see the whole year."
              : "Exercises appear here as soon as they are planned."}
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
              <YearTable year={year} rows={rows} thisMonth={page.thisMonth} />
            </div>
          ) : null}
          <div className={view === "year" ? "los-narrow-only" : ""}>
            <ProgrammeList rows={rows} />
          </div>
        </>
      )}
      {page.mayReadTools ? (
        <p className="govuk-body">
          <Link to={paths.tools.list()}>Audit tools: what is asked, and what each grade means</Link>
        </p>
      ) : null}
    </main>
  );
}

type LeadFacts = {
  year: string;
  thisMonth: string;
  kind?: string;
  state?: string;
  soFar: ProgrammeCounts;
};

/** How far the months up to this one are; nothing where the list shows only some of them. */
function inWords({ kind, state, soFar, thisMonth, year }: LeadFacts): string | undefined {
  if (kind || state || soFar.planned === 0) return undefined;
  const months = year === thisMonth.slice(0, 4) ? "Up to this month" : `In ${year}`;
  return `${months}: ${programmeInWords(soFar)}.`;
}

import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { type Cohort, cohortNames, cohorts } from "~/rules/caseload/caseload";
import { daysBetween, lastDayOf, monthOf } from "~/rules/core/dates";
import { asYearStart, monthsOf, yearName, yearOf } from "~/rules/exercises/programme-year";
import { figureInWords } from "~/rules/reports/figure-words";
import { type Covered, coverageBy, coverageInWords } from "~/rules/reports/year-coverage";
import { guarded, noRecord } from "~/server/guard.server";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { PageHeading } from "~/ui/page";
import { Table } from "~/ui/table";
import { listTeams } from "~db/access/people.server";
import { findSettings } from "~db/core/settings.server";
import { unscopedLookedAt, unscopedOpenCases } from "~db/reports/year-coverage.server";
import { ProgrammeNav } from "./programme-nav";

export const meta = () => [{ title: "Coverage - Line of Sight" }];

export const loader = guarded("programme.read-coverage", noRecord, async (guard) => {
  const { db, request, today, may } = guard;
  const settings = await findSettings(db);
  const start = asYearStart(settings["programme.year-starts"]);
  const thisYear = yearOf(monthOf(today), start);
  const asked = new URL(request.url).searchParams.get("year") ?? "";
  const year = /^\d{4}$/.test(asked) && asked <= thisYear ? asked : thisYear;
  const months = monthsOf(year, start);
  const [from = "", to = ""] = [months[0], months.at(-1)];
  const looked = await unscopedLookedAt(db, { from, to });
  const open = await unscopedOpenCases(db);
  const teams = await listTeams(db);
  const teamNames = new Map(teams.map(({ id, name }) => [id, name]));
  const days = daysBetween(`${from}-01`, lastDayOf(to)) + 1;
  const part = Math.min(1, Math.max(0, (daysBetween(`${from}-01`, today) + 1) / days));
  const aim = { share: settings["programme.aim-percent"], part };
  const rows = (by: "teamId" | "cohort" | "all", nameOf: (key: string) => string) =>
    coverageBy(by, looked, open, aim).map((one) => ({ ...one, name: nameOf(one.key) }));
  const order = (key: string) => cohorts.indexOf(key as Cohort);
  const serviceOf = new Map(teams.map(({ id, serviceName }) => [id, serviceName]));
  const [whole] = rows("all", () => "All teams");
  return {
    year,
    name: yearName(year, start),
    before: String(Number(year) - 1),
    beforeName: yearName(String(Number(year) - 1), start),
    isOver: year < thisYear,
    mayMake: may("programme.make"),
    lead: whole ? coverageInWords(whole, { ...aim, isOver: year < thisYear }) : null,
    teams: rows("teamId", (key) => teamNames.get(key) ?? "A team that is no more")
      .map((one) => ({ ...one, service: serviceOf.get(one.key) ?? "" }))
      .sort((a, b) => a.name.localeCompare(b.name, "en-GB")),
    cohorts: rows("cohort", (key) => cohortNames[key as Cohort] ?? key).sort(
      (a, b) => order(a.key) - order(b.key),
    ),
  };
});

export default function Coverage() {
  const page = useLoaderData<typeof loader>();
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <PageHeading title={`Coverage ${page.name}`} lead={page.lead ?? undefined} />
      <ProgrammeNav
        year={page.year}
        current="coverage"
        mayReadCoverage
        mayReadReturns={page.mayMake}
      />
      {page.lead === null ? (
        <EmptyState title="No open cases and nothing looked at">
          <p className="govuk-body">Coverage shows once there is a caseload.</p>
        </EmptyState>
      ) : (
        <>
          <CoverageTable caption="By team" of="Team" rows={page.teams} isOver={page.isOver} />
          <CoverageTable caption="By cohort" of="Cohort" rows={page.cohorts} isOver={page.isOver} />
          <p className="govuk-hint">
            A case counts once, in the team and cohort it was looked at in last. Open cases are
            those of today; under ten, a share is indicative only.
          </p>
        </>
      )}
      <p className="govuk-body">
        <Link to={paths.planned.coverage({ year: page.before })}>Coverage {page.beforeName}</Link>
        {page.mayMake ? (
          <>
            {" · "}
            <Link to={paths.planned.rhythm({ year: page.year })}>Change the aim</Link>
          </>
        ) : null}
      </p>
    </main>
  );
}

type Row = Covered & { name: string };

function CoverageTable({
  caption,
  of,
  rows,
  isOver,
}: {
  caption: string;
  of: string;
  rows: readonly Row[];
  isOver: boolean;
}) {
  const most = Math.max(1, ...rows.flatMap(({ cases, aim }) => [cases, aim]));
  return (
    <Table
      caption={caption}
      captionSize="m"
      compact
      onNarrow="lines"
      rows={rows}
      rowKey={({ key }) => key}
      columns={[
        { header: of, rowHeader: true, ownLine: true, cell: ({ name }) => name },
        { header: "Open today", numeric: true, cell: ({ open }) => open },
        { header: "Looked at", labelled: true, cell: ({ looked }) => figureInWords(looked) },
        { header: "In core cycles", numeric: true, cell: ({ core }) => core },
        {
          header: isOver ? "Aim" : "Aim, and by now",
          labelled: true,
          nowrap: true,
          cell: ({ aim, byNow }) => (isOver ? aim : `${aim}, ${byNow}`),
        },
        {
          header: "Looked at beside the aim",
          hideHeader: true,
          notInLines: true,
          cell: (row) => <AimBar row={row} most={most} isOver={isOver} />,
        },
      ]}
    />
  );
}

/** Cases looked at as a bar, with a line where the aim is; its row says both in numbers. */
function AimBar({ row, most, isOver }: { row: Row; most: number; isOver: boolean }) {
  const reached = row.cases >= (isOver ? row.aim : row.byNow);
  return (
    <svg
      className="los-aim"
      viewBox={`0 0 ${most} 20`}
      preserveAspectRatio="none"
      width="100%"
      height="20"
      aria-hidden="true"
      focusable="false"
    >
      <rect y="5" width={most} height="10" fill="#e6e6e6" />
      <rect y="5" width={row.cases} height="10" fill={reached ? "#0f7a52" : "#12436D"} />
      <line
        x1={row.aim}
        x2={row.aim}
        y1="0"
        y2="20"
        stroke="#0b0c0c"
        strokeWidth="3"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}

import { useLoaderData } from "@remix-run/react";
import {
  type AuditorYear,
  findYear,
  readAuditorYears,
} from "~/overviews/exercises/auditor-years.server";
import { paths } from "~/paths";
import { counted } from "~/rules/core/words";
import { returnedInWords } from "~/rules/reports/auditor-year";
import { guarded, noRecord } from "~/server/guard.server";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { PageHeading } from "~/ui/page";
import { Table } from "~/ui/table";
import { ProgrammeNav } from "./programme-nav";

export const meta = () => [{ title: "Auditors over the year - Line of Sight" }];

export const loader = guarded("programme.make", noRecord, async ({ db, request, today }) => {
  const { perMonth, ...year } = await findYear(
    db,
    today,
    new URL(request.url).searchParams.get("year"),
  );
  const rows = await readAuditorYears(db, { ...year, perMonth }, today);
  return { ...year, perMonth, rows: rows.map(({ audits, ...row }) => row) };
});

export default function Returns() {
  const page = useLoaderData<typeof loader>();
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <PageHeading
        title={`Auditors ${page.name}`}
        lead={`${counted(page.perMonth, "audit")} a month ${page.perMonth === 1 ? "is" : "are"} expected of each${page.isOver ? "" : ", counted up to this month"}.`}
      />
      <ProgrammeNav year={page.year} current="auditors" mayReadCoverage mayReadReturns />
      {page.rows.length === 0 ? (
        <EmptyState title="Nobody audits">
          <p className="govuk-body">Give someone the role auditor first.</p>
        </EmptyState>
      ) : (
        <AuditorTable rows={page.rows} year={page.year} />
      )}
      <p className="govuk-hint">
        In time is by the date an audit had in the end, extensions included. What was expected is
        less what is exempt.
      </p>
      <p className="govuk-body">
        <Link to={paths.planned.returns({ year: page.before })}>Auditors {page.beforeName}</Link>
        {" · "}
        <Link to={paths.planned.rhythm({ year: page.year })}>Change what is expected</Link>
      </p>
    </main>
  );
}

function AuditorTable({ rows, year }: { rows: readonly AuditorYear[]; year: string }) {
  return (
    <Table
      caption="Auditors over the year"
      hideCaption
      compact
      onNarrow="lines"
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          header: "Auditor",
          rowHeader: true,
          ownLine: true,
          cell: ({ id, name }) => <Link to={paths.planned.auditor(id, { year })}>{name}</Link>,
        },
        { header: "Expected", numeric: true, cell: ({ expected }) => expected },
        { header: "Exempt", numeric: true, cell: ({ exempt }) => exempt },
        { header: "Given", numeric: true, cell: ({ given }) => given },
        { header: "Late", numeric: true, cell: ({ late }) => late },
        { header: "In time, of what was expected", labelled: true, cell: returnedInWords },
      ]}
    />
  );
}

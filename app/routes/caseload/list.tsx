import { useLoaderData } from "@remix-run/react";
import { caseFilters } from "~/forms/caseload";
import { paths } from "~/paths";
import { ageInWords, cohortNames, cohorts, workerInWords } from "~/rules/caseload/caseload";
import { formatDate } from "~/rules/core/dates";
import { plural } from "~/rules/core/words";
import { guarded, noRecord } from "~/server/guard.server";
import { Button } from "~/ui/button";
import { CountLinks } from "~/ui/count-links";
import { FilterLayout } from "~/ui/filter-layout";
import { Radios } from "~/ui/inputs/choices";
import { Select } from "~/ui/inputs/select";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { PageHeading } from "~/ui/page";
import { Pagination } from "~/ui/pagination";
import { Table } from "~/ui/table";
import {
  countCases,
  listCases,
  listTeamsWithCases,
  listWorkers,
} from "~db/caseload/caseload.server";

export const meta = () => [{ title: "Caseload - Line of Sight" }];

const pageSize = 25;
const stateNames = { open: "Open", closed: "Closed", all: "Open and closed" } as const;

export const loader = guarded("caseload.read", noRecord, async ({ request, db, scope, may }) => {
  const chosen = caseFilters.parse(Object.fromEntries(new URL(request.url).searchParams));
  const filters = { ...chosen, teamId: chosen.team, workerId: chosen.worker };
  const { count, cases } = await listCases(db, scope, filters, chosen.page, pageSize);
  const cohortCounts = await countCases(db, scope, filters);
  return {
    chosen,
    count,
    cases,
    cohortCounts,
    /** Of every cohort, whichever is shown. */
    total: cohortCounts.reduce((sum, cohort) => sum + cohort.count, 0),
    teams: await listTeamsWithCases(db, scope),
    workers: await listWorkers(db, scope),
    mayImport: may("caseload.import"),
  };
});

export default function Caseload() {
  const data = useLoaderData<typeof loader>();
  const { chosen, count, total, cases, teams, workers } = data;
  const { page, state, ...picked } = chosen;
  const query = { ...picked, state: state === "open" ? "" : state };
  const without = (key: keyof typeof query) => paths.caseload.list({ ...query, [key]: "" });
  const worker = workers.find(({ id }) => id === chosen.worker)?.name;
  const inUse = [
    { key: "reference" as const, label: chosen.reference ? `Reference: ${chosen.reference}` : "" },
    { key: "team" as const, label: teams.find(({ id }) => id === chosen.team)?.name },
    { key: "cohort" as const, label: chosen.cohort ? cohortNames[chosen.cohort] : "" },
    { key: "worker" as const, label: worker ? `Worker: ${worker}` : "" },
    { key: "state" as const, label: state === "open" ? "" : stateNames[state] },
  ].flatMap(({ key, label }) => (label ? [{ label, removeHref: without(key) }] : []));
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <PageHeading
        title="Caseload"
        lead={
          total === 0
            ? undefined
            : `${total.toLocaleString("en-GB")} ${words(state, total)} in view`
        }
      />
      {data.mayImport ? (
        <Button to={paths.caseload.import()} variant="secondary">
          Import a caseload
        </Button>
      ) : null}
      <CountLinks
        label="Cases by cohort"
        items={data.cohortCounts.map(({ cohort, count: n }) => ({
          count: n,
          label: cohortNames[cohort],
          href: paths.caseload.list({ ...query, cohort }),
        }))}
      />
      <FilterLayout
        action={paths.caseload.list()}
        clearHref={paths.caseload.list()}
        chosen={inUse}
        filters={<Filters key={JSON.stringify(chosen)} />}
      >
        {cases.length === 0 ? (
          <EmptyState title={inUse.length > 0 ? "No case fits these filters" : "No cases yet"}>
            <p className="govuk-body">
              {inUse.length > 0
                ? "Take a filter away to see more."
                : "Cases appear here once a caseload has been imported."}
            </p>
          </EmptyState>
        ) : (
          <Table
            caption={`${count.toLocaleString("en-GB")} ${words(state, count)}`}
            rows={cases}
            rowKey={(row) => row.id}
            compact
            onNarrow="lines"
            columns={[
              {
                header: "Reference",
                rowHeader: true,
                cell: (row) => <Link to={paths.caseload.one(row.id)}>{row.reference}</Link>,
              },
              { header: "Cohort", cell: (row) => cohortNames[row.cohort] },
              { header: "Team", cell: (row) => row.team ?? "None" },
              { header: "Worker", cell: (row) => workerInWords(row.worker) },
              { header: "Age", nowrap: true, cell: (row) => ageInWords(row.age, row.unborn) },
              {
                header: state === "closed" ? "Closed" : "Opened",
                nowrap: true,
                labelled: true,
                cell: (row) =>
                  state === "closed" && row.closedOn
                    ? formatDate(row.closedOn)
                    : `${formatDate(row.openedOn)}${row.closedOn ? " (closed)" : ""}`,
              },
              {
                header: "Last audited",
                nowrap: true,
                labelled: true,
                cell: (row) => (row.lastAuditedOn ? formatDate(row.lastAuditedOn) : "Not yet"),
              },
            ]}
          />
        )}
        <Pagination
          page={page}
          pages={Math.ceil(count / pageSize)}
          hrefFor={(n) => paths.caseload.list({ ...query, page: String(n) })}
        />
      </FilterLayout>
    </main>
  );
}

const words = (state: "open" | "closed" | "all", n: number): string =>
  `${state === "all" ? "" : `${state} `}${plural(n, "case", "cases")}`;

function Filters() {
  const { chosen, teams, workers } = useLoaderData<typeof loader>();
  const asOption = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name });
  return (
    <>
      <TextField
        id="reference"
        name="reference"
        label="Reference"
        hint="All or part of it"
        defaultValue={chosen.reference}
        spellCheck={false}
      />
      <Select
        id="team"
        name="team"
        label="Team"
        emptyLabel="All teams"
        options={teams.map(asOption)}
        defaultValue={chosen.team}
      />
      <Select
        id="cohort"
        name="cohort"
        label="Cohort"
        emptyLabel="All cohorts"
        options={cohorts.map((cohort) => ({ value: cohort, label: cohortNames[cohort] }))}
        defaultValue={chosen.cohort}
      />
      <Select
        id="worker"
        name="worker"
        label="Worker"
        emptyLabel="All workers"
        options={workers.map(asOption)}
        defaultValue={chosen.worker}
      />
      <Radios
        id="state"
        name="state"
        legend="Cases"
        small
        options={(["open", "closed", "all"] as const).map((value) => ({
          value,
          label: stateNames[value],
        }))}
        defaultValue={chosen.state}
      />
    </>
  );
}

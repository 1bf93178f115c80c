import { paths } from "~/paths";
import { ageInWords, type Cohort, cohortNames, isCohort } from "~/rules/caseload/caseload";
import { formatDate } from "~/rules/core/dates";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { type Column, Table } from "~/ui/table";
import type { ImportRowInList } from "~db/caseload/imports.server";

type NewPerson = {
  ref: string;
  name: string;
  staffNumber: string | null;
  email: string | null;
  team: string | null;
};
type List =
  | { kind: "rows"; rows: ImportRowInList[] }
  | { kind: "people"; people: NewPerson[] }
  | {
      kind: "absent";
      cases: { id: string; reference: string; cohort: string; team: string | null }[];
    };

type Props = {
  list: List;
  show: string;
  caption: string;
  teams: Record<string, string>;
  /** Confirmed, so that its cases can be looked at and nothing is left to choose. */
  done: boolean;
};

/** One page of what an import holds: rows, new members of staff or absent cases. */
export function ImportRows({ list, show, caption, teams, done }: Props) {
  if (list.kind === "people") return <NewPeople people={list.people} caption={caption} />;
  if (list.kind === "absent") return <AbsentCases cases={list.cases} caption={caption} />;
  if (list.rows.length === 0) return <EmptyState title="Nothing of this kind" />;
  return (
    <Table
      caption={caption}
      rows={list.rows}
      rowKey={(row) => `${row.list} ${row.line}`}
      columns={[...placeColumns(list.rows, done), ...whatColumns(show, teams, done)]}
    />
  );
}

type RowColumn = Column<ImportRowInList>;

/** Where a row stands in the file: a workbook has several lists. */
function placeColumns(rows: readonly ImportRowInList[], done: boolean): RowColumn[] {
  const inLists = rows.some((row) => row.list !== null);
  return [
    ...(inLists
      ? [{ header: "List", cell: (row: ImportRowInList) => row.list, nowrap: true }]
      : []),
    { header: inLists ? "Row" : "Line", cell: (row) => row.line },
    {
      header: "Reference",
      rowHeader: true,
      nowrap: true,
      cell: ({ reference, caseId }) =>
        done && reference && caseId ? (
          <Link to={paths.caseload.one(caseId)}>{reference}</Link>
        ) : (
          (reference ?? "Can’t be read")
        ),
    },
  ];
}

function whatColumns(show: string, teams: Record<string, string>, done: boolean): RowColumn[] {
  if (show === "bad") return [{ header: "What to correct", cell: (row) => row.problem }];
  if (show === "unmapped") {
    const header = done ? "What to choose before the next import" : "What to choose";
    return [{ header, cell: (row) => row.problem }];
  }
  if (show === "left-out") return [{ header: "Why it is left out", cell: (row) => row.problem }];
  if (show === "noted") {
    return [{ header: "What was noted", cell: (row) => <Lines lines={row.notes} /> }];
  }
  if (show === "change" || show === "close") {
    return [
      {
        header: "What changes",
        cell: (row) => (
          <Lines lines={row.changes.map(({ field, from, to }) => `${field}: ${from} → ${to}`)} />
        ),
      },
    ];
  }
  return [
    { header: "Cohort", cell: ({ facts }) => facts && cohortNames[facts.cohort] },
    { header: "Team", cell: ({ facts }) => (facts?.teamId && teams[facts.teamId]) ?? "None" },
    {
      header: "Age",
      nowrap: true,
      cell: ({ facts }) => facts && ageInWords(facts.age, facts.unborn),
    },
    { header: "Opened", nowrap: true, cell: ({ facts }) => facts && formatDate(facts.openedOn) },
  ];
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul className="govuk-list govuk-!-margin-bottom-0">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function NewPeople({ people, caption }: { people: NewPerson[]; caption: string }) {
  if (people.length === 0) return <EmptyState title="Nothing of this kind" />;
  return (
    <Table
      caption={`${caption}, added without an account`}
      rows={people}
      rowKey={(row) => row.ref}
      columns={[
        { header: "Name", rowHeader: true, cell: (row) => row.name },
        { header: "Number", cell: (row) => row.staffNumber ?? row.email ?? "None" },
        { header: "Team", cell: (row) => row.team ?? "None" },
      ]}
    />
  );
}

type Absent = Extract<List, { kind: "absent" }>["cases"];

function AbsentCases({ cases, caption }: { cases: Absent; caption: string }) {
  if (cases.length === 0) return <EmptyState title="Nothing of this kind" />;
  return (
    <Table
      caption={`${caption}: closed only if the list is complete`}
      rows={cases}
      rowKey={(row) => row.id}
      columns={[
        { header: "Reference", rowHeader: true, cell: (row) => row.reference },
        {
          header: "Cohort",
          cell: (row) => (isCohort(row.cohort) ? cohortNames[row.cohort as Cohort] : ""),
        },
        { header: "Team", cell: (row) => row.team ?? "None" },
      ]}
    />
  );
}

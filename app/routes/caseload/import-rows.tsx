import { ageInWords, type Cohort, cohortNames, isCohort } from "~/rules/caseload";
import type { NewWorker } from "~/rules/caseload-people";
import type { StagedRow } from "~/rules/caseload-staging";
import { formatDate } from "~/rules/dates";
import { EmptyState } from "~/ui/notices";
import { Table } from "~/ui/table";

type List =
  | { kind: "rows"; rows: StagedRow[] }
  | { kind: "people"; people: NewWorker[] }
  | {
      kind: "absent";
      cases: { id: string; reference: string; cohort: string; team: string | null }[];
    };

type Props = { list: List; show: string; caption: string; teams: Record<string, string> };

/** One page of what an import holds: rows, new members of staff or absent cases. */
export function ImportRows({ list, show, caption, teams }: Props) {
  const nothing = <EmptyState title="Nothing of this kind" />;
  if (list.kind === "people") {
    return list.people.length === 0 ? (
      nothing
    ) : (
      <Table
        caption={`${caption}, added without an account`}
        rows={list.people}
        rowKey={(row) => row.ref}
        columns={[
          { header: "Name", rowHeader: true, cell: (row) => row.name },
          { header: "Number", cell: (row) => row.staffNumber ?? row.email ?? "None" },
          { header: "Team", cell: (row) => (row.teamId && teams[row.teamId]) ?? "None" },
        ]}
      />
    );
  }
  if (list.kind === "absent") {
    return list.cases.length === 0 ? (
      nothing
    ) : (
      <Table
        caption={`${caption}: closed only if the list is complete`}
        rows={list.cases}
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
  if (list.rows.length === 0) return nothing;
  const line = { header: "Line", cell: (row: StagedRow) => row.line };
  const reference = {
    header: "Reference",
    rowHeader: true,
    cell: (row: StagedRow) => row.reference ?? "Can’t be read",
  };
  if (show === "bad") {
    return (
      <Table
        caption={caption}
        rows={list.rows}
        rowKey={(row) => String(row.line)}
        columns={[line, reference, { header: "What to mend", cell: (row) => row.problem }]}
      />
    );
  }
  if (show === "change" || show === "close") {
    return (
      <Table
        caption={caption}
        rows={list.rows}
        rowKey={(row) => String(row.line)}
        columns={[
          line,
          reference,
          { header: "What changes", cell: (row) => <Changes row={row} /> },
        ]}
      />
    );
  }
  return (
    <Table
      caption={caption}
      rows={list.rows}
      rowKey={(row) => String(row.line)}
      columns={[
        line,
        reference,
        { header: "Cohort", cell: ({ facts }) => facts && cohortNames[facts.cohort] },
        { header: "Team", cell: ({ facts }) => (facts?.teamId && teams[facts.teamId]) ?? "None" },
        { header: "Age", cell: ({ facts }) => facts && ageInWords(facts.age, facts.unborn) },
        { header: "Opened", cell: ({ facts }) => facts && formatDate(facts.openedOn) },
      ]}
    />
  );
}

function Changes({ row }: { row: StagedRow }) {
  return (
    <ul className="govuk-list govuk-!-margin-bottom-0">
      {row.changes.map(({ field, from, to }) => (
        <li key={field}>
          {field}: {from} → {to}
        </li>
      ))}
    </ul>
  );
}

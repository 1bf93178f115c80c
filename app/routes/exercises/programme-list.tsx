import { formatMonth } from "~/rules/core/dates";
import { type ExerciseKind, exerciseKindNames } from "~/rules/exercises/exercises";
import {
  type ProgrammeState,
  programmeStateColours,
  programmeStateNames,
} from "~/rules/exercises/programme";
import { Link } from "~/ui/link";
import { Table } from "~/ui/table";
import { StateTag } from "~/ui/tags";

export type ProgrammeRow = {
  id: string;
  kind: ExerciseKind;
  title: string;
  month: string;
  state: ProgrammeState;
  leadName: string;
  serviceId: string | null;
  serviceName: string | null;
  /** Why it was missed, or where it was done, and who said so. */
  note: string;
  href: string | null;
};

/** The year as a list: on a phone, or where one asks for it. */
export function ProgrammeList({ rows }: { rows: readonly ProgrammeRow[] }) {
  return (
    <Table
      caption="The programme"
      hideCaption
      compact
      rows={rows}
      rowKey={(row) => row.id}
      onNarrow="lines"
      columns={[
        {
          header: "What",
          rowHeader: true,
          ownLine: true,
          cell: (row) => (
            <>
              {row.href ? <Link to={row.href}>{row.title}</Link> : row.title}
              {row.note ? <span className="los-programme__note">{row.note}</span> : null}
            </>
          ),
        },
        { header: "Month", nowrap: true, cell: (row) => formatMonth(row.month) },
        {
          header: "Kind",
          cell: (row) =>
            row.serviceName
              ? `${exerciseKindNames[row.kind]}, ${row.serviceName}`
              : exerciseKindNames[row.kind],
          notInLines: true,
        },
        { header: "Led by", cell: (row) => row.leadName },
        {
          header: "State",
          cell: (row) => (
            <StateTag colour={programmeStateColours[row.state]}>
              {programmeStateNames[row.state]}
            </StateTag>
          ),
        },
      ]}
    />
  );
}

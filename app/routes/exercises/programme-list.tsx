import { formatMonth } from "~/rules/core/dates";
import {
  type ExerciseKind,
  type ExerciseState,
  exerciseKindNames,
  exerciseStateColours,
  exerciseStateNames,
} from "~/rules/exercises/exercises";
import { Link } from "~/ui/link";
import { Table } from "~/ui/table";
import { StateTag } from "~/ui/tags";

export type ProgrammeRow = {
  id: string;
  kind: ExerciseKind;
  title: string;
  month: string;
  state: ExerciseState;
  size: number;
  leadName: string;
  serviceName: string | null;
  href: string | null;
};

/** The year as a list: on a phone, or where one asks for it. */
export function ProgrammeList({ rows }: { rows: readonly ProgrammeRow[] }) {
  return (
    <Table
      caption="Exercises"
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          header: "Exercise",
          rowHeader: true,
          hideHeader: true,
          cell: (row) => (row.href ? <Link to={row.href}>{row.title}</Link> : row.title),
        },
        { header: "Month", nowrap: true, cell: (row) => formatMonth(row.month) },
        { header: "Kind", cell: (row) => exerciseKindNames[row.kind] },
        { header: "Led by", cell: (row) => row.leadName },
        {
          header: "State",
          cell: (row) => (
            <StateTag colour={exerciseStateColours[row.state]}>
              {exerciseStateNames[row.state]}
            </StateTag>
          ),
        },
      ]}
    />
  );
}

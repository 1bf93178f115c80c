import { shareWithStanding } from "~/rules/reports/reports";
import {
  goodOrAbove,
  gradedTotal,
  type JudgementCounts,
  judgementNames,
  judgements,
} from "~/rules/tools/grades";
import { goodOrAboveWords } from "~/rules/tools/scale";
import { type Column, Table } from "../table";

export type GradeRow = { key: string; name: string; counts: JudgementCounts };

/** Counts per grade and the share Good or above: the table behind every chart of grades. */
export function GradeTable({
  caption,
  nameHeader,
  rows,
  hideCaption,
}: {
  caption: string;
  nameHeader: string;
  rows: readonly GradeRow[];
  hideCaption?: boolean;
}) {
  const shown = judgements.filter(
    (judgement) =>
      (judgement !== "not-applicable" && judgement !== "not-judged") ||
      rows.some((row) => row.counts[judgement] > 0),
  );
  const columns: Column<GradeRow>[] = [
    { header: nameHeader, rowHeader: true, cell: (row) => row.name },
    ...shown.map((judgement) => ({
      header: judgementNames[judgement],
      numeric: true,
      cell: (row: GradeRow) => row.counts[judgement],
    })),
    {
      header: goodOrAboveWords,
      numeric: true,
      cell: (row) => shareWithStanding(goodOrAbove(row.counts), gradedTotal(row.counts)),
    },
  ];
  return (
    <Table
      caption={caption}
      hideCaption={hideCaption}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.key}
      compact
    />
  );
}

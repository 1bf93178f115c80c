import type { GradeMix } from "~/rules/reports/figure";
import { countInWords, figureWithCaveat, isAny } from "~/rules/reports/figure-words";
import { judgementNames, ungraded } from "~/rules/tools/grades";
import { goodOrAboveWords, grades } from "~/rules/tools/scale";
import { type Column, Table } from "../table";

export type GradeRow = { key: string; name: string; mix: GradeMix };

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
  const without = ungraded.filter((code) => rows.some(({ mix }) => isAny(mix.without[code])));
  const columns: Column<GradeRow>[] = [
    { header: nameHeader, rowHeader: true, cell: (row) => row.name },
    ...grades.map((grade) => ({
      header: judgementNames[grade],
      numeric: true,
      cell: ({ mix }: GradeRow) => countInWords(mix.grades[grade]),
    })),
    ...without.map((code) => ({
      header: judgementNames[code],
      numeric: true,
      cell: ({ mix }: GradeRow) => countInWords(mix.without[code]),
    })),
    {
      header: goodOrAboveWords,
      numeric: true,
      cell: ({ mix }) => figureWithCaveat(mix.good),
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

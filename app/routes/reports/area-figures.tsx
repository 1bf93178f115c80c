import { shareOf, smallest } from "~/rules/reports/reports";
import { percent } from "~/rules/statistics/percent";
import { type JudgementCounts, judgementNames, ungraded } from "~/rules/tools/grades";
import { goodOrAboveWords, grades } from "~/rules/tools/scale";
import { Table } from "~/ui/table";
import { ShareWords } from "./share-words";

export type AreaRow = { key: string; name: string; counts: JudgementCounts };

/** "3 (12%)", never broken: a count with its share, where there are enough for one. */
function countInWords(count: number, of: number): string {
  if (count === 0 || of < smallest.percentage) return String(count);
  return `${count}\u00a0(${percent(count, of, 0)}%)`;
}

/** Counts and whole percentages per practice area; what carries no grade stands apart. */
export function AreaFigures({
  caption,
  rows,
  allGraded = false,
}: {
  caption: string;
  rows: readonly AreaRow[];
  /** Overall grades are never left out: no columns for what was not graded. */
  allGraded?: boolean;
}) {
  return (
    <Table
      caption={caption}
      rows={rows}
      rowKey={({ key }) => key}
      compact
      columns={[
        { header: "Practice area", rowHeader: true, cell: ({ name }) => name },
        ...grades.map((grade) => ({
          header: judgementNames[grade],
          numeric: true,
          cell: ({ counts }: AreaRow) => countInWords(counts[grade], shareOf(counts).of),
        })),
        {
          header: goodOrAboveWords,
          numeric: true,
          cell: ({ counts }) => <ShareWords {...shareOf(counts)} />,
        },
        ...(allGraded ? [] : ungraded).map((code) => ({
          header: judgementNames[code],
          numeric: true,
          cell: ({ counts }: AreaRow) => counts[code],
        })),
      ]}
    />
  );
}

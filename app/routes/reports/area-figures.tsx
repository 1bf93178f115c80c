import { grades, type JudgementCounts, judgementNames, ungraded } from "~/rules/grades";
import { shareOf, smallest } from "~/rules/reports";
import { percent } from "~/rules/statistics/percent";
import { type Column, Table } from "~/ui/table";
import { ShareWords } from "./share-words";

export type AreaRow = { key: string; name: string; counts: JudgementCounts };

/** "3 (12 %)": a count with its whole-number share, where there are enough for one. */
export function countInWords(count: number, of: number): string {
  return of < smallest.percentage ? String(count) : `${count} (${percent(count, of, 0)}\u00a0%)`;
}

/** Counts and whole percentages per practice area; what carries no grade stands apart. */
export function AreaFigures<Row extends AreaRow>({
  caption,
  rows,
  more = [],
  allGraded = false,
}: {
  caption: string;
  rows: readonly Row[];
  more?: readonly Column<Row>[];
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
          nowrap: true,
          cell: ({ counts }: Row) => countInWords(counts[grade], shareOf(counts).of),
        })),
        {
          header: "Good or above",
          numeric: true,
          nowrap: true,
          cell: ({ counts }) => <ShareWords {...shareOf(counts)} />,
        },
        ...more,
        ...(allGraded ? [] : ungraded).map((code) => ({
          header: judgementNames[code],
          numeric: true,
          cell: ({ counts }: Row) => counts[code],
        })),
      ]}
    />
  );
}

import { paths } from "~/paths";
import { formatMonth } from "~/rules/core/dates";
import { shareOf } from "~/rules/reports/reports";
import type { CycleCounts } from "~/rules/reports/trends";
import { judgementNames } from "~/rules/tools/grades";
import { goodOrAboveWords, grades } from "~/rules/tools/scale";
import { editionInWords } from "~/rules/tools/versions";
import { Link } from "~/ui/link";
import { type Column, Table } from "~/ui/table";
import { ShareWords } from "./share-words";

const ungradedOf = ({ counts }: CycleCounts) => counts["not-applicable"] + counts["not-judged"];

/** A row per cycle, with a link to its report; what was not graded stands apart where there is any. */
export function CycleFigures({
  caption,
  cycles,
}: {
  caption: string;
  cycles: readonly CycleCounts[];
}) {
  const columns: Column<CycleCounts>[] = [
    {
      header: "Cycle",
      rowHeader: true,
      nowrap: true,
      cell: ({ id, month }) => <Link to={paths.exercises.report(id)}>{formatMonth(month)}</Link>,
    },
    { header: "Graded with", cell: ({ edition }) => editionInWords(edition) },
    ...grades.map((grade) => ({
      header: judgementNames[grade],
      numeric: true,
      cell: ({ counts }: CycleCounts) => counts[grade],
    })),
    ...(cycles.some((cycle) => ungradedOf(cycle) > 0)
      ? [{ header: "Not graded", numeric: true, cell: ungradedOf }]
      : []),
    {
      header: goodOrAboveWords,
      numeric: true,
      cell: ({ counts }) => <ShareWords {...shareOf(counts)} />,
    },
  ];
  return (
    <Table
      caption={caption}
      captionSize="m"
      columns={columns}
      rows={cycles}
      rowKey={({ id }) => id}
      compact
    />
  );
}

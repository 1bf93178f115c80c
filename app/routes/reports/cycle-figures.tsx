import { paths } from "~/paths";
import { formatMonth } from "~/rules/dates";
import { grades, judgementNames } from "~/rules/grades";
import { shareInWords, shareOf, standingOf, standingWords } from "~/rules/reports";
import type { CycleCounts } from "~/rules/trends";
import { Link } from "~/ui/link";
import { type Column, Table } from "~/ui/table";

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
    { header: "Tool version", numeric: true, cell: ({ toolVersion }) => toolVersion },
    ...grades.map((grade) => ({
      header: judgementNames[grade],
      numeric: true,
      cell: ({ counts }: CycleCounts) => counts[grade],
    })),
    ...(cycles.some((cycle) => ungradedOf(cycle) > 0)
      ? [{ header: "Not graded", numeric: true, cell: ungradedOf }]
      : []),
    { header: "Good or above", numeric: true, cell: (cycle) => <ShareWords {...cycle} /> },
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

function ShareWords({ counts }: CycleCounts) {
  const { count, of } = shareOf(counts);
  const standing = standingWords[standingOf(of)];
  return (
    <>
      {shareInWords(count, of)}
      {standing ? <span className="los-standing"> {standing}</span> : null}
    </>
  );
}

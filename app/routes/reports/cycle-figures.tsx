import { paths } from "~/paths";
import { formatMonth } from "~/rules/core/dates";
import { countInWords, isAny } from "~/rules/reports/figure-words";
import type { CycleMix } from "~/rules/reports/trends";
import { judgementNames } from "~/rules/tools/grades";
import { goodOrAboveWords, grades } from "~/rules/tools/scale";
import { editionInWords } from "~/rules/tools/versions";
import { Link } from "~/ui/link";
import { type Column, Table } from "~/ui/table";
import { FigureWords } from "./figure-words";

/** A row per cycle, with a link to its report; what was not graded stands apart where there is any. */
export function CycleFigures({
  caption,
  cycles,
}: {
  caption: string;
  cycles: readonly CycleMix[];
}) {
  const columns: Column<CycleMix>[] = [
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
      cell: ({ mix }: CycleMix) => countInWords(mix.grades[grade]),
    })),
    ...(cycles.some(({ mix }) => isAny(mix.ungraded))
      ? [
          {
            header: "Not graded",
            numeric: true,
            cell: ({ mix }: CycleMix) => countInWords(mix.ungraded),
          },
        ]
      : []),
    {
      header: goodOrAboveWords,
      numeric: true,
      cell: ({ mix }) => <FigureWords figure={mix.good} />,
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

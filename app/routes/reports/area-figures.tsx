import type { GradeMix } from "~/rules/reports/figure";
import { countInWords, countWithShare } from "~/rules/reports/figure-words";
import { judgementNames, ungraded } from "~/rules/tools/grades";
import { goodOrAboveWords, grades } from "~/rules/tools/scale";
import { Table } from "~/ui/table";
import { FigureWords } from "./figure-words";

export type AreaRow = { key: string; name: string; mix: GradeMix };

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
          cell: ({ mix }: AreaRow) => countWithShare(mix.grades[grade]),
        })),
        {
          header: goodOrAboveWords,
          numeric: true,
          cell: ({ mix }) => <FigureWords figure={mix.good} />,
        },
        ...(allGraded ? [] : ungraded).map((code) => ({
          header: judgementNames[code],
          numeric: true,
          cell: ({ mix }: AreaRow) => countInWords(mix.without[code]),
        })),
      ]}
    />
  );
}

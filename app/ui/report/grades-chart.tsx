import { tableOfGrades } from "~/rules/reports/block-tables";
import type { GradesBlock, GradesRow } from "~/rules/reports/blocks";
import { countWithShare, isAny } from "~/rules/reports/figure-words";
import { judgementNames, ungraded } from "~/rules/tools/grades";
import { goodOrAboveWords, grades } from "~/rules/tools/scale";
import { GradeKey } from "../charts/chart-figure";
import { GradeBarOrNone } from "../charts/grade-bar";
import { Link } from "../link";
import { Details } from "../notices";
import { type Column, Table } from "../table";
import { BlockTable, cellView, isNumeric, ShareCell, unbroken } from "./block-table";

/** Beside so many columns there is room for the counts of each grade. */
const mostBeside = 2;

/** Grades as one table: each row its bar, with the figures that it draws as columns beside it. */
export function GradesChart({ block }: { block: GradesBlock }) {
  const { rows, beside = [] } = block;
  const without = ungraded.filter((code) => rows.some(({ mix }) => isAny(mix.without[code])));
  // Where every row hides a grade there is nothing to draw.
  const drawn = rows.some(({ mix }) => mix.segments.length > 0);
  // With much beside it the counts stand in the bars, and in a table beneath.
  const crowded = beside.length > mostBeside;
  const columns: Column<GradesRow>[] = [
    {
      header: block.rowsAre,
      rowHeader: true,
      cell: ({ name, to }) => (to ? <Link to={to}>{unbroken(name)}</Link> : unbroken(name)),
    },
    ...(drawn
      ? [
          {
            header: "Grades",
            hideHeader: true,
            ownLine: true,
            cell: ({ name, mix }: GradesRow) => <GradeBarOrNone label={name} mix={mix} thin />,
          },
        ]
      : []),
    ...(crowded ? [] : grades).map((grade) => ({
      header: judgementNames[grade],
      numeric: true,
      notInLines: drawn,
      cell: ({ mix }: GradesRow) => countWithShare(mix.grades[grade]),
    })),
    {
      header: goodOrAboveWords,
      numeric: true,
      cell: ({ mix }: GradesRow) => <ShareCell figure={mix.good} />,
    },
    ...without.map((code) => ({
      header: judgementNames[code],
      numeric: true,
      cell: ({ mix }: GradesRow) => countWithShare(mix.without[code]),
    })),
    ...beside.map(({ header, kind }, at) => ({
      header,
      numeric: isNumeric(kind),
      labelled: true,
      cell: ({ beside: cells }: GradesRow) => cellView(cells?.[at], kind),
    })),
  ];
  return (
    <div className="los-grades-chart">
      {drawn ? <GradeKey /> : null}
      <Table
        caption={block.title}
        columns={columns}
        rows={rows}
        rowKey={({ key }) => key}
        // With no bar to lead a row, its numbers are compared as a table.
        onNarrow={drawn ? "lines" : "scroll"}
        compact
      />
      {crowded ? (
        <Details summary="Show the grades as a table">
          <BlockTable
            block={tableOfGrades({ ...block, title: `${block.title}: figures`, beside: [] })}
          />
        </Details>
      ) : null}
    </div>
  );
}

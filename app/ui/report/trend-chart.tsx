import { formatMonth } from "~/rules/core/dates";
import { tableOfTrend } from "~/rules/reports/block-tables";
import type { TableBlock, TrendBlock } from "~/rules/reports/blocks";
import { isFew } from "~/rules/reports/figure-words";
import { ChartFigure, Drawing } from "../charts/chart-figure";
import { BlockTable } from "./block-table";
import { TrendDrawing, trendInWords, trendSizes } from "./trend-drawing";

/** Its table with the months in words, which programs read as YYYY-MM. */
function tableInWords(block: TrendBlock): TableBlock {
  const table = tableOfTrend(block);
  const rows = table.rows.map(([, ...others], at) => [
    formatMonth(block.points[at]?.month ?? ""),
    ...others,
  ]);
  return { ...table, rows };
}

/** A share over time, with its limits, its breaks and what was done meanwhile. */
export function TrendChart({ block }: { block: TrendBlock }) {
  const { title, points, says } = block;
  const few = points.some(({ figure }) => isFew(figure));
  const breaks = points.filter(({ breakBefore }) => breakBefore);
  const marks = points.filter(({ marks }) => marks.length > 0);
  return (
    <ChartFigure title={title} table={<BlockTable block={tableInWords(block)} />}>
      {(["wide", "narrow"] as const).map((size) => (
        <Drawing
          key={size}
          kind={size}
          {...trendSizes[size]}
          title={title}
          desc={trendInWords(block)}
        >
          <TrendDrawing block={block} size={size} />
        </Drawing>
      ))}
      <p className="los-grade-bar__words">
        {says}
        {few ? " Hollow points stand for few audits: indicative only." : ""}
        {breaks.length > 0
          ? ` Not joined before ${breaks.map(({ month, breakBefore }) => `${formatMonth(month)} (${breakBefore})`).join(", ")}.`
          : ""}
        {marks.length > 0
          ? ` Triangles: ${marks.map(({ month, marks }) => `${formatMonth(month)}, ${marks.join(", ")}`).join("; ")}.`
          : ""}
      </p>
    </ChartFigure>
  );
}

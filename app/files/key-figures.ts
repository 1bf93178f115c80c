/**
 * Owns the figures of a report that stand in no table of it, as a table of their own.
 */
import { type ValueTable, valueTableOf } from "~/rules/reports/block-tables";
import { type Cell, eachBlock, type Report } from "~/rules/reports/blocks";

/** One table, or none where every figure stands in another. */
export function keyFiguresOf(report: Report): ValueTable[] {
  const rows: Cell[][] = [];
  for (const { block } of eachBlock(report.blocks)) {
    if (block.kind === "figure") rows.push([block.label, { figure: block.figure }]);
  }
  if (rows.length === 0) return [];
  return [
    valueTableOf({
      kind: "table",
      name: "key_figures",
      caption: "Key figures",
      columns: [
        { name: "figure", header: "Figure", kind: "text" },
        { name: "count", header: "Count", kind: "share" },
      ],
      rows,
    }),
  ];
}

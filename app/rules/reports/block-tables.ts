/**
 * Owns the tables of a report as programs read them: what each chart and figure holds in numbers,
 * one value to a cell, under names that stay.
 * Practice: a chart's table and its drawing are made of the same figures; what is hidden, not
 * available or not applicable says which instead of a number.
 */
import { judgementNames, ungraded } from "../tools/grades";
import { goodOrAboveWords, grades } from "../tools/scale";
import {
  type Absent,
  type Block,
  type BlockColumn,
  type Cell,
  column,
  eachBlock,
  type GradesBlock,
  type TableBlock,
  type TrendBlock,
} from "./blocks";
import { type Figure, isHidden, type ShownFigure } from "./figure";
import { isAny } from "./figure-words";
import { sparklineInWords } from "./sparkline";

/** The figures of a chart of grades, a row each. */
export function tableOfGrades({
  name,
  title,
  rowsAre,
  rows,
  beside = [],
}: GradesBlock): TableBlock {
  const without = ungraded.filter((code) => rows.some(({ mix }) => isAny(mix.without[code])));
  return {
    kind: "table",
    name,
    caption: title,
    columns: [
      column(rowsAre),
      ...grades.map((grade) => column(judgementNames[grade], "part")),
      column(goodOrAboveWords, "share"),
      ...without.map((code) => column(judgementNames[code], "count")),
      ...beside,
    ],
    rows: rows.map((row) => [
      row.to ? { text: row.name, to: row.to } : row.name,
      ...grades.map((grade) => ({ figure: row.mix.grades[grade] })),
      { figure: row.mix.good },
      ...without.map((code) => ({ figure: row.mix.without[code] })),
      ...beside.map((_, at) => row.beside?.[at] ?? { absent: "not available" as const }),
    ]),
  };
}

/** One decimal: a line of a control chart is no count. */
const line = (percent: number | null): Cell =>
  percent === null ? { absent: "not available" } : { number: Math.round(percent * 10) / 10 };

/** The points of a trend, a row each. */
export function tableOfTrend({ name, title, of, points }: TrendBlock): TableBlock {
  return {
    kind: "table",
    name,
    caption: title,
    columns: [
      column("Cycle", "text", "month"),
      column(of, "share"),
      column("Centre line, %", "number", "centre_percent"),
      column("Lower limit, %", "number", "lower_limit_percent"),
      column("Upper limit, %", "number", "upper_limit_percent"),
      column("Signal"),
      column("Not joined with the one before", "text", "break_before"),
      column("Actions completed or verified", "text", "actions"),
    ],
    rows: points.map((point) => [
      point.month,
      { figure: point.figure },
      line(point.centre),
      line(point.lower),
      line(point.upper),
      point.signal,
      point.breakBefore,
      point.marks.join("; "),
    ]),
  };
}

/** Every table of a report in its order, those of its charts among them. */
export function tablesOf(blocks: readonly Block[]): TableBlock[] {
  const tables: TableBlock[] = [];
  for (const { block } of eachBlock(blocks)) {
    if (block.kind === "table") tables.push(block);
    if (block.kind === "grades") tables.push(tableOfGrades(block));
    if (block.kind === "trend") tables.push(tableOfTrend(block));
  }
  return tables;
}

/** A value as programs read it: words, a number, a date (YYYY-MM-DD), or why there is none. */
export type Value = string | number | { date: string } | { absent: Absent };

export type ValueColumn = {
  name: string;
  header: string;
  kind: "text" | "number" | "date";
};

/** One value to a cell. */
export type ValueTable = {
  name: string;
  caption: string;
  columns: readonly ValueColumn[];
  rows: readonly (readonly Value[])[];
};

/** What a file has a column for of one column of figures; all numbers but the last. */
const parts = {
  count: [["", ""]],
  part: [
    ["", ""],
    ["_percent", ", %"],
  ],
  share: [
    ["", ""],
    ["_of", ", of"],
    ["_percent", ", %"],
    ["_reliance", ", how far to rely on it"],
  ],
} as const;

const isOfFigures = (kind: BlockColumn["kind"]): kind is keyof typeof parts =>
  Object.hasOwn(parts, kind);

function columnsOf({ name, header, kind }: BlockColumn): ValueColumn[] {
  if (kind === "sparkline") return [{ name, header, kind: "text" }];
  if (!isOfFigures(kind)) return [{ name, header, kind }];
  return parts[kind].map(([suffix, words]) => ({
    name: `${name}${suffix}`,
    header: `${header}${words}`,
    kind: suffix === "_reliance" ? "text" : "number",
  }));
}

function percentOf({ base, standing, share }: ShownFigure): Value {
  if (base === 0) return { absent: "not applicable" };
  return standing === "too few" || share === undefined ? { absent: "not available" } : share;
}

function valuesOfFigure(figure: Figure, kind: BlockColumn["kind"]): Value[] {
  const hidden: Value = { absent: "hidden" };
  if (isHidden(figure)) {
    if (kind === "share") return [hidden, hidden, hidden, "hidden"];
    return kind === "part" ? [hidden, hidden] : [hidden];
  }
  if (kind === "part") return [figure.count, percentOf(figure)];
  if (kind !== "share") return [figure.count];
  return [figure.count, figure.base, percentOf(figure), figure.standing];
}

/** What one cell holds, one value for each of its column's columns in a file. */
export function valuesOf(cell: Cell, kind: BlockColumn["kind"]): Value[] {
  if (typeof cell === "string") return fill([cell], kind);
  if ("figure" in cell) return valuesOfFigure(cell.figure, kind);
  if ("number" in cell) return fill([cell.number], kind);
  if ("on" in cell) return fill([{ date: cell.on }], kind);
  if ("absent" in cell) return fill([{ absent: cell.absent }], kind);
  if ("sparkline" in cell) return [sparklineInWords(cell.sparkline)];
  return fill([cell.text], kind);
}

/** What is no figure stands in the first of its columns; the others say that they don't apply. */
const fill = (values: Value[], kind: BlockColumn["kind"]): Value[] =>
  isOfFigures(kind)
    ? [...values, ...parts[kind].slice(1).map((): Value => ({ absent: "not applicable" }))]
    : values;

/** A table with one value to a cell. */
export function valueTableOf({ name, caption, columns, rows }: TableBlock): ValueTable {
  return {
    name,
    caption,
    columns: columns.flatMap(columnsOf),
    rows: rows.map((row) =>
      columns.flatMap(({ kind }, at) => valuesOf(row[at] ?? { absent: "not available" }, kind)),
    ),
  };
}

/**
 * The tables of a Word document.
 * Practice: the header row repeats on every page, no row is split between two, and columns are as
 * wide as what stands in them needs.
 */
import {
  AlignmentType,
  BorderStyle,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from "docx";
import { tablesOf } from "~/rules/reports/block-tables";
import type { BlockColumn, TableBlock } from "~/rules/reports/blocks";
import { isNumeric } from "~/ui/report/block-table";
import { cellInWords } from "./cell-words";
import { textWidth } from "./word-page.server";

const rule = { style: BorderStyle.SINGLE, size: 4, color: "B1B4B6" };
const none = { style: BorderStyle.NONE, size: 0, color: "auto" };
const borders = {
  top: rule,
  bottom: rule,
  insideHorizontal: rule,
  left: none,
  right: none,
  insideVertical: none,
};
const headerShading = { type: ShadingType.CLEAR, color: "auto", fill: "F3F2F1" };

/** More columns than this stand in smaller letters. */
const mostColumns = 7;

type Text = { text: string; bold?: boolean; numeric?: boolean; keepNext?: boolean };

/** A table of so few rows stays on one page. */
const fewRows = 12;

const cell = ({ text, bold, numeric, keepNext }: Text, style: string, isHeader = false) =>
  new TableCell({
    shading: isHeader ? headerShading : undefined,
    margins: { left: 90, right: 90 },
    children: text.split("\n").map(
      (line) =>
        new Paragraph({
          style,
          alignment: numeric ? AlignmentType.RIGHT : AlignmentType.LEFT,
          keepNext: isHeader || keepNext,
          children: [new TextRun({ text: line, bold: bold ?? isHeader })],
        }),
    ),
  });

/** Twentieths of a point that a letter takes in each style, bold, and that a cell has beside its text. */
const letter = { TableText: 108, TableTextSmall: 96 } as const;
const padding = 240;
/** A longer text is worth its lines; what names a row may be twice as long. */
const longestLine = 48;

const longestOf = (texts: readonly string[]): number =>
  texts.reduce((longest, { length }) => Math.max(longest, length), 0);

/** The parts of a text that no line should break: a figure of up to so many letters, and words. */
const longestFigure = 16;
const unbroken = (text: string): string[] =>
  text
    .split(/, |\n/)
    .flatMap((part) =>
      /^\d/.test(part) && part.length <= longestFigure ? [part] : part.split(" "),
    );

/**
 * How wide columns are, in twentieths of a point, from the texts of each: no word is broken where
 * there is room for all, and what is left goes to where the long texts are.
 */
function widthsOf(columns: readonly (readonly string[])[], style: keyof typeof letter): number[] {
  const least = columns.map(
    (texts) => longestOf(texts.flatMap(unbroken)) * letter[style] + padding,
  );
  const wanted = columns.map(
    (texts, at) =>
      Math.max(
        0,
        Math.min(longestOf(texts), at === 0 ? 2 * longestLine : longestLine) * letter[style] +
          padding -
          (least[at] ?? 0),
      ) + 1,
  );
  const sum = (widths: readonly number[]) => widths.reduce((all, width) => all + width, 0);
  const left = textWidth - sum(least);
  return columns.map((_, at) =>
    left < 0
      ? Math.floor(((least[at] ?? 0) * textWidth) / sum(least))
      : Math.floor((least[at] ?? 0) + (left * (wanted[at] ?? 0)) / sum(wanted)),
  );
}

const tableOf = (rows: TableRow[], columnWidths: number[], firstRow: boolean) =>
  new Table({
    rows,
    columnWidths,
    width: { size: columnWidths.reduce((sum, width) => sum + width, 0), type: "dxa" },
    layout: "fixed",
    borders,
    tableLook: { firstRow, firstColumn: true, noVBand: true, noHBand: true },
  });

/** Columns that hold something in some row: the others would be read out for nothing. */
const toldColumns = ({ columns, rows }: TableBlock): (readonly [BlockColumn, number])[] =>
  columns
    .map((column, at) => [column, at] as const)
    .filter(([, at]) => at === 0 || rows.length === 0 || rows.some((row) => row[at] !== ""));

const captioned = (text: string) =>
  new Paragraph({ style: "Caption", children: [new TextRun(text)] });
/** Two tables that touch would be one. */
const after = () => new Paragraph({ style: "Note", children: [] });

/** A table with its caption. */
export function tableInWord(block: TableBlock, caption = block.caption): (Paragraph | Table)[] {
  const columns = toldColumns(block);
  const style = columns.length > mostColumns ? "TableTextSmall" : "TableText";
  const texts = block.rows.map((row) =>
    columns.map(([column, at]) => cellInWords(row[at], column)),
  );
  if (texts.length === 0) {
    return [captioned(caption), new Paragraph({ children: [new TextRun("Nothing to show.")] })];
  }
  const header = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: columns.map(([column]) =>
      cell({ text: column.header, numeric: isNumeric(column.kind) }, style, true),
    ),
  });
  const rows = texts.map(
    (row, line) =>
      new TableRow({
        cantSplit: true,
        children: row.map((text, at) => {
          const keepNext = texts.length <= fewRows && line < texts.length - 1;
          const numeric = columns[at] !== undefined && isNumeric(columns[at][0].kind);
          return cell({ text, numeric, keepNext, bold: at === 0 }, style);
        }),
      }),
  );
  const widths = widthsOf(
    columns.map(([column], at) => [column.header, ...texts.map((row) => row[at] ?? "")]),
    style,
  );
  return [captioned(caption), tableOf([header, ...rows], widths, true), after()];
}

/** The table that a chart was drawn of, under its picture. */
export const tableOfChart = (
  block: Parameters<typeof tablesOf>[0][number],
): (Paragraph | Table)[] =>
  tablesOf([block]).flatMap((table) => tableInWord(table, `${table.caption}: the figures`));

/** Names and what they are, one a row. */
export function factsTable(facts: readonly (readonly [string, string])[]): (Paragraph | Table)[] {
  if (facts.length === 0) return [];
  const rows = facts.map(
    ([name, value]) =>
      new TableRow({
        cantSplit: true,
        children: [
          cell({ text: name, bold: true }, "TableText"),
          cell({ text: value }, "TableText"),
        ],
      }),
  );
  const first = Math.floor(textWidth * 0.32);
  return [tableOf(rows, [first, textWidth - first], false), after()];
}

/**
 * Owns reading one sheet of a workbook as a stream of rows, each cell as the text it shows.
 * Practice: a formula counts with the value Excel last worked out; an error is an empty cell.
 */
import { type Cell, dateOfSerial, tidy } from "~/rules/imports/cell-text";
import { UnreadableFile } from "./unreadable.server";
import { xmlParser } from "./workbook-xml.server";

export type SheetRow = { line: number; cells: Cell[] };

/** How the styles of a workbook show a number. */
export type NumberStyle = { date: boolean; zeros: number };

export type SheetContext = {
  strings: readonly string[];
  styles: readonly NumberStyle[];
  from1904: boolean;
  /** Rows with content that the whole workbook may have; counted down as they are read. */
  rowsLeft: { count: number };
};

/** Cells to the right of this column (IV) are not read. */
const lastColumn = 256;
const longestCell = 2_000;
const empty: Cell = { text: "" };

/** "AB12" as 27: columns from 0. */
function columnOf(address: string): number {
  let column = 0;
  for (let i = 0; i < address.length; i++) {
    const letter = address.charCodeAt(i) & 0xdf;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  return column - 1;
}

/** Excel writes characters that XML has no room for as "_x000D_". */
export const unescaped = (text: string) =>
  text.includes("_x")
    ? text.replace(/_x([0-9a-f]{4})_/gi, (_, code) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;

function numberCell(value: string, style: NumberStyle | undefined, from1904: boolean): Cell {
  const number = Number(value);
  if (value === "" || !Number.isFinite(number)) return { text: value };
  const date = style?.date ? dateOfSerial(number, from1904) : null;
  if (date) return { text: `${date}${timeOf(number)}`, number };
  const text = String(number);
  return { text: style?.zeros ? text.padStart(style.zeros, "0") : text, number };
}

/** "T14:30" for a serial with a time of day, else nothing. */
function timeOf(serial: number): string {
  const minutes = Math.round((serial % 1) * 1440);
  if (minutes === 0 || minutes === 1440) return "";
  const two = (n: number) => String(n).padStart(2, "0");
  return `T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function cellOf(type: string, value: string, style: string, context: SheetContext): Cell {
  switch (type) {
    case "s":
      return { text: context.strings[Number(value)] ?? "" };
    case "str":
    case "inlineStr":
      return { text: unescaped(value) };
    case "b":
      return { text: value === "1" ? "TRUE" : "FALSE" };
    case "e":
      return empty;
    case "d":
      return { text: value };
    default:
      return numberCell(value, context.styles[Number(style || 0)], context.from1904);
  }
}

/**
 * Rows that hold something, in order; with `wanted` (columns from 0) the rest of a row counts for
 * nothing. Throws `UnreadableFile` for broken XML or too many rows.
 */
export async function* sheetRows(
  pieces: AsyncIterable<string>,
  context: SheetContext,
  wanted?: ReadonlySet<number>,
): AsyncGenerator<SheetRow> {
  let ready: SheetRow[] = [];
  let line = 0;
  let column = -1;
  let cells: Cell[] = [];
  let type = "";
  let style = "";
  let value = "";
  let inValue = false;
  let formula = false;
  let phonetic = false;
  const parser = xmlParser({
    open(name, attributes) {
      if (name === "c") {
        column = attributes.r ? columnOf(attributes.r) : column + 1;
        type = attributes.t ?? "n";
        style = attributes.s ?? "";
        value = "";
        formula = false;
      } else if (name === "f") formula = true;
      else if (name === "v" || name === "t") inValue = !phonetic && (!wanted || wanted.has(column));
      else if (name === "rPh") phonetic = true;
      else if (name === "row") {
        line = attributes.r ? Number(attributes.r) : line + 1;
        if (!Number.isSafeInteger(line) || line < 1) line = 1;
        column = -1;
        cells = [];
      }
    },
    text(text) {
      if (inValue && value.length < longestCell) value += text;
    },
    close(name) {
      if (name === "v" || name === "t") inValue = false;
      else if (name === "rPh") phonetic = false;
      else if (name === "c") {
        // A program that works nothing out leaves the number of a formula empty; Excel never does.
        if (formula && value === "" && type === "n" && wanted?.has(column)) {
          throw new UnreadableFile(unworked);
        }
        if (value === "" || column < 0 || column >= lastColumn) return;
        const cell = cellOf(type, value, style, context);
        if (cell.text === "" || (type !== "n" && tidy(cell.text) === "")) return;
        while (cells.length < column) cells.push(empty);
        cells[column] = cell;
      } else if (name === "row" && cells.length > 0) {
        context.rowsLeft.count -= 1;
        if (context.rowsLeft.count < 0) throw new UnreadableFile(tooManyRows);
        ready.push({ line, cells });
      }
    },
  });
  for await (const piece of pieces) {
    parser.write(piece);
    if (ready.length > 0) {
      yield* ready;
      ready = [];
    }
  }
  parser.end();
  yield* ready;
}

const unworked =
  "Open the workbook in Excel, save it and choose it again: it has formulas that were never worked out";

/** Rows that hold something, over all the sheets that are read. */
export const mostRows = 250_000;
const tooManyRows = `Choose a workbook with at most ${mostRows.toLocaleString("en-GB")} rows`;

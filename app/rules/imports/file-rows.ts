/**
 * Owns whether it can be told where the cells of a row begin and end.
 * Practice: a comma that nobody put in quotation marks moves every cell behind it, so that such a
 * row is refused, never read as far as it fits; empty cells at its end are what spreadsheets leave.
 * A quotation mark inside a cell is a letter like any other where nothing else can be meant.
 */

/**
 * Whether cells stand where no heading does. `width` is how many headings there are. Beside empty
 * cells at the end, a cell that begins with a blank tells of a comma inside a name.
 */
export function spills(cells: readonly string[], width: number): boolean {
  if (cells.length <= width) return false;
  if (cells.slice(width).some((cell) => cell.trim() !== "")) return true;
  return cells.some((cell, index) => index > 0 && /^ \S/.test(cell));
}

export const whySpilled = (cells: number, width: number): string =>
  `Check the commas: the row has ${cells} cells under ${width} headings. Put a cell that holds a comma in quotation marks`;

/** A row whose cells may be the wrong ones: nothing of it is kept. */
export const unkept = (problem: string): { ok: false; reference: null; problems: string[] } => ({
  ok: false,
  reference: null,
  problems: [problem],
});

export const oddQuotes =
  "Check the quotation marks: it can’t be told where a cell of this row ends. Put a cell that holds a comma in quotation marks, and write a mark inside it twice";

/**
 * How the quotation marks of one row stand, `raw` being its text: "literal" where each cell either
 * stands in them as a whole or holds pairs of them as it would any letter (Flat 2 "The Oaks");
 * "ambiguous" where a cell holds one alone, or begins with one and goes on behind the next.
 */
export function quotesOf(raw: string, separator: string): "literal" | "ambiguous" {
  let at = 0;
  while (at <= raw.length) {
    const isQuoted = raw[at] === '"';
    const end = isQuoted ? endOfQuoted(raw, at) : raw.length;
    if (end === -1) return "ambiguous";
    const next = raw.indexOf(separator, isQuoted ? end : at);
    const cell = raw.slice(isQuoted ? end : at, next === -1 ? raw.length : next);
    if (isQuoted ? cell.trim() !== "" : cell.split('"').length % 2 === 0) return "ambiguous";
    if (next === -1) return "literal";
    at = next + separator.length;
  }
  return "literal";
}

/** Behind the mark that closes a cell; -1 where none does. */
function endOfQuoted(raw: string, from: number): number {
  for (let at = raw.indexOf('"', from + 1); at !== -1; at = raw.indexOf('"', at + 2)) {
    if (raw[at + 1] !== '"') return at + 1;
  }
  return -1;
}

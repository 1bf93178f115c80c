/**
 * Owns whether a row of a file has more cells than the file has headings.
 * Practice: a comma that nobody put in quotation marks moves every cell behind it, so that such a
 * row is refused, never read as far as it fits; empty cells at its end are what spreadsheets leave.
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

/** A row with too many cells: nothing of it is kept, because any cell may be the wrong one. */
export const tooMany = (
  cells: number,
  width: number,
): { ok: false; reference: null; problems: string[] } => ({
  ok: false,
  reference: null,
  problems: [whySpilled(cells, width)],
});

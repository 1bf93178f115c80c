/**
 * Owns CSV that leaves the application.
 * Practice: UTF-8 with a mark and Windows line ends, as spreadsheets expect; a cell that a
 * spreadsheet would run as a formula gets an apostrophe in front (OWASP, CSV injection).
 */
import { stringify } from "csv-stringify/sync";

/** A file to download, of lines of cells. `name` is without its ending. */
export function csvResponse(name: string, lines: readonly (readonly string[])[]): Response {
  const csv = stringify(
    lines.map((line) => [...line]),
    { escape_formulas: true, record_delimiter: "windows", bom: true },
  );
  return new Response(csv, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${name}.csv"`,
    },
  });
}

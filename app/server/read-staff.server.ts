/**
 * Owns reading a staff list: a CSV file under headings to its lines, all at once.
 * Practice: a list of people is short, so it is read while its sender waits, and nothing of it is
 * kept but its lines.
 */
import { whyNotStaff } from "~/rules/caseload/which-list";
import { spills, whySpilled } from "~/rules/imports/file-rows";
import {
  isStaffHeadings,
  knownStaffHeadings,
  matchStaffColumns,
  mostStaff,
  type StaffRow,
} from "~/rules/people/staff-import";
import { openCsv } from "./read-csv.server";
import { UnreadableFile } from "./unreadable.server";

export type StaffFile =
  | { ok: true; rows: StaffRow[]; ignored: string[]; notes: string[] }
  | { ok: false; problem: string };

export async function readStaff(path: string): Promise<StaffFile> {
  const isHeadings = (cells: readonly string[]) =>
    isStaffHeadings(cells) || whyNotStaff(cells) !== null;
  const csv = await openCsv(path, knownStaffHeadings, isHeadings, "people");
  if (!csv.ok) return csv;
  try {
    const elsewhere = whyNotStaff(csv.headings);
    if (elsewhere) return { ok: false, problem: elsewhere };
    const columns = matchStaffColumns(csv.headings);
    if (!columns.ok) return columns;
    const rows: StaffRow[] = [];
    const width = csv.headings.findLastIndex((heading) => heading.trim() !== "") + 1;
    for await (const { line, cells, broken } of csv.rows) {
      if (rows.length === mostStaff) {
        return {
          ok: false,
          problem: `Split the file: at most ${mostStaff.toLocaleString("en-GB")} people are read at once`,
        };
      }
      // Exports made by page repeat the headings.
      if (knownStaffHeadings(cells) >= 2) continue;
      const why = broken ?? (spills(cells, width) ? whySpilled(cells.length, width) : null);
      rows.push(why ? { ...columns.read(line, []), broken: why } : columns.read(line, cells));
    }
    return { ok: true, rows, ignored: columns.ignored, notes: csv.notes };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return { ok: false, problem: error.message };
  } finally {
    csv.close();
  }
}

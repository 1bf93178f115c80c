/**
 * Owns reading an Annex A workbook: its four lists as one stream of children.
 * Practice: headings are looked at on every list before anything is read; the lists are read one
 * after another, and a child is given once all four are through.
 */
import { readAnnexRow, textDates } from "~/rules/caseload/annex-a";
import { gatherChildren } from "~/rules/caseload/annex-a-children";
import {
  type AnnexHeader,
  findLists,
  isHeadingRow,
  isOtherList,
  listByHeadings,
  listNamed,
  matchHeadings,
  missingLists,
  noHeadings,
  passedOver,
  repeatsHeadings,
  titleRows,
  twoSheets,
} from "~/rules/caseload/annex-a-columns";
import { type AnnexList, annexLists } from "~/rules/caseload/annex-a-headings";
import {
  type DateEvidence,
  noEvidence,
  readsBothWays,
  takeEvidence,
} from "~/rules/imports/date-order";
import type { CaseloadCount, CaseloadRow, OpenedCaseload } from "./caseload-file.server";
import type { Sheet, Workbook } from "./read-workbook.server";

type Source = { list: AnnexList; sheet: Sheet; headingLine: number; header: AnnexHeader };

export type AnnexSheets =
  | { ok: true; at: Partial<Record<AnnexList, number>>; passed: string[] }
  | { ok: false; problem: string };

/**
 * Finds the lists of a workbook by the names of its sheets, and those that are not found so by
 * their headings. A sheet without the headings of a list is left out, whatever its name.
 */
export async function findAnnexA({ sheets }: Workbook): Promise<AnnexSheets> {
  const bare = new Set<number>();
  for (const [index, sheet] of sheets.entries()) {
    const list = listNamed(sheet.name);
    if (list !== null && !(await hasHeadings(list, sheet))) bare.add(index);
  }
  const named = findLists(sheets, bare);
  if (!named.ok) return named;
  const at = { ...named.at };
  const byName = new Set(Object.values(named.at));
  const passed: string[] = [];
  for (const [index, sheet] of sheets.entries()) {
    if (byName.has(index) || isOtherList(sheet.name)) continue;
    const complete = missingLists(named.at) === null && !bare.has(index);
    const list = complete ? null : await listOf(sheet);
    if (list === null || named.at[list] !== undefined) {
      if (list === null) passed.push(sheet.name);
      continue;
    }
    const before = sheets[at[list] ?? -1];
    if (before) return { ok: false, problem: twoSheets(list, [before, sheet]) };
    at[list] = index;
  }
  const found = Object.keys(at).length > 0;
  for (const index of bare) {
    const list = listNamed(sheets[index]?.name ?? "");
    if (found && list && at[list] === undefined) return { ok: false, problem: noHeadings(list) };
  }
  return { ok: true, at, passed };
}

async function hasHeadings(list: AnnexList, sheet: Sheet): Promise<boolean> {
  for await (const { line, cells } of sheet.rows()) {
    if (line > titleRows) break;
    if (isHeadingRow(list, cells)) return true;
  }
  return false;
}

async function listOf(sheet: Sheet): Promise<AnnexList | null> {
  for await (const { line, cells } of sheet.rows()) {
    if (line > titleRows) break;
    const list = listByHeadings(cells);
    if (list !== null) return list;
  }
  return null;
}

/** Opens the lists that `at` points to, `passed` being sheets that are not read. Throws `UnreadableFile`. */
export async function openAnnexA(
  book: Workbook,
  { at, passed }: Extract<AnnexSheets, { ok: true }>,
  today: string,
): Promise<OpenedCaseload> {
  const missing = missingLists(at);
  if (missing) return { ok: false, problem: missing };
  const sources: Source[] = [];
  for (const list of annexLists) {
    const sheet = book.sheets[at[list] ?? -1];
    if (!sheet) return { ok: false, problem: noHeadings(list) };
    const found = await findHeader(list, sheet);
    if (!found.ok) return found;
    sources.push({ list, sheet, ...found });
  }
  const gathering = gatherChildren(today);
  const evidence = noEvidence();
  const before = book.unpacked();
  const size = sources.reduce((sum, { sheet }) => sum + sheet.size, 0);
  return {
    ok: true,
    kind: "annex-a",
    ignored: sources.flatMap(({ list, header }) =>
      header.ignored.map((heading) => ({ list, heading })),
    ),
    notes: [passedOver(passed) ?? []].flat(),
    rows: readLists(sources, gathering, { today, from1904: book.from1904 }, evidence),
    dates: () => evidence,
    counts: () => annexLists.map((list): CaseloadCount => ({ list, ...gathering.tallies[list] })),
    progress: () => Math.min(1, (book.unpacked() - before) / Math.max(1, size)),
    close: book.close,
  };
}

type Found =
  | { ok: true; headingLine: number; header: AnnexHeader }
  | { ok: false; problem: string };

async function findHeader(list: AnnexList, sheet: Sheet): Promise<Found> {
  for await (const { line, cells } of sheet.rows()) {
    if (line > titleRows) break;
    if (!isHeadingRow(list, cells)) continue;
    const match = matchHeadings(list, cells);
    return match.ok ? { ok: true, headingLine: line, header: match.header } : match;
  }
  return { ok: false, problem: noHeadings(list) };
}

async function* readLists(
  sources: readonly Source[],
  gathering: ReturnType<typeof gatherChildren>,
  at: { today: string; from1904: boolean },
  evidence: DateEvidence,
): AsyncGenerator<CaseloadRow> {
  for (const { list, sheet, headingLine, header } of sources) {
    for await (const { line, cells } of sheet.rows(new Set(Object.values(header.at)))) {
      if (line <= headingLine || repeatsHeadings(list, cells, header)) continue;
      const row = readAnnexRow(list, line, cells, header, at);
      if (!row) continue;
      const dates = textDates(cells, header).map((text) =>
        takeEvidence(evidence, text, `row ${line} of ${list}`),
      );
      if (dates.includes(true) && readsBothWays(evidence)) {
        const swapped = readAnnexRow(list, line, cells, header, { ...at, order: "month" });
        if (swapped) row.swapped = swapped;
      }
      gathering.add(row);
    }
  }
  yield* gathering.children();
}

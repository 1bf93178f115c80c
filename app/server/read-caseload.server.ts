/**
 * Owns opening a caseload file on disk, whatever its kind, as a stream of rows as read.
 * Practice: what can be refused is refused before the first row; memory stays bounded by the
 * number of children, not by the size of the file; nothing but the verdict on a row leaves here.
 */
import { stat } from "node:fs/promises";
import { type CaseloadRow, largestFile, type OpenedCaseload } from "./caseload-file.server";
import { findAnnexA, openAnnexA } from "./read-annex-a.server";
import { openCsvCaseload, openWorkbookCaseload } from "./read-table.server";
import {
  kindOf,
  oldFormat,
  openWorkbook,
  whyNotByName,
  whyOldOffice,
} from "./read-workbook.server";
import { UnreadableFile } from "./unreadable.server";

export type { CaseloadRow } from "./caseload-file.server";

const refused = (problem: string): OpenedCaseload => ({ ok: false, problem });

/**
 * Opens the file at `path`, uploaded as `fileName`. `today` is the date in London, by which dates
 * in the future and ages are judged. What the file is goes by its content, not by its name.
 */
export async function openCaseloadFile(
  path: string,
  fileName: string,
  today: string,
): Promise<OpenedCaseload> {
  const { size } = await stat(path);
  if (size > largestFile) return refused("Choose a file of 20 MB or less");
  if (size === 0) return refused("Choose a file that is not empty");
  try {
    const file = await openByKind(path, size, fileName, today);
    return file.ok ? { ...file, rows: closing(file.rows, file.close) } : file;
  } catch (error) {
    if (error instanceof UnreadableFile) return refused(error.message);
    throw error;
  }
}

async function openByKind(
  path: string,
  size: number,
  fileName: string,
  today: string,
): Promise<OpenedCaseload> {
  const byName = whyNotByName(fileName);
  const kind = await kindOf(path);
  if (kind === "old-office") return refused(await whyOldOffice(path));
  if (kind === "markup") return refused(oldFormat);
  if (kind === "other") return openCsvCaseload(path, size, today);
  if (byName) return refused(byName);
  const book = await openWorkbook(path);
  let opened: OpenedCaseload | null = null;
  try {
    const lists = await findAnnexA(book);
    if (!lists.ok) opened = lists;
    else if (Object.keys(lists.at).length > 0) opened = await openAnnexA(book, lists, today);
    else opened = await openWorkbookCaseload(book, today);
    return opened;
  } finally {
    if (!opened?.ok) book.close();
  }
}

/** Rows that let go of the file at their end, and when nobody reads on. */
async function* closing(
  rows: AsyncIterable<CaseloadRow>,
  close: () => void,
): AsyncGenerator<CaseloadRow> {
  try {
    yield* rows;
  } finally {
    close();
  }
}

/**
 * Owns what every kind of caseload file gives once it is open, and how large one may be.
 * Practice: the one who reads knows nothing of commas, sheets or zip files.
 */
import type { ReadRow } from "~/rules/caseload/import";
import type { DateEvidence } from "~/rules/imports/date-order";

/** Bytes; the same for every kind of file. */
export const largestFile = 20 * 1024 * 1024;

/** What an import takes from its form. */
export const importedFile = {
  field: "file",
  largest: largestFile,
  largestInWords: "20 MB",
  choose: "Choose a CSV file or an Excel workbook",
};

/** As much of a file's name as an import keeps. */
export const importName = (name: string): string => name.slice(0, 100);

/** `list` is "List 6" and so on in an Annex A workbook, else null; `line` as a spreadsheet counts. */
export type CaseloadRow = {
  list: string | null;
  line: number;
  row: ReadRow;
  /** The same with the month first in dates, where that reads otherwise. */
  other?: ReadRow;
};

/** What one list gave, counted as rows are read. */
export type CaseloadCount = {
  list: string | null;
  /** Rows that hold anything, headings apart. */
  rows: number;
  /** Rows of involvement that is over. */
  ended: number;
  /** Rows that went into another row of the same child. */
  merged: number;
  bad: number;
};

export type CaseloadFile = {
  ok: true;
  kind: "csv" | "workbook" | "annex-a";
  /** Headings that were not understood; their cells are not read. */
  ignored: { list: string | null; heading: string }[];
  /** What there is to know of how the file was read, in words. */
  notes: string[];
  /** Read once, to the end, or else call `close`. Throws `UnreadableFile`, its message for people. */
  rows: AsyncIterable<CaseloadRow>;
  counts(): CaseloadCount[];
  /** What the dates read so far prove of the way they are written. */
  dates(): DateEvidence;
  /** How much of the file has been read, from 0 to 1. */
  progress(): number;
  close(): void;
};

export type OpenedCaseload = CaseloadFile | { ok: false; problem: string };

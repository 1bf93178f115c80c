/**
 * An Annex A workbook with invented children, shaped like a council's: the headings of Lists 6 to
 * 9 in Ofsted's order with every column filled, dates as Excel keeps them, coded values.
 */
import writeExcel, { type SheetData } from "write-excel-file/node";
import {
  type AnnexField,
  type AnnexList,
  annexColumns,
  annexFields,
  annexLists,
  unreadHeadings,
} from "~/rules/caseload/annex-a-headings";

/** Every heading of a list: those that are read, then those that are not. */
export const headingsOf = (list: AnnexList): string[] => [
  ...annexFields.flatMap((field) => annexColumns[list][field]?.heading ?? []),
  ...unreadHeadings[list],
];

export type Child = Partial<Record<AnnexField, string | number | boolean | Date | null>>;

/** Fills in what a row must have, so that a test names only what it is about. */
export const childOf = (list: AnnexList, child: Child): Child => ({
  childId: "100",
  gender: "b) Female",
  age: null,
  team: "Willow",
  worker: "Wren Castle",
  ...(annexColumns[list].startedOn ? { startedOn: "01/03/2023" } : {}),
  ...child,
});

/** The cells of a row in the order of `headings`; whatever is not read is filled with noise. */
export const cellsOf = (list: AnnexList, headings: readonly string[], child: Child) =>
  headings.map((heading) => {
    const field = annexFields.find((one) => annexColumns[list][one]?.heading === heading);
    return field === undefined ? "a) Yes" : (child[field] ?? null);
  });

export type Lists = Partial<Record<AnnexList, readonly Child[]>>;

/** Rows of each list under their headings, for `workbook` or `writtenAnnexA`. */
export const annexSheets = (lists: Lists) =>
  annexLists.map((list) => ({
    name: list,
    rows: [
      headingsOf(list),
      ...(lists[list] ?? []).map((child) => cellsOf(list, headingsOf(list), childOf(list, child))),
    ],
  }));

/** The workbook as a spreadsheet library writes it, dates in cells of their own kind. */
export async function writtenAnnexA(lists: Lists): Promise<Buffer> {
  const sheets = annexSheets(lists).map(({ name, rows }) => ({
    sheet: name,
    data: rows.map((row) =>
      row.map((cell) => (cell instanceof Date ? { value: cell, format: "dd/mm/yyyy" } : cell)),
    ) as SheetData,
  }));
  return writeExcel(sheets).toBuffer();
}

/** One council's week: nine children and young people, on one list or several. */
export const council: Lists = {
  "List 6": [
    { childId: 501, dateOfBirth: new Date("2015-06-01"), startedOn: new Date("2023-02-01") },
    { childId: 502, dateOfBirth: new Date("2012-01-09"), startedOn: new Date("2021-09-01") },
    { childId: 503, startedOn: new Date("2022-01-10"), endedOn: new Date("2024-02-01") },
    { childId: 504, dateOfBirth: new Date("2008-04-16"), team: null, worker: null },
  ],
  "List 7": [
    { childId: 502, dateOfBirth: new Date("2012-01-09"), startedOn: new Date("2023-11-20") },
    { childId: 505, dateOfBirth: new Date("2024-06-20"), startedOn: new Date("2024-04-02") },
    { childId: 506, startedOn: new Date("2023-01-05"), endedOn: new Date("2023-12-01") },
  ],
  "List 8": [
    { childId: 507, age: 9.7, team: "Children in care", startedOn: new Date("2020-05-05") },
    { childId: 508, startedOn: new Date("2010-03-03"), endedOn: new Date("2024-01-15") },
  ],
  "List 9": [
    { childId: 508, dateOfBirth: new Date("2006-01-15"), worker: null, adviser: "Kit Marlow" },
    { childId: 509, dateOfBirth: new Date("2002-08-30"), team: "Leaving care" },
  ],
};

import ExcelJS from "exceljs";
import { beforeAll, describe, expect, test } from "vitest";
import { fileOf } from "~/files/formats.server";
import {
  attributes,
  elements,
  type Parts,
  part,
  partsFrom,
  partsOf,
  textOf,
} from "../../support/office-parts";
import { sampleOptions, sampleReport } from "../../support/sample-report";

let parts: Parts;
let book: ExcelJS.Workbook;
beforeAll(async () => {
  const content = (await fileOf(sampleReport, "xlsx", sampleOptions))?.content ?? Buffer.alloc(0);
  parts = await partsOf(content);
  book = new ExcelJS.Workbook();
  await book.xlsx.load(content as unknown as ExcelJS.Buffer);
});

const sheet = (name: string): ExcelJS.Worksheet => {
  const found = book.getWorksheet(name);
  if (!found) throw new Error(`No sheet ${name}`);
  return found;
};
/** The cells of a row, links as their words. */
const row = (name: string, at: number): unknown[] =>
  (sheet(name).getRow(at).values as ExcelJS.CellValue[])
    .slice(1)
    .map((value) =>
      value !== null && typeof value === "object" && "text" in value ? value.text : value,
    );

const tableSheets = () => book.worksheets.slice(1);

describe("a report in Excel", () => {
  test("opens with a cover, contents and notes; its sheets say what they hold", () => {
    expect(book.worksheets.map(({ name }) => name)).toEqual([
      "Cover",
      "Contents",
      "Notes",
      "Key figures",
      "Grades by practice area",
      "Good or above over time",
      "Grades by team",
      "Themes of the panel, and what",
      "Responses not yet given",
      "Grades by team, practice area",
    ]);
    const cover = sheet("Cover").getColumn(1).values.slice(1);
    expect(cover[0]).toBe("November 2023");
    expect(cover).toContain("Protective marking: OFFICIAL-SENSITIVE");
    expect(cover).toContain("Grades: Final grades, after moderation");
  });

  test("has one marked-up table a sheet, from column A, each under its own name", () => {
    const tables = partsFrom(parts, "xl/tables/");
    expect(tables).toHaveLength(tableSheets().length);
    const refs = tables.map((xml) => attributes(xml, "table", "ref")[0]);
    for (const ref of refs) expect(ref).toMatch(/^A3:/);
    const names = tables.map((xml) => attributes(xml, "table", "displayName")[0]);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z_][a-z0-9_]*$/);
    for (const xml of tables) {
      const headers = attributes(xml, "tableColumn", "name");
      expect(new Set(headers).size).toBe(headers.length);
    }
  });

  test("merges nothing and leaves no cell of a table empty", () => {
    for (const xml of partsFrom(parts, "xl/worksheets/")) expect(xml).not.toContain("mergeCell");
    for (const one of tableSheets()) {
      const width = (one.getRow(3).values as unknown[]).length;
      for (let at = 3; at <= one.rowCount; at += 1) {
        const values = one.getRow(at).values as unknown[];
        expect(values, `${one.name}, row ${at}`).toHaveLength(width);
        for (const value of values.slice(1)) expect(value ?? "").not.toBe("");
      }
    }
  });

  test("leads from its contents to every sheet", () => {
    const names = book.worksheets.slice(2).map(({ name }) => name);
    names.forEach((name, at) => {
      const { value } = sheet("Contents").getCell(4 + at, 1);
      expect(value).toMatchObject({ text: name, hyperlink: `#'${name}'!A1` });
    });
  });

  test("holds numbers as numbers, dates as dates, and marks for what is neither", () => {
    const themes = "Themes of the panel, and what";
    expect(row(themes, 3)).toEqual([
      "Theme",
      "Audits",
      "Share of audits",
      "Share of audits, of",
      "Share of audits, %",
      "Share of audits, how far to rely on it",
      "First raised",
      "Open actions",
    ]);
    expect(row(themes, 4)).toEqual([
      "Voice of the child",
      31,
      31,
      53,
      58,
      "final",
      new Date("2023-11-30"),
      3,
    ]);
    const attack = '=HYPERLINK("http://bad.example","Press")';
    expect(row(themes, 5)).toEqual([attack, 1, 1, 500, "[low]", "final", "[z]", "[x]"]);
    expect(row(themes, 6)).toEqual(["-2+3", "[c]", "[c]", "[c]", "[c]", "hidden", "[x]", -4]);
    expect(row(themes, 7).slice(0, 6)).toEqual(["[z]", 0, 0, 0, "[z]", "too few"]);
    expect(partsFrom(parts, "xl/worksheets/").join()).not.toContain("<f>");
  });

  test("holds the figures of the cycle, and the rows for programs last", () => {
    expect(row("Grades by practice area", 4).slice(0, 13)).toEqual([
      "Overall",
      2,
      4,
      31,
      58,
      20,
      38,
      0,
      0,
      33,
      53,
      62,
      "final",
    ]);
    expect(row("Grades by practice area", 7).slice(1, 12)).toEqual(Array(11).fill("[c]"));
    expect(row("Key figures", 4)).toEqual(["Good or above", 33, 53, 62, "final"]);
    expect(row("Grades by team, practice area", 7)).toEqual([
      "Willow",
      "Overall",
      "Inadequate",
      "[c]",
    ]);
    expect(row("Responses not yet given", 4)).toEqual(Array(8).fill("[z]"));
  });

  test("says what its marks mean, with the notes of the report", () => {
    const notes = sheet("Notes").getColumn(1).values.slice(4);
    expect(notes.slice(0, 4)).toEqual(["[c]", "[x]", "[z]", "[low]"]);
    expect(sheet("Notes").getColumn(2).values).toContain(
      "Of final grades; 2 audits were not judged.",
    );
  });

  test("says its title and language", () => {
    const core = part(parts, "docProps/core.xml");
    expect(textOf(core, "dc:title")).toBe("November 2023");
    expect(textOf(core, "dc:language")).toBe("en-GB");
    expect(elements(core, "cp:category").join()).toContain("OFFICIAL-SENSITIVE");
  });

  test("leaves more rows than a workbook should hold to CSV, and says so", async () => {
    const rows = Array.from({ length: 20_001 }, () => ["", "", "", { number: 1 }]);
    const data = sampleReport.data && { ...sampleReport.data, rows };
    const file = await fileOf({ ...sampleReport, blocks: [], data }, "xlsx", sampleOptions);
    const long = await partsOf(file?.content ?? Buffer.alloc(0));
    expect(attributes(part(long, "xl/workbook.xml"), "sheet", "name")).toEqual([
      "Cover",
      "Contents",
      "Notes",
    ]);
    expect(part(long, "xl/sharedStrings.xml")).toContain("the CSV file of the same report");
  });
});

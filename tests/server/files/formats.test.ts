import { describe, expect, test } from "vitest";
import { type FileFormat, fileOf, formats, isFileFormat } from "~/files/formats.server";
import { sampleOptions, sampleReport } from "../../support/sample-report";

const zipStart = "PK\u0003\u0004";
const starts: Record<FileFormat, string> = {
  docx: zipStart,
  xlsx: zipStart,
  pptx: zipStart,
  csv: "\ufeffteam,practice_area,grade,audits\r\n",
  txt: "\ufeff# November 2023\r\n",
  json: '{\n  "format": 1,',
};

describe("every file of a report", () => {
  test.each(Object.keys(formats) as FileFormat[])("%s", async (format) => {
    const file = await fileOf(sampleReport, format, sampleOptions);
    expect(file?.name).toBe(`cycle-report-november-2023.${format}`);
    expect(file?.mediaType).toBe(formats[format].mediaType);
    expect(file?.content.toString().startsWith(starts[format])).toBe(true);
  });

  test("says in its name that it is provisional", async () => {
    const file = await fileOf({ ...sampleReport, standing: "provisional" }, "txt", sampleOptions);
    expect(file?.name).toBe("cycle-report-november-2023-provisional.txt");
  });

  test("CSV is of one table, where one is named", async () => {
    const csv = (table?: string) =>
      fileOf({ ...sampleReport, data: null }, "csv", { ...sampleOptions, table });
    expect((await csv("teams"))?.name).toBe("cycle-report-november-2023-teams.csv");
    expect((await csv("teams"))?.content.toString()).toContain("\r\nTeam 40,");
    expect(await csv("no_such_table")).toBeNull();
    expect(await csv()).toBeNull();
  });

  test("no other ending is a format", () => {
    expect(["docx", "json", "exe", "toString"].map(isFileFormat)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

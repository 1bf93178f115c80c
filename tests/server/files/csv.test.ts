import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvOf } from "~/files/csv.server";
import { fileOf } from "~/files/formats.server";
import { jsonOf } from "~/files/json";
import type { Value, ValueTable } from "~/rules/reports/block-tables";
import { sampleOptions, sampleReport } from "../../support/sample-report";

const column = (name: string, kind: "text" | "number" | "date") => ({ name, header: name, kind });
const table = (columns: ValueTable["columns"], rows: Value[][]): ValueTable => ({
  ...{ name: "table", caption: "Table", columns, rows },
});
const read = (csv: Buffer): string[][] =>
  parse(csv, { bom: true, relax_column_count: false, record_delimiter: "\r\n" });

const csvNamed = async (name?: string) => {
  const file = await fileOf(sampleReport, "csv", { ...sampleOptions, table: name });
  return file?.content ?? Buffer.alloc(0);
};

describe("CSV", () => {
  test("is UTF-8 with a mark, Windows line ends, and names that stay", async () => {
    const csv = (await csvNamed()).toString();
    expect(
      csv.startsWith("\ufeffteam,practice_area,grade,audits\r\nWillow,Overall,Outstanding,0\r\n"),
    ).toBe(true);
    expect(csv.endsWith("'@risk,Assessment,Inadequate,[c]\r\n")).toBe(true);
    expect(csv.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  });

  test("writes ISO dates, numbers as they are, and marks for what is neither", async () => {
    const rows = read(await csvNamed("themes"));
    expect(rows[0]).toEqual([
      ...["theme", "audits", "share", "share_of", "share_percent", "share_reliance"],
      ...["raised", "open"],
    ]);
    expect(rows[1]).toEqual([
      "Voice of the child",
      "31",
      "31",
      "53",
      "58",
      "final",
      "2023-11-30",
      "3",
    ]);
    expect(rows[2]?.slice(4)).toEqual(["[low]", "final", "[z]", "[x]"]);
    expect(rows[3]).toEqual(["'-2+3", "[c]", "[c]", "[c]", "[c]", "hidden", "[x]", "-4"]);
  });

  test("runs no formula, whatever someone typed, and loses nothing of it", () => {
    const start = fc.constantFrom(
      "",
      "=",
      "+",
      "-",
      "@",
      "\t",
      "\r",
      "\n",
      "\uff1d",
      '"',
      ",",
      " ",
    );
    const text = fc.tuple(start, fc.string({ unit: "grapheme" })).map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.array(fc.tuple(text, fc.integer()), { minLength: 1 }), (cells) => {
        const columns = [column("said", "text"), column("number", "number")];
        const [, ...rows] = read(csvOf(table(columns, cells)));
        expect(rows).toHaveLength(cells.length);
        rows.forEach(([said = "", number], at) => {
          const [given = "", count] = cells[at] ?? [];
          expect(said).not.toMatch(/^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/);
          expect([given || "[z]", `'${given}`]).toContain(said);
          expect(Number(number)).toBe(count);
        });
      }),
    );
  });

  test("names of columns run no formula either", () => {
    const [header] = read(csvOf(table([column("=1+1", "text")], [])));
    expect(header).toEqual(["'=1+1"]);
  });
});

describe("the words of a report as text", () => {
  test("come in their order, under their headings", async () => {
    const file = await fileOf(sampleReport, "txt", sampleOptions);
    const text = file?.content.toString().replaceAll("\r\n", "\n") ?? "";
    expect(text).not.toContain("\r");
    const places = [
      "- Grades: Final grades, after moderation",
      "53 audits were completed",
      "## Headline",
      "Good or above: 33 of 53 (62%)",
      "Note: Of final grades; 2 audits were not judged.",
      "Table: Grades by practice area",
      "One cycle is more than noise",
      "  - No record since June.",
      "### What panels said",
      "#### In detail",
      "### Basis",
    ].map((words) => text.indexOf(words));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });
});

describe("JSON", () => {
  test("holds every table with its values, what is said, and no number that is hidden", () => {
    const json = jsonOf(sampleReport, sampleOptions);
    expect(json).toMatchObject({
      format: 1,
      title: "November 2023",
      council: "Northshire Council",
      marking: "OFFICIAL-SENSITIVE",
      standing: "final",
      made: "2023-12-18T10:30:00.000Z",
    });
    expect(json.tables.map(({ name }) => name)).toEqual([
      "areas",
      "good_over_time",
      "teams",
      "themes",
      "nothing",
    ]);
    expect(json.tables[0]?.rows[3]?.slice(0, 3)).toEqual([
      "Fostering",
      { absent: "hidden" },
      { absent: "hidden" },
    ]);
    expect(json.data?.rows).toHaveLength(24);
    expect(json.narrative).toContainEqual({ kind: "heading", depth: 1, text: "What panels said" });
  });
});

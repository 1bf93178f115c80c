import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { importColumns, importFields } from "~/rules/caseload/columns";
import { type CaseloadRow, openCaseloadFile } from "~/server/read-caseload.server";
import { UnreadableFile } from "~/server/unreadable.server";
import { annexSheets, council, headingsOf, writtenAnnexA } from "../../support/annex-a";
import { onDisk } from "../../support/on-disk";
import { type MadeCell, type MadeSheet, workbook, zip } from "../../support/workbooks";

const today = "2024-04-15";

async function readAll(content: Buffer | string, name = "caseload.xlsx") {
  const file = await openCaseloadFile(onDisk(content), name, today);
  if (!file.ok) throw new Error(file.problem);
  const rows: CaseloadRow[] = [];
  for await (const row of file.rows) rows.push(row);
  return { ...file, rows };
}

async function refusalOf(content: Buffer | string, name = "caseload.xlsx") {
  try {
    const file = await openCaseloadFile(onDisk(content), name, today);
    if (!file.ok) return file.problem;
    for await (const _ of file.rows);
  } catch (error) {
    if (error instanceof UnreadableFile) return error.message;
    throw error;
  }
  return null;
}

const summary = ({ list, line, row }: CaseloadRow) =>
  row.ok
    ? [list, line, row.row.reference, row.row.cohort, row.row.openedOn, row.row.closedOn]
    : [list, line, row.problems];

describe("An Annex A workbook", () => {
  it("as a council keeps it comes to one case a child", async () => {
    const { kind, rows, ignored, counts, progress } = await readAll(await writtenAnnexA(council));
    expect([kind, ignored, progress()]).toEqual(["annex-a", [], 1]);
    expect(rows.map(summary)).toEqual([
      ["List 6", 2, "501", "child-in-need", "2023-02-01", null],
      ["List 7", 2, "502", "child-protection", "2021-09-01", null],
      ["List 6", 4, "503", "child-in-need", "2022-01-10", "2024-02-01"],
      ["List 6", 5, "504", "child-in-need", "2023-03-01", null],
      ["List 7", 3, "505", "child-protection", "2024-04-02", null],
      ["List 7", 4, "506", "child-protection", "2023-01-05", "2023-12-01"],
      ["List 8", 2, "507", "child-in-care", "2020-05-05", null],
      ["List 9", 2, "508", "care-leaver", "2024-01-15", null],
      ["List 9", 3, "509", "care-leaver", "2021-04-15", null],
    ]);
    const facts = (reference: string) => {
      const found = rows.find(({ row }) => row.ok && row.row.reference === reference);
      return found?.row.ok ? found.row.row : null;
    };
    expect(facts("501")).toMatchObject({ age: 8, unborn: false, team: "Willow" });
    expect(facts("504")).toMatchObject({ age: 15, team: "", worker: "" });
    expect(facts("505")).toMatchObject({ age: null, unborn: true });
    expect(facts("507")).toMatchObject({ age: 9, team: "Children in care" });
    expect(facts("508")).toMatchObject({ age: 18, worker: "Kit Marlow" });
    expect(rows.filter(({ row }) => row.ok && row.ended)).toHaveLength(2);
    expect(counts()).toEqual([
      { list: "List 6", rows: 4, ended: 1, merged: 1, bad: 0 },
      { list: "List 7", rows: 3, ended: 1, merged: 0, bad: 0 },
      { list: "List 8", rows: 2, ended: 1, merged: 0, bad: 0 },
      { list: "List 9", rows: 2, ended: 0, merged: 0, bad: 0 },
    ]);
  });

  it("lists what was not understood by list and row, titles above and headings below counted", async () => {
    const sheets = annexSheets({
      "List 7": [{ startedOn: "soon" }, { childId: null }, { childId: 2, dateOfBirth: "spring" }],
    }).map((sheet): MadeSheet => {
      const [headings = [], ...rows] = sheet.rows as MadeCell[][];
      const repeated = rows.length > 1 ? [rows[0] ?? [], headings, ...rows.slice(1)] : rows;
      return {
        name: `${sheet.name} - July`,
        rows: [["Our council"], [], [...headings, "Local notes"], ...repeated],
      };
    });
    const { rows, ignored } = await readAll(workbook([{ name: "Notes", rows: [] }, ...sheets]));
    expect(
      rows.map(({ list, line, row }) => [list, line, row.ok ? row.notes : row.problems]),
    ).toEqual([
      ["List 7", 4, ["Give Child Protection Plan Start Date as a date like 05/04/2024"]],
      ["List 7", 6, ["Add the Child Unique ID"]],
      ["List 7", 7, ["Check Date of Birth: it can’t be read as a date"]],
    ]);
    expect(ignored).toHaveLength(4);
    expect(ignored[0]).toEqual({ list: "List 6", heading: "Local notes" });
  });

  it("is known by its headings where its sheets are called anything", async () => {
    const sheets = annexSheets({ "List 8": [{ childId: 7 }] }) as MadeSheet[];
    const renamed = sheets.map((sheet, i) => ({ ...sheet, name: `Sheet${i + 1}` }));
    const { kind, rows } = await readAll(workbook([{ name: "Notes", rows: [["x"]] }, ...renamed]));
    expect(kind).toBe("annex-a");
    expect(rows.map(summary)).toEqual([["List 8", 2, "7", "child-in-care", "2023-03-01", null]]);
    const [six, seven, eight, nine] = renamed as [MadeSheet, MadeSheet, MadeSheet, MadeSheet];
    expect(await refusalOf(workbook([six, seven, eight]))).toContain("Add List 9");
    expect(await refusalOf(workbook([six]))).toContain("Add List 7, List 8 and List 9");
    const copy = { ...seven, name: "Old", hidden: true };
    expect(await refusalOf(workbook([six, seven, eight, nine, copy]))).toBe(
      "Keep one sheet for List 7: the workbook has “Sheet2” and “Old” (hidden)",
    );
    // Another of Ofsted's lists is never taken for one of these.
    const other = { ...eight, name: "List 5" };
    expect(await refusalOf(workbook([six, seven, other, nine]))).toContain("Add List 8");
  });

  it("counted from 1904 opens its cases on the same days", async () => {
    const sheets = annexSheets({ "List 8": [{ startedOn: 43925 }] }) as MadeSheet[];
    const { rows } = await readAll(workbook(sheets, { from1904: true }));
    expect(rows.map(summary)[0]?.[4]).toBe("2024-04-05");
  });

  it("with empty lists is read, and comes to no case", async () => {
    const { rows, counts } = await readAll(workbook(annexSheets({}) as MadeSheet[]));
    expect([rows, counts().map(({ rows: n }) => n)]).toEqual([[], [0, 0, 0, 0]]);
  });

  it("may hold formulas, once someone has worked them out", async () => {
    const withTeam = (team: MadeCell) => {
      const sheets = annexSheets({ "List 6": [{ team: "here" }] });
      return workbook(
        sheets.map(({ name, rows }) => ({
          name,
          rows: rows.map((row) => row.map((cell) => (cell === "here" ? team : cell))),
        })) as MadeSheet[],
      );
    };
    const { rows } = await readAll(withTeam({ formula: "A1", gives: "Willow" }));
    expect(rows[0]?.row).toMatchObject({ row: { team: "Willow" } });
    const empty = await readAll(withTeam({ formula: "A1", gives: "" }));
    expect(empty.rows[0]?.row).toMatchObject({ row: { team: "" } });
    const never = { xml: '<c r="H2"><f>VLOOKUP(A2,Z:Z,1)</f><v></v></c>' };
    expect(await refusalOf(withTeam(never))).toContain("formulas that were never worked out");
  });

  it("without a list, or with a list without its headings, is refused", async () => {
    const sheets = annexSheets({}) as MadeSheet[];
    expect(await refusalOf(workbook(sheets.slice(1)))).toContain("Add List 6 to the workbook");
    expect(await refusalOf(workbook(sheets.slice(2, 3)))).toContain(
      "Add List 6, List 7 and List 9",
    );
    const [first, ...others] = sheets;
    const bare = { name: first?.name ?? "", rows: [["Nothing to report"]] };
    expect(await refusalOf(workbook([bare, ...others]))).toContain("Add the headings to List 6");
    const short = { name: "List 6", rows: [["Child ID", "Gender", "Age", "Allocated Team"]] };
    expect(await refusalOf(workbook([short, ...others]))).toContain(
      "Add the columns “CIN Start Date”, “CIN Closure Date” and “Allocated Worker” to List 6",
    );
    const copy = { ...(sheets[0] as MadeSheet), name: "List_6" };
    expect(await refusalOf(workbook([...sheets, copy]))).toContain("Keep one sheet for List 6");
  });
});

const heads = importFields.map((field) => importColumns[field].heading);

/** Cells as people fill the columns in, with anything at all among them. */
const oddCell = fc.oneof(
  fc.constantFrom("", "CIN", "Willow", "unborn", "05/04/2024", "#N/A", "\u00a0", "TRUE"),
  fc.integer({ min: 0, max: 99_999 }).map(String),
  fc.string({ unit: "grapheme", maxLength: 12 }),
);
const goodCells: Record<string, readonly string[]> = {
  Reference: ["DB-1", "DB-2", "1001", "77"],
  Cohort: ["CIN", "child protection", "Looked after"],
  Team: ["Willow", "Rowan & Co", "<Elm>"],
  Age: ["7", "", "unborn"],
  Opened: ["05/04/2024", "2024-04-05"],
  Closed: ["", "10/04/2024"],
};
const cellUnder = (heading: string) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...(goodCells[heading] ?? ["", "10234"])) },
    { weight: 1, arbitrary: oddCell },
  );
const asCell = (text: string): MadeCell => {
  if (text === "") return null;
  return /^(0|[1-9]\d*)$/.test(text) ? Number(text) : text;
};

describe("A caseload in the columns of the template", () => {
  it("reads the same from a CSV file and from a workbook", async () => {
    let taken = 0;
    const table = fc
      .shuffledSubarray(heads, { minLength: heads.length })
      .chain((first) =>
        fc.tuple(
          fc.constant(first),
          fc.array(fc.tuple(...first.map(cellUnder)), { minLength: 1, maxLength: 8 }),
        ),
      );
    await fc.assert(
      fc.asyncProperty(table, async ([first, rows]) => {
        // What XML can't hold, and serials in columns of dates, have no counterpart in CSV.
        const clean = rows.map((cells) =>
          cells.map((text, i) => {
            const dated = /^(Opened|Closed)$/.test(first[i] ?? "") && /^\d+$/.test(text);
            return dated ? "" : text.replace(/[\p{Cc}\p{Cs}\ufffe\uffff"]/gu, "");
          }),
        );
        const csv = `${stringify([first])}${stringify(clean, { quoted: true })}`;
        const cells = clean.map((row) => row.map(asCell));
        const made = workbook([{ name: "Cases", rows: [first, ...cells] }]);
        const [fromCsv, fromWorkbook] = [await outcomeOf(csv), await outcomeOf(made)];
        expect(fromWorkbook).toEqual(fromCsv);
        if (Array.isArray(fromCsv)) taken += fromCsv.filter(({ row }) => row.ok).length;
      }),
      { numRuns: 60 },
    );
    expect(taken).toBeGreaterThan(30);
  });

  async function outcomeOf(content: Buffer | string) {
    const file = await openCaseloadFile(onDisk(content), "x", today);
    if (!file.ok) return file.problem.replace(/the (file|sheet)/, "it");
    const rows: Pick<CaseloadRow, "line" | "row">[] = [];
    for await (const { line, row } of file.rows) rows.push({ line, row });
    return rows;
  }

  it("may hold dates as Excel counts them, in a workbook among others", async () => {
    const rows = [
      ["Reference", "Cohort", "Team", "Worker", "Opened"],
      ["DB-1", "CIN", "Willow", "Wren Castle", 45387],
    ];
    const made = workbook([
      { name: "Notes", rows: [["Read me"]] },
      { name: "Cases", rows },
    ]);
    const { kind, rows: read } = await readAll(made);
    expect(kind).toBe("workbook");
    expect(read.map(summary)).toEqual([[null, 2, "DB-1", "child-in-need", "2024-04-05", null]]);
    expect(
      await refusalOf(
        workbook([
          { name: "A", rows },
          { name: "B", rows },
        ]),
      ),
    ).toContain("Keep the cases on one sheet");
    expect(await refusalOf(workbook([{ name: "A", rows: rows.slice(0, 1) }]))).toContain(
      "Add the cases",
    );
  });

  it("is refused once a line of it is a megabyte long, whatever it is written in", async () => {
    const line = "x,=".repeat(400_000);
    const refused = "Choose a file with a line for each row";
    expect(await refusalOf(line, "x.csv")).toContain(refused);
    expect(await refusalOf(`Reference,Cohort\r\n${line}`, "x.csv")).toContain(refused);
    expect(await refusalOf(Buffer.from(`\ufeff${line}`, "utf16le"), "x.csv")).toContain(refused);
  });

  it("is read where its lines end as on old Macs, however large", async () => {
    const lines = Array.from(
      { length: 3000 },
      (_, n) => `R${n},CP,Willow,Anna Bell,2024-01-05,${"x".repeat(400)}`,
    );
    const { rows } = await readAll(
      ["Reference,Cohort,Team,Worker,Opened,Notes", ...lines].join("\r"),
      "x.csv",
    );
    expect(rows.length).toBe(lines.length);
  });

  it("is refused with a name, as a CSV file is, and when it is neither", async () => {
    const named = [["Reference", "Cohort", "Team", "Worker", "Opened", "Child name"]];
    expect(await refusalOf(workbook([{ name: "A", rows: named }]))).toContain("Take the column");
    expect(await refusalOf(workbook([{ name: "A", rows: [["Budget"], [1]] }]))).toContain(
      "Add Lists 6, 7, 8 and 9 of Annex A",
    );
  });
});

describe("A file is refused", () => {
  const old = Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(70_000)]);
  const locked = Buffer.concat([old, Buffer.from("EncryptedPackage", "utf16le")]);
  const annex = workbook(annexSheets({}) as MadeSheet[]);
  const listSix = `${headingsOf("List 6").join(";")}\n1;2\n`;

  it.each<[string, string, Buffer | string, string]>([
    ["when it is empty", "a.csv", "", "Choose a file that is not empty"],
    ["that is a PDF", "a.pdf", "%PDF-1.4 hello", "this file is neither"],
    ["when it is too large", "a.xlsx", Buffer.alloc(20 * 1024 * 1024 + 1), "20 MB or less"],
    ["in the old format of Excel", "a.xls", old, "Save the workbook as “Excel Workbook (.xlsx)”"],
    ["that is a web page", "a.xls", "\uFEFF<html><table>", "Save the workbook as “Excel Workbook"],
    ["behind a password", "a.xlsx", locked, "Take the password off the workbook first"],
    ["with macros by its name", "a.xlsm", annex, "Save the workbook without macros first"],
    ["with bytes at random", "a.xlsx", Buffer.from([7, 0, 1, 200, 3]), "this file is neither"],
    ["when it is another zip file", "a.xlsx", zip([{ name: "a", content: "b" }]), "is neither"],
    ["cut short", "a.xlsx", annex.subarray(0, 900), "Save the workbook again in Excel"],
    ["with a broken quote", "a.csv", `${heads.join()}\nDB-1,CIN\n"x`, "Check the quotation marks"],
    ["of one list of Annex A", "a.csv", listSix, "Choose the whole Annex A workbook"],
    ["with a quote over lines", "a.csv", `${heads.join()}\nA,"b\nC,"d",e\n`, "near line 3"],
  ])("%s", async (_, name, content, problem) => {
    expect(await refusalOf(content, name)).toContain(problem);
  });

  it("or read, and nothing else happens, whatever bytes are changed or cut off", async () => {
    const whole = await writtenAnnexA(council);
    const changes = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 5 });
    const cut = fc.oneof(fc.constant(whole.length), fc.nat(whole.length));
    await fc.assert(
      fc.asyncProperty(changes, cut, async (bytes, length) => {
        const content = Buffer.from(whole.subarray(0, length));
        for (const [place, byte] of bytes) if (place < length) content[place] = byte;
        const problem = await refusalOf(content);
        expect(problem ?? "Choose").toMatch(/^(Choose|Save|Add|Take|Keep|Check)\b/);
      }),
      { numRuns: 100 },
    );
  });

  it("where a part turns out to be damaged far down, after the rows before it were read", async () => {
    const sheets = annexSheets({
      "List 9": Array.from({ length: 9_000 }, (_, i) => ({ childId: i + 1 })),
    }) as MadeSheet[];
    const part = "xl/worksheets/sheet1.xml";
    const broken = Buffer.from("<worksheet><sheetData>");
    expect(
      await refusalOf(workbook(sheets, { parts: [{ name: part, content: broken }] })),
    ).toContain("Save the workbook again");
  });
});

describe("A CSV file", () => {
  it("is read in pieces: any text over the edge of a piece is whole", async () => {
    const lines = Array.from(
      { length: 9_000 },
      (_, i) => `DB-${i},CIN,Ŵillow ☂ team,Siân Rees,2024-04-05`,
    );
    const { rows, counts } = await readAll(
      `\uFEFFReference;Cohort;Team;Worker;Opened\n${lines.join("\n").replaceAll(",", ";")}\n`,
      "a.csv",
    );
    const teams = new Set(rows.map(({ row }) => (row.ok ? row.row.team + row.row.worker : "bad")));
    expect([...teams]).toEqual(["Ŵillow ☂ teamSiân Rees"]);
    expect(counts()).toEqual([{ list: null, rows: 9_000, ended: 0, merged: 0, bad: 0 }]);
    expect(rows.at(-1)?.line).toBe(9_001);
  });

  it("may have titles above its headings, and say its separator, as Excel does", async () => {
    const lines = "Reference;Cohort;Team;Worker;Opened\nDB-1;CIN;Willow;;2024-04-05\n";
    for (const above of ["", "sep=;\n", "Caseload, as at 5 April\n\n", "Ours;;;;\n\n"]) {
      const { rows } = await readAll(above + lines, "a.csv");
      expect(rows.map((row) => summary(row).slice(1, 3))).toEqual([
        [above.split("\n").length + 1, "DB-1"],
      ]);
    }
    expect((await readAll(lines.replaceAll(";", "|"), "a.csv")).rows).toHaveLength(1);
    const cells = lines.split("\n").map((line) => line.split(";"));
    const book = workbook([{ name: "A", rows: [["Our caseload"], [], ...cells] }]);
    expect((await readAll(book)).rows[0]?.line).toBe(4);
  });

  it("may be in UTF-16, as Excel saves “Unicode text”", async () => {
    const text = "\uFEFFReference\tCohort\tTeam\tWorker\tOpened\nDB-1\tCIN\tŴillow\t\t2024-04-05\n";
    const little = Buffer.from(text, "utf16le");
    for (const content of [little, Buffer.from(little).swap16()]) {
      const { rows } = await readAll(content, "a.txt");
      expect(rows[0]?.row).toMatchObject({ row: { reference: "DB-1", team: "Ŵillow" } });
    }
  });

  it("may be left in the middle", async () => {
    const file = await openCaseloadFile(
      onDisk(
        "Reference,Cohort,Team,Worker,Opened\nDB-1,CIN,W,,2024-04-05\nDB-2,CIN,W,,2024-04-05\n",
      ),
      "a.csv",
      today,
    );
    if (!file.ok) throw new Error(file.problem);
    for await (const { line } of file.rows) {
      expect(line).toBe(2);
      break;
    }
  });
});

import { describe, expect, it } from "vitest";
import { openWorkbook } from "~/server/read-workbook.server";
import { UnreadableFile } from "~/server/unreadable.server";
import { archiveLimits } from "~/server/workbook-archive.server";
import { onDisk } from "../../support/on-disk";
import { type MadeCell, styled, workbook, zip } from "../../support/workbooks";

async function read(content: Buffer, sheet = 0) {
  const book = await openWorkbook(onDisk(content));
  try {
    const rows = [];
    for await (const row of book.sheets[sheet]?.rows() ?? []) rows.push(row);
    return rows;
  } finally {
    book.close();
  }
}

const textsOf = async (...cells: MadeCell[]) =>
  (await read(workbook([{ name: "A", rows: [cells] }])))[0]?.cells.map(({ text }) => text);

describe("A cell", () => {
  it("is read as it shows, whatever its kind", async () => {
    expect(
      await textsOf(
        "shared & <kept>",
        { inline: "inline" },
        { formula: "A1&B1", gives: "worked out" },
        { formula: "1+1", gives: 2 },
        true,
        1.25e7,
        0.1,
      ),
    ).toEqual(["shared & <kept>", "inline", "worked out", "2", "TRUE", "12500000", "0.1"]);
  });

  it("with an error is empty, and so is one with only blanks", async () => {
    const errors = ["#N/A", "#REF!", "#DIV/0!"].map((error) => ({ error }));
    expect(await textsOf(...errors, " \u00a0\u200b", "end")).toEqual(["", "", "", "", "end"]);
  });

  it("is a date by its style alone", async () => {
    const row = (
      await read(
        workbook([
          { name: "A", rows: [[styled(45387, 1), styled(45387.5, 2), 45387, styled(7, 4)]] },
        ]),
      )
    )[0];
    expect(row?.cells).toEqual([
      { text: "2024-04-05", number: 45387 },
      { text: "2024-04-05T12:00", number: 45387.5 },
      { text: "45387", number: 45387 },
      { text: "7", number: 7 },
    ]);
  });

  it("keeps the zeros that its format shows", async () => {
    expect(await textsOf(styled(123, 3))).toEqual(["0000123"]);
  });

  it("counts days from 1904 where the workbook does", async () => {
    const rows = [[styled(0, 1), styled(43925, 1)]];
    const from1904 = await read(workbook([{ name: "A", rows }], { from1904: true }));
    expect(from1904[0]?.cells.map(({ text }) => text)).toEqual(["1904-01-01", "2024-04-05"]);
  });

  it("joins the runs of a text and leaves out how it is spoken", async () => {
    const strings = {
      name: "xl/sharedStrings.xml",
      content:
        "<sst><si><r><t>Wil</t></r><r><t>low</t></r><rPh><t>spoken</t></rPh></si><si><t>a_x000D_b</t></si></sst>",
    };
    const rows = [["first", "second"]];
    const [row] = await read(workbook([{ name: "A", rows }], { parts: [strings] }));
    expect(row?.cells.map(({ text }) => text)).toEqual(["Willow", "a\rb"]);
  });
});

describe("A sheet", () => {
  it("is found by the workbook's own list, and hidden ones are read", async () => {
    const book = await openWorkbook(
      onDisk(
        workbook([
          { name: "First", rows: [["one"]] },
          { name: "Second", rows: [["two"]], hidden: true },
        ]),
      ),
    );
    expect(book.sheets.map(({ name }) => name)).toEqual(["First", "Second"]);
    for await (const { cells } of book.sheets[1]?.rows() ?? []) expect(cells[0]?.text).toBe("two");
    book.close();
  });

  it("counts rows as Excel does, empty ones too", async () => {
    const rows = await read(workbook([{ name: "A", rows: [["a"], [], [null, " "], ["b"]] }]));
    expect(rows.map(({ line }) => line)).toEqual([1, 4]);
  });

  it("is read without addresses, and with a prefix on every element", async () => {
    const rows = [["a", null, "c"], [], [1]];
    const expected = [
      { line: 1, cells: ["a", "", "c"] },
      { line: 3, cells: ["1"] },
    ];
    for (const made of [
      workbook([{ name: "A", rows, bare: true }]),
      workbook([{ name: "A", rows }], { prefix: "x:" }),
    ]) {
      const found = await read(made);
      expect(found.map(({ line, cells }) => ({ line, cells: cells.map((c) => c.text) }))).toEqual(
        expected,
      );
    }
  });
});

const refusal = async (content: Buffer, deed?: (path: string) => Promise<unknown>) => {
  const path = onDisk(content);
  const readAll = async () => {
    const book = await openWorkbook(path);
    try {
      for (const sheet of book.sheets) for await (const _ of sheet.rows());
    } finally {
      book.close();
    }
  };
  try {
    await (deed ?? readAll)(path);
  } catch (error) {
    if (error instanceof UnreadableFile) return error.message;
    throw error;
  }
  return null;
};

const plain = { name: "A", rows: [["a"]] };
const withPart = (name: string, content: string | Buffer = "x") =>
  workbook([plain], { parts: [{ name, content }] });

describe("A workbook is refused", () => {
  it("when it is damaged: cut short, a wrong sum, broken XML, a sheet that is not there", async () => {
    const whole = workbook([plain]);
    const cut = whole.subarray(0, whole.length - 60);
    const sheet = "xl/worksheets/sheet1.xml";
    const damaged = [
      cut,
      workbook([plain], { parts: [{ name: sheet, content: "<worksheet/>", wrongSum: true }] }),
      withPart(sheet, "<worksheet><sheetData><row></sheetData></worksheet>"),
      withPart(sheet, "<worksheet><sheetData>"),
      withPart(sheet, Buffer.from("<worksheet>\xff\xff</worksheet>", "latin1")),
      withPart(sheet, `<worksheet><a>${"x".repeat(1_200_000)}</a></worksheet>`),
      withPart(sheet, "<a>".repeat(100)),
      withPart(sheet, "<worksheet>&nothing;</worksheet>"),
    ];
    for (const content of damaged) {
      expect(await refusal(content)).toContain("Save the workbook again in Excel");
    }
  });

  it("when it is another kind of zip file, or declares a document type", async () => {
    expect(await refusal(zip([{ name: "a.txt", content: "a" }]))).toContain("Choose a CSV file or");
    const bomb = `<!DOCTYPE a [<!ENTITY b "${"c".repeat(99)}">]><worksheet>&b;</worksheet>`;
    expect(await refusal(withPart("xl/worksheets/sheet1.xml", bomb))).toContain("Choose a CSV");
  });

  it("when it has macros, an old format or a password", async () => {
    expect(await refusal(withPart("xl/vbaProject.bin"))).toContain("without macros");
    expect(await refusal(withPart("xl/macrosheets/sheet1.xml"))).toContain("without macros");
    const types =
      '<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>';
    expect(await refusal(withPart("[Content_Types].xml", types))).toContain("without macros");
    expect(await refusal(withPart("xl/workbook.bin"))).toContain("Excel Workbook (.xlsx)");
    expect(await refusal(zip([{ name: "content.xml", content: "x" }]))).toContain("(.xlsx)");
    const locked = zip([{ name: "xl/workbook.xml", content: "x", locked: true }]);
    expect(await refusal(locked)).toContain("Take the password off");
  });

  it("when it swells: by ratio, by what it unpacks to, by parts", async () => {
    const sheet = "xl/worksheets/sheet1.xml";
    const blank = `<worksheet><sheetData>${'<row r="1"/>'.repeat(2_000_000)}</sheetData></worksheet>`;
    const bomb = workbook([plain], { parts: [{ name: sheet, content: blank }] });
    expect(bomb.length).toBeLessThan(200_000);
    expect(await refusal(bomb)).toContain("unpacked, this one is too large");
    const some = workbook([{ name: "A", rows: Array.from({ length: 3_000 }, (_, i) => [i, "a"]) }]);
    const small = { ...archiveLimits, unpacked: 60_000 };
    const sizes = async (path: string) => {
      const book = await openWorkbook(path, small);
      for await (const _ of book.sheets[0]?.rows() ?? []);
    };
    expect(await refusal(some, sizes)).toContain("unpacked, this one is too large");
    const many = (path: string) => openWorkbook(path, { ...archiveLimits, parts: 3 });
    expect(await refusal(some, many)).toContain("unpacked, this one is too large");
  });

  it("when it lies about a size, in either direction", async () => {
    const content = `<worksheet><sheetData>${"<row/>".repeat(50_000)}</sheetData></worksheet>`;
    for (const declared of [100, 3_000_000_000]) {
      const part = { name: "xl/worksheets/sheet1.xml", content, declared };
      expect(await refusal(workbook([plain], { parts: [part] }))).toContain(
        "Save the workbook again",
      );
    }
  });

  it("when it has more rows than a council has children", async () => {
    const rows = Array.from({ length: 12 }, (_, i) => [i]);
    const book = await openWorkbook(onDisk(workbook([{ name: "A", rows }])), archiveLimits, 11);
    await expect(async () => {
      for await (const _ of book.sheets[0]?.rows() ?? []);
    }).rejects.toThrow("Choose a workbook with at most");
    book.close();
  });
});

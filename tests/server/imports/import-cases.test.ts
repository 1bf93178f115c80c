/**
 * Whole files as case systems write them, from their bytes through the reader and the comparison to
 * what the preview would say.
 */
import { describe, expect, it } from "vitest";
import { type Known, makeJudge } from "~/rules/caseload/judge";
import { foldNumber } from "~/rules/core/folding";
import { askOrder } from "~/rules/imports/date-order";
import { inOneGo } from "~/rules/imports/near";
import { openCaseloadFile } from "~/server/read-caseload.server";
import { annexSheets as annexOf, type Lists } from "../../support/annex-a";
import { onDisk } from "../../support/on-disk";
import { type MadeSheet, workbook } from "../../support/workbooks";

const today = "2024-04-15";
const annexSheets = (lists: Lists) => annexOf(lists) as MadeSheet[];
const person = (id: string, name: string, more: object = {}) => ({
  ...{ id, name, email: null, staffNumber: null, active: true },
  ...more,
});
const known: Known = {
  teams: ["Willow", "Rowan"].map((name) => ({ id: name, name, holdsCases: true })),
  people: [
    person("ada", "Ada O'Hara"),
    person("bea", "Béa Ann-Lund", { staffNumber: "0417" }),
    person("cy", "Cy Vance", { active: false }),
  ],
  mappings: [],
};

async function preview(content: Buffer | string, order: "day" | "month" = "day", name = "a.csv") {
  const file = await openCaseloadFile(onDisk(content), name, today);
  if (!file.ok) return { refused: file.problem, rows: [], notes: [], asked: [], ignored: [] };
  const judge = makeJudge(known);
  const rows = [];
  const met = new Set<string>();
  for await (const { row, other } of file.rows) {
    const read = order === "month" && other ? other : row;
    const reference = read.ok ? read.row.reference : read.reference;
    const key = foldNumber(reference ?? "");
    const judged = judge.judge({ read, held: [], before: met.has(key) ? "line 2" : undefined });
    if (key) met.add(key);
    rows.push({ ...judged, read });
  }
  return {
    refused: null,
    rows,
    notes: file.notes,
    asked: inOneGo(judge.unplaced()).map(
      ({ kind, name: called, why }) => `${kind} ${called} ${why}`,
    ),
    added: judge.newWorkers().map((one) => one.name),
    question: askOrder(file.dates()),
    ignored: file.ignored.map(({ heading }) => heading),
  };
}

const csv = (heads: string, ...lines: string[]) => `${[heads, ...lines].join("\r\n")}\r\n`;
const heads = "Reference,Cohort,Team,Worker,Opened,Closed";
const outcomes = async (content: Buffer | string) =>
  (await preview(content)).rows.map(({ outcome }) => outcome);

describe("Headings", () => {
  it.each([
    "Mosaic ID,Case Type,Allocated Team,Allocated Social Worker,Start Date",
    "LCS ID,Cohort,Responsible Team,Allocated Case Worker,Involvement Start Date",
    "Liquidlogic ID,Type of Plan,Social Work Team,Case Holder,Date Case Opened",
    "ChildUniqueID,Cohort,AllocatedTeam,AllocatedWorker,CaseStartDate",
  ])("of %s are understood", async (line) => {
    const { rows, ignored } = await preview(csv(line, "Q-1,CIN,Willow,Ada O'Hara,20/01/2024"));
    expect([rows[0]?.outcome, rows[0]?.facts?.workerId, ignored]).toEqual(["add", "ada", []]);
  });

  it("of a status are not those of a cohort", async () => {
    const both = csv(`Status,${heads}`, "Open,Q-1,CP,Willow,Ada O'Hara,20/01/2024,");
    expect(await preview(both)).toMatchObject({ ignored: ["Status"], rows: [{ outcome: "add" }] });
    const alone = csv("Reference,Status,Team,Worker,Opened", "Q-1,Open,Willow,,20/01/2024");
    expect((await preview(alone)).refused).toContain("“Cohort”");
  });
});

describe("A worker", () => {
  it.each([
    ...["Unallocated", "N/A", "TBC", "Vacant", "Duty", "-", "0", "#N/A", "NULL", "", "Duty Worker"],
    ...["No worker allocated", "Awaiting allocation", "Worker, Duty", "Willow Duty Team", "none"],
    ...["To be confirmed", "Vacant Post 2", "--", "n/k", "Not assigned", "\u2014"],
    ...["un-allocated", "T.B.C.", "Agency Worker", "Waiting List", "Team Manager", "Null Null"],
    ...["(blank)", "UNALLOCATED - Willow", "No current worker", "xx", "Team Inbox"],
  ])("%j is nobody, in CSV and in Annex A", async (worker) => {
    const quoted = `"${worker}"`;
    const { rows, asked } = await preview(csv(heads, `Q-1,CIN,Willow,${quoted},20/01/2024,`));
    expect([rows[0]?.outcome, rows[0]?.facts?.workerId, asked]).toEqual(["add", null, []]);
    const book = workbook(annexSheets({ "List 6": [{ childId: "Q-1", worker }] }));
    const annex = await preview(book, "day", "a.xlsx");
    expect([annex.rows[0]?.facts?.workerId, annex.asked]).toEqual([null, []]);
  });

  it.each([
    ["Ada O’Hara", "ada"],
    ['"O\'HARA, Ada"', "ada"],
    ["Ada OHara", "ada"],
    ["Bea Ann–Lund", "bea"],
    ['"Ann Lund, Béa"', "bea"],
    ["Cy Vance", "cy"],
    ["Ada O\u0092Hara", "ada"],
    ["Ada O&#39;Hara", "ada"],
  ])("%s is who is known already", async (worker, id) => {
    const { rows, added } = await preview(csv(heads, `Q-1,CIN,Willow,${worker},20/01/2024,`));
    expect([rows[0]?.facts?.workerId, added]).toEqual([id, []]);
  });

  it("who left is told so, and one much like someone is asked for", async () => {
    const left = await preview(csv(heads, "Q-1,CIN,Willow,Cy Vance,20/01/2024,"));
    expect(left.asked).toEqual(["worker Cy Vance left"]);
    const near = csv(
      heads,
      "Q-1,CIN,Willow,Ada O'Harra,20/01/2024,",
      "Q-2,CIN,Willow,Cy Vanse,20/01/2024,",
      "Q-3,CIN,Willow,Dot Marlowe,20/01/2024,",
      "Q-4,CIN,Willow,Dot Marlow,20/01/2024,",
      "Q-5,CIN,Willow,Ebo Quist,20/01/2024,",
      "Q-6,CIN,Willow,Ada O Hara,20/01/2024,",
      "Q-7,CIN,Willow,O`Hara Ada,20/01/2024,",
      "Q-8,CIN,Willow,Bea Annlund,20/01/2024,",
    );
    expect((await preview(near)).asked).toEqual([
      "worker Ada O'Harra alike",
      "worker Cy Vanse alike",
      "worker Dot Marlowe unknown",
      "worker Dot Marlow alike",
      "worker Ebo Quist unknown",
      "worker Ada O Hara alike",
      "worker O`Hara Ada alike",
      "worker Bea Annlund alike",
    ]);
  });

  it("is one over the lists of a workbook, however each writes the name", async () => {
    const lists = annexSheets({
      "List 6": [{ childId: "Q-1", worker: "Fia D’Arcy" }],
      "List 7": [{ childId: "Q-2", worker: "D'Arcy, Fia" }],
      "List 9": [{ childId: "Q-3", worker: "Fia Darcey" }],
    });
    const { added, asked } = await preview(workbook(lists), "day", "a.xlsx");
    expect(added).toEqual(["Fia D’Arcy", "Fia Darcey"]);
    expect(asked).toEqual(["worker Fia D’Arcy unknown", "worker Fia Darcey alike"]);
  });

  it("has a number with or without zeros, also as a formula", async () => {
    const numbered = "Reference,Cohort,Team,Worker,Worker number,Opened";
    for (const number of ["417", "0417", '="0417"', '"=""00417"""', "417.0", "'0417"]) {
      const { rows } = await preview(csv(numbered, `Q-1,CIN,Willow,B Lund,${number},20/01/2024`));
      expect([number, rows[0]?.facts?.workerId]).toEqual([number, "bea"]);
    }
  });
});

describe("A reference", () => {
  it.each([
    ['="00123"', "00123"],
    ['"=""00123"""', "00123"],
    ["900 001", "900001"],
    ["DB 0001", "DB0001"],
  ])("%s is %s", async (text, reference) => {
    const { rows } = await preview(csv(heads, `${text},CIN,Willow,,20/01/2024,`));
    expect(rows[0]?.facts?.reference).toBe(reference);
  });

  it("is one child with or without zeros, in one file and over the lists of a workbook", async () => {
    const twice = csv(heads, "0900,CIN,Willow,,20/01/2024,", "900,CIN,Willow,,20/01/2024,");
    expect(await outcomes(twice)).toEqual(["add", "bad"]);
    const lists = annexSheets({
      "List 6": [{ childId: 900, dateOfBirth: "13/03/2015" }],
      "List 8": [{ childId: "0900", dateOfBirth: "14/03/2015" }],
    });
    const { rows } = await preview(workbook(lists), "day", "a.xlsx");
    expect(rows).toHaveLength(1);
    expect(rows[0]?.facts?.cohort).toBe("child-in-care");
    const notes = rows[0]?.notes.join() ?? "";
    expect(notes).toContain("Check Date of Birth: ");
    expect(notes).toContain("Written as 900 and as 0900: one child");
    expect(JSON.stringify(rows)).not.toContain("2015");
  });

  it("of a child with two dates of birth on one list is told as well", async () => {
    const lists = annexSheets({
      "List 6": [
        { childId: "Q-1", dateOfBirth: "13/03/2015", startedOn: "13/01/2023" },
        { childId: "Q-1", dateOfBirth: "13/04/2015", startedOn: "13/02/2023" },
      ],
    });
    const { rows } = await preview(workbook(lists), "day", "a.xlsx");
    expect(rows[0]?.notes.join()).toContain("this may be two children");
  });
});

describe("A cohort", () => {
  it("in words that nobody here uses waits for a choice; in two that agree it is read", async () => {
    const words = csv(
      heads,
      "Q-1,CIN - Child in need,Willow,,20/01/2024,",
      "Q-2,Child subject to a CPP,Willow,,20/01/2024,",
      "Q-3,CWD,Willow,,20/01/2024,",
      "Q-4,cwd,Willow,,20/01/2024,",
    );
    const { rows, asked } = await preview(words);
    expect(rows.map(({ outcome }) => outcome)).toEqual(["add", "unmapped", "unmapped", "unmapped"]);
    expect(asked).toEqual(["cohort Child subject to a CPP unknown", "cohort CWD unknown"]);
  });

  it("is remembered once chosen, or left out", () => {
    const mapping = (key: string, more: object) => ({
      ...{ kind: "cohort" as const, key, choice: "use" as const, teamId: null, personId: null },
      ...{ cohort: null, sameName: "", sameNumber: "" },
      ...more,
    });
    const judge = makeJudge({
      ...known,
      mappings: [
        mapping("cwd", { cohort: "child-in-need" }),
        mapping("fostering", { choice: "leave-out" }),
      ],
    });
    const row = (cohortWords: string) =>
      judge.judge({
        read: {
          ok: true,
          row: {
            ...{ reference: "Q-1", cohort: null, cohortWords, team: "Willow", worker: "" },
            ...{ workerNumber: "", supervisorNumber: "", openedOn: "2024-01-20", closedOn: null },
          },
        },
        held: [],
        before: undefined,
      });
    expect(row("C.W.D".replaceAll(".", "")).facts?.cohort).toBe("child-in-need");
    expect(row("Fostering").outcome).toBe("left-out");
  });
});

describe("A date", () => {
  it.each([
    ...["31/12/9999", "NULL", "Open", "00/01/1900", "9999-12-31", "01/01/1900", "-", "0", "N/A"],
    ...["Ongoing", "1899-12-30", "2958465", "00/00/0000", "9999-12-31 00:00:00", "31/12/2099"],
    ...["31 December 9999", "1/0/00", "00-Jan-00", "31/12/99", "2958465.0", "OPEN CASE", "No", "N"],
    ...["Not yet closed", "Open - no end", "Live case", "NaT", "NULL NULL", "tbd", "No end date"],
  ])("of %s is an end that has not come, in CSV and in Annex A", async (end) => {
    const { rows } = await preview(csv(heads, `Q-1,CIN,Willow,,20/01/2024,${end}`));
    expect([rows[0]?.outcome, rows[0]?.facts?.closedOn]).toEqual(["add", null]);
    const book = workbook(annexSheets({ "List 6": [{ childId: "Q-1", endedOn: end }] }));
    expect((await preview(book, "day", "a.xlsx")).rows[0]?.outcome).toBe("add");
  });

  it.each([
    ["2024-04-05T09:30:00+01:00", "2024-04-05"],
    // Midnight of a British summer, as an instant.
    ["2024-04-04T23:00:00.000Z", "2024-04-05"],
    ["5th of April 2024", "2024-04-05"],
    ["05/Apr/24", "2024-04-05"],
  ])("of %s is %s", async (text, date) => {
    const { rows, question } = await preview(csv(heads, `Q-1,CIN,Willow,,${text},`));
    expect([rows[0]?.facts?.openedOn, question]).toEqual([date, null]);
  });

  it.each(["Closed", "Y", "soon", "April"])("of %s is no end, and no date", async (end) => {
    expect(await outcomes(csv(heads, `Q-1,CIN,Willow,,20/01/2024,${end}`))).toEqual(["bad"]);
  });

  it("of 1999 opens a case, though it may be what is left of 9999 where one ends", async () => {
    const { rows } = await preview(csv(heads, "Q-1,CL,Willow,,31/12/99,31/12/99"));
    expect(rows[0]?.facts).toMatchObject({ openedOn: "1999-12-31", closedOn: null });
  });

  it("that proves the day can't come first has the other way offered, for the whole file", async () => {
    const file = csv(heads, "Q-1,CIN,Willow,,03/04/2024,", "Q-2,CIN,Willow,,03/25/2024,");
    const day = await preview(file);
    expect(day.question).toMatchObject({ needed: true });
    expect(day.question?.words).toContain("03/25/2024 on line 3");
    const month = await preview(file, "month");
    expect(month.rows.map(({ facts }) => facts?.openedOn)).toEqual(["2024-03-04", "2024-03-25"]);
  });

  it("that nothing proves is asked about, and read with the day first until then", async () => {
    const file = csv(heads, "Q-1,CIN,Willow,,03/04/2024,31/12/9999");
    const { question, rows } = await preview(file);
    expect([question?.needed, rows[0]?.facts?.openedOn]).toEqual([false, "2024-04-03"]);
    const proven = csv(heads, "Q-1,CIN,Willow,,03/04/2024,", "Q-2,CIN,Willow,,25/03/24,");
    const other = await preview(proven);
    expect(other.question).toBeNull();
    expect(other.rows[1]?.facts?.openedOn).toBe("2024-03-25");
    const serial = await preview(csv(heads, "Q-1,CIN,Willow,,45387,"));
    expect([serial.question, serial.rows[0]?.facts?.openedOn]).toEqual([null, "2024-04-05"]);
  });

  it("of both ways in one file is never guessed", async () => {
    const file = csv(heads, "Q-1,CIN,Willow,,25/03/2024,", "Q-2,CIN,Willow,,03/25/2024,");
    expect((await preview(file)).question).toMatchObject({ needed: true });
    expect(await outcomes(file)).toEqual(["add", "bad"]);
  });

  it("is turned in a workbook too", async () => {
    const lists = annexSheets({
      "List 6": [
        { childId: "Q-1", startedOn: "03/04/2024" },
        { childId: "Q-2", startedOn: "03/25/2024" },
      ],
    });
    const { question } = await preview(workbook(lists), "day", "a.xlsx");
    expect(question?.words).toContain("03/25/2024 on row 3 of List 6");
    const { rows } = await preview(workbook(lists), "month", "a.xlsx");
    expect(rows.map(({ facts }) => facts?.openedOn)).toEqual(["2024-03-04", "2024-03-25"]);
  });
});

describe("An age", () => {
  it.each([
    ["7 months", 0],
    ["18m", 1],
    ["11/12", 0],
    ["6 wks", 0],
    ["18+", 18],
    ["2 yrs 3 mths", 2],
    ["Unborn child", "unborn"],
    ["EDD 01/06/2024", "unborn"],
    ["TBC", null],
    ["Over 18", 18],
    ["Aged 9", 9],
  ])("of %s is %s, in CSV and in Annex A", async (age, means) => {
    const { rows } = await preview(csv(`${heads},Age`, `Q-1,CIN,Willow,,20/01/2024,,${age}`));
    const book = workbook(annexSheets({ "List 6": [{ childId: "Q-1", age }] }));
    const annex = await preview(book, "day", "a.xlsx");
    for (const one of [rows[0]?.facts, annex.rows[0]?.facts]) {
      expect(one?.unborn ? "unborn" : one?.age).toBe(means);
    }
  });
});

describe("A quotation mark inside a cell", () => {
  const heads = "Reference,Cohort,Team,Worker,Opened,Address";
  const read = (worker: string, address: string) =>
    preview(
      csv(heads, `Q-1,CIN,Willow,${worker},20/01/2024,${address}`, "Q-2,CIN,Willow,,20/01/2024,"),
    );

  it.each<[string, string, string | null]>([
    ['Zo "Zed" Quill', 'Flat 2 "The Elms"', 'Zo "Zed" Quill'],
    ["Cy Vance", 'Flat "2" at "The Elms"', null],
    ["Cy Vance", '"Flat 2, ""The Elms"""', null],
    ["Cy Vance", '"Flat 2\n""The Elms"""', null],
    ['"Zo ""Zed"" Quill"', "", 'Zo "Zed" Quill'],
  ])("is read as it stands: %s, %s", async (worker, address, added) => {
    const { rows, added: names } = await read(worker, address);
    expect(rows.map(({ outcome }) => outcome)).toEqual(["add", "add"]);
    expect(names).toEqual(added === null ? [] : [added]);
  });

  it.each([
    ["Cy Vance", 'Flat 2 "The Elms, West" block'],
    ["Cy Vance", '6" pipe lane'],
    ['"Zo" Quill', ""],
    ['"Quill, "Zo" Zed"', ""],
    ['Zo "Zed', 'Quill" lane'],
  ])("refuses its row alone where it can’t be told: %s, %s", async (worker, address) => {
    const { rows } = await read(worker, address);
    expect(rows.map(({ outcome }) => outcome)).toEqual(["bad", "add"]);
    expect(rows[0]?.read).toMatchObject({
      problems: [expect.stringContaining("Check the quotation marks")],
    });
  });

  it("refuses the file, by its line, where a quote runs on over rows", async () => {
    const { refused } = await read("Cy Vance", '"The Elms\nQ-3,CIN,"Willow",,20/01/2024,');
    expect(refused).toContain("Check the quotation marks near line 3");
  });
});

describe("The shape of a file", () => {
  it("refuses a row with a cell too many, and takes empty ones at its end", async () => {
    const short = "Reference,Cohort,Team,Opened,Worker";
    const file = csv(
      short,
      "Q-1,CIN,Willow,20/01/2024,O'Hara, Ada",
      'Q-2,CIN,Willow,20/01/2024,"O\'Hara, Ada"',
      "Q-3,CIN,Willow,20/01/2024,Ada O'Hara,,",
      "Q-4,CIN,Willow,20/01/2024,O'Hara, Ada,",
    );
    const { rows } = await preview(file);
    expect(rows.map(({ outcome }) => outcome)).toEqual(["bad", "add", "add", "bad"]);
    expect(rows[0]?.problem).toContain("the row has 6 cells under 5 headings");
    expect(rows[1]?.facts?.workerId).toBe("ada");
  });

  it("reads each line as it is written, and says where two encodings meet", async () => {
    const lines = [
      Buffer.from(`${heads}\r\nQ-1,CIN,Willow,Béa Ann-Lund,20/01/2024,\r\n`, "utf-8"),
      Buffer.from("Q-2,CIN,Willow,Béa Ann-Lund,20/01/2024,\r\n", "latin1"),
    ];
    const { rows, notes, added } = await preview(Buffer.concat(lines));
    expect([rows.map(({ facts }) => facts?.workerId), added]).toEqual([["bea", "bea"], []]);
    expect(notes.join()).toContain("Check the names on line 3");
    const whole = Buffer.concat([Buffer.from(`${heads}\r\n`), lines[1] as Buffer]);
    expect((await preview(whole)).notes).toEqual([]);
  });

  it("has the apostrophes of Windows-1252 as its writers meant them", async () => {
    const curly = Buffer.concat([
      Buffer.from(`${heads}\r\nQ-1,CIN,Willow,Ada O`),
      Buffer.from([0x92]),
      Buffer.from("Hara,20/01/2024,\r\n"),
    ]);
    const { rows, added } = await preview(curly);
    expect([rows[0]?.facts?.workerId, added]).toEqual(["ada", []]);
  });

  it("may repeat its headings, and keep zeros by a formula with blanks beside it", async () => {
    const file = csv(
      heads,
      '="0417" ,CIN,Willow,,20/01/2024,',
      heads,
      "=0418,CIN,Willow,,20/01/2024,",
    );
    const { rows } = await preview(file);
    expect(rows.map(({ reference }) => reference)).toEqual(["0417", "0418"]);
  });

  it("of a workbook is that of the sheet in sight, where a hidden one has the columns too", async () => {
    const sheet = (name: string, reference: string, hidden: boolean): MadeSheet => ({
      ...{ name, hidden },
      rows: [heads.split(","), [reference, "CIN", "Willow", "", "20/01/2024", ""]],
    });
    const book = workbook([sheet("Old", "Q-1", true), sheet("Now", "Q-2", false)]);
    const { rows } = await preview(book, "day", "a.xlsx");
    expect(rows.map(({ reference }) => reference)).toEqual(["Q-2"]);
    const two = workbook([sheet("Old", "Q-1", false), sheet("Now", "Q-2", false)]);
    expect((await preview(two, "day", "a.xlsx")).refused).toContain("on two");
  });

  it("may be UTF-16 without a mark, either way round", async () => {
    const text = csv(heads, "Q-1,CIN,Willow,Béa Ann-Lund,20/01/2024,");
    const little = Buffer.from(text, "utf16le");
    for (const bytes of [little, Buffer.from(little).swap16()]) {
      const { rows } = await preview(bytes);
      expect(rows[0]?.facts?.workerId).toBe("bea");
    }
  });

  it("has its separator told by its headings, not by a title above them", async () => {
    const title = "Caseload; Willow; Rowan; Elm; Oak; Ash; Beech; as it stood";
    const file = csv(title, heads, "Q-1,CIN,Willow,,20/01/2024,");
    expect(await outcomes(file)).toEqual(["add"]);
  });

  it("leaves out sheets without the headings of a list, by name", async () => {
    const sheets = annexSheets({ "List 6": [{ childId: "Q-1" }] });
    const notes: MadeSheet[] = [
      { name: "Notes", rows: [["Read me"]] },
      { name: "List 6 notes", rows: [["How List 6 was made"]] },
      { name: "List 6 (2)", rows: [] },
    ];
    const found = await preview(workbook([...notes, ...sheets]), "day", "a.xlsx");
    expect(found.rows.map(({ outcome }) => outcome)).toEqual(["add"]);
    expect(found.notes.join()).toContain("“Notes”, “List 6 notes” and “List 6 (2)” were left out");
  });

  it("knows the Standard Safeguarding Dataset's headings, misspelt as it spells them", async () => {
    const names: Record<string, string> = {
      "Child Unique ID": "ChildUniqueID",
      "Date Started to be Looked After": "LoookedAfterStartDate",
      "Date Ceased to be Looked After": "CeasedLookedAfterDate",
      "Allocated Team": "AllocatedTeam",
      "Allocated Worker": "AllocatedWorker",
    };
    const sheets = annexSheets({ "List 8": [{ childId: "Q-1", endedOn: "NULL" }] }).map(
      (sheet) => ({
        ...sheet,
        rows: sheet.rows.map((row, at) =>
          at === 0 && Array.isArray(row) ? row.map((cell) => names[String(cell)] ?? cell) : row,
        ),
      }),
    );
    const { rows, refused } = await preview(workbook(sheets), "day", "a.xlsx");
    expect([refused, rows[0]?.facts?.cohort]).toEqual([null, "child-in-care"]);
  });
});

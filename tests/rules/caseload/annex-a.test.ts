import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayOf, readAnnexRow } from "~/rules/caseload/annex-a";
import { gatherChildren } from "~/rules/caseload/annex-a-children";
import {
  findLists,
  isHeadingRow,
  isOtherList,
  listByHeadings,
  matchHeadings,
  missingLists,
  type SheetName,
} from "~/rules/caseload/annex-a-columns";
import {
  type AnnexList,
  annexColumns,
  annexFields,
  annexLists,
  unreadHeadings,
} from "~/rules/caseload/annex-a-headings";
import { type Cell, dateOfSerial, readTypedDate } from "~/rules/imports/cell-text";
import { type Child, cellsOf, childOf, headingsOf } from "../../support/annex-a";

const today = "2024-04-15";
const at = { today, from1904: false };
const texts = (row: readonly unknown[]): Cell[] =>
  row.map((cell) =>
    typeof cell === "number" ? { text: String(cell), number: cell } : { text: String(cell ?? "") },
  );

function headerOf(list: AnnexList, headings: readonly string[]) {
  const verdict = matchHeadings(list, texts(headings));
  if (!verdict.ok) throw new Error(verdict.problem);
  return verdict.header;
}

const rowOf = (list: AnnexList, child: Child, line = 2) => {
  const headings = headingsOf(list);
  const cells = texts(cellsOf(list, headings, childOf(list, child)));
  const row = readAnnexRow(list, line, cells, headerOf(list, headings), at);
  if (!row) throw new Error("No row");
  return row;
};

/** The cases that rows of lists come to. */
function gather(...rows: [AnnexList, Child][]) {
  const gathering = gatherChildren(today);
  for (const [index, [list, child]] of rows.entries()) {
    gathering.add(rowOf(list, child, index + 2));
  }
  return { children: [...gathering.children()], tallies: gathering.tallies };
}
const one = (...rows: [AnnexList, Child][]) => {
  const { children } = gather(...rows);
  expect(children).toHaveLength(1);
  const [child] = children;
  if (!child) throw new Error("No child");
  return child;
};
const caseOf = (...rows: [AnnexList, Child][]) => {
  const { row } = one(...rows);
  if (!row.ok) throw new Error(row.problems.join());
  return row;
};
const problemsOf = (...rows: [AnnexList, Child][]) => {
  const { row } = one(...rows);
  return row.ok ? [] : row.problems;
};

const named = (...names: string[]): SheetName[] => names.map((name) => ({ name, hidden: false }));

describe("The lists of a workbook", () => {
  it.each([
    ["List 6", 6],
    ["list_7", 7],
    ["LIST 8 - CLA", 8],
    ["List9", 9],
    ["List 06", 6],
    ["8", 8],
    ["7 CP plans", 7],
    ["L6", 6],
    ["AnnexA_L6", 6],
    ["Annex A List 9 (care leavers)", 9],
    ["CIN (List 6)", 6],
    ["List\u00a07 ", 7],
    ["Care Leavers", 9],
    ["CLA", 8],
  ])("are known by the names of their sheets: %s", (name, number) => {
    const found = findLists(named("Notes", name));
    expect(found).toEqual({ ok: true, at: { [`List ${number}`]: 1 } });
  });

  it("are not List 1, List 10, List 61 or a year", () => {
    const others = ["List 1", "List 10", "List 61", "2006", "Sheet6", "Notes on 6", "Summary"];
    expect(findLists(named(...others))).toEqual({ ok: true, at: {} });
    expect(others.filter(isOtherList)).toEqual(["List 1", "List 10", "List 61", "2006"]);
  });

  it("go by the surest name, and two that are equally sure are refused", () => {
    const found = findLists(named("CIN", "6 old", "List 6"));
    expect(found).toEqual({ ok: true, at: { "List 6": 2 } });
    const [first, second] = named("List 6", "List_6");
    expect(findLists([first, { ...second, hidden: true }] as SheetName[])).toEqual({
      ok: false,
      problem: "Keep one sheet for List 6: the workbook has “List 6” and “List_6” (hidden)",
    });
  });

  it("that are missing are named", () => {
    expect(missingLists({ "List 6": 0, "List 7": 1, "List 8": 2, "List 9": 3 })).toBeNull();
    expect(missingLists({ "List 6": 0, "List 8": 1 })).toMatch(
      /^Add List 7 and List 9 to the workbook, with their headings/,
    );
    expect(missingLists({ "List 6": 0, "List 7": 1, "List 8": 1 })).toMatch(
      /^Add List 9 to the workbook, with its headings/,
    );
  });
});

const noise = fc.constantFrom("", " ", "\u00a0", "  ", "_", "-", "\u200b", "\n", ".", "?");
const dress = (heading: string) =>
  fc.array(fc.tuple(noise, fc.boolean()), { minLength: 40, maxLength: 40 }).map((signs) =>
    [...heading]
      .map((letter, i) => {
        const [sign, upper] = signs[i % 40] ?? ["", false];
        const cased = upper ? letter.toUpperCase() : letter.toLowerCase();
        return letter === " " ? ` ${sign}` : cased;
      })
      .join(""),
  );

describe("The headings of a list", () => {
  it("read the same in any order, case, spacing and known variant", () => {
    const list = fc.constantFrom(...annexLists);
    const columns = list.chain((name) =>
      fc.record({
        list: fc.constant(name),
        columns: fc
          .tuple(
            ...annexFields
              .flatMap((field) => {
                const column = annexColumns[name][field];
                return column ? [{ field, names: [column.heading, ...column.also] }] : [];
              })
              .map(({ field, names }) =>
                fc
                  .constantFrom(...names)
                  .chain(dress)
                  .map((heading) => ({ field: field as string, heading })),
              ),
            ...unreadHeadings[name].map((heading) =>
              dress(heading).map((text) => ({ field: "", heading: text })),
            ),
          )
          .chain((all) => fc.shuffledSubarray(all, { minLength: all.length })),
      }),
    );
    fc.assert(
      fc.property(columns, ({ list: name, columns: all }) => {
        const row = texts(all.map(({ heading }) => heading));
        expect(isHeadingRow(name, row)).toBe(true);
        const { at: places, ignored } = headerOf(
          name,
          row.map(({ text }) => text),
        );
        expect(ignored).toEqual([]);
        for (const [index, { field }] of all.entries()) {
          if (field) expect(places[field as "age"]).toBe(index);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("mean one thing each: no variant is claimed by two columns", () => {
    const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");
    for (const list of annexLists) {
      const claimed = [
        ...annexFields.flatMap((field) => {
          const column = annexColumns[list][field];
          return column ? [...new Set([column.heading, ...column.also].map(plain))] : [];
        }),
        ...unreadHeadings[list].map(plain),
      ];
      expect(claimed.filter((name, i) => claimed.indexOf(name) !== i)).toEqual([]);
    }
  });

  it("are known with a number before them and words in brackets or below", () => {
    const row = ["1. Child ID", "Date of Birth (DD/MM/YYYY)", "6.7 CIN start date\n(if known)"];
    const rest = ["CIN Closure Date", "Team", "Social worker", "Local notes"];
    const { at: places, ignored } = headerOf("List 6", [...row, ...rest]);
    expect(places).toEqual({
      ...{ childId: 0, dateOfBirth: 1, startedOn: 2, endedOn: 3, team: 4, worker: 5 },
    });
    expect(ignored).toEqual(["Local notes"]);
  });

  it("prefer Ofsted's own to a variant, and refuse two of a kind", () => {
    const all = headingsOf("List 7");
    const { at: places, ignored } = headerOf("List 7", ["Case ID", ...all]);
    expect([places.childId, ignored]).toEqual([1, ["Case ID"]]);
    expect(matchHeadings("List 7", texts([...all, "Allocated Team"]))).toEqual({
      ok: false,
      problem: "Keep one column for “Allocated Team” on List 7: the sheet has two",
    });
  });

  it("that are missing are named with their list", () => {
    expect(matchHeadings("List 8", texts(["Child ID", "Gender", "Allocated Team"]))).toEqual({
      ok: false,
      problem:
        "Add the columns “Date Started to be Looked After”, “Date Ceased to be Looked After” and “Allocated Worker” to List 8",
    });
    const leavers = texts(["Child ID", "Gender", "Allocated Team"]);
    expect(matchHeadings("List 9", leavers)).toMatchObject({
      problem: "Add the column “Allocated Worker” to List 9",
    });
    expect(matchHeadings("List 9", [...leavers, { text: "Personal adviser" }]).ok).toBe(true);
  });

  it("tell which list it is, where the sheet's name doesn't, unless they are any list's", () => {
    for (const list of annexLists) {
      expect(listByHeadings(headingsOf(list).map((text) => ({ text })))).toBe(list);
    }
    const anyList = ["Child ID", "Age", "Team", "Worker", "Start date", "End date", "Status"];
    expect(listByHeadings(anyList.map((text) => ({ text })))).toBeNull();
    const incomplete = headingsOf("List 8").filter((text) => text !== "Allocated Team");
    expect(listByHeadings(incomplete.map((text) => ({ text })))).toBeNull();
  });

  it("are not found in titles", () => {
    expect(isHeadingRow("List 6", texts(["List 6: Children in need", "", "Age"]))).toBe(false);
    expect(isHeadingRow("List 6", texts(["Child Unique ID"]))).toBe(false);
  });
});

describe("Dates", () => {
  it.each([
    ["5/4/2024", "2024-04-05"],
    ["05.04.24", "2024-04-05"],
    ["05-Apr-2024", "2024-04-05"],
    ["5th April 2024", "2024-04-05"],
    ["Friday 5 April 2024", "2024-04-05"],
    ["2024-04-05T14:30:00.000Z", "2024-04-05"],
    ["05/04/2024 2:30 pm", "2024-04-05"],
    ["5 Sept 99", "1999-09-05"],
    ["05–04–2024", "2024-04-05"],
    ["20240405", "2024-04-05"],
    ["20241305", null],
    ["04/13/2024", null],
    ["31/02/2024", null],
    ["April 2024", null],
    ["5", null],
    ["soon", null],
  ])("typed as %s are read day first", (text, date) => {
    expect(readTypedDate(text, today)).toBe(date);
  });

  it("counted by Excel are read from either start", () => {
    expect([1, 59, 60, 61, 45387, 45387.9].map((n) => dateOfSerial(n, false))).toEqual([
      ...["1900-01-01", "1900-02-28", "1900-02-28", "1900-03-01", "2024-04-05", "2024-04-05"],
    ]);
    expect(dateOfSerial(43925, true)).toBe("2024-04-05");
    expect([-1, Number.NaN, 1e9, 0].map((n) => dateOfSerial(n, false))).toEqual(
      Array(4).fill(null),
    );
  });

  it("come from every kind of cell, and blanks of every kind hold none", () => {
    for (const cell of [
      { text: "45387", number: 45387 },
      { text: "45387" },
      { text: "20240405" },
    ]) {
      expect(dayOf(cell, at)).toBe("2024-04-05");
    }
    for (const text of ["", " \u00a0", "N/A", "n/a", "#N/A", "-", "TBC", "00/01/1900", "\u200b"]) {
      const cell = text === "00/01/1900" ? { text, number: 0 } : { text };
      expect(dayOf(cell, at)).toBeNull();
    }
    expect(dayOf({ text: "01/01/1900" }, at)).toBeNull();
    expect(dayOf({ text: "next week" }, at)).toBeUndefined();
  });
});

describe("The age", () => {
  it.each<[Child, number | null, boolean]>([
    [{ dateOfBirth: "16/04/2015" }, 8, false],
    [{ dateOfBirth: "15/04/2015" }, 9, false],
    [{ dateOfBirth: "29/02/2016" }, 8, false],
    [{ dateOfBirth: "15/04/2015", age: 7 }, 9, false],
    [{ age: 7.96 }, 7, false],
    [{ age: "7 years 3 months" }, 7, false],
    [{ age: "6 months" }, 0, false],
    [{ age: "3 wks" }, 0, false],
    [{ age: 0.19 }, 0, false],
    [{ age: null }, null, false],
    [{ dateOfBirth: "20/06/2024" }, null, true],
    [{ dateOfBirth: "20/06/2024", age: -0.2 }, null, true],
    [{ age: -0.2 }, null, true],
    [{ age: "-0.2" }, null, true],
    [{ age: "Unborn" }, null, true],
    [{ dateOfBirth: "EDD 20/06/2024" }, null, true],
    [{ dateOfBirth: "UNB" }, null, true],
    [{ dateOfBirth: "u/b" }, null, true],
    [{ age: "Unb" }, null, true],
    [{ age: "<1" }, 0, false],
    [{ age: "Under 1 year" }, 0, false],
    [{ dateOfBirth: "U/K", age: 4 }, 4, false],
    [{ gender: "c) Unborn" }, null, true],
    [{ gender: "c) Not stated/recorded (or unborn)" }, null, false],
    [{ dateOfBirth: "10/04/2024", age: "unborn" }, 0, false],
  ])("of %j is %s, unborn: %s", (child, age, unborn) => {
    expect(caseOf(["List 7", child]).row).toMatchObject({ age, unborn });
  });

  it("that can't be believed is not kept, and said", () => {
    expect(caseOf(["List 9", { dateOfBirth: "01/01/1990" }])).toMatchObject({
      row: { age: null },
      notes: ["Check Date of Birth: it makes the person older than 25, so no age is kept"],
    });
    expect(caseOf(["List 6", { dateOfBirth: "20/06/2044" }]).notes?.[0]).toContain("ten months");
    expect(caseOf(["List 6", { dateOfBirth: "01/01/2020", age: 9 }]).notes?.[0]).toContain(
      "Check Age",
    );
    expect(caseOf(["List 6", { dateOfBirth: "01/01/2020", age: 5 }]).notes).toBeUndefined();
    expect(caseOf(["List 6", { dateOfBirth: "spring" }]).notes?.[0]).toContain(
      "Check Date of Birth",
    );
  });

  it("is asked of nobody where the list has no column for it", () => {
    const headings = headingsOf("List 6").filter((h) => h !== "Age" && h !== "Date of Birth");
    const cells = texts(cellsOf("List 6", headings, childOf("List 6", {})));
    const row = readAnnexRow("List 6", 2, cells, headerOf("List 6", headings), at);
    expect(row?.age).toBeUndefined();
  });

  it("never lets the date of birth out", () => {
    const births = ["05/03/2019", "spring 2019", "05/03/2044", "5 March 1949", "43529"];
    for (const dateOfBirth of births) {
      for (const other of [{}, { startedOn: null }, { endedOn: "sometime" }, { team: "" }]) {
        const child = one(
          ["List 7", { dateOfBirth, ...other }],
          ["List 6", { dateOfBirth: "06/03/2019" }],
        );
        expect(JSON.stringify(child)).not.toMatch(/2019|2044|1949|43529|spring/);
      }
    }
  });
});

describe("A row of a list", () => {
  it("is a case of the list's cohort, opened by its start date", () => {
    expect(one(["List 8", { childId: 12345, startedOn: 45000 }])).toEqual({
      list: "List 8",
      line: 2,
      row: {
        ok: true,
        row: {
          reference: "12345",
          cohort: "child-in-care",
          team: "Willow",
          worker: "Wren Castle",
          workerNumber: "",
          supervisorNumber: "",
          age: null,
          unborn: false,
          openedOn: "2023-03-15",
          planSince: "2023-03-15",
          openedByThen: true,
          closedOn: null,
        },
      },
    });
  });

  it.each<[string | number, string | null]>([
    [12345.0, "12345"],
    ["12345.0", "12345"],
    ["'00123", "00123"],
    ["00123", "00123"],
    [1e5, "100000"],
    ["1E+05", null],
    ["1.23457E+11", null],
    [123456789012345680, null],
  ])("has the reference that was meant by %s: %s", (childId, reference) => {
    const { row } = one(["List 7", { childId }]);
    if (row.ok) expect(row.row.reference).toBe(reference);
    else expect([reference, row.problems.join()]).toEqual([null, expect.stringContaining("long")]);
  });

  it.each<[Child, string]>([
    [{ childId: null }, "Add the Child Unique ID"],
    [{ childId: "Ann Example" }, "Check Child Unique ID"],
    [{ startedOn: null }, "Add the Child Protection Plan Start Date"],
    [{ startedOn: "soon" }, "Give Child Protection Plan Start Date as a date like 05/04/2024"],
    [
      { startedOn: "16/04/2024" },
      "Check Child Protection Plan Start Date: 16 April 2024 is after today, 15 April 2024",
    ],
    [{ endedOn: "sometime" }, "Give Child Protection Plan End Date as a date like 05/04/2024, or"],
    [{ endedOn: "01/02/2023" }, "it is before Child Protection Plan Start Date"],
    [{ team: "x".repeat(101) }, "Shorten the names"],
  ])("is refused with its reason: %j", (child, reason) => {
    expect(problemsOf(["List 7", child]).join()).toContain(reason);
  });

  it("keeps nothing of a reference that looks like a name", () => {
    const child = one(["List 6", { childId: "Ann Example" }]);
    expect(JSON.stringify(child)).not.toContain("Ann");
    expect(child.row).toMatchObject({ ok: false, reference: null });
  });

  it("without a team or worker is taken, and the missing team said", () => {
    const { row, notes } = caseOf(["List 6", { team: "#N/A", worker: " \u00a0n/a " }]);
    expect(row).toMatchObject({ team: "", worker: "" });
    expect(notes).toEqual(["Add the Allocated Team: without one the case can’t be drawn"]);
  });

  it("may name a worker by number or email, and a care leaver's adviser holds the case", () => {
    expect(caseOf(["List 6", { worker: "10234" }]).row).toMatchObject({
      ...{ worker: "", workerNumber: "10234" },
    });
    expect(caseOf(["List 9", { worker: null, adviser: "Kit Marlow" }]).row.worker).toBe(
      "Kit Marlow",
    );
    expect(caseOf(["List 9", { adviser: "Kit Marlow" }]).row.worker).toBe("Wren Castle");
  });

  it("is left out when it holds nothing that is read", () => {
    const header = headerOf("List 6", headingsOf("List 6"));
    const blank = texts(headingsOf("List 6").map((_, i) => (i > 12 ? "noise" : " \u00a0")));
    expect(readAnnexRow("List 6", 9, blank, header, at)).toBeNull();
  });
});

describe("Involvement that is over", () => {
  it("closes the case on its end date, today too; an end ahead leaves it open", () => {
    expect(caseOf(["List 7", { endedOn: "15/04/2024" }])).toMatchObject({
      ended: true,
      row: { cohort: "child-protection", openedOn: "2023-03-01", closedOn: "2024-04-15" },
    });
    const ahead = caseOf(["List 7", { endedOn: "16/04/2024" }]);
    expect(ahead).toMatchObject({ row: { closedOn: null } });
    expect([ahead.ended, ahead.notes?.[0]]).toEqual([
      undefined,
      "Check Child Protection Plan End Date: 16 April 2024 is after today, 15 April 2024, so the case is kept open",
    ]);
    const never = caseOf(["List 7", { endedOn: "31/12/9999" }]);
    expect([never.ended, never.notes]).toEqual([undefined, undefined]);
    expect(caseOf(["List 7", { endedOn: "Ongoing" }]).ended).toBeUndefined();
  });

  it.each(["e) Closed episode", "Closed", "e"])("is known by the case status too: %s", (status) => {
    expect(caseOf(["List 6", { status }])).toMatchObject({
      ended: true,
      row: { closedOn: today },
    });
  });

  it("on every list closes on the last day of all", () => {
    const ended = caseOf(
      ["List 8", { endedOn: "01/03/2024" }],
      ["List 6", { endedOn: "10/03/2024" }],
      ["List 7", { endedOn: "01/01/2024" }],
    );
    expect(ended).toMatchObject({ ended: true, row: { closedOn: "2024-03-10" } });
  });

  it("counts for nothing beside involvement that is open", () => {
    const rows: [AnnexList, Child][] = [
      ["List 8", { endedOn: "01/03/2024", startedOn: "01/01/2010" }],
      ["List 6", { startedOn: "02/03/2024" }],
      ["List 6", { startedOn: "not known", endedOn: "01/01/2022" }],
    ];
    expect(caseOf(...rows)).toEqual({
      ok: true,
      row: expect.objectContaining({ cohort: "child-in-need", openedOn: "2024-03-02" }),
    });
  });
});

describe("A child on several rows", () => {
  it("is one case at the highest cohort, opened when the earliest began, and it is said", () => {
    const child = one(
      ["List 6", { startedOn: "01/02/2021" }],
      ["List 9", {}],
      ["List 7", { startedOn: "01/02/2023", team: "Rowan", worker: "Nia Reed" }],
    );
    expect(child).toMatchObject({
      list: "List 7",
      line: 4,
      row: {
        row: {
          cohort: "child-protection",
          openedOn: "2021-02-01",
          team: "Rowan",
          worker: "Nia Reed",
        },
        notes: [
          "Also on List 6, row 2: kept once, as child protection with the team of List 7",
          "Also on List 9, row 3: kept once, as child protection with the team of List 7",
        ],
      },
    });
  });

  it.each<[AnnexList[], string]>([
    [["List 6", "List 7", "List 8", "List 9"], "child-in-care"],
    [["List 9", "List 6", "List 7"], "child-protection"],
    [["List 9", "List 6"], "child-in-need"],
    [["List 9"], "care-leaver"],
  ])("of %j stands as %s", (lists, cohort) => {
    expect(caseOf(...lists.map((list): [AnnexList, Child] => [list, {}])).row.cohort).toBe(cohort);
  });

  it("takes team and worker from the next list where the highest has none", () => {
    const blank = { team: null, worker: null };
    expect(caseOf(["List 8", blank], ["List 6", {}]).row).toMatchObject({
      ...{ team: "Willow", worker: "Wren Castle", cohort: "child-in-care" },
    });
  });

  it("twice alike on a list is kept once; with another worker the later involvement counts", () => {
    const alike = caseOf(["List 6", {}], ["List 6", { worker: "wren  castle", team: "WILLOW" }]);
    expect(alike.notes).toEqual(["Also on List 6, row 3: kept once"]);
    const moved = caseOf(
      ["List 6", { startedOn: "01/02/2024", worker: "Nia Reed" }],
      ["List 6", { startedOn: "01/02/2023" }],
    );
    expect(moved.row).toMatchObject({ worker: "Nia Reed", openedOn: "2023-02-01" });
    expect(moved.notes?.[0]).toContain("the involvement that began last is kept");
  });

  it("twice with contradicting facts is not guessed at", () => {
    const child = one(["List 6", {}], ["List 6", { worker: "Nia Reed" }], ["List 9", {}]);
    expect(child).toMatchObject({ list: "List 6", line: 3 });
    expect(child.row.ok ? [] : child.row.problems).toEqual([
      "Take one of the two out: the child is on row 2 too, with another team or worker",
      "List 6, row 2 is left out with it",
      "List 9, row 4 is left out with it",
    ]);
  });

  it("one of which can't be read is left out whole, so that no cohort is guessed", () => {
    const rows: [AnnexList, Child][] = [
      ["List 6", {}],
      ["List 7", { endedOn: "some time ago" }],
    ];
    expect(problemsOf(...rows)).toHaveLength(2);
    const { tallies } = gather(...rows);
    expect([tallies["List 6"].bad, tallies["List 7"].bad]).toEqual([1, 1]);
  });

  it("is known whatever the case of the reference, and apart from others", () => {
    const { children } = gather(
      ["List 6", { childId: "ab-1" }],
      ["List 7", { childId: "AB-1" }],
      ["List 6", { childId: "AB-2" }],
      ["List 6", { childId: null }],
      ["List 6", { childId: null }],
    );
    expect(children.map(({ line }) => line)).toEqual([3, 4, 5, 6]);
  });

  it("that a case status puts elsewhere is kept, with the doubt said", () => {
    const doubt = caseOf(["List 6", { status: "b) Child protection plan" }]);
    expect(doubt.notes?.[0]).toContain("List 7 has no open row");
    expect(caseOf(["List 6", { status: "b" }], ["List 7", {}]).notes).toHaveLength(1);
  });

  it("never counts a row twice, and every child comes once: any rows of any lists", () => {
    const child = fc.record({
      childId: fc.integer({ min: 1, max: 12 }),
      endedOn: fc.constantFrom(null, null, "01/04/2024", "bad"),
      worker: fc.constantFrom("A", "B", null),
      startedOn: fc.constantFrom("01/01/2020", "01/01/2024", "bad"),
    });
    const rows = fc.array(fc.tuple(fc.constantFrom(...annexLists), child), { maxLength: 40 });
    fc.assert(
      fc.property(rows, (all) => {
        const { children, tallies } = gather(...all);
        const ids = new Set(all.map(([, { childId }]) => childId));
        expect(children).toHaveLength(ids.size);
        const sum = (what: "rows" | "ended" | "merged" | "bad") =>
          annexLists.reduce((total, list) => total + tallies[list][what], 0);
        expect(sum("rows")).toBe(all.length);
        const taken = children.filter(({ row }) => row.ok && !row.ended).length;
        const open = all.length - sum("ended");
        expect(open).toBe(taken + sum("merged") + sum("bad"));
      }),
      { numRuns: 200 },
    );
  });
});

describe("A care leaver", () => {
  it("was opened by the earliest date that is safe to tell, as held where a date is held", () => {
    const opened = (...rows: [AnnexList, Child][]) => caseOf(...rows).row;
    expect(opened(["List 9", { reviewedOn: "01/02/2024", contactOn: "09/01/2024" }])).toMatchObject(
      {
        ...{ openedOn: "2024-01-09", openedUnknown: true },
      },
    );
    expect(opened(["List 9", { dateOfBirth: "30/08/2002" }]).openedOn).toBe("2021-04-15");
    expect(opened(["List 9", {}]).openedOn).toBe(today);
    expect(opened(["List 9", {}], ["List 8", { endedOn: "15/01/2024" }]).openedOn).toBe(
      "2024-01-15",
    );
    const inNeed = opened(["List 9", {}], ["List 6", {}]);
    expect([inNeed.openedOn, inNeed.openedUnknown]).toEqual(["2023-03-01", undefined]);
  });
});

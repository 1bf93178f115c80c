import { describe, expect, it } from "vitest";
import { importTemplate, matchColumns } from "~/rules/caseload/columns";
import { readDate, readRow } from "~/rules/caseload/import";
import { type Known, makeJudge } from "~/rules/caseload/judge";
import type { Mapping } from "~/rules/caseload/mapping";
import type { HeldCase, StagedRow } from "~/rules/caseload/staging";
import { foldNumber } from "~/rules/core/folding";
import { inOneGo } from "~/rules/imports/near";

const today = "2024-04-15";
const headings = "Reference,Cohort,Team,Worker,Worker number,Age,Opened,Closed".split(",");

const columnsOf = (heads: readonly string[]) => {
  const verdict = matchColumns(heads);
  if (!verdict.ok) throw new Error(verdict.problem);
  return verdict.columns;
};
const read = (line: string, heads = headings) => readRow(line.split(","), columnsOf(heads), today);

describe("The columns of a caseload file", () => {
  it("are found whatever their order, case, spacing and punctuation", () => {
    const columns = columnsOf([" WORKER ", "Case_Reference", "opened  on", "cohort", "Team name"]);
    expect(columns.at).toEqual({ worker: 0, reference: 1, openedOn: 2, cohort: 3, team: 4 });
  });

  it("that are missing are named together", () => {
    expect(matchColumns(["Reference", "Team"])).toEqual({
      ok: false,
      problem: "Add the columns “Cohort”, “Worker” and “Opened” to the first line of the file",
    });
  });

  it.each([
    "Child name",
    "NAME",
    "Forename",
    "Surname",
    "Date of birth",
    "DOB",
    "child_dob",
    "Birth date",
    "Young person's name",
    "Expected date of birth",
  ])("with who the child is are refused: %s", (heading) => {
    const verdict = matchColumns([...headings, heading]);
    expect(verdict).toMatchObject({ ok: false });
    expect(verdict.ok ? "" : verdict.problem).toContain("never stored here");
  });

  it("that are not understood are listed, not read", () => {
    expect(columnsOf([...headings, "Postcode", "Team manager"]).ignored).toEqual([
      "Postcode",
      "Team manager",
    ]);
  });

  it("may not come twice under two names", () => {
    expect(matchColumns([...headings, "Case reference"])).toMatchObject({ ok: false });
  });

  it("of the template are all understood, and its lines too", () => {
    const [first = [], ...lines] = importTemplate();
    const columns = columnsOf(first);
    expect(columns.ignored).toEqual([]);
    const rows = lines.map((line) => readRow(line, columns, today));
    expect(rows.map((row) => row.ok)).toEqual([true, true]);
  });
});

describe("A row of a caseload file", () => {
  it("is read with either way of writing a date, and any name of a cohort", () => {
    expect(read("DB-1,CIN,Willow,Pat Lindley,10,7,5/4/2024,")).toMatchObject({
      ok: true,
      row: { reference: "DB-1", cohort: "child-in-need", age: 7, unborn: false },
    });
    for (const cohort of ["Looked after", "CLA", "child in care", "CIC", "child-in-care"]) {
      expect(read(`DB-1,${cohort},Willow,,,,2024-04-05,`)).toMatchObject({
        row: { cohort: "child-in-care", openedOn: "2024-04-05", age: null },
      });
    }
  });

  it.each([
    ["05/04/2024", "2024-04-05"],
    ["5.4.2024", "2024-04-05"],
    ["2024-04-05", "2024-04-05"],
    ["2024-04-05T00:00:00", "2024-04-05"],
    ["05/04/2024 00:00", "2024-04-05"],
    ["30/02/2024", null],
    ["04/13/2024", null],
    ["5 April", null],
    ["45387", null],
  ])("reads the date %s as %s", (text, date) => {
    expect(readDate(text)).toBe(date);
  });

  it.each([
    ["DB-1,CIN,Willow,,,unborn,2024-04-05,", { age: null, unborn: true }],
    ["DB-1,CIN,Willow,,,0,2024-04-05,", { age: 0, unborn: false }],
    ["DB-1,CIN,Willow,,,25,2024-04-05,", { age: 25, unborn: false }],
    ["DB-1,CIN,Willow,,,UNB,2024-04-05,", { age: null, unborn: true }],
    ["DB-1,CIN,Willow,,,7.0,2024-04-05,", { age: 7, unborn: false }],
    ["DB-1,CIN,Willow,,,7 years,2024-04-05,", { age: 7, unborn: false }],
    ["DB-1,CIN,Willow,,,N/A,2024-04-05,", { age: null, unborn: false }],
  ])("knows the age of %s", (line, age) => {
    expect(read(line)).toMatchObject({ ok: true, row: age });
  });

  it.each([
    ["12345.0,a) Child in need,Willow,,,7,45387,", "12345 child-in-need 2024-04-05"],
    ["'00123,Children looked after (s20),Willow,,,7,45387.0,", "00123 child-in-care 2024-04-05"],
    ["DB-1,Leaving care,Willow,,,7,05/04/2024 14:35,", "DB-1 care-leaver 2024-04-05"],
    ["DB-1,EHA,Willow,,,7,5-Apr-24,", "DB-1 early-help 2024-04-05"],
  ])("is understood as spreadsheets and systems leave it: %s", (line, means) => {
    const row = read(line);
    const { reference, cohort, openedOn } = row.ok ? row.row : ({} as Record<string, never>);
    expect(`${reference} ${cohort} ${openedOn}`).toBe(means);
  });

  it.each([
    [",CIN,Willow,,,7,2024-04-05,", "Add the case reference"],
    ["1E+05,CIN,Willow,,,7,2024-04-05,", "has shortened a long number"],
    ["DB-1,CIN,Willow,,,7,1899-12-30,", "Check Opened: it is before 1950"],
    [`DB-1,${"foster ".repeat(10)},Willow,,,7,2024-04-05,`, "Give Cohort as"],
    ["DB-1,CIN,,,,7,2024-04-05,", "Add the team"],
    ["DB-1,CIN,Willow,,,26,2024-04-05,", "Give Age in whole years"],
    ["DB-1,CIN,Willow,,,-1,2024-04-05,", "Give Age in whole years"],
    ["DB-1,CIN,Willow,,,7,,", "Add when the case was opened"],
    ["DB-1,CIN,Willow,,,7,soon,", "Give Opened as a date like"],
    [
      "DB-1,CIN,Willow,,,7,2024-04-16,",
      "Check Opened: 16 April 2024 is after today, 15 April 2024",
    ],
    ["DB-1,CIN,Willow,,,7,2024-04-05,2024-04-04", "Check Closed: it is before Opened"],
    [
      "DB-1,CIN,Willow,,,7,2024-04-05,2024-05-01",
      "Check Closed: 1 May 2024 is after today, 15 April 2024",
    ],
  ])("is refused with its reason: %s", (line, reason) => {
    const row = read(line);
    expect(row.ok ? "" : row.problems.join()).toContain(reason);
  });

  it("whose reference looks like a name keeps nothing of it", () => {
    for (const name of ["Ann Example", "Ann", "Ann-Marie", "2011-03-04"]) {
      const row = read(`${name},CIN,Willow,,,7,2024-04-05,`);
      expect(row).toMatchObject({ ok: false, reference: null });
      expect(JSON.stringify(row)).not.toContain(name);
    }
  });

  it("gives all its reasons at once", () => {
    const row = read("DB-1,,Willow,,,99,2024-04-05,");
    expect(row.ok ? [] : row.problems).toHaveLength(2);
  });
});

const held: HeldCase = {
  id: "case-1",
  version: 3,
  reference: "DB-1",
  familyReference: "F-9",
  cohort: "child-in-need",
  teamId: "willow",
  workerId: "pat",
  supervisorId: "toni",
  reviewingOfficerId: null,
  age: 7,
  unborn: false,
  openedOn: "2024-01-02",
  closedOn: null,
  planSince: null,
  reopenedOn: null,
};

const known: Known = {
  teams: [
    { id: "willow", name: "Willow", holdsCases: true },
    { id: "rowan", name: "Rowan", holdsCases: true },
    { id: "mash", name: "MASH", holdsCases: false },
  ],
  people: [
    { id: "pat", name: "Pat Lindley", email: "Pat@demo.example", staffNumber: "10", active: true },
    { id: "toni", name: "Toni Vale", email: null, staffNumber: null, active: true },
    { id: "kim-1", name: "Kim Lee", email: null, staffNumber: "20", active: true },
    { id: "kim-2", name: "Kim Lee", email: null, staffNumber: "21", active: true },
  ],
  mappings: [],
};

/** Judges lines as the import does, with what was chosen before. */
function stageWith(mappings: Mapping[], ...lines: string[]) {
  const judge = makeJudge({ ...known, mappings });
  const first = new Map<string, string>();
  const rows = lines.map((line, index) => {
    const row = read(line);
    const key = foldNumber((row.ok ? row.row.reference : row.reference) ?? `none ${index}`);
    const before = first.get(key);
    if (!first.has(key)) first.set(key, `line ${index + 2}`);
    return judge.judge({ read: row, held: key === "db-1" ? [held] : [], before });
  });
  return {
    rows,
    newWorkers: judge.newWorkers(),
    cohorts: judge.cohorts(),
    unplaced: inOneGo(judge.unplaced()),
  };
}
const stage = (...lines: string[]) => stageWith([], ...lines);
const only = (line: string): StagedRow => stage(line).rows[0] as StagedRow;

describe("Staging", () => {
  it("tells new, changed, closed and unchanged cases apart", () => {
    const { rows, cohorts } = stage(
      "DB-2,CP,Rowan,Pat Lindley,10,3,2024-03-01,",
      "db-1,CIN,willow,Pat  LINDLEY,,7,2024-01-02,",
    );
    expect(rows.map((row) => row.outcome)).toEqual(["add", "unchanged"]);
    expect(cohorts).toEqual(["child-protection", "child-in-need"]);
    expect(only("DB-1,CIN,Rowan,Pat Lindley,,8,2024-01-02,")).toMatchObject({
      outcome: "change",
      caseId: "case-1",
      version: 3,
      changes: [
        { field: "Team", from: "Willow", to: "Rowan" },
        { field: "Age", from: "7 years", to: "8 years" },
      ],
    });
    expect(only("DB-1,CIN,Willow,Pat Lindley,,7,2024-01-02,2024-04-01").outcome).toBe("close");
  });

  it("keeps what the file has no column for", () => {
    expect(only("DB-1,CIN,Willow,Pat Lindley,,7,2024-01-02,").facts).toMatchObject({
      familyReference: "F-9",
      supervisorId: "toni",
    });
  });

  it("matches workers by number, by email, or by a name that one person has", () => {
    for (const worker of ["Someone Else,10", "Pat Lindley,pat@DEMO.example", "pat lindley,"]) {
      expect(only(`DB-3,CIN,Willow,${worker},7,2024-01-02,`).facts?.workerId).toBe("pat");
    }
    expect(only("DB-3,CIN,Willow,Toni Vale,77,7,2024-01-02,").facts?.workerId).toBe("toni");
    expect(only("DB-3,CIN,Willow,Kim Lee,21,7,2024-01-02,").facts?.workerId).toBe("kim-2");
    expect(only("DB-3,CIN,Willow,Kim Lee,,7,2024-01-02,").problem).toContain(
      "Add the number of the worker: 2 people have this name",
    );
    expect(only("DB-3,CIN,Willow,,999,7,2024-01-02,").problem).toContain("nobody has the number");
    expect(only("DB-3,CIN,Willow,,,7,2024-01-02,").facts?.workerId).toBeNull();
  });

  it("adds a worker nobody knows once, and two numbers as two people", () => {
    const { newWorkers, rows } = stage(
      "DB-3,CIN,Willow,Nia Reed,,7,2024-01-02,",
      "DB-4,CIN,Willow,nia reed,55,7,2024-01-02,",
      "DB-5,CIN,Willow,Nia Reed,55,7,2024-01-02,",
      "DB-6,CIN,Rowan,Toni Vale,70,7,2024-01-02,",
      "DB-7,CIN,Rowan,Toni Vale,71,7,2024-01-02,",
    );
    expect(newWorkers).toEqual([
      { ref: "new-1", name: "Nia Reed", staffNumber: "55", email: null, teamId: "willow" },
      { ref: "new-2", name: "Toni Vale", staffNumber: "71", email: null, teamId: "rowan" },
    ]);
    expect(rows.map((row) => row.facts?.workerId)).toEqual([
      "new-1",
      "new-1",
      "new-1",
      "toni",
      "new-2",
    ]);
  });

  it("refuses an unknown team, a team without cases and a reference that comes twice", () => {
    const { rows, newWorkers } = stage(
      "DB-3,CIN,Elm,Someone New,,7,2024-01-02,",
      "DB-4,CIN,MASH,Someone New,,7,2024-01-02,",
      "DB-1,CIN,Willow,Pat Lindley,,7,2024-01-02,",
      "db-1,CIN,Rowan,Pat Lindley,,7,2024-01-02,",
    );
    expect(rows.map((row) => row.problem)).toEqual([
      "Choose what to do with the team Elm: there is no team called that here",
      "Choose another team: MASH holds no cases",
      null,
      "Take one of the two out: db-1 is on line 4 too",
    ]);
    expect(newWorkers).toEqual([]);
  });

  it("remembers that a bad row names a case that is held", () => {
    expect(only("DB-1,,Willow,,,7,2024-01-02,")).toMatchObject({
      outcome: "bad",
      caseId: "case-1",
      facts: null,
    });
  });
});

const chosen = (one: Partial<Mapping> & Pick<Mapping, "key">): Mapping => ({
  kind: "worker",
  choice: "use",
  teamId: null,
  personId: null,
  cohort: null,
  sameName: "",
  sameNumber: "",
  ...one,
});

describe("Names that nobody here has", () => {
  it("are told with their rows, each once a row, whether or not the row is taken", () => {
    const { unplaced } = stage(
      "DB-3,CIN,Elm,Someone New,,7,2024-01-02,",
      "DB-4,CIN, ELM ,Someone New,,7,2024-01-02,",
      "DB-5,CIN,MASH,,,7,2024-01-02,",
      "DB-6,CIN,Willow,Kim Lee,,7,2024-01-02,",
      "DB-7,CIN,Willow,Nia Reed,501,7,2024-01-02,",
      "DB-8,CIN,Willow,Nia Reed,501,7,2024-01-02,",
    );
    expect(unplaced.map(({ kind, key, why, rows }) => [kind, key, why, rows])).toEqual([
      ["team", "elm", "unknown", 2],
      ["team", "mash", "no-cases", 1],
      ["worker", "kim lee", "several", 1],
      ["worker", "#501", "unknown", 2],
    ]);
  });

  it("of teams are taken as was chosen before: another team, or left out", () => {
    const elm = { kind: "team", key: "elm" } as const;
    const line = "DB-3,CIN,Elm,Pat Lindley,,7,2024-01-02,";
    const as = (mapping: Mapping) => stageWith([mapping], line).rows[0];
    expect(as(chosen({ ...elm, teamId: "rowan" }))).toMatchObject({
      outcome: "add",
      facts: { teamId: "rowan" },
    });
    expect(as(chosen({ ...elm, choice: "leave-out" }))).toMatchObject({
      outcome: "left-out",
      problem: "The team Elm is not in use here",
    });
    for (const lost of [
      chosen({ ...elm, choice: "waiting" }),
      chosen({ ...elm, teamId: "mash" }),
      chosen({ ...elm, teamId: "gone" }),
    ]) {
      expect(as(lost)).toMatchObject({ outcome: "unmapped", facts: null });
    }
    const heldHere = stageWith(
      [chosen({ ...elm, choice: "leave-out" })],
      "DB-1,CIN,Elm,Pat Lindley,,7,2024-01-02,",
    ).rows[0];
    expect(heldHere).toMatchObject({ caseId: "case-1" });
    expect(heldHere?.problem).toContain("the case you hold stays as it is");
  });

  it("of workers are taken as was chosen before, and stay to be changed", () => {
    const line = "DB-3,CIN,Willow,Patrick Lindley,,7,2024-01-02,";
    const as = (mapping: Mapping, text = line) => stageWith([mapping], text);
    const meant = as(chosen({ key: "patrick lindley", personId: "pat" }));
    expect(meant.rows[0]?.facts?.workerId).toBe("pat");
    expect(meant.newWorkers).toEqual([]);
    expect(meant.unplaced).toHaveLength(1);
    const nobody = as(chosen({ key: "patrick lindley", choice: "nobody" }));
    expect(nobody.rows[0]?.facts?.workerId).toBeNull();
    const gone = as(chosen({ key: "patrick lindley", personId: "left long ago" }));
    expect(gone.newWorkers.map(({ name }) => name)).toEqual(["Patrick Lindley"]);
    const kim = as(
      chosen({ key: "kim lee", personId: "kim-2" }),
      "DB-3,CIN,Willow,Kim Lee,,7,2024-01-02,",
    );
    expect(kim.rows[0]).toMatchObject({ outcome: "add", facts: { workerId: "kim-2" } });
    const byNumber = as(
      chosen({ key: "#999", personId: "toni" }),
      "DB-3,CIN,Willow,,999,7,2024-01-02,",
    );
    expect(byNumber.rows[0]?.facts?.workerId).toBe("toni");
  });

  it("written with the last name first are the same person", () => {
    const judge = makeJudge(known);
    const row = read("DB-3,CIN,Willow,x,,7,2024-01-02,");
    if (!row.ok) throw new Error("The row is good");
    const worker = { ...row, row: { ...row.row, worker: "Lindley, Pat" } };
    const judged = judge.judge({ read: worker, held: [], before: undefined });
    expect(judged.facts?.workerId).toBe("pat");
    const nia = { ...row, row: { ...row.row, worker: "Reed,  Nia" } };
    judge.judge({ read: nia, held: [], before: undefined });
    expect(judge.newWorkers().map(({ name }) => name)).toEqual(["Nia Reed"]);
  });
});

describe("A file without a column for it", () => {
  const line = "DB-1,CIN,Willow,Nia Reed,,7,2024-01-02,";
  it("takes a new worker's line manager for the supervisor, else keeps whom it has", () => {
    const people = [
      ...known.people,
      { id: "nia", name: "Nia Reed", email: null, staffNumber: null, active: true },
    ];
    const under = (managerId: string | null) =>
      makeJudge({
        ...known,
        people: people.map((one) => (one.id === "nia" ? { ...one, managerId } : one)),
      }).judge({ read: read(line), held: [held], before: undefined }).facts;
    expect(under("kim-1")).toMatchObject({ workerId: "nia", supervisorId: "kim-1" });
    expect(under(null)).toMatchObject({ workerId: "nia", supervisorId: "toni" });
  });
});

describe("Involvement that has ended", () => {
  const ended = (reference: string, closedOn: string) => {
    const row = read(`${reference},CIN,Nowhere,Nobody,,7,2024-01-02,${closedOn}`);
    if (!row.ok) throw new Error(row.problems.join());
    return { ...row, ended: true as const };
  };
  const judge = (row: ReturnType<typeof ended>, was: HeldCase | undefined) =>
    makeJudge(known).judge({ read: row, held: was ? [was] : [], before: undefined });

  it("closes an open case and touches nothing else of it", () => {
    const row = judge(ended("DB-1", "2024-03-01"), held);
    expect(row).toMatchObject({ outcome: "close", caseId: "case-1" });
    expect(row.facts).toMatchObject({ teamId: "willow", workerId: "pat", closedOn: "2024-03-01" });
    expect(row.changes.map(({ field }) => field)).toEqual(["Closed"]);
  });

  it("is left out where there is no open case", () => {
    for (const was of [undefined, { ...held, closedOn: "2024-02-01" }]) {
      expect(judge(ended("DB-1", "2024-03-01"), was)).toMatchObject({
        outcome: "left-out",
        problem: "Involvement ended on 1 March 2024",
        facts: null,
      });
    }
  });
});

describe("A case whose opening the file only bounds", () => {
  const line = "DB-1,CIN,Willow,Pat Lindley,,7,2024-03-02,";
  const openedAs = (more: object) => {
    const row = read(line);
    if (!row.ok) throw new Error("The row is good");
    const judged = makeJudge(known).judge({
      read: { ...row, row: { ...row.row, ...more } },
      held: [held],
      before: undefined,
    });
    return judged.facts?.openedOn;
  };
  it("keeps the earlier date that is held, or any where the file has none", () => {
    expect(openedAs({})).toBe("2024-03-02");
    expect(openedAs({ openedByThen: true })).toBe("2024-01-02");
    expect(openedAs({ openedByThen: true, openedOn: "2023-01-01" })).toBe("2023-01-01");
    expect(openedAs({ openedUnknown: true, openedOn: "2023-01-01" })).toBe("2024-01-02");
  });
});

import { describe, expect, it } from "vitest";
import { problemsInWords, readRecordList } from "~/rules/samples/record-list";

const person = (id: string, name: string, staffNumber: string | null = null) => ({
  ...{ id, name, staffNumber },
});

const known = {
  teams: [
    { id: "willow", name: "Willow" },
    { id: "fostering", name: "Fostering, north" },
  ],
  people: [
    person("wren", "Wren Castle", "0417"),
    person("toni", "Toni Vale"),
    person("ann-1", "Ann Reed", "11"),
    person("ann-2", "Ann Reed", "12"),
  ],
  listed: new Set(["sup1"]),
};

const read = (text: string, more: Partial<typeof known> = {}) =>
  readRecordList(text, { ...known, ...more });
const line = (reference: string, teamId: string, workerId = "", supervisorId = "") => ({
  ...{ reference, teamId },
  ...{ workerId: workerId || null, supervisorId: supervisorId || null },
});

describe("A list of records", () => {
  it.each([
    ["SUP-014, Willow, Wren Castle, Toni Vale", line("SUP-014", "willow", "wren", "toni")],
    ["SUP-014;willow;417;", line("SUP-014", "willow", "wren")],
    ["SUP-014\tWILLOW\tCastle, Wren", line("SUP-014", "willow", "wren")],
    ['SUP-014,"Fostering, north"', line("SUP-014", "fostering")],
    ["SUP-014,Willow,,,,", line("SUP-014", "willow")],
    [
      "\ufeffReference,Team,Worker\r\nSUP-014,Willow,12\r\n\r\n",
      line("SUP-014", "willow", "ann-2"),
    ],
  ])("reads %j", (text, expected) => {
    expect(read(text)).toEqual({ lines: [expected], problems: [] });
  });

  it("needs no team where the service has one alone", () => {
    const teams = known.teams.slice(0, 1);
    expect(read("SUP-014", { teams }).lines).toEqual([line("SUP-014", "willow")]);
  });

  it.each([
    [
      "Jo Smith, Willow",
      /Check Reference: one word of letters and digits, at most 40, never a name/,
    ],
    [`S${"1".repeat(40)}, Willow`, /at most 40/],
    [", Willow", /Add the reference/],
    ["SUP-014", /Add the team after the reference/],
    ["SUP-014, Elm", /Check the team: none/],
    ["SUP-014, Willow, Nobody Here", /Check the worker: nobody/],
    ["SUP-014, Willow, Ann Reed", /Give the staff number of the worker/],
    ["SUP-014, Willow, Wren Castle, Ann Reed", /Give the staff number of the supervisor/],
    ["SUP-014, Willow, Wren Castle, Toni Vale, more", /at most four parts/],
    ['SUP-014, "Willow', /quotation marks/],
    ["SUP-1, Willow", /on the list already/],
  ])("refuses %j and says why", (text, why) => {
    const { lines, problems } = read(text, { listed: new Set(["sup-1"]) });
    expect(lines).toEqual([]);
    expect(problems).toEqual([{ line: 1, problem: expect.stringMatching(why) }]);
  });

  it("names the line of each problem, and which line has the same reference", () => {
    const { lines, problems } = read("SUP-2,Willow\n\nsup-2,Willow\nSUP-3,Elm");
    expect(lines).toHaveLength(1);
    expect(problemsInWords(problems)).toEqual([
      "Line 3: Remove this line: line 1 has the same reference",
      "Line 4: Check the team: none that this sample is about has this name",
    ]);
    expect(problemsInWords(problems, 1)[1]).toBe("1 more line has something to correct");
  });
});

it("is read in a moment, however many lines there are and people who could be meant", () => {
  const people = Array.from({ length: 3_000 }, (_, at) => person(`p${at}`, `Pat ${at} Lindley`));
  const text = Array.from({ length: 700 }, (_, at) => `S${at},willow,Pat ${at} Lindley`).join("\n");
  const began = performance.now();
  expect(read(text, { people }).lines).toHaveLength(700);
  expect(performance.now() - began).toBeLessThan(1_000);
});

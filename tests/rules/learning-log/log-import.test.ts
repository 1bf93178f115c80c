import { describe, expect, it } from "vitest";
import {
  guessColumns,
  guessStatus,
  type LogMapping,
  planLine,
  readWhen,
  stillMeant,
  wordsOf,
} from "~/rules/learning-log/log-import";

const today = "2024-04-15";
const vocabulary = {
  areas: [{ code: "planning", name: "Planning" }],
  themes: [{ code: "chronology", name: "Chronology" }],
  today,
};
const columns = {
  ...{ what: 0, learning: 1, owner: 2, due: 3, status: 4, place: 5, completedOn: 6, theme: 7 },
  reference: 8,
};
const mapping: LogMapping = {
  columns,
  statuses: { closed: "verified", "in progress": "in-progress" },
  owners: { "robin vale": "p-1" },
  places: { willow: "team-t1" },
  order: "day",
};
const plan = (...cells: string[]) => planLine({ line: 7, cells }, mapping, vocabulary);

describe("The columns of an earlier log", () => {
  it.each<[string[], Record<string, number>]>([
    [
      ["Ref", "Action", "Owner", "Due date", "Status"],
      { reference: 0, what: 1, owner: 2, due: 3, status: 4 },
    ],
    [
      ["Lessons learned", "Recommendation", "By whom", "By when", "RAG", "Date completed"],
      { learning: 0, what: 1, owner: 2, due: 3, status: 4, completedOn: 5 },
    ],
    [
      ["Action required (SMART)", "Responsible person", "Target date for completion"],
      { what: 0, owner: 1, due: 2 },
    ],
    [["Zebra", "", "Colour"], {}],
  ])("%j are guessed as %j", (headings, guessed) => {
    expect(guessColumns(headings)).toEqual(guessed);
  });

  it("gives no column to two fields", () => {
    const taken = Object.values(guessColumns(["Action", "Action", "Progress", "Status"]));
    expect(new Set(taken).size).toBe(taken.length);
  });
});

describe("Words for a state", () => {
  it.each([
    ["Open", "open"],
    ["Not started", "open"],
    ["Not complete", "open"],
    ["In progress", "in-progress"],
    ["Ongoing – on track", "in-progress"],
    ["Complete", "completed"],
    ["DONE", "completed"],
    ["Closed", "verified"],
    ["Not achieved", "not-achieved"],
    ["Red", "open"],
    ["", "open"],
    ["Purple", ""],
  ])("%s most likely means %s", (word, status) => {
    expect(guessStatus(word)).toBe(status);
  });
});

describe("When something is due", () => {
  it.each([
    ["31/03/2024", "day", "2024-03-31", "day"],
    ["03/31/2024", "month", "2024-03-31", "day"],
    ["March 2024", "day", "2024-03-31", "month"],
    ["Feb 2024", "day", "2024-02-29", "month"],
    ["2024-06", "day", "2024-06-30", "month"],
    ["6/2024", "day", "2024-06-30", "month"],
    ["Mar-24", "day", "2024-03-31", "month"],
    ["31.3.24", "day", "2024-03-31", "day"],
  ] as const)("%s (%s first) is %s, to the %s", (text, order, on, precision) => {
    expect(readWhen(text, today, order)).toEqual({ on, precision });
  });
  it.each([
    ...["as soon as possible", "13/2024", "2024-13", "Q2", "31/02/2024", "May 24"],
    // Of another age: a slip of whoever typed them.
    ...["31/03/0024", "01/01/1824", "31/03/2224", "31/12/9999", "0000-05"],
  ])("%s is no date", (text) => expect(readWhen(text, today, "day")).toBeNull());
});

describe("A line of an earlier log", () => {
  it("becomes an action with its owner, place, date and state", () => {
    expect(
      plan(
        "Write a guide",
        "Chronologies stop",
        "Robin Vale",
        "31/05/2024",
        "In progress",
        "Willow",
        "",
        "Chronology",
        "12",
      ),
    ).toMatchObject({
      ...{ ok: true, line: 7, what: "Write a guide", learning: "Chronologies stop" },
      ...{ ownerId: "p-1", ownerRole: "", place: "team-t1", dueOn: "2024-05-31" },
      ...{ status: "in-progress", completedOn: null, theme: "chronology" },
      notes: ["There it was called 12"],
    });
  });

  it("keeps as it was written what can't be read, and leaves no word out", () => {
    const planned = plan(
      "Write",
      "",
      "J. Smith",
      "asap",
      "Closed",
      "The hub",
      "soon",
      "Records",
      "",
    );
    expect(planned).toMatchObject({
      ...{ ownerId: null, ownerRole: "J. Smith", place: "council", dueOn: null },
      ...{ status: "verified", completedOn: null, theme: null },
    });
    const notes = planned.ok ? planned.notes.join("; ") : "";
    for (const word of ["asap", "The hub", "soon", "Records"]) expect(notes).toContain(`“${word}”`);
  });

  it("takes a completed date as saying that it is completed, and no date that is to come", () => {
    expect(plan("Write", "", "", "", "", "", "01/02/2024")).toMatchObject({
      ...{ status: "completed", completedOn: "2024-02-01" },
    });
    expect(plan("Write", "", "", "", "Closed", "", "01/02/2030")).toMatchObject({
      completedOn: null,
    });
    expect(plan("Write", "", "", "", "In progress", "", "01/02/2024")).toMatchObject({
      ...{ status: "in-progress", completedOn: null },
    });
  });

  it("keeps words for a state that mean nothing here, and dates that do not fit the state", () => {
    const notesOf = (...cells: string[]) => {
      const planned = plan(...cells);
      return planned.ok ? planned.notes.join("; ") : "";
    };
    expect(notesOf("Write", "", "", "", "Parked")).toContain("State: “Parked”");
    expect(notesOf("Write", "", "", "", "Closed", "", "01/02/2030")).toContain("“01/02/2030”");
    expect(notesOf("Write", "", "", "", "In progress", "", "01/02/2024")).toContain("“01/02/2024”");
    expect(notesOf("Write", "", "", "", "Closed", "", "01/02/2024")).toBe("");
  });

  it("goes on in the history where a cell is longer than its place, cut at no character", () => {
    const long = `${"word ".repeat(799)}😀😀😀 the end of it`;
    const planned = plan(long, `${"é😀".repeat(400)}`);
    if (!planned.ok) throw new Error(planned.problem);
    const { what, learning, notes } = planned;
    expect([what.length <= 4000, learning.length <= 600]).toEqual([true, true]);
    expect(notes.join("\n")).toContain("the end of it");
    const rest = /What was learnt goes on: (.*)/.exec(notes.join("\n"))?.[1] ?? "";
    expect(learning + rest).toBe("é😀".repeat(400));
    expect([what, learning, ...notes].some((text) => /\p{Cs}/u.test(text))).toBe(false);
  });

  it("is left out where it says nothing, and known again where it says the same", () => {
    expect(plan("  ", "", "Robin Vale")).toEqual({
      ...{ line: 7, ok: false },
      problem: "It says neither what is to be done nor what was learnt",
    });
    const key = (...cells: string[]) => {
      const planned = plan(...cells);
      return planned.ok ? planned.key : null;
    };
    expect(key("Write a guide.", "", "Robin Vale")).toBe(key("write a  guide", "", "ROBIN VALE"));
    expect(key("Write a guide", "", "Robin Vale")).not.toBe(key("Write a guide", "", "Sam Ode"));
    expect(key("Write", "", "", "31/05/2024")).not.toBe(key("Write", "", "", "30/06/2024"));
  });
});

it("finds the different words of a column, however they are written", () => {
  const lines = ["Open", "open ", "", "CLOSED"].map((word, line) => ({ line, cells: [word] }));
  expect(wordsOf(lines, 0)).toEqual([
    { key: "open", word: "Open", count: 2 },
    { key: "closed", word: "CLOSED", count: 1 },
  ]);
  expect(wordsOf(lines, undefined)).toEqual([]);
});

it("means nobody who has left and no team that has ended: their lines say what was written", () => {
  const here = { people: new Set(["p-2"]), places: new Set(["team-t2"]) };
  expect(stillMeant(mapping, here)).toEqual({ ...mapping, owners: {}, places: {} });
  const both = { people: new Set(["p-1"]), places: new Set(["team-t1"]) };
  expect(stillMeant(mapping, both)).toEqual(mapping);
});

import { describe, expect, it } from "vitest";
import {
  type AttentionFact,
  attentionRows,
  bankHolidaysEnding,
  countAttention,
  waitingInWords,
} from "~/rules/home/attention";

const fact = (more: Partial<AttentionFact>): AttentionFact => ({
  kind: "no-auditor",
  subject: "case DB-1001",
  count: 1,
  since: "2024-04-10T09:00:00.000Z",
  href: "/somewhere",
  place: "March 2024 core audit cycle",
  meant: "Quinn Ashby",
  ...more,
});

describe("what needs attention", () => {
  it.each([
    ["2024-04-15T07:00:00.000Z", "waiting since today"],
    ["2024-04-14", "waiting since yesterday"],
    // Late on the 14th by the clock of the world is early on the 15th in London.
    ["2024-04-14T23:30:00.000Z", "waiting since today"],
    ["2024-04-12", "waiting 3 days"],
    ["2024-02-16", "waiting 59 days"],
    ["2024-02-15", "waiting 60 days"],
    ["2024-02-14", "waiting 2 months"],
    ["2023-03-10", "waiting 13 months"],
  ])("says for how long something has waited since %s", (since, words) => {
    expect(waitingInWords(since, "2024-04-15")).toBe(words);
  });

  it.each([
    [20, [], ""],
    [21, ["And 1 more audits without an auditor"], "/list"],
    [54, ["And 34 more audits without an auditor"], "/list"],
    [500, ["And at least 480 more audits without an auditor"], "/list"],
  ])("shows twenty of a kind, and of %i says how many there are besides", (many, more, href) => {
    const facts = Array.from({ length: many }, (_, at) =>
      fact({ subject: `case ${String(at).padStart(4, "0")}`, list: "/list" }),
    );
    const rows = attentionRows([...facts, fact({ kind: "no-moderator" })], "2024-04-15");
    expect(rows.filter(({ href }) => href === "/somewhere")).toHaveLength(21);
    const rest = rows.filter(({ title }) => title.startsWith("And "));
    expect(rest.map(({ title }) => title)).toEqual(more);
    expect(rest.map((row) => row.href).join()).toBe(href);
    expect(countAttention(rows)).toBe(many + 1);
  });

  it("leads from what is not in view to a list only where one list has it all", () => {
    const facts = Array.from({ length: 30 }, (_, at) => fact({ list: `/list/${at % 2}` }));
    expect(attentionRows(facts, "2024-04-15").at(-1)?.href).toBe("");
  });

  it.each([
    ["2029-12-30", []],
    ["2029-12-31", ["waiting since today", "due in 365 days, 31 December 2030"]],
    ["2030-03-01", ["waiting 60 days", "due in 305 days, 31 December 2030"]],
    ["2031-01-02", ["waiting 12 months", "2 days overdue, 31 December 2030"]],
  ])("tells a year before the bank holidays end that an update is needed: %s", (today, words) => {
    const rows = attentionRows(bankHolidaysEnding(today), today);
    expect(rows.flatMap(({ age, due }) => [age, due])).toEqual(words);
    for (const { title, meant } of rows) {
      expect(title).toBe(
        "Ask for an update of Line of Sight: working days after 31 December 2030 are not known",
      );
      expect(meant).toBe("for the administrator");
    }
  });

  it("puts a child’s safety first, then what stands still, the oldest before the newer", () => {
    const rows = attentionRows(
      [
        fact({ kind: "audits-late", subject: "", count: 2, since: "2023-01-01", meant: null }),
        fact({ subject: "case C", since: null }),
        fact({ subject: "case B", since: "2024-04-12" }),
        fact({ kind: "no-moderator", subject: "case A", since: "2024-04-11" }),
        fact({ kind: "concern", subject: "DB-7", since: "2024-04-14", meant: null }),
      ],
      "2024-04-15",
    );
    expect(rows.map(({ title }) => title)).toEqual([
      "Safeguarding concern about DB-7 waits to be acknowledged",
      "Find a moderator for case A: it is selected, and no moderator has it",
      "Find an auditor for case B",
      "Find an auditor for case C",
      "2 audits late",
    ]);
    expect(rows.map(({ age }) => age)[3]).toBe("");
    expect(rows.map(({ meant }) => meant)).toEqual([
      "for the service manager",
      "for Quinn Ashby",
      "for Quinn Ashby",
      "for Quinn Ashby",
      "for the auditor",
    ]);
  });
});

import { describe, expect, it } from "vitest";
import { importColumns, matchColumns } from "~/rules/caseload/columns";
import { readRow } from "~/rules/caseload/import";
import { makeJudge } from "~/rules/caseload/judge";
import type { HeldCase } from "~/rules/caseload/staging";

const held: HeldCase = {
  id: "case-1",
  version: 3,
  reference: "DB-1",
  familyReference: null,
  cohort: "child-in-need",
  teamId: "willow",
  workerId: null,
  supervisorId: null,
  reviewingOfficerId: null,
  age: 7,
  unborn: false,
  openedOn: "2023-01-02",
  closedOn: null,
  planSince: "2023-01-20",
  reopenedOn: null,
};
const known = {
  teams: [{ id: "willow", name: "Willow", holdsCases: true }],
  people: [],
  mappings: [],
};
const headings = ["Reference", "Cohort", "Team", "Worker", "Opened", "Closed"];

/** What an import makes of one row, against what is held. */
function imported(row: Record<string, string>, was: HeldCase | undefined, more: string[] = []) {
  const names = [...headings, ...more];
  const columns = matchColumns(names);
  if (!columns.ok) throw new Error(columns.problem);
  const cells = names.map((name) => row[name] ?? "");
  const read = readRow(cells, columns.columns, "2024-04-15");
  return makeJudge(known).judge({ read, held: was ? [was] : [], before: undefined });
}
const row = { Reference: "DB-1", Cohort: "CIN", Team: "Willow", Opened: "2023-01-02" };
const plan = importColumns.planSince.heading;

describe("What an import says of events", () => {
  it("takes since when a child is on their plan from its column", () => {
    const { facts, changes } = imported({ ...row, [plan]: "2024-02-01" }, held, [plan]);
    expect(facts?.planSince).toBe("2024-02-01");
    expect(changes).toContainEqual({
      field: "On this plan since",
      from: "20 January 2023",
      to: "1 February 2024",
    });
  });

  it("keeps it where the file has no such column, until the cohort changes", () => {
    expect(imported(row, held).facts?.planSince).toBe("2023-01-20");
    expect(imported({ ...row, Cohort: "CP" }, held).facts?.planSince).toBeNull();
    expect(imported(row, undefined).facts?.planSince).toBeNull();
  });

  it.each([
    ["rubbish", "Give Plan since as a date"],
    ["2031-01-01", "Check Plan since"],
  ])("refuses %s", (date, problem) => {
    expect(imported({ ...row, [plan]: date }, held, [plan]).problem).toContain(problem);
  });

  it("sees a case open again only where it opened after it was closed", () => {
    const closed = { ...held, closedOn: "2023-11-30" };
    const again = imported({ ...row, Opened: "2024-02-05" }, closed);
    expect(again.facts).toMatchObject({ closedOn: null, reopenedOn: "2024-02-05" });
    // The same opening as before it was closed: it was closed by mistake, and never opened again.
    expect(imported(row, closed).facts?.reopenedOn).toBeNull();
    expect(imported(row, { ...held, reopenedOn: "2023-01-02" }).facts?.reopenedOn).toBe(
      "2023-01-02",
    );
  });
});

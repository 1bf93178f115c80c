import { describe, expect, it } from "vitest";
import { type Known, makeJudge } from "~/rules/caseload/judge";
import { matchPeople } from "~/rules/imports/matching-people";
import { meantOf, type Settled } from "~/rules/imports/same-number";

const pair = [
  { id: "a", number: "0417" },
  { id: "b", number: "417" },
];
const meant = (written: string, settled?: Settled) =>
  meantOf(pair, ({ number }) => number === written, settled)?.id;

describe("A number that two records have but for zeros", () => {
  it.each([
    ["0417", undefined, "a"],
    ["417", undefined, "b"],
    ["00417", undefined, undefined],
    ["417", { answer: "same", meantId: "a" }, "a"],
    ["00417", { answer: "same", meantId: "a" }, "a"],
    ["417", { answer: "different", meantId: null }, "b"],
    ["00417", { answer: "different", meantId: null }, undefined],
    ["417", { answer: "different", meantId: "a" }, "b"],
    ["00417", { answer: "different", meantId: "a" }, "a"],
    // The one that was meant is gone.
    ["00417", { answer: "different", meantId: "c" }, undefined],
  ] as const)("written %s with %o said means %s", (written, settled, id) => {
    expect(meant(written, settled)).toBe(id);
  });

  it("is its holder’s where only one has it, however it is written", () => {
    const one = meantOf([{ id: "a" }], () => false, { answer: "different", meantId: null });
    expect(one?.id).toBe("a");
  });

  it("names a worker by what was said, and asks as long as nothing was", () => {
    const staff = pair.map(({ id, number }) => ({
      ...{ id, name: id, email: null, staffNumber: number, active: true },
    }));
    const find = (settled?: Settled) =>
      matchPeople(staff, new Map(), new Map(settled ? [["417", settled]] : [])).match(
        "worker",
        "Ada Hart",
        "00417",
        null,
      );
    expect(find().problem).toContain("2 people have the number 00417");
    expect(find({ answer: "different", meantId: "b" })).toEqual({ ref: "b" });
  });
});

describe("A team that an import names", () => {
  const row = (team: string) => ({
    read: {
      ok: true as const,
      row: {
        ...{ reference: "Q-1", cohort: "child-in-need" as const, team, worker: "" },
        ...{ workerNumber: "", supervisorNumber: "", openedOn: "2024-01-20", closedOn: null },
      },
    },
    held: [],
    before: undefined,
  });
  const known = (more: Partial<Known> = {}): Known => ({
    teams: [
      { id: "willow", name: "Willow", holdsCases: true },
      // Ended, and Willow goes on with its work.
      { id: "willow", name: "Sallow", holdsCases: true },
      { id: "willow", name: "Wíllow", holdsCases: true },
    ],
    people: [],
    mappings: [],
    ...more,
  });
  const asked = {
    ...{ kind: "team" as const, key: "birch", choice: "waiting" as const, teamId: null },
    ...{ personId: null, cohort: null, sameName: "", sameNumber: "" },
  };

  it("and that has ended is the one that goes on, by either name", () => {
    for (const name of ["Sallow", "sallow", "WILLOW", "willow"]) {
      expect(makeJudge(known()).judge(row(name)).facts?.teamId).toBe("willow");
    }
  });

  it("waits, and says for whom, once an administrator is asked", () => {
    const staged = makeJudge(known({ mappings: [asked] })).judge(row("Birch"));
    expect([staged.outcome, staged.problem]).toEqual([
      "unmapped",
      "Wait for the team Birch: an administrator has been asked to add it",
    ]);
  });
});

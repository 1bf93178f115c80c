import { describe, expect, it } from "vitest";
import {
  type CaseInterests,
  type ConflictKind,
  conflictsBetween,
  type Holding,
  type IndependenceRule,
} from "~/rules/independence/conflicts";

const today = "2024-04-15";
const holding = (change: Partial<Holding>): Holding => ({
  personId: "someone",
  relation: "worker",
  fromOn: "2023-01-09",
  toOn: null,
  managerId: null,
  ...change,
});
const caseOf = (...holdings: Holding[]): CaseInterests => ({
  teamIds: ["willow", "larch"],
  line: ["tess", "mo"],
  holdings,
});
const rowan = { id: "ada", teamId: "rowan", managerId: "mo" };

describe("conflicts between a person and a case", () => {
  const past = { toOn: "2024-01-31" };
  const table: [string, typeof rowan, CaseInterests, ConflictKind[]][] = [
    ["a stranger has none", rowan, caseOf(holding({})), []],
    ["their own team", { ...rowan, teamId: "willow" }, caseOf(), ["own-team"]],
    ["the team that the audit recorded", { ...rowan, teamId: "larch" }, caseOf(), ["own-team"]],
    ["its line of management", { ...rowan, id: "tess" }, caseOf(), ["line"]],
    [
      "the worker's manager is named as that, once",
      { ...rowan, id: "mo" },
      caseOf(holding({ managerId: "mo" })),
      ["supervises-worker"],
    ],
    ["its worker", rowan, caseOf(holding({ personId: "ada" })), ["holds"]],
    ["its worker until today", rowan, caseOf(holding({ personId: "ada", toOn: today })), ["holds"]],
    ["its past worker", rowan, caseOf(holding({ personId: "ada", ...past })), ["held"]],
    [
      "its supervisor",
      rowan,
      caseOf(holding({ personId: "ada", relation: "supervisor" })),
      ["supervises"],
    ],
    [
      "its past supervisor",
      rowan,
      caseOf(holding({ personId: "ada", relation: "supervisor", ...past })),
      ["supervised"],
    ],
    [
      "its reviewing officer",
      rowan,
      caseOf(holding({ personId: "ada", relation: "reviewing-officer" })),
      ["reviewing-officer"],
    ],
    [
      "a past reviewing officer no longer is",
      rowan,
      caseOf(holding({ personId: "ada", relation: "reviewing-officer", ...past })),
      [],
    ],
    ["manages the worker", rowan, caseOf(holding({ managerId: "ada" })), ["supervises-worker"]],
    ["managed a past worker", rowan, caseOf(holding({ managerId: "ada", ...past })), []],
    ["managed by the worker", rowan, caseOf(holding({ personId: "mo" })), ["supervised-by-worker"]],
    [
      "two people without managers are no conflict",
      { ...rowan, managerId: null as unknown as string },
      caseOf(holding({ managerId: null })),
      [],
    ],
    [
      "present replaces past, and several are all named in order",
      { ...rowan, teamId: "willow" },
      caseOf(
        holding({ personId: "ada", ...past }),
        holding({ personId: "ada", fromOn: "2024-02-01" }),
        holding({ personId: "ada", relation: "supervisor", ...past }),
      ),
      ["own-team", "holds", "supervised"],
    ],
  ];
  it.each(table)("%s", (_, person, facts, expected) => {
    const found = conflictsBetween(person, facts, today);
    expect(found.map((c) => c.kind)).toEqual(expected);
    for (const conflict of found) expect(conflict.message).toMatch(/^[A-Z].*\.$/);
  });

  it("does not take two missing teams for the same team", () => {
    const person = { id: "ada", teamId: null, managerId: null };
    expect(conflictsBetween(person, { teamIds: [], line: [], holdings: [] }, today)).toEqual([]);
  });

  it.each<[IndependenceRule, ConflictKind[]]>([
    ["own-team", ["own-team"]],
    ["line", ["line"]],
    ["holders", ["holds"]],
    ["supervisors", ["supervises"]],
    ["reviewing-officer", ["reviewing-officer"]],
    ["declared", ["declared"]],
  ])("sets aside by %s its own kinds and no others", (rule, kinds) => {
    const relations = ["worker", "supervisor", "reviewing-officer", "declared"] as const;
    const facts = caseOf(...relations.map((relation) => holding({ personId: "tess", relation })));
    const person = { id: "tess", teamId: "willow", managerId: null };
    const all = conflictsBetween(person, facts, today).map(({ kind }) => kind);
    expect(all).toHaveLength(6);
    const left = conflictsBetween(person, { ...facts, rulesOff: [rule] }, today);
    expect(left.map(({ kind }) => kind)).toEqual(all.filter((kind) => !kinds.includes(kind)));
  });
});

import { describe, expect, it } from "vitest";
import type { CaseInterests } from "~/rules/conflicts";
import { auditQualityQuestions } from "~/rules/moderation-quality";
import { allocateModerators, moderatorConflicts } from "~/rules/moderators";

const on = "2024-04-15";
const willow: CaseInterests = {
  teamIds: ["willow"],
  line: ["sol"],
  holdings: [
    { personId: "wyn", relation: "worker", fromOn: "2023-02-01", toOn: null, managerId: "tam" },
  ],
};
const person = (id: string, teamId: string | null = null) => ({ id, teamId, managerId: null });

describe("who may moderate", () => {
  it.each([
    ["a stranger may", person("mo"), []],
    ["not their own audit", person("ada"), ["own-audit"]],
    ["not their own team's", person("mo", "willow"), ["own-team"]],
    ["not what they manage", person("sol"), ["line"]],
    ["not a case they hold", person("wyn"), ["holds"]],
    ["every reason is named", person("ada", "willow"), ["own-audit", "own-team"]],
  ])("%s", (_, who, kinds) => {
    const found = moderatorConflicts(who, { auditorId: "ada", caseFacts: willow }, on);
    expect(found.map((conflict) => conflict.kind)).toEqual(kinds);
  });

  it("shares evenly among those who may, and names the audits nobody may moderate", () => {
    const audits = ["ada", "ada", "ben", "ben", "cai"].map((auditorId, i) => ({
      id: `audit-${i}`,
      auditorId,
      caseFacts: willow,
    }));
    const load = { expected: 2, maximum: 5, already: 0 };
    const moderators = [
      { ...person("ada"), ...load },
      { ...person("ben"), ...load },
      { ...person("tam", "willow"), ...load },
    ];
    const { assigned, unassigned } = allocateModerators({ audits, moderators, on });
    expect(unassigned).toEqual([]);
    const of = (id: string) => assigned.filter((row) => row.auditorId === id).length;
    expect([of("ada") + of("ben"), of("tam")]).toEqual([5, 0]);
    expect(Math.abs(of("ada") - of("ben"))).toBe(1);

    const alone = allocateModerators({ audits, moderators: moderators.slice(0, 1), on });
    expect(alone.unassigned.map((row) => [row.caseId, row.because])).toEqual([
      ["audit-0", "conflicts"],
      ["audit-1", "conflicts"],
    ]);
  });
});

describe("audit quality", () => {
  it("asks its five questions, each with its own code", () => {
    expect(new Set(auditQualityQuestions.map((question) => question.code)).size).toBe(5);
  });
});

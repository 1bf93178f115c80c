import { describe, expect, it } from "vitest";
import type { CaseInterests } from "~/rules/independence/conflicts";
import {
  allocateModerators,
  type ModeratorConflict,
  moderatorConflicts,
  nobodyUnread,
  onlyRead,
} from "~/rules/moderation/moderators";
import { usualQuestions } from "~/rules/tools/audit-quality";

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
    ["not what they have read the grades of", person("rea"), ["has-read"]],
    ["every reason is named", person("ada", "willow"), ["own-audit", "own-team"]],
  ])("%s", (_, who, kinds) => {
    const audit = { auditorId: "ada", caseFacts: willow, readers: ["rea"] };
    const found = moderatorConflicts(who, audit, on);
    expect(found.map((conflict) => conflict.kind)).toEqual(kinds);
  });

  it("shares evenly among those who may, and names the audits nobody may moderate", () => {
    const audits = ["ada", "ada", "ben", "ben", "cai"].map((auditorId, i) => ({
      id: `audit-${i}`,
      auditorId,
      caseFacts: willow,
      readers: ["rea"],
    }));
    const load = { expected: 2, maximum: 5, already: 0 };
    const moderators = [
      { ...person("ada"), ...load },
      { ...person("ben"), ...load },
      { ...person("tam", "willow"), ...load },
      { ...person("rea"), ...load },
    ];
    const { assigned, unassigned } = allocateModerators({ audits, moderators, on });
    expect(unassigned).toEqual([]);
    const of = (id: string) => assigned.filter((row) => row.auditorId === id).length;
    expect([of("ada") + of("ben"), of("tam"), of("rea")]).toEqual([5, 0, 0]);
    expect(Math.abs(of("ada") - of("ben"))).toBe(1);

    // With even loads whoever could open some of them by a role has the others.
    const opened = audits.filter(({ auditorId }) => auditorId === "cai").concat(audits.slice(0, 1));
    const two = allocateModerators({
      audits: opened.map((one, at) => ({
        ...one,
        auditorId: "cai",
        openTo: at === 0 ? ["ada", "ben"] : ["ada"],
      })),
      moderators: moderators.slice(0, 2),
      on,
    });
    expect(two.assigned.find(({ caseId }) => caseId === "audit-0")?.auditorId).toBe("ben");
    expect(two.assigned.find(({ caseId }) => caseId === "audit-4")?.auditorId).toBe("ada");

    const alone = allocateModerators({ audits, moderators: moderators.slice(0, 1), on });
    expect(alone.unassigned.map((row) => [row.caseId, row.because])).toEqual([
      ["audit-0", "conflicts"],
      ["audit-1", "conflicts"],
    ]);
  });
});

describe("where nobody unread is left", () => {
  const choice = (...kinds: ModeratorConflict["kind"][]) => ({
    conflicts: kinds.map((kind) => ({ kind, message: "" })),
  });

  it.each([
    ["nobody at all", [], true],
    ["only readers", [choice("has-read")], true],
    ["a reader and someone with a conflict", [choice("has-read"), choice("own-team")], true],
    ["someone who has not read it", [choice("has-read"), choice()], false],
  ])("%s", (_, choices, left) => expect(nobodyUnread(choices)).toBe(left));

  it.each([
    ["a reader", choice("has-read"), true],
    ["a reader with a conflict besides", choice("has-read", "holds"), false],
    ["someone with a conflict alone", choice("own-audit"), false],
    ["someone who is free", choice(), false],
  ])("%s may be appointed as not blind: %s", (_, one, may) => expect(onlyRead(one)).toBe(may));
});

describe("audit quality", () => {
  it("asks its five questions, each with its own code", () => {
    expect(new Set(usualQuestions.map((question) => question.code)).size).toBe(5);
  });
});

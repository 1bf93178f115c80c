import { describe, expect, it } from "vitest";
import {
  closedInWords,
  progressInWords,
  stepsOf,
  submittedOf,
} from "~/rules/audits/exercise-progress";
import { swapInWords } from "~/rules/exercises/swaps";
import type { CaseInterests } from "~/rules/independence/conflicts";
import {
  type CoreAuditor,
  chooseAuditor,
  loadsOf,
  proposeAuditors,
} from "~/rules/sampling/core-allocation";
import { attainable } from "~/rules/sampling/loads";

const on = "2024-04-15";
const willow: CaseInterests = { teamIds: ["willow"], line: [], holdings: [] };
const rowan: CaseInterests = { teamIds: ["rowan"], line: [], holdings: [] };
const auditor = (id: string, teamId: string, more: Partial<CoreAuditor> = {}): CoreAuditor => ({
  id,
  teamId,
  managerId: null,
  expected: 2,
  maximum: 3,
  ...more,
});
const audit = (id: string, interests: CaseInterests, auditorId: string | null = null) => ({
  id,
  workerId: null,
  auditorId,
  interests,
});

describe("Sharing out a core cycle", () => {
  it("fills what has nobody, counts what is given, and never crosses a conflict", () => {
    const audits = [audit("a", willow, "w"), audit("b", rowan), audit("c", willow)];
    const auditors = [auditor("w", "willow"), auditor("r", "rowan")];
    const { assigned, unassigned } = proposeAuditors({ audits, auditors, on });
    expect(assigned).toEqual([
      { caseId: "b", auditorId: "w" },
      { caseId: "c", auditorId: "r" },
    ]);
    expect(unassigned).toEqual([]);
    expect(loadsOf(audits)).toEqual(new Map([["w", 1]]));
  });

  it("says why a case is left: everyone in conflict, or at their maximum", () => {
    const both = [audit("a", willow), audit("b", rowan)];
    const only = [auditor("w", "willow", { maximum: 0 })];
    const left = proposeAuditors({ audits: both, auditors: only, on }).unassigned;
    expect(left.map(({ caseId, because }) => [caseId, because])).toEqual([
      ["a", "conflicts"],
      ["b", "maximum"],
    ]);
  });

  it.each([
    { load: 0, reason: "", interests: rowan, expected: { ok: true, overrideReason: null } },
    { load: 0, reason: "unused", interests: rowan, expected: { ok: true, overrideReason: null } },
    { load: 0, reason: "", interests: willow, expected: { ok: false, refusal: "conflict" } },
    { load: 0, reason: "why", interests: willow, expected: { ok: true, overrideReason: "why" } },
    { load: 3, reason: "why", interests: rowan, expected: { ok: false, refusal: "maximum" } },
    { load: 3, reason: "why", interests: willow, expected: { ok: false, refusal: "maximum" } },
  ])("lets one person be chosen: %o", ({ load, reason, interests, expected }) => {
    const one = auditor("w", "willow");
    expect(chooseAuditor({ audit: { interests }, auditor: one, load, reason, on })).toMatchObject(
      expected,
    );
  });
});

describe("An exercise in words", () => {
  const counts = {
    byState: { allocated: 2, started: 1, submitted: 3, final: 1, withdrawn: 4 },
    total: 7,
    late: 1,
    moderated: 2,
  };

  it("counts what auditors have submitted", () => {
    expect(submittedOf(counts)).toBe(4);
    expect(progressInWords(counts)).toBe("4 of 7 submitted, 2 moderated, 1 late");
    expect(progressInWords({ byState: {}, total: 7, late: 0, moderated: 0 })).toBe(
      "7 of 7 submitted",
    );
  });

  it.each([
    [{ final: 7, withdrawn: 1 }, /^Every grade is final\. Read the report/],
    [{ final: 6, submitted: 1 }, /^1 audit is not final yet, and in no figure/],
    [{ final: 4, moderated: 2, returned: 1 }, /^3 audits are not final yet, and in no figure/],
  ])("says what a closed cycle still waits for: %o", (byState, words) => {
    expect(closedInWords({ ...counts, byState }, true)).toMatch(words);
  });

  it.each([
    ["planned", "Draw", "Draw the cases"],
    ["drawn", "Audit", "Allocate, then release"],
    ["auditing", "Audit", "4 of 7 submitted"],
    ["moderating", "Moderate", "1 of 7 final"],
    ["closed", "Respond", undefined],
  ] as const)("opens one step when %s", (state, name, words) => {
    const steps = stepsOf(state, counts, true);
    const current = steps.filter((step) => step.state === "current");
    expect(current).toEqual([{ name, state: "current", words }]);
    expect(steps.map((step) => step.state).join(" ")).toMatch(/^(done )*current( to-come)*$/);
  });

  it("puts the reason of a swap in words", () => {
    expect(swapInWords("closed", "last week")).toBe(
      "The case has closed since the draw: last week",
    );
  });
});

describe("What someone can be expected to have", () => {
  it.each([
    [3, 12, 12, 3],
    [3, 12, 30, 3],
    [3, 12, 8, 2],
    [3, 12, 2, 0],
    [5, 10, 9, 4],
  ])("%i of %i expected, where there are %i audits: %i", (own, expected, total, attained) => {
    expect(attainable(own, { expected, total })).toBe(attained);
  });
});

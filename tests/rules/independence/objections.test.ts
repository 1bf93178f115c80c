import { describe, expect, it } from "vitest";
import {
  isAuditorRule,
  objectionsTo,
  overrideInWords,
  rulesInWords,
  setAside,
} from "~/rules/independence/objections";
import { chooseAuditor, proposeAuditors } from "~/rules/sampling/core-allocation";

const on = "2024-05-01";
const person = { id: "alex", teamId: "rowan", managerId: null };
const interests = { teamIds: ["willow"], line: [], holdings: [] };
const again = { interests, previousAuditorId: "alex" };

describe("What counts against an auditor", () => {
  it("is nothing for someone else without a conflict, who needs no reason", () => {
    expect(objectionsTo({ ...person, id: "sam" }, again, on)).toEqual([]);
    expect(setAside([], "unused")).toEqual({ ok: true, overrideReason: null, overridden: [] });
  });

  it("is set aside for a reason alone, which is kept with every rule", () => {
    const both = objectionsTo({ ...person, teamId: "willow" }, again, on);
    expect(both).toEqual([
      { kind: "own-team", message: "This case belongs to their own team." },
      { kind: "audited-before", message: "They audited this case the last time." },
    ]);
    expect(setAside(both, "")).toEqual({
      ok: false,
      message:
        "Enter your reason for choosing them all the same: this case belongs to their own team, and they audited this case the last time",
    });
    expect(setAside(both, "Nobody else knows")).toEqual({
      ok: true,
      overrideReason: "Nobody else knows",
      overridden: ["own-team", "audited-before"],
    });
  });

  it("is named as a report names it", () => {
    expect(rulesInWords(["own-team", "audited-before"])).toBe(
      "their own team; audited it the last time",
    );
    expect(overrideInWords("Nobody else", ["audited-before"])).toBe(
      "Conflict overridden (audited it the last time): Nobody else",
    );
    expect(overrideInWords("Nobody else", [])).toBe("Conflict overridden: Nobody else");
    expect(["own-team", "audited-before", "maximum"].map(isAuditorRule)).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe("The auditor of the last time", () => {
  const auditor = { ...person, expected: 2, maximum: 2 };
  const audit = { id: "a", workerId: null, auditorId: null, ...again };

  it("is proposed for everything but the re-audit of what they audited", () => {
    const other = { ...audit, id: "b", previousAuditorId: null };
    const { assigned, unassigned } = proposeAuditors({
      audits: [audit, other],
      auditors: [auditor],
      on,
    });
    expect(assigned).toEqual([{ caseId: "b", auditorId: "alex" }]);
    expect(unassigned).toMatchObject([{ caseId: "a", because: "conflicts" }]);
  });

  it("is chosen on purpose only, and the rule is kept", () => {
    const choose = (reason: string) => chooseAuditor({ audit, auditor, load: 0, reason, on });
    expect(choose("")).toMatchObject({ ok: false, refusal: "conflict" });
    expect(choose("Asked for")).toEqual({
      ok: true,
      overrideReason: "Asked for",
      overridden: ["audited-before"],
    });
  });
});

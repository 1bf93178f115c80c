import { describe, expect, it } from "vitest";
import type { Actor, Role } from "~/rules/access/people";
import {
  handoverParts,
  heldPartsInWords,
  mayHandOver,
  partsInWords,
  resultInWords,
} from "~/rules/people/handovers";

const whoIs = (role: Role): Actor => ({
  id: "p",
  name: "Pat",
  email: "pat@council.example",
  teamId: null,
  grants: [{ role, reach: "all" }],
});

describe("A hand-over", () => {
  it.each([
    ["qa-lead", "audits, moderations, exercises, reviews, actions"],
    ["team-manager", "actions"],
    ["service-manager", "reviews, actions"],
    ["administrator", ""],
    ["scrutiny", ""],
  ] as [Role, string][])("by a %s is of: %s", (role, parts) => {
    expect(handoverParts.filter((part) => mayHandOver(whoIs(role), part)).join(", ")).toBe(parts);
  });

  it("says what went and what did not", () => {
    const left = [{ part: "audits", id: "a", what: "the audit", why: "A conflict" }] as const;
    expect(resultInWords({ given: { audits: 2, actions: 1 }, left: [] }, "Sam")).toBe(
      "2 audits and 1 action given to Sam",
    );
    expect(resultInWords({ given: { moderations: 1 }, left: [...left] }, "Sam")).toBe(
      "1 moderation given to Sam; 1 could not go and stays listed",
    );
    expect(resultInWords({ given: {}, left: [...left] }, "Sam")).toContain("Nothing was given");
    expect(resultInWords({ given: {}, left: [...left, ...left] }, "Sam")).toContain(
      "2 could not go and stay",
    );
    expect(resultInWords({ given: {}, left: [] }, "Sam")).toBe("Nothing of it was theirs any more");
    expect(heldPartsInWords({ audits: 2, reviews: 1 })).toBe(
      "2 audits, 1 dip sample or thematic audit they review",
    );
    expect(partsInWords(["audits", "exercises"])).toBe("audits and exercises they lead");
  });
});

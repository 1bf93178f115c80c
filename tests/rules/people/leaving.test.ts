import { describe, expect, it } from "vitest";
import { heldInWords } from "~/rules/people/leaving";

const nothing = {
  audits: 0,
  moderations: 0,
  exercises: 0,
  reviews: 0,
  actions: 0,
  responses: 0,
  cases: 0,
  corrections: 0,
  concerns: 0,
};

describe("What someone holds who leaves", () => {
  it("is said line by line, with who hands it on", () => {
    expect(heldInWords(nothing)).toEqual([]);
    const lines = heldInWords({ ...nothing, audits: 1, reviews: 1, actions: 3, cases: 12 });
    expect(lines).toEqual([
      "1 audit, which the QA lead gives to another auditor",
      "1 dip sample or thematic audit they review, which whoever leads it gives to another reviewer",
      "3 actions, which their manager or a QA lead gives to another owner",
      "12 open cases, which the case system moves; nothing is changed here",
    ]);
  });
});

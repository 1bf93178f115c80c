import { expect, it } from "vitest";
import { inPageOrder } from "~/forms/moderation";

it("says what is wrong with a decision in the order of its page", () => {
  const before = {
    auditor: { plan: "good", overall: "good", contact: "good" },
    agreed: ["contact"],
  } as const;
  const errors = {
    "areas.contact.reason": "d",
    "areas.plan.grade": "a",
    "overall.grade": "b",
    accept: "c",
    feedback: "e",
  };
  expect(Object.values(inPageOrder(errors, before)).join("")).toBe("abcde");
});

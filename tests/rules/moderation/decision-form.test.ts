import { expect, it } from "vitest";
import { parseForm } from "~/forms/fields";
import { decisionForm, inPageOrder } from "~/forms/moderation";
import { revealedQuestions } from "~/rules/moderation/quality";
import { worldTool } from "../../support/world";

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

it("asks to accept what both agreed on, and for no tick where they agreed on nothing", () => {
  const form = new FormData();
  const typed = {
    version: "1",
    decision: "final",
    feedback: "Read",
    "overall.grade": "good",
    "overall.reason": "Seen",
    ...Object.fromEntries(
      worldTool.areas.flatMap(({ code }) => [
        [`areas.${code}.grade`, "good"],
        [`areas.${code}.reason`, "Seen"],
      ]),
    ),
    ...Object.fromEntries(
      revealedQuestions(worldTool).map(({ code }) => [`quality.${code}.answer`, "met"]),
    ),
  };
  for (const [name, value] of Object.entries(typed)) form.set(name, value);
  const auditor = { assessment: "good", overall: "good" } as const;
  const of = (agreed: string[]) => parseForm(decisionForm(worldTool, { auditor, agreed }), form);
  expect(of([])).toMatchObject({ ok: true, value: { accept: "yes" } });
  expect(of(["assessment"])).toEqual({
    ok: false,
    errors: { accept: "Tick to accept the 1 agreed, or choose other final grades for them" },
    typed: expect.anything(),
  });
});

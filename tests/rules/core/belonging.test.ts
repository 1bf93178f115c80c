import { describe, expect, it } from "vitest";
import * as z from "zod";
import { keepsText } from "~/forms/belonging";
import { namesForm } from "~/forms/caseload";
import { optionalText, parseForm } from "~/forms/fields";
import { decisionForm } from "~/forms/moderation";
import { confirmForm } from "~/forms/panel";
import { answerForm } from "~/forms/responses";
import { publishForm } from "~/forms/tools";

type Entries = Record<string, string>;

const errorsOf = (schema: z.ZodType, entries: Entries) => {
  const result = parseForm(schema, Object.entries(entries));
  return result.ok ? {} : result.errors;
};
const keep = (label: string, what: string) =>
  `Choose “${label}” to keep ${what}, or clear what you wrote there`;

describe("Text under an answer that was not given", () => {
  const plan = z.object({ answer: z.enum(["yes", "no"]), why: optionalText() });
  const form = keepsText(plan, {
    question: "answer",
    answer: "yes",
    label: "Yes",
    texts: { why: "why" },
  });

  it.each<[string, Entries, Entries]>([
    ["stands under its own", { answer: "yes", why: "So" }, {}],
    ["is refused under another", { answer: "no", why: "So" }, { why: keep("Yes", "why") }],
    ["is no text when it is blank", { answer: "no", why: " \r\n" }, {}],
    ["may be left out", { answer: "no" }, {}],
  ])("%s", (_, entries, errors) => {
    expect(errorsOf(form, entries)).toEqual(errors);
  });

  it("is told with everything else that is wrong, and nothing typed is given up", () => {
    const result = parseForm(form, Object.entries({ answer: "maybe", why: "So" }));
    expect(result).toMatchObject({
      ok: false,
      errors: { answer: expect.any(String), why: keep("Yes", "why") },
      typed: { answer: "maybe", why: "So" },
    });
    const good = parseForm(form, Object.entries({ answer: "yes", why: " So " }));
    expect(good).toMatchObject({ ok: true, value: { answer: "yes", why: "So" } });
  });

  it.each<[string, z.ZodType, Entries, string, Entries]>([
    [
      "a box that is not ticked",
      publishForm,
      { version: "1", reason: "New grades" },
      "reason",
      { raise: "yes" },
    ],
    [
      "each name of a list by its own answer",
      namesForm,
      { version: "1", "choice.0": "other", "other.0": "Ann", "choice.1": "add", "other.1": "Bo" },
      "other.1",
      { "choice.1": "other" },
    ],
    [
      "a button",
      confirmForm,
      { version: "1", intent: "not-there", aloneReason: "Nobody else" },
      "aloneReason",
      { intent: "alone" },
    ],
    [
      "the first field of a group that is filled in",
      answerForm("2024-04-15"),
      { version: "1", answer: "none-needed", noneNeededReason: "Fine", "actions.2.dueOn.day": "4" },
      "actions.2.dueOn",
      { "actions.2.dueOn.day": "" },
    ],
  ])("is looked for under %s", (_, schema, entries, name, corrected) => {
    expect(Object.keys(errorsOf(schema, entries))).toEqual([name]);
    expect(errorsOf(schema, { ...entries, ...corrected })).toEqual({});
  });

  it("keeps the panel’s reasons from being dropped with an audit that is returned", () => {
    const area = { code: "plan", name: "Planning", graded: true, prompts: [], mayNotApply: false };
    const tool = { areas: [area] } as unknown as Parameters<typeof decisionForm>[0];
    const before = { auditor: {}, agreed: [] };
    const entries = {
      "areas.plan.reason": "The plan was late",
      decision: "returned",
      whatToMend: "The chronology",
    };
    expect(errorsOf(decisionForm(tool, before), entries)).toMatchObject({
      "areas.plan.reason": keep("Make it final", "the panel’s reason for planning"),
    });
    expect(errorsOf(decisionForm(tool, before), { ...entries, decision: "final" })).toMatchObject({
      whatToMend: keep("Return it to the auditor", "what the auditor must correct"),
    });
  });
});

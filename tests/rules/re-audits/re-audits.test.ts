import { describe, expect, test } from "vitest";
import { agreementInWords, agreementOf, practitionerInWords } from "~/rules/audits/conversations";
import { selectReAudits } from "~/rules/moderation/selection";
import { deadlineOf, dueProblem, reAuditDueOn, standingOf } from "~/rules/re-audits/re-audits";
import { escalates } from "~/rules/tools/scale";

test.each([
  ["inadequate", true],
  ["requires-improvement", false],
  ["not-judged", false],
  [null, false],
  [undefined, false],
])("an audit that is %s overall is audited again: %s", (overall, again) => {
  expect(escalates(overall)).toBe(again);
});

describe("by when a case is audited again", () => {
  test.each([
    ["six months on", "2024-04-15T09:00:00.000Z", 6, "2024-10-15"],
    ["from the last of a long month", "2024-08-31T09:00:00.000Z", 6, "2025-02-28"],
    [
      "late in the evening in summer, already the next day",
      "2024-06-30T23:30:00.000Z",
      1,
      "2024-08-01",
    ],
    ["across the year's end", "2024-11-20T09:00:00.000Z", 3, "2025-02-20"],
  ])("%s", (_which, finalAt, months, due) => {
    expect(reAuditDueOn(finalAt, months)).toBe(due);
  });
});

test.each([
  ["made", { cancelledAt: null, auditState: null }, "to-allocate"],
  ["given out", { cancelledAt: null, auditState: "allocated" as const }, "under-way"],
  ["submitted", { cancelledAt: null, auditState: "submitted" as const }, "under-way"],
  ["withdrawn on the way", { cancelledAt: null, auditState: "withdrawn" as const }, "to-allocate"],
  ["final", { cancelledAt: null, auditState: "final" as const }, "done"],
  ["cancelled", { cancelledAt: "2024-05-01T09:00:00.000Z", auditState: null }, "cancelled"],
])("a re-audit that is %s", (_which, reAudit, standing) => {
  expect(standingOf(reAudit)).toBe(standing);
});

test.each([
  ["today", "2024-05-01", "2024-10-15", null],
  ["the last day", "2024-10-15", "2024-10-15", null],
  ["yesterday", "2024-04-30", "2024-10-15", "Enter a date that is not in the past"],
  [
    "too late",
    "2024-10-16",
    "2024-10-15",
    "Enter a date by 15 October 2024: the case is to be audited again by then",
  ],
  [
    "any day, once overdue",
    "2024-06-20",
    "2024-04-01",
    "Leave the date as it is: the case was to be audited again by 1 April 2024, and the re-audit stays overdue until it is done",
  ],
])("a date that is %s", (_which, dueOn, latest, problem) => {
  expect(dueProblem(dueOn, { today: "2024-05-01", latest })).toBe(problem);
});

test.each([
  ["no re-audit", "2024-04-26", null, "2024-04-26"],
  ["no re-audit, and no date", null, null, null],
  ["a cycle that ends before", "2024-04-26", "2024-10-15", "2024-04-26"],
  ["a cycle that ends after", "2024-11-22", "2024-10-15", "2024-10-15"],
  ["overdue when it is given out", "2024-04-26", "2023-12-28", "2023-12-28"],
  ["no date asked for", null, "2024-10-15", "2024-10-15"],
])("the one date of an audit: %s", (_which, asked, own, date) => {
  expect(deadlineOf(asked, own)).toBe(date);
});

test("a re-audit is moderated where it is certain to be, once", () => {
  const one = { certain: [], selected: null, letGo: false };
  expect(
    selectReAudits([
      { ...one, auditId: "plain" },
      { ...one, auditId: "weak", certain: ["inadequate", "concern"] },
      {
        ...one,
        auditId: "in hand",
        certain: ["inadequate"],
        selected: { reason: "added", committed: false },
      },
    ]),
  ).toEqual([{ auditId: "weak", reason: "inadequate", probability: 1 }]);
});

describe("two accounts of the reflective conversation", () => {
  const on = (heldOn: string | null) => ({ heldOn });
  test.each([
    ["neither", null, { held: "", on: null }, "not-recorded"],
    ["the auditor's alone", on("2024-05-02"), { held: "", on: null }, "recorded"],
    ["the practitioner's alone", null, { held: "yes", on: "2024-05-02" }, "confirmed"],
    ["the same day", on("2024-05-02"), { held: "yes", on: "2024-05-02" }, "agree"],
    ["another day", on("2024-05-02"), { held: "yes", on: "2024-05-03" }, "differ"],
    ["the auditor gave no day", on(null), { held: "yes", on: "2024-05-03" }, "agree"],
    ["recorded, and denied", on("2024-05-02"), { held: "no", on: null }, "differ"],
    ["not recorded, and denied", null, { held: "no", on: null }, "agree"],
  ] as const)("%s", (_which, auditor, practitioner, agreement) => {
    expect(agreementOf({ auditor, practitioner })).toBe(agreement);
  });

  test("in words", () => {
    const practitioner = { held: "yes", on: "2024-05-03" } as const;
    expect(practitionerInWords(practitioner)).toBe("It took place on 3 May 2024");
    expect(practitionerInWords({ held: "no", on: null })).toBe("It has not taken place");
    expect(agreementInWords({ auditor: on("2024-05-02"), practitioner })).toContain("differ");
    expect(agreementInWords({ auditor: on("2024-05-03"), practitioner })).toBeNull();
  });
});

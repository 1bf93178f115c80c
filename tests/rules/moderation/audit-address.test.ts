import { expect, it } from "vitest";
import { leadTo, type Seen } from "~/rules/moderation/audit-address";

const nothing = { grade: false, decide: false, read: false, reflect: false, manage: false };
const practitioner = { ...nothing, read: true, reflect: true };
const moderator = { ...nothing, grade: true, decide: true };
const manager = { ...nothing, read: true };
const lead = { ...nothing, decide: true, read: true, manage: true };
const seen = (more: Partial<Seen>): Seen => ({
  state: "submitted",
  submitted: true,
  moderation: null,
  isGraded: true,
  may: nothing,
  ...more,
});
const before = { submitted: false, state: "started" } as const;
const selected = { state: "selected", moderation: "selected" } as const;
const atPanel = { state: "panel", moderation: "recorded" } as const;

it.each([
  ["a practitioner, while it is written", { ...before, may: practitioner }, "reflect"],
  ["a practitioner, before it begins", { ...before, state: "allocated", may: practitioner }, null],
  ["a practitioner, once submitted", { may: practitioner }, "read"],
  [
    "a practitioner, once withdrawn unsubmitted",
    { ...before, state: "withdrawn", may: practitioner },
    null,
  ],
  ["a practitioner, once withdrawn", { state: "withdrawn", may: practitioner }, "read"],
  ["its moderator, blind", { ...selected, may: { ...moderator, read: false } }, "grade"],
  ["its moderator, committed", { ...atPanel, may: { ...moderator, read: true } }, "compare"],
  ["another moderator, before the panel", { ...selected, may: { ...nothing, decide: true } }, null],
  ["another moderator, at the panel", { ...atPanel, may: { ...nothing, decide: true } }, "compare"],
  [
    "a moderator of a withdrawn one",
    { ...atPanel, state: "withdrawn", may: { ...nothing, decide: true } },
    null,
  ],
  ["a manager, before submission", { ...before, may: manager }, null],
  ["a manager, once submitted", { may: manager }, "read"],
  ["a QA lead, before submission", { ...before, may: lead }, "control-room"],
  ["a QA lead, once submitted", { ...atPanel, may: lead }, "read"],
  [
    "a QA lead who must grade it blind",
    { ...selected, may: { ...lead, read: false, decide: false, grade: true } },
    "grade",
  ],
  ["a QA lead of a sample, before submission", { ...before, isGraded: false, may: lead }, null],
  ["someone with no right at all", {}, null],
] as [string, Partial<Seen>, ReturnType<typeof leadTo>][])("leads %s", (_, more, where) => {
  expect(leadTo(seen(more))).toBe(where);
});

/**
 * Owns the questions of the demonstration's exercises on plans: child in need and child
 * protection plans, and care leavers' pathway plans.
 */
import type { ToolDefinition } from "~/rules/tools/tools";
import { coreThemes } from "~db/tools/codes";

export const planSampleTool: ToolDefinition = {
  name: "Child in need and child protection plans",
  about:
    "Read the current plan as a parent would, then as the worker who has to carry it out. Answer from the plan itself: what is said only in meetings or supervision does not count.",
  lookBack: { judgeMonths: 3, readMonths: 6 },
  areas: [],
  overall: null,
  questions: [
    { code: "plan-plain-words", text: "Is the plan in plain words that a family can follow?" },
    {
      code: "plan-outcomes-concise",
      text: "Is each outcome brief and set out on its own?",
    },
    {
      code: "plan-actions-aligned",
      text: "Does each action clearly serve one of the outcomes?",
    },
    {
      code: "plan-dates-clear",
      text: "Does each action have a date or time frame that leaves no doubt?",
    },
    {
      code: "plan-named-people",
      text: "Are the name and role of the person responsible given for each action?",
    },
    {
      code: "plan-contingency",
      text: "Does the contingency plan say what would trigger it and what would follow?",
    },
    {
      code: "plan-safety-person",
      text: "Does the plan name a person the child can turn to for support and safety?",
    },
    {
      code: "plan-recorded-in-time",
      text: "Was the plan recorded within the timescale?",
    },
  ],
  voices: [],
  themes: [...coreThemes],
};

export const pathwayPlanTool: ToolDefinition = {
  name: "Care leavers' pathway plans",
  about:
    "Read the pathway plan with the young person in mind: is it theirs, does it look ahead, and is someone making it happen? Look also at how it was reviewed and signed off.",
  lookBack: { judgeMonths: 6, readMonths: 12 },
  areas: [],
  overall: null,
  questions: [
    { code: "pathway-well-written", text: "Is the pathway plan well written?" },
    {
      code: "pathway-voice",
      text: "Is the young person's voice present, in their own words?",
    },
    {
      code: "pathway-relationship",
      text: "Is the personal adviser building a relationship and giving support suited to this young person?",
    },
    {
      code: "pathway-review-in-time",
      text: "Was the plan reviewed within the timescale, and the review recorded promptly?",
    },
    {
      code: "pathway-partners",
      text: "Did other agencies contribute to the review where they should?",
    },
    {
      code: "pathway-signed-off",
      text: "Did a manager sign off the plan and its review without delay?",
    },
    {
      code: "pathway-complete-smart",
      text: "Is the document complete, with SMART actions and a contingency plan?",
    },
    {
      code: "pathway-copy-given",
      text: "Was the young person given a copy, in a language they read?",
    },
  ],
  voices: [],
  themes: [...coreThemes],
};

/**
 * Owns the questions of the demonstration's dip samples of safeguarding decisions: strategy
 * meetings, section 47 enquiries and pre-proceedings letters.
 */
import type { ToolDefinition } from "~/rules/tools/tools";
import { coreThemes } from "~db/tools/codes";

export const strategyMeetingTool: ToolDefinition = {
  name: "Strategy meetings",
  about:
    "Take the most recent strategy meeting for each child. Judge the decision on what was known that day, not on what came out later.",
  lookBack: { judgeMonths: 3, readMonths: 6 },
  areas: [],
  overall: null,
  questions: [
    {
      code: "strategy-threshold",
      text: "Was it right, under the thresholds, to convene a strategy meeting?",
    },
    {
      code: "strategy-timing-justified",
      text: "Was the meeting in time or, if late, was the delay justified?",
    },
    {
      code: "strategy-delay-recorded",
      text: "If the meeting was late, is the reason recorded?",
    },
    { code: "strategy-attendance", text: "Did the key partners attend?" },
    {
      code: "strategy-section-47-proportionate",
      text: "Was the decision about a section 47 enquiry proportionate?",
    },
    { code: "strategy-smart-actions", text: "Were the actions SMART?" },
    { code: "strategy-recording", text: "Does the record meet our standards?" },
  ],
  voices: [],
  themes: [...coreThemes],
};

export const section47Tool: ToolDefinition = {
  name: "Section 47 enquiries",
  about:
    "Take one completed enquiry for each child. Decide first, as an audit team, whether the threshold was met on the information at the time; then look at how the enquiry was carried out and concluded.",
  lookBack: { judgeMonths: 3, readMonths: 6 },
  areas: [],
  overall: null,
  questions: [
    {
      code: "enquiry-threshold",
      text: "Does the audit team agree that the threshold for an enquiry was met?",
    },
    {
      code: "enquiry-recommendation-agreed",
      text: "Did the social worker and manager agree on the recommendation?",
    },
    {
      code: "enquiry-two-managers",
      text: "Was the outcome reviewed by two managers, with the reasons recorded?",
    },
    {
      code: "enquiry-agency-checks",
      text: "Were the right agencies checked?",
    },
    {
      code: "enquiry-checks-returned",
      text: "Had the checks come back before the enquiry was concluded?",
    },
    {
      code: "enquiry-strategy-actions",
      text: "Were the strategy meeting's actions carried through?",
    },
    {
      code: "enquiry-analysis",
      text: "Is the social worker's analysis on file?",
    },
    {
      code: "enquiry-support",
      text: "Does the conclusion say what support the family will have?",
    },
  ],
  voices: [],
  themes: [...coreThemes],
};

export const preProceedingsTool: ToolDefinition = {
  name: "Pre-proceedings letters",
  about:
    "Read the letter as the parent who opens it: would you know what people are worried about, why it matters for your child, and what you need to do? Then look at how the process went.",
  lookBack: { judgeMonths: 6, readMonths: 12 },
  areas: [],
  overall: null,
  questions: [
    { code: "letter-clear", text: "Is the letter clearly set out?" },
    {
      code: "letter-impact",
      text: "Does it link each worry to its effect on the child?",
    },
    {
      code: "letter-expectations",
      text: "Are the expectations realistic and SMART?",
    },
    {
      code: "process-progress",
      text: "Was progress made in line with the child's plan?",
    },
    {
      code: "process-sixteen-weeks",
      text: "If the case stepped down, did it do so within 16 weeks?",
      guidance: "Partly means only just outside.",
    },
    {
      code: "process-assessments-in-time",
      text: "If an expert or an independent social worker was instructed, did their work arrive without causing delay?",
    },
  ],
  voices: [],
  themes: [...coreThemes],
};

/**
 * Owns the starting point for a thematic audit's tool: general questions to keep, change or drop.
 * Practice: a thematic audit follows lines of enquiry through a chosen cohort and answers each
 * question met, partly or not met, so that findings can be counted.
 */
import type { ToolDefinition } from "~/rules/tools";
import { coreThemes } from "./codes";

export const thematicTemplate: ToolDefinition = {
  name: "Thematic audit",
  about:
    "Follow the lines of enquiry through each case and answer every question from what you can see on the record and hear from those involved. Met means you would be content to show it as our usual practice; partly means the right intention with something missing; not met means it was needed and is not there. Use not applicable when the question could not arise in this case.",
  lookBack: { judgeMonths: 6, readMonths: 12 },
  areas: [],
  overall: null,
  questions: [
    {
      code: "theme-recognised",
      text: "Was the issue recognised as soon as there were signs of it?",
      guidance: "Look at the earliest contact in the look-back, and at what was already known.",
    },
    {
      code: "theme-tool-used",
      text: "Was the agreed screening or assessment tool used, and is it on the child's file?",
    },
    {
      code: "theme-analysis",
      text: "Does the assessment explore the issue with curiosity and reach a reasoned view of risk?",
    },
    {
      code: "theme-childs-view",
      text: "Is the child's own experience of it understood and recorded?",
    },
    {
      code: "theme-plan",
      text: "Does the plan address it with specific, dated actions and a contingency?",
    },
    {
      code: "theme-partners",
      text: "Did other agencies contribute what they should, and were they challenged where they did not?",
    },
    {
      code: "theme-oversight",
      text: "Do supervision and management oversight keep it in view?",
    },
    { code: "theme-difference", text: "Is the child better off because of the response?" },
  ],
  voices: [],
  themes: [...coreThemes],
};

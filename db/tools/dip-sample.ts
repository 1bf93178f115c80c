/**
 * Owns the starting point for a dip sample's tool: a handful of general questions.
 * Practice: a service manager's monthly sample is short, answers one question about practice and
 * is counted as met, partly or not met, without grades.
 */
import type { ToolDefinition } from "~/rules/tools";
import { coreThemes } from "./codes";

export const dipSampleTemplate: ToolDefinition = {
  name: "Dip sample",
  about:
    "A quick, focused look at one kind of document or decision. Read what you need and no more, answer each question and note the reason whenever the answer is partly or not met. If you see something that worries you about a child's safety, stop and raise it at once.",
  lookBack: { judgeMonths: 3, readMonths: 6 },
  areas: [],
  overall: null,
  questions: [
    {
      code: "sample-in-time",
      text: "Was it done within the timescale, or is there a good recorded reason why not?",
    },
    { code: "sample-complete", text: "Is the document complete and in the right place?" },
    {
      code: "sample-clear",
      text: "Is it clear and brief enough for the family to understand?",
    },
    {
      code: "sample-reasoned",
      text: "Are the reasons for the decision recorded and proportionate?",
    },
    {
      code: "sample-smart",
      text: "Are actions specific, dated and owned by a named person with their role?",
    },
    { code: "sample-signed-off", text: "Did a manager check it and sign it off?" },
  ],
  voices: [],
  themes: [...coreThemes],
};

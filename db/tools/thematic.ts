/**
 * Owns the starting point for a thematic audit's tool: questions to keep, change or drop, each
 * with what met, partly and not met look like.
 * Practice: a thematic audit follows lines of enquiry through a chosen cohort and answers each
 * question met, partly or not met, so that findings can be counted; from the child, through the
 * work with the family and the agencies, to what difference it made.
 */
import type { ToolDefinition } from "~/rules/tools/tools";
import { coreThemes } from "./codes";

export const thematicTemplate: ToolDefinition = {
  name: "Thematic audit",
  about:
    "Follow the lines of enquiry through each case and answer every question from what you can see on the record and hear from those involved. Met means you would be content to show it as our usual practice; partly means the right intention with something missing; not met means it was needed and is not there. Use not applicable when the question could not arise in this case. Note the reason for every partly and not met in a sentence, and anything you would want others to learn from. If you see something that worries you about a child's safety, stop and raise it at once.",
  lookBack: { judgeMonths: 6, readMonths: 12 },
  areas: [],
  overall: null,
  questions: [
    {
      code: "theme-recognised",
      text: "Was the issue recognised as soon as there were signs of it?",
      guidance:
        "Look at the earliest contact in the look-back, and at what was already known. Met: named and acted on at the first sign. Partly: noticed, but taken as one event and not as a pattern. Not met: signs were there for weeks before anyone named them.",
    },
    {
      code: "theme-childs-view",
      text: "Is the child's own experience of it understood and recorded?",
      guidance:
        "Met: their words, drawings or behaviour say what it is like for them, and someone has thought about what they mean. Partly: they were asked once, or adults speak for them. Not met: a reader would not know.",
    },
    {
      code: "theme-tool-used",
      text: "Was the agreed screening or assessment tool used, and is it on the child's file?",
      guidance:
        "Met: completed with the family or with those who know the child, and its result used. Partly: filled in but not used, or out of date. Not met: no tool where our guidance asks for one.",
    },
    {
      code: "theme-analysis",
      text: "Does the assessment explore the issue with curiosity and reach a reasoned view of risk?",
      guidance:
        "Met: history, strengths and other explanations are weighed, and the reader can follow the conclusion. Partly: well described, little weighed. Not met: the issue is missing, or accepted at face value.",
    },
    {
      code: "theme-family",
      text: "Were both parents, and others who matter to the child, part of the work on it?",
      guidance:
        "Include fathers, partners and those living elsewhere. Met: each was spoken with and their part in keeping the child safe is clear. Partly: one parent carries it. Not met: someone important was left out without a reason.",
    },
    {
      code: "theme-plan",
      text: "Does the plan address it with specific, dated actions and a contingency?",
      guidance:
        "Met: the family could say what will change, who does what by when, and what happens if it does not. Partly: right actions, vague dates or no contingency. Not met: the plan is silent about it.",
    },
    {
      code: "theme-partners",
      text: "Did other agencies contribute what they should, and were they challenged where they did not?",
      guidance:
        "Met: information was shared in time, roles are clear and any disagreement was taken up. Partly: agencies were told but not involved. Not met: a gap or delay of another agency was left as it was.",
    },
    {
      code: "theme-oversight",
      text: "Do supervision and management oversight keep it in view?",
      guidance:
        "Met: each supervision in the look-back returns to it and moves it on. Partly: it is mentioned, with the same actions carried forward. Not met: a manager reading only their own entries would not know of it.",
    },
    {
      code: "theme-identity",
      text: "Was the response shaped by who this child is: age, identity, culture and disability?",
      guidance:
        "Met: the way of working was adapted and the record says why. Partly: characteristics are recorded, and nothing follows from them. Not met: they are missing, or assumptions were made.",
    },
    {
      code: "theme-difference",
      text: "Is the child better off because of the response?",
      guidance:
        "Met: a change for the child that they, the family or another agency can see. Partly: things are moving, or it is too soon and the plan says how we will know. Not met: activity without change, or things are worse.",
    },
  ],
  voices: [],
  themes: [...coreThemes],
};

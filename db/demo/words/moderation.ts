/**
 * Owns what moderators and the panel wrote in the demonstration, and the themes they saw.
 * Practice: two questions stay apart, whether the audit is sound and whether the grade is right;
 * every moderated auditor gets feedback. The themes of the two published cycles are in our own
 * words; the rest is invented.
 */
import type { Outcome } from "~/rules/moderation/moderation";
import type { usualQuestions } from "~/rules/tools/audit-quality";
import type { CoreArea, CoreTheme } from "~db/tools/codes";

/** Feedback to the auditor, by what became of the overall grade. */
export const moderatorFeedback = {
  confirmed: [
    "A thorough audit. Your rationales say why this grade and not the next, which made my task easy. Next time, give one more example under case recording.",
    "I reached the same overall grade by a slightly different road. The conversation with the worker comes through well and the actions are ones I would have set.",
    "Fair, and kindly written. Please quote the child a little more in your commentary: you plainly heard them.",
    "Evidence and grades agree. The supervision section could say more about how far the plan was discussed.",
    "Well reasoned. I liked that you spoke to both parents and kept their views apart.",
    "A sound audit. Two of the actions lack a measure of success; please add one so that the manager knows when to close them.",
  ],
  upgraded: [
    "You set yourself a high bar. What you describe in direct work meets our descriptor for a better grade, and late recording has its own area. Do not let one weakness count twice.",
    "Your commentary describes stronger practice than the grade. The child's situation improved and you show how; I think you were marking the paperwork.",
  ],
  downgraded: [
    "The relationship with the child is lovely and I see why you were persuaded. But the plan has drifted for five months and nobody noticed; measured against the descriptor that is not yet Good.",
    "Your own prompts show reflection blank in four of five records. The descriptor for Good asks for more than regular supervision.",
    "You know that the risk is lower now; the record does not show it. Please grade what can be evidenced and say what you learned in conversation.",
  ],
  returned: [
    "Before the panel can decide we need the worker's reflection and a rationale for assessment and planning. What is here is promising, and it should not take long.",
    "Please hear from at least one parent, or record what you tried. The grade may well be right, but I cannot follow it yet.",
  ],
} as const satisfies Record<Outcome, readonly string[]>;

/** The panel's reasons for its decision. */
export const panelReasons = {
  confirmed: [
    "Auditor and moderator agree, and the panel sees the same evidence.",
    "The panel discussed supervision and agreed with both readers.",
    "The one difference, in case recording, was of emphasis. The auditor's grade stands.",
    "Agreed. The panel noted the care taken to hear the father.",
  ],
  upgraded: [
    "The panel agreed with the moderator: impact is strong and evidenced from three sides, and recording delay had been counted twice.",
    "After talking with the auditor the panel judged that the practice meets the descriptor for Good.",
  ],
  downgraded: [
    "The panel gave weight to five months of drift in the plan. Auditor and moderator agreed after discussion.",
    "Supervision did not meet the descriptor for Good, and that held back the child's progress.",
    "The panel respected the auditor's knowledge of the case, but could not find evidence on the record for the higher grade.",
  ],
  returned: [
    "Returned for the missing voices and rationales; the panel will look again next week.",
    "Returned once: the conclusion may be right, but the reader cannot see how it was reached.",
  ],
} as const satisfies Record<Outcome, readonly string[]>;

/** What an auditor asked of the panel a second time, and what it answered. */
export const secondLookWords = {
  reasons:
    "I still see planning as stronger than the panel does. The plan was written anew with the family in its fourth month, and the minutes of that meeting are on the record.",
  answer:
    "We read the minutes together, one of us for the first time. The new plan is good; for the four months before it the old one stood still, and that is what the grade answers. It stands.",
} as const;

/** Notes on the audit itself, by question and answer; "met" needs none. */
export const qualityNotes: Record<
  (typeof usualQuestions)[number]["code"],
  { partly: string; "not-met": string }
> = {
  "evidence-complete": {
    partly: "Six months were read closely; what was read before that is not named.",
    "not-met": "The commentary rests on the last review alone.",
  },
  "conclusion-follows": {
    partly: "True of most areas; in planning the commentary is kinder than the prompts.",
    "not-met": "The prompts and the grade point in different directions and nothing explains it.",
  },
  "voices-heard": {
    partly:
      "Mother and practitioner heard; a second attempt to reach the father would have been right.",
    "not-met": "No voice was sought, and no reason is given.",
  },
  "actions-right": {
    partly: "Right in substance; two need a measure of success.",
    "not-met": "The actions do not answer what the audit found.",
  },
  "judgement-explained": {
    partly: "Clear for the overall grade, brief for two of the areas.",
    "not-met": "The grade is stated and not explained.",
  },
};

export type PanelTheme = {
  area: CoreArea;
  theme: CoreTheme;
  kind: "strength" | "development";
  text: string;
  published: boolean;
};

export const panelThemes: Record<"2023-11" | "2024-01", PanelTheme[]> = {
  "2023-11": [
    {
      area: "supervision",
      theme: "reflective-supervision",
      kind: "development",
      published: true,
      text: "There is some progress, yet supervision is still not reliably reflective or analytical. The places for reflection, scaling and analysis are often left unfilled.",
    },
    {
      area: "direct-work",
      theme: "childs-voice",
      kind: "development",
      published: true,
      text: "We see wonderful direct work, but too much of the recording has no trace of the child's voice. Records of visits should quote the child as a matter of course.",
    },
    {
      area: "planning",
      theme: "smart-planning",
      kind: "development",
      published: true,
      text: "The new template makes plans a good deal clearer. Not all are SMART yet: actions need time frames, set out against real dates.",
    },
    {
      area: "contact-and-referral",
      theme: "timeliness",
      kind: "strength",
      published: false,
      text: "Contacts are being decided sooner, and the reasons are easier to follow.",
    },
  ],
  "2024-01": [
    {
      area: "supervision",
      theme: "management-oversight",
      kind: "development",
      published: true,
      text: "Many supervision records need to turn to the child's plan more openly, and show how supervision pushed it forward and made life better for the child.",
    },
    {
      area: "direct-work",
      theme: "seen-alone",
      kind: "development",
      published: true,
      text: "Workers need to write down more of what they observe in babies and in children who do not use words, and to make plain that children are seen on their own and in different places.",
    },
    {
      area: "planning",
      theme: "childs-voice",
      kind: "development",
      published: true,
      text: "Our standard asks for a version of the plan that a child can understand. Auditors hardly ever find one.",
    },
    {
      area: "impact",
      theme: "fathers-and-network",
      kind: "strength",
      published: false,
      text: "Families describe being treated with honesty and respect, and several name the worker as the reason things changed.",
    },
  ],
};

/** What was said at the panel meeting of January 2024. */
export const meetingNotes =
  "The panel looked at how the last meeting’s learning had reached the teams. Supervision was discussed at length: most records list tasks, few show what the supervisor thought.\nWhere auditor and moderator differed, it was mostly over what counts as evidence that a child was heard. The panel will bring two examples to the next session with auditors.";

/** Owns the words of the demonstration's audit by several agencies; all of it is invented. */
import type { ToolDefinition } from "~/rules/tools/tools";
import { thematicTemplate } from "../../tools/thematic";

const title = "Domestic abuse: how agencies work together";

const tool: ToolDefinition = {
  ...thematicTemplate,
  name: title,
  questions: [
    { code: "abuse-recognised", text: "Was abuse in the home recognised when it was first seen?" },
    { code: "abuse-shared", text: "Was what was known shared with the others in time?" },
    { code: "abuse-child-seen", text: "Is what it is like for the child recorded?" },
    { code: "abuse-joint-plan", text: "Is there one plan that each agency knows and works to?" },
    { code: "abuse-oversight", text: "Did a manager keep it in view?" },
  ],
};

export const domesticAbuse = {
  title,
  tool,
  trigger: "A rapid review of February 2024, in which three agencies each knew a part",
  rationale:
    "Agencies that each know a part do not always put it together. This audit asks what each of them knew, and what the child would have gained had it been shared.",
  methodology:
    "Five children of one team whose home the police attended in the last six months. Social care, police and health each read their own record first.",
  linesOfEnquiry: [
    "Did each agency see the abuse for what it was?",
    "Was it shared in time, and acted on together?",
    "Can one see what life at home is like for the child?",
  ],
  /** What each agency noted to the first question of what it committed. */
  notes: {
    Police: "Attended twice within a month; a referral followed the second time.",
    Health: "The health visitor asked about safety at home and wrote down the answer.",
  } as Record<string, string>,
};

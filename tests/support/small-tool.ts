/** Owns a small audit tool and a complete set of answers to it, for tests of the audit's rules. */
import type { PracticeArea, ToolDefinition } from "~/rules/tools/tools";

const descriptors = {
  outstanding: "Exceptional",
  good: "Sound",
  "requires-improvement": "Not yet good",
  inadequate: "Widespread failure",
};

const area = (code: string, name: string, mayNotApply = false): PracticeArea => ({
  code,
  name,
  about: "",
  mayNotApply,
  prompts: [{ code: "timely", text: "Was it timely?" }],
  descriptors,
});

export const smallTool: ToolDefinition = {
  name: "Small",
  about: "",
  lookBack: { judgeMonths: 6, readMonths: 12 },
  areas: [
    area("contact", "Contact and referral", true),
    area("assessment", "Assessment"),
    area("plo", "PLO work"),
  ],
  overall: { about: "", descriptors },
  questions: [{ code: "seen-alone", text: "Was the child seen alone?" }],
  voices: ["child", "parent", "practitioner"],
  themes: [],
};

/** Ready to submit as it stands. */
export const completeAnswers: Record<string, string> = {
  "area.contact.grade": "not-applicable",
  "area.contact.rationale": "The last contact was two years ago",
  "area.assessment.grade": "good",
  "area.assessment.rationale": "Analysis draws on history",
  "area.plo.grade": "outstanding",
  "area.plo.rationale": "The letter was plain and kind",
  "overall.grade": "good",
  "overall.rationale": "It made a difference",
  "question.seen-alone": "met",
  "voice.child.status": "obtained",
  "voice.child.said": "I like my worker",
  "voice.parent-1.status": "declined",
  "voice.parent-1.reason": "Did not want to be called",
  "voice.practitioner.status": "obtained",
  "voice.practitioner.said": "Proud of the plan",
};

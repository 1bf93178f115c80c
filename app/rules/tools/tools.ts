/**
 * Owns the shape of an audit tool: practice areas, prompts, descriptors, questions, voices, themes.
 * Practice: tools are versioned; a published version never changes, a change to what is graded
 * makes a new major version and breaks trends, a wording change a minor one that does not.
 */
import type { Grade } from "./scale";

/** How a prompt is answered: yes / partly / no / not applicable. */
export const promptAnswers = ["yes", "partly", "no", "not-applicable"] as const;
export type PromptAnswer = (typeof promptAnswers)[number];

/** How a question of a thematic audit or dip sample is answered. */
export const questionAnswers = ["met", "partly", "not-met", "not-applicable"] as const;
export type QuestionAnswer = (typeof questionAnswers)[number];

/** What is said of each answer, in the form and to its readers. */
export const promptAnswerNames: Record<PromptAnswer, string> = {
  yes: "Yes",
  partly: "Partly",
  no: "No",
  "not-applicable": "Not applicable",
};

/** "scale" is yes / partly / no / not applicable; "choice" is one of the prompt's own list. */
export const answerTypes = ["scale", "text", "date", "number", "choice"] as const;
export type AnswerType = (typeof answerTypes)[number];

export type Choice = { code: string; name: string };

/** Shown only if another prompt of the same area has one of these answers. */
export type Condition = { prompt: string; answers: string[] };

export type Prompt = {
  /** Never changes once published: answers are kept under it. Lower-case kebab. */
  code: string;
  text: string;
  guidance?: string;
  /** Absent means "scale". */
  answer?: AnswerType;
  /** What may be chosen, when the answer is one of a list. */
  choices?: Choice[];
  /** Whether an audit can be submitted without it; only while it is shown. */
  required?: boolean;
  shownIf?: Condition;
};

export type PracticeArea = {
  /** Never changes once published: figures are compared by it. Lower-case kebab. */
  code: string;
  name: string;
  /** One or two sentences: what this area looks at. */
  about: string;
  /** Whether "not applicable" may be chosen (contact and referral often is). */
  mayNotApply: boolean;
  /** Absent means graded. An area without a grade stays out of every figure. */
  graded?: boolean;
  prompts: Prompt[];
  /** What each grade looks like in this area; kept, and not shown, while it is not graded. */
  descriptors: Record<Grade, string>;
};

export type Question = {
  code: string;
  text: string;
  guidance?: string;
  /** The agencies that are asked it, where agencies answer apart; left out, all of them. */
  agencies?: string[];
};

/** Asked of the audit itself when it is moderated, apart from its grades. */
export type QualityQuestion = Question & {
  /** Asked once the moderator's grades are committed: it is about the auditor's and their reasons. */
  afterReveal: boolean;
};

export type Theme = { code: string; name: string };

export const voiceKinds = ["child", "parent", "practitioner"] as const;
export type VoiceKind = (typeof voiceKinds)[number];

export type ToolDefinition = {
  name: string;
  /** One paragraph for the auditor. */
  about: string;
  /** Judge the last `judgeMonths`, reading `readMonths`. */
  lookBack: { judgeMonths: number; readMonths: number };
  /** Empty for a dip sample or an ungraded thematic audit. */
  areas: PracticeArea[];
  /** Descriptors for the overall judgement; null when nothing is graded. */
  overall: { about: string; descriptors: Record<Grade, string> } | null;
  /** Met / partly / not met questions; empty for a core audit. */
  questions: Question[];
  voices: VoiceKind[];
  themes: Theme[];
  /** What moderation asks of an audit done with this tool; absent means the usual questions. */
  auditQuality?: QualityQuestion[];
};

export const isGradedArea = (area: Pick<PracticeArea, "graded">): boolean => area.graded !== false;

/** The areas that are graded: what is moderated, compared, tallied and reported. */
export const gradedAreas = (tool: Pick<ToolDefinition, "areas">): PracticeArea[] =>
  tool.areas.filter(isGradedArea);

/** How few and how many questions one exercise may ask. */
export const questionLimits = { least: 3, most: 20 };

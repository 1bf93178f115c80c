/**
 * Owns the shape of an audit tool: practice areas, prompts, descriptors, questions, voices, themes.
 * Practice: tools are versioned; a published version never changes, a change to what is graded
 * makes a new major version and breaks trends, a wording change a minor one that does not.
 */
import type { Grade } from "./grades";

/** How a prompt is answered: yes / partly / no / not applicable. */
export const promptAnswers = ["yes", "partly", "no", "not-applicable"] as const;
export type PromptAnswer = (typeof promptAnswers)[number];

/** How a question of a thematic audit or dip sample is answered. */
export const questionAnswers = ["met", "partly", "not-met", "not-applicable"] as const;
export type QuestionAnswer = (typeof questionAnswers)[number];

export type Prompt = { code: string; text: string; guidance?: string };

export type PracticeArea = {
  /** Never changes once published: figures are compared by it. Lower-case kebab. */
  code: string;
  name: string;
  /** One or two sentences: what this area looks at. */
  about: string;
  /** Whether "not applicable" may be chosen (contact and referral often is). */
  mayNotApply: boolean;
  prompts: Prompt[];
  /** What each grade looks like in this area. */
  descriptors: Record<Grade, string>;
};

export type Question = { code: string; text: string; guidance?: string };

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
};

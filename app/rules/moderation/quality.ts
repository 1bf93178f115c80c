/**
 * Owns the questions about the audit itself, which stay apart from the grade of the practice.
 * Practice: a sound audit can find poor practice and a poor audit can praise good practice, so
 * moderation asks both questions and never lets the answer to one stand for the other.
 */
import type { QualityQuestion, ToolDefinition } from "../tools/tools";

export const qualityAnswers = ["met", "partly", "not-met"] as const;
export type QualityAnswer = (typeof qualityAnswers)[number];

export const qualityAnswerNames: Record<QualityAnswer, string> = {
  met: "Met",
  partly: "Partly met",
  "not-met": "Not met",
};

/**
 * What is asked where the tool has no list of its own (`auditQuality`). Each is answered met, partly
 * or not met. Those about the auditor's grades and reasons (`afterReveal`) can only be answered once
 * the moderator's own are committed.
 */
export const usualQuestions = [
  {
    code: "evidence-complete",
    afterReveal: false,
    text: "Is the evidence complete?",
    guidance: "The whole look-back period was read, and what was read is named.",
  },
  {
    code: "conclusion-follows",
    afterReveal: true,
    text: "Does the conclusion follow from the evidence?",
    guidance: "The reasons given bear out the judgement in each practice area and overall.",
  },
  {
    code: "voices-heard",
    afterReveal: false,
    text: "Were the child, the family and the practitioner heard?",
    guidance: "Each voice was sought, and what was said made a difference to the audit.",
  },
  {
    code: "actions-right",
    afterReveal: false,
    text: "Are the actions specific and right?",
    guidance: "Each answers something the audit found, with an owner, a date and a clear result.",
  },
  {
    code: "judgement-explained",
    afterReveal: true,
    text: "Is it recorded how the judgement was reached?",
    guidance: "Someone who was not there could follow how the evidence was weighed.",
  },
] as const satisfies readonly QualityQuestion[];

type Tool = Pick<ToolDefinition, "auditQuality">;

export const qualityQuestions = ({ auditQuality }: Tool): readonly QualityQuestion[] =>
  auditQuality ?? usualQuestions;

export const blindQuestions = (tool: Tool): QualityQuestion[] =>
  qualityQuestions(tool).filter(({ afterReveal }) => !afterReveal);
export const revealedQuestions = (tool: Tool): QualityQuestion[] =>
  qualityQuestions(tool).filter(({ afterReveal }) => afterReveal);

/** One question about the audit itself, as it was answered. */
export type QualityNote = {
  answer: QualityAnswer | null;
  note: string;
  /** The question in the words it was asked in; answers from before these were kept have none. */
  asked?: string;
};

/** The answers with the words of their questions, which they keep whatever is asked later. */
export const withQuestions = (
  answers: Record<string, QualityNote>,
  asked: readonly QualityQuestion[],
): Record<string, QualityNote> =>
  Object.fromEntries(
    Object.entries(answers).map(([code, given]) => {
      const question = asked.find((one) => one.code === code);
      return [code, question ? { ...given, asked: question.text } : given];
    }),
  );

export type QualityAnswered = { code: string; text: string; answer: QualityAnswer; note: string };

/** What was answered, in the words it was asked in, in the order of today's list; no open question. */
export function answeredQuality(
  quality: Record<string, QualityNote>,
  tool: Tool,
): QualityAnswered[] {
  const asked = [...qualityQuestions(tool), ...usualQuestions];
  const place = (code: string) => asked.findIndex((one) => one.code === code);
  return Object.entries(quality)
    .flatMap(([code, { answer, note, asked: words }]) => {
      const text = words ?? asked[place(code)]?.text;
      return answer && text ? [{ code, text, answer, note }] : [];
    })
    .sort((a, b) => place(a.code) - place(b.code));
}

/** The answers about the audit itself, as kept (an object of JSON). */
export function qualityFromObject(kept: unknown): Record<string, QualityNote> {
  return Object.fromEntries(
    Object.entries(asObject(kept)).map(([code, value]) => {
      const { answer, note, asked } = asObject(value);
      const given = qualityAnswers.find((one) => one === answer) ?? null;
      return [
        code,
        { answer: given, note: asText(note), ...(typeof asked === "string" ? { asked } : {}) },
      ];
    }),
  );
}

const asObject = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
const asText = (value: unknown): string => (typeof value === "string" ? value : "");

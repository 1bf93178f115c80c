/**
 * Owns the questions about the audit itself, which stay apart from the grade of the practice.
 * Practice: a sound audit can find poor practice and a poor audit can praise good practice, so
 * moderation asks both questions and never lets the answer to one stand for the other.
 */
import { usualQuestions } from "../tools/audit-quality";
import type { QualityQuestion, ToolDefinition } from "../tools/tools";

export const qualityAnswers = ["met", "partly", "not-met"] as const;
export type QualityAnswer = (typeof qualityAnswers)[number];

export const qualityAnswerNames: Record<QualityAnswer, string> = {
  met: "Met",
  partly: "Partly met",
  "not-met": "Not met",
};

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

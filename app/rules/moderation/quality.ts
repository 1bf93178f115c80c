/**
 * Owns the questions about the audit itself, which stay apart from the grade of the practice.
 * Practice: a sound audit can find poor practice and a poor audit can praise good practice, so
 * moderation asks both questions and never lets the answer to one stand for the other.
 */

export const qualityAnswers = ["met", "partly", "not-met"] as const;
export type QualityAnswer = (typeof qualityAnswers)[number];

export const qualityAnswerNames: Record<QualityAnswer, string> = {
  met: "Met",
  partly: "Partly met",
  "not-met": "Not met",
};

/**
 * Each is answered met, partly or not met, with a note. Those that are about the auditor's grades
 * and reasons (`afterReveal`) can only be answered once the moderator's own are committed.
 */
export const auditQualityQuestions = [
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
] as const;

export const blindQuestions = auditQualityQuestions.filter((question) => !question.afterReveal);
export const revealedQuestions = auditQualityQuestions.filter((question) => question.afterReveal);

/** One question about the audit itself, as it was answered. */
export type QualityNote = { answer: QualityAnswer | null; note: string };

/** The answers about the audit itself, as kept (an object of JSON). */
export function qualityFromObject(kept: unknown): Record<string, QualityNote> {
  return Object.fromEntries(
    Object.entries(asObject(kept)).map(([code, value]) => {
      const { answer, note } = asObject(value);
      return [
        code,
        { answer: qualityAnswers.find((one) => one === answer) ?? null, note: asText(note) },
      ];
    }),
  );
}

const asObject = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
const asText = (value: unknown): string => (typeof value === "string" ? value : "");

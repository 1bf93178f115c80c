/**
 * Owns what a moderator has typed before committing: nothing of it need be complete.
 * Practice: grading takes longer than one sitting, so everything typed is kept; only committing
 * asks for all of it.
 */
import { type Grade, isGrade, isJudgement, type Judgement } from "./grades";
import { type QualityAnswer, qualityAnswers } from "./moderation-quality";

export type GradingDraft = {
  areas: Record<string, { grade: Judgement | null; reason: string }>;
  overall: { grade: Grade | null; reason: string };
  quality: Record<string, QualityNote>;
};

/** One question about the audit itself. */
export type QualityNote = { answer: QualityAnswer | null; note: string };

export const emptyDraft = (): GradingDraft => ({
  areas: {},
  overall: { grade: null, reason: "" },
  quality: {},
});

/** Reads a draft as kept (JSON, or empty when nothing was typed); what it does not know is left out. */
export function draftFromText(kept: string): GradingDraft {
  if (kept === "") return emptyDraft();
  const read = asObject(JSON.parse(kept));
  const overall = asObject(read.overall);
  const overallGrade = asText(overall.grade);
  return {
    areas: Object.fromEntries(
      Object.entries(asObject(read.areas)).map(([code, value]) => {
        const { grade, reason } = asObject(value);
        const judgement = asText(grade);
        return [code, { grade: isJudgement(judgement) ? judgement : null, reason: asText(reason) }];
      }),
    ),
    overall: {
      grade: isGrade(overallGrade) ? overallGrade : null,
      reason: asText(overall.reason),
    },
    quality: qualityFromObject(read.quality),
  };
}

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

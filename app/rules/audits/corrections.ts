/**
 * Owns factual corrections to an audit: until when they are sent, who answers them, and what an
 * audit whose grades are decided still waits for before it is final.
 * Practice: five working days from submission (a choice, kept in settings); facts, not grades; each
 * is answered by itself, with words its sender reads. No audit is final while one is open, unless
 * the QA lead says why.
 */

import { addWorkingDays, dateInLondon, formatDate } from "../core/dates";
import { counted } from "../core/words";

/** The last date (YYYY-MM-DD, London) on which corrections are taken. */
export const correctionsUntil = (submittedAt: string, workingDays: number): string =>
  addWorkingDays(dateInLondon(new Date(submittedAt)), workingDays);

/** Whether corrections are still taken on `today`, of an audit that is not final; the last day counts. */
export const mayCorrect = (
  audit: { state: string; correctionsUntil: string | null },
  today: string,
): boolean =>
  audit.correctionsUntil !== null &&
  audit.state !== "final" &&
  audit.state !== "withdrawn" &&
  today <= audit.correctionsUntil;

/** Until when they are taken, for whoever may send one. */
export const takenInWords = (until: string, today: string): string =>
  until === today
    ? "Today is the last day to send a factual correction"
    : `Factual corrections are taken until ${formatDate(until)}`;

export const correctionAnswers = ["accepted", "in-part", "declined"] as const;
export type CorrectionAnswer = (typeof correctionAnswers)[number];

export const correctionAnswerNames: Record<CorrectionAnswer, string> = {
  accepted: "Accepted",
  "in-part": "Accepted in part",
  declined: "Declined",
};

/** A correction as a page shows it to one reader. */
export type ShownCorrection = {
  id: string;
  by: string;
  sent: string;
  text: string;
  answer: { code: CorrectionAnswer; name: string; words: string; by: string; at: string } | null;
  /** Whether the reader is the one to answer it. */
  mayAnswer: boolean;
};

export type Answerer = {
  id: string;
  /** Who audits the case and can still answer for it; null when that is nobody any more. */
  auditorId: string | null;
};

/** Who answers a correction: the auditor, and where none is left a QA lead who did not send it. */
export function mayAnswer(
  correction: { senderId: string; answer: CorrectionAnswer | null },
  audit: { state: string },
  { id, auditorId }: Answerer,
): { ok: true } | { ok: false; message: string } {
  const no = (message: string) => ({ ok: false as const, message });
  if (correction.answer !== null) return no("This correction has been answered already.");
  if (audit.state === "withdrawn") return no("This audit was withdrawn: nothing is answered.");
  if (audit.state === "final") return no("This audit is final: nothing is answered any more.");
  if (correction.senderId === id)
    return no("You sent this correction, so someone else has to answer it.");
  if (auditorId === null || auditorId === id) return { ok: true };
  return no("The auditor answers this correction. You can once no auditor is left.");
}

/** What keeps an audit whose grades are decided from being final. */
export type FinalWait = {
  /** The last day on which corrections are taken (YYYY-MM-DD); null once that is over. */
  until: string | null;
  unanswered: number;
};

export const waitOf = (
  audit: { correctionsUntil: string | null; unanswered: number },
  today: string,
): FinalWait => ({
  until:
    audit.correctionsUntil !== null && today <= audit.correctionsUntil
      ? audit.correctionsUntil
      : null,
  unanswered: audit.unanswered,
});

export const isOver = ({ until, unanswered }: FinalWait): boolean =>
  until === null && unanswered === 0;

/** "corrections are taken until 22 April 2024, and 1 is unanswered"; empty when nothing is waited for. */
export function waitInWords({ until, unanswered }: FinalWait): string {
  const open = until === null ? "" : `corrections are taken until ${formatDate(until)}`;
  if (unanswered === 0) return open;
  const count = counted(unanswered, "correction is unanswered", "corrections are unanswered");
  return open === "" ? count : `${open}, and ${count}`;
}

/**
 * Whether a decision of the panel has to be taken again after this answer: it was taken on a fact
 * that has turned out to be wrong.
 */
export const asksPanelAgain = (moderationState: string | null, answer: CorrectionAnswer): boolean =>
  moderationState === "taken" && answer !== "declined";

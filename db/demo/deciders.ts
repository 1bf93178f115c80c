/**
 * Owns who takes the panel's decisions in the demonstration: two people each, as everywhere.
 */
import { outcomeOf } from "~/rules/moderation/moderation";
import type { PanelDecision } from "../moderation/decisions.server";
import type { DemoAudit } from "./audit-rows.server";
import type { Book } from "./book.server";
import type { AuditGrades } from "./figures";
import { pick } from "./words/audits";
import { moderatorFeedback, panelReasons } from "./words/moderation";

type Held = {
  decision: { at: string; by: string } | null;
  recorded?: { at: string; by: string };
  moderator: { id: string };
};

/** The QA lead records what the panel decides; the audit's moderator confirms it a little later. */
export function addTakers(book: Book, id: string, { decision, recorded, moderator }: Held): void {
  const held = decision ?? recorded;
  if (!held) return;
  const part = { moderation_id: id, counts: 1 as const };
  book.add("decision_part", { ...part, person_id: held.by, part: "recorded", at: held.at });
  if (!decision) return;
  const at = new Date(Date.parse(decision.at) + 4 * 60_000).toISOString();
  book.add("decision_part", { ...part, person_id: moderator.id, part: "confirmed", at });
}

/** A decision as it is kept while only one person has recorded it. */
export function recordedWords(audit: DemoAudit, final: AuditGrades, quality: object): string {
  const outcome = outcomeOf(audit.grades.overall, final.overall);
  const reason = pick(panelReasons[outcome], audit.index);
  const areas = Object.entries(final.areas).map(([area, judgement]) => [
    area,
    { judgement, reason },
  ]);
  const decision: PanelDecision = {
    kind: "final",
    outcome,
    areas: Object.fromEntries(areas),
    overall: { judgement: final.overall, reason },
    quality: quality as PanelDecision["quality"],
    feedback: pick(moderatorFeedback[outcome], audit.index),
    themes: [],
  };
  return JSON.stringify(decision);
}

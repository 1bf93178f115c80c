/**
 * Owns what someone holds who leaves, in words, and which of it can be handed on together.
 * Practice: nothing waits for a person who has left: audits, moderations and exercises are handed on
 * by the QA lead, actions by managers within their reach; cases move in the case system alone.
 */
import { counted } from "../core/words";

/** What a person holds today, in numbers. */
export type Held = {
  audits: number;
  moderations: number;
  exercises: number;
  /** Dip samples and thematic audits whose cases they review. */
  reviews: number;
  actions: number;
  responses: number;
  /** Factual corrections to their audits that wait for an answer. */
  corrections: number;
  /** Safeguarding concerns they were told of that nobody has acknowledged. */
  concerns: number;
  cases: number;
};

/** A line each, with who hands it on; empty when they hold nothing. */
export function heldInWords(held: Held): string[] {
  const lines: [number, string, string, string][] = [
    [held.audits, "audit", "audits", "the QA lead gives to another auditor"],
    [held.moderations, "moderation", "moderations", "the QA lead gives to another moderator"],
    [held.exercises, "exercise they lead", "exercises they lead", "a QA lead takes on"],
    [
      held.reviews,
      "dip sample or thematic audit they review",
      "dip samples and thematic audits they review",
      "whoever leads it gives to another reviewer",
    ],
    [held.actions, "action", "actions", "their manager or a QA lead gives to another owner"],
    [
      held.responses,
      "response to a report",
      "responses to reports",
      "the service manager answers where the team has no other manager",
    ],
    [
      held.corrections,
      "factual correction to answer",
      "factual corrections to answer",
      "the QA lead answers once they have left",
    ],
    [
      held.concerns,
      "safeguarding concern",
      "safeguarding concerns",
      "the others who were told acknowledge; with nobody left it is escalated at once",
    ],
    [held.cases, "open case", "open cases", "the case system moves; nothing is changed here"],
  ];
  return lines
    .filter(([n]) => n > 0)
    .map(([n, one, many, what]) => `${counted(n, one, many)}, which ${what}`);
}

/**
 * Owns handing over much of one person's work to another, now or on a later day: which parts, who
 * may, and what became of it in words.
 * Practice: what is planned is looked at again on its day, as if it were chosen then; what can't go
 * stays where it is, with why, until someone has it.
 */

import type { Actor } from "../access/people";
import { mayEver } from "../access/permission";
import type { Capability } from "../access/policy";
import { plural } from "../core/words";

export const handoverParts = ["audits", "moderations", "exercises", "reviews", "actions"] as const;
export type HandoverPart = (typeof handoverParts)[number];

/** What one has to be able to do oneself to hand it over. */
const capabilities: Record<HandoverPart, Capability> = {
  audits: "audits.withdraw",
  moderations: "moderation.manage",
  exercises: "exercises.plan",
  reviews: "exercises.manage",
  actions: "learning-log.change-owner",
};

const names: Record<HandoverPart, readonly [string, string]> = {
  audits: ["audit", "audits"],
  moderations: ["moderation", "moderations"],
  exercises: ["exercise they lead", "exercises they lead"],
  reviews: [
    "dip sample or thematic audit they review",
    "dip samples and thematic audits they review",
  ],
  actions: ["action", "actions"],
};

export const mayHandOver = (actor: Actor, part: HandoverPart): boolean =>
  mayEver(actor, capabilities[part]);

/** "2 audits". */
export const partInWords = (part: HandoverPart, count: number): string =>
  `${count} ${names[part][count === 1 ? 0 : 1]}`;

/** "2 audits, 1 action". */
export const heldPartsInWords = (held: Partial<Record<HandoverPart, number>>): string =>
  handoverParts.flatMap((part) => (held[part] ? [partInWords(part, held[part])] : [])).join(", ");

/** "audits and actions". */
export const partsInWords = (parts: readonly HandoverPart[]): string =>
  new Intl.ListFormat("en-GB").format(parts.map((part) => names[part][1]));

/** One thing that could not go, and why; `id` is of its record, `what` names it without case content. */
export type LeftBehind = { part: HandoverPart; id: string; what: string; why: string };
export type HandoverResult = {
  given: Partial<Record<HandoverPart, number>>;
  left: LeftBehind[];
};

/** "2 audits and 1 action given to Sam Okafor; 1 could not go and stays listed". */
export function resultInWords({ given, left }: HandoverResult, to: string): string {
  const done = handoverParts.flatMap((part) =>
    given[part] ? [partInWords(part, given[part])] : [],
  );
  // Someone else did the same meanwhile.
  if (done.length === 0 && left.length === 0) return "Nothing of it was theirs any more";
  const went =
    done.length === 0
      ? `Nothing was given to ${to}`
      : `${new Intl.ListFormat("en-GB").format(done)} given to ${to}`;
  if (left.length === 0) return went;
  return `${went}; ${left.length} could not go and ${plural(left.length, "stays", "stay")} listed`;
}

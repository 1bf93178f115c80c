/**
 * Owns what is said of all audits of a closed cycle, from those of them that were moderated.
 * Practice: said only where at least ten were chosen by chance, of one cycle or of the latest
 * together; else that it is not said, and why. The plain figure always stands beside.
 */
import { formatMonth } from "../core/dates";
import { counted, plural } from "../core/words";
import {
  type CycleSeen,
  joinedUntilEnough,
  leastByChance,
  shareOfAll,
} from "../moderation/whole-cycle";
import { goodOrAboveWords } from "../tools/scale";
import { estimatedFigureOf, type Figure, figureOf } from "./figure";

/** What is seen of one cycle, with what both properties were counted as. */
export type CycleParts = {
  id: string;
  month: string;
  certain: { n: number; confirmed: number; goodOrAbove: number };
  others: { all: number; n: number; confirmed: number; goodOrAbove: number; chance: number | null };
  /** Chosen or certain, and not final yet. */
  waiting: number;
  /** Moderated beside these: kept because it had begun, or added by hand. */
  beside: number;
};

export type WholeCycle = {
  /** What is not said, and why; or of which cycles together it is. Empty where there is nothing to add. */
  said: string;
  /** "Estimated of all 44 audits"; empty without figures. */
  estimatedOf: string;
  /** By property: among those that were certain or chosen, and of all. */
  rows: { name: string; seen: Figure; all: Figure }[];
  /** How the figures come about, in a sentence or two; empty without figures. */
  method: string;
};

const notSaid = (said: string): WholeCycle => ({
  said,
  estimatedOf: "",
  rows: [],
  method: "",
});

/** For a cycle that was selected by another rule than the sealed order. */
export const notByOrder = notSaid(
  "This cycle was selected as audits came in, so an audit’s chance of being moderated is not known and nothing is estimated of the others.",
);

const properties = {
  confirmed: "The auditor’s overall grade was confirmed",
  goodOrAbove: `${goodOrAboveWords} after moderation`,
} as const;

const seenOf =
  (property: keyof typeof properties) =>
  ({ certain, others }: CycleParts): CycleSeen => ({
    certain: { n: certain.n, x: certain[property] },
    others: { all: others.all, n: others.n, x: others[property], chance: others.chance },
  });

/** Of a cycle and of those closed before it, the latest first; null where it has no audits. */
export function wholeCycle(own: CycleParts, before: readonly CycleParts[]): WholeCycle | null {
  if (own.certain.n + own.others.all === 0) return null;
  if (own.waiting > 0)
    return notSaid(
      `What moderation says of all audits is shown when ${counted(own.waiting, "moderated audit that is", "moderated audits that are")} not final yet ${plural(own.waiting, "is", "are")} final.`,
    );
  if (own.others.n === own.others.all)
    return notSaid("Every audit was moderated, so there are no others to estimate.");
  if (own.others.n >= leastByChance) return figures([own], "");
  const few = `Fewer than ten audits of this cycle were picked by chance (${own.others.n}), so nothing is said of the others by it alone.`;
  const joined = joinedUntilEnough([own, ...before.filter(({ waiting }) => waiting === 0)]);
  if (joined === null)
    return notSaid(
      `${few} Nor do the cycles before it that were selected in the same way make up ten.`,
    );
  const first = joined.at(-1)?.month ?? own.month;
  return figures(
    joined,
    `${few} Below are the last ${joined.length} cycles together, ${formatMonth(first)} to ${formatMonth(own.month)}.`,
  );
}

function figures(cycles: readonly CycleParts[], said: string): WholeCycle | null {
  const total = (of: (cycle: CycleParts) => number) =>
    cycles.reduce((sum, cycle) => sum + of(cycle), 0);
  const [certain, chosen] = [total((one) => one.certain.n), total((one) => one.others.n)];
  const all = certain + total((one) => one.others.all);
  const rows = (["confirmed", "goodOrAbove"] as const).flatMap((property) => {
    const estimate = shareOfAll(cycles.map(seenOf(property)));
    if (estimate === null) return [];
    const name = properties[property];
    const count = total((one) => one.certain[property] + one.others[property]);
    const seen = figureOf(name, count, certain + chosen);
    return [{ name, seen, all: estimatedFigureOf(name, count, certain + chosen, estimate) }];
  });
  if (rows.length === 0) return null;
  const beside = total((one) => one.beside);
  return {
    said,
    estimatedOf: `Estimated of all ${counted(all, "audit")}`,
    rows,
    method: `${counted(certain, "audit was", "audits were")} certain to be moderated and ${counted(chosen, "was", "were")} picked by chance. One that was picked stands for as many as one over its chance of being picked; the interval (exact, for drawing from a known number) holds the true share at least 95 times of 100.${beside > 0 ? ` ${counted(beside, "other was", "others were")} moderated without chance (kept because a moderator had begun, or added by the QA lead) and ${plural(beside, "stands", "stand")} apart.` : ""}`,
  };
}

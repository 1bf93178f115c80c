/**
 * Owns which audits of a cycle chance sends to moderation, and how likely each was to be sent.
 * Practice: how many stands in the number of audits and of certain ones alone, and who in the sealed
 * order alone, so that nobody's chance depends on when anyone submits or begins to moderate.
 */
import { seedFor } from "../core/random";
import { moderationRange, type Percentages } from "./moderation";
import { drawOrder, type Listed } from "./sealed-order";

/** An audit of the cycle that is not withdrawn, submitted or still to come. */
export type Candidate = {
  auditId: string;
  place: number;
  turn: number;
  /** It is in, and certain to be moderated. */
  certain: boolean;
  /** Let go because everyone who may moderate had read its grades: counted, never taken again. */
  letGo: boolean;
};

/** The most that are moderated; where the range holds no whole number, the nearest above. */
export const mostOf = (n: number, percentages: Percentages): number => {
  const { min, max } = moderationRange(n, percentages);
  return Math.max(min, max);
};

/**
 * How many chance sends whatever is certain: one, so that nobody is sure to stay out. None where so few
 * audits are moderated that the range holds no whole number and one is the nearest above.
 */
export const alwaysByChance = (n: number, percentages: Percentages): 0 | 1 =>
  moderationRange(n, percentages).feasible || mostOf(n, percentages) > 1 ? 1 : 0;

/**
 * Those whom chance sends to moderation, in or still to come. From the first places of the order as
 * many are meant as the range's lower end asks for, or as its upper end leaves beside the certain
 * ones, and always one (`alwaysByChance`); a place may hold an audit that is certain anyhow. Where that leaves fewer
 * than two (where there is room; else one), or fewer in all than the lower end, others join by turn.
 */
export function chosenByChance(
  candidates: readonly Candidate[],
  percentages: Percentages,
): Set<string> {
  const n = candidates.length;
  const { min } = moderationRange(n, percentages);
  const most = mostOf(n, percentages);
  const always = alwaysByChance(n, percentages);
  const certain = candidates.filter((one) => one.certain && !one.letGo).length;
  const room = most - certain;
  const reach = Math.max(always, Math.min(min, room));
  const free = (one: Candidate) => !one.certain && !one.letGo;
  const chosen = new Set(
    [...candidates]
      .sort((a, b) => a.place - b.place)
      .slice(0, reach)
      .filter(free)
      .map(({ auditId }) => auditId),
  );
  const least = Math.max(room >= 2 ? 2 : always, min - certain);
  for (const one of candidates.filter(free).sort((a, b) => a.turn - b.turn)) {
    if (chosen.size >= least) break;
    chosen.add(one.auditId);
  }
  return chosen;
}

/** How many seeds beside the real one a chance is found from. */
export const replays = 400;

/**
 * The chance of being moderated of an audit that is not certain to be: the same cycle with the same
 * certain ones and nothing begun, replayed with stated seeds. One number for all of them: by design
 * they have the same, and the tests hold any two within two points. Null where none is left to chance.
 */
export function chanceByReplay(
  list: readonly (Listed & Pick<Candidate, "certain" | "letGo"> & { withdrawn: boolean })[],
  percentages: Percentages,
  seed: string,
): number | null {
  const facts = new Map(list.map((one) => [one.auditId, one]));
  const free = list.filter((one) => !one.withdrawn && !one.certain && !one.letGo).length;
  if (free === 0) return null;
  let sum = 0;
  for (let n = 1; n <= replays; n += 1) {
    const order = drawOrder(seedFor(seed, "replay", `${n}`), list, percentages);
    const candidates = order.flatMap((one) => {
      const fact = facts.get(one.auditId);
      return fact === undefined || fact.withdrawn
        ? []
        : [{ ...one, certain: fact.certain, letGo: fact.letGo }];
    });
    sum += chosenByChance(candidates, percentages).size;
  }
  return sum / replays / free;
}

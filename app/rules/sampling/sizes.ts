/**
 * Owns how many cases each stratum of a draw gives, and the words when it cannot be done.
 * Practice: largest remainder with at least one case from every stratum that has any; a stratum
 * whose size was set by hand keeps it, and the others share what is left.
 */
import { counted, plural } from "../core/words";
import { hamiltonMin1 } from "../statistics/apportionment";

export type Refusal = {
  ok: false;
  refusal:
    | "repeated-case"
    | "nothing-to-draw"
    | "size-too-small"
    | "size-too-large"
    | "sizes-do-not-fit";
  /** For the person planning the draw; starts with what to do. */
  message: string;
  /** The groups that were asked for more than they have, where that is why. */
  tooMany?: TooMany[];
};

export type TooMany = { stratum: string; wanted: number; population: number };

/** Populations and sizes per stratum, in the order of the strata. */
type Asked = { strata: string[]; populations: number[]; size: number; byHand: Map<string, number> };

export const refuse = (refusal: Refusal["refusal"], message: string): Refusal => ({
  ok: false,
  refusal,
  message,
});

const sum = (list: readonly number[]): number => list.reduce((total, n) => total + n, 0);
const isCount = (n: number): boolean => Number.isSafeInteger(n) && n >= 0;

/** "1 case", "2,000 cases". */
export const casesInWords = (count: number): string => counted(count, "case", "cases");

/** "6.5%" of a probability; what is certain or impossible without a decimal. */
export const chanceInWords = (probability: number): string =>
  `${probability === 0 || probability === 1 ? 100 * probability : (100 * probability).toFixed(1)}%`;

/** "4 cases are drawn, 2 fewer than the 6 planned". */
export function drawnInWords(drawn: number, planned: number, one = "case"): string {
  const made = `${counted(drawn, one)} ${plural(drawn, "is", "are")} drawn`;
  if (drawn === planned) return made;
  const far = Math.abs(planned - drawn);
  return `${made}, ${far} ${drawn < planned ? "fewer" : "more"} than the ${planned} planned`;
}

/** What is wrong with a size set by hand, for the group as the reader knows it. */
export function tooManyInWords(name: string, { wanted, population }: TooMany): string {
  const there = population === 0 ? "no case" : casesInWords(population);
  const enter = population === 0 ? "0" : `${population} or less`;
  return `Enter ${enter} for ${name} in place of ${wanted}: ${there} can be drawn there`;
}

/** The size of each stratum, in the order given, or why there is none. */
export function shareOut(asked: Asked): { ok: true; sizes: number[] } | Refusal {
  const { strata, populations, size, byHand } = asked;
  const everyone = sum(populations);
  if (everyone === 0) {
    return refuse("nothing-to-draw", "Change what is left out: no case can be drawn");
  }
  const given = [...byHand.values()];
  if (!given.every(isCount)) {
    return refuse("sizes-do-not-fit", "Enter each size set by hand as a whole number");
  }
  const tooMany = [...byHand].flatMap(([stratum, wanted]) => {
    const population = populations[strata.indexOf(stratum)] ?? 0;
    return wanted > population ? [{ stratum, wanted, population }] : [];
  });
  const [first] = tooMany;
  if (first) {
    return { ...refuse("sizes-do-not-fit", tooManyInWords(first.stratum, first)), tooMany };
  }
  if (!isCount(size) || size === 0) {
    return refuse("size-too-small", "Enter a size of 1 or more, as a whole number");
  }
  if (size > everyone) {
    return refuse(
      "size-too-large",
      `Enter a size of ${everyone} or less: ${casesInWords(everyone)} can be drawn, one child of each family`,
    );
  }

  const open = populations.map((n, i) => (byHand.has(strata[i] ?? "") ? 0 : n));
  const left = size - sum(given);
  if (left < 0 || left > sum(open)) {
    return refuse(
      "sizes-do-not-fit",
      `Change the sizes set by hand: they add up to ${sum(given)}, which does not fit a draw of ${size}`,
    );
  }
  const shared = hamiltonMin1(open, left);
  if (shared === null) {
    const least = sum(given) + open.filter((n) => n > 0).length;
    return refuse(
      "size-too-small",
      `Enter a size of ${least} or more, so that every group with cases gives one`,
    );
  }
  return { ok: true, sizes: shared.map((n, i) => byHand.get(strata[i] ?? "") ?? n) };
}

/**
 * Owns the council's rhythm: how often each kind of exercise comes round, and which of a year's are
 * still to be added to the programme.
 * Practice: what is there already is never added twice, wherever it was moved; what was removed by
 * hand stays out; nothing is added to a month that is over.
 */
import { type ExerciseKind, exerciseKinds } from "./exercises";
import { monthsFrom, monthsOf, type YearStart } from "./programme-year";

/** Months from one to the next; 0 for none. */
export const steps = [0, 1, 2, 3, 4, 6, 12] as const;
export type Step = (typeof steps)[number];

export const stepNames: Record<Step, string> = {
  0: "Not at all",
  1: "Every month",
  2: "Every two months",
  3: "Every three months",
  4: "Every four months",
  6: "Twice a year",
  12: "Once a year",
};

/** How often, and counted from which month of the calendar year (1 to 12). */
export type Beat = { every: Step; from: number };

export type Rhythm = {
  beats: Record<ExerciseKind, Beat>;
  /** Months of the calendar year, 1 to 12, in which nothing is planned. */
  without: number[];
  /** Services that do no dip samples of their own. */
  noDipSamples: string[];
};

export const usualRhythm: Rhythm = {
  beats: {
    core: { every: 2, from: 5 },
    thematic: { every: 3, from: 5 },
    "dip-sample": { every: 1, from: 4 },
    "practice-week": { every: 6, from: 6 },
  },
  without: [8],
  noDipSamples: [],
};

/** The rhythm as it is kept in the settings; the usual one where none was chosen. */
export function readRhythm(kept: string): Rhythm {
  if (kept === "") return usualRhythm;
  const chosen = JSON.parse(kept) as Rhythm;
  return { ...usualRhythm, ...chosen, beats: { ...usualRhythm.beats, ...chosen.beats } };
}

/** One that the rhythm asks for: in this month, or in any other of its block. */
export type Slot = {
  /** The same for the same kind, service and block, which it begins with, whatever is planned. */
  key: string;
  kind: ExerciseKind;
  serviceId: string | null;
  month: string;
  block: string[];
};

const monthNumber = (month: string): number => Number(month.slice(5));

/** Everything that the rhythm asks for in a year. */
export function slotsOf(
  year: string,
  start: YearStart,
  rhythm: Rhythm,
  serviceIds: readonly string[],
): Slot[] {
  const [first = ""] = monthsOf(year, start);
  return exerciseKinds.flatMap((kind) => {
    const { every, from } = rhythm.beats[kind];
    if (every === 0) return [];
    const offset = (((from - start) % every) + every) % every;
    const services =
      kind === "dip-sample" ? serviceIds.filter((id) => !rhythm.noDipSamples.includes(id)) : [null];
    const blocks = Array.from({ length: 12 / every }, (_, at) =>
      monthsFrom(monthsFrom(first, 12)[at * every] ?? first, every),
    );
    return blocks.flatMap((block) => {
      const month = placeIn(block, offset, rhythm.without);
      if (month === undefined) return [];
      return services.map((serviceId) => ({
        key: `${block[0]}:${every}:${kind}:${serviceId ?? ""}`,
        kind,
        serviceId,
        month,
        block,
      }));
    });
  });
}

/** Its month, or where nothing is planned in that the next of the block, else one before. */
function placeIn(block: readonly string[], offset: number, without: readonly number[]) {
  const free = (month: string) => !without.includes(monthNumber(month));
  return [...block.slice(offset), ...block.slice(0, offset).reverse()].find(free);
}

/** Something of the programme: an exercise, or what is planned to become one. */
export type There = {
  kind: ExerciseKind;
  serviceId: string | null;
  month: string;
  /** The key of the slot that it was made for. */
  slot: string | null;
  removed: boolean;
};

export type Missing = {
  /** To be added, in their months. */
  add: Slot[];
  /** There already. */
  there: Slot[];
  /** Removed by hand before. */
  removed: Slot[];
  /** Of months that are over. */
  over: Slot[];
};

/** What of the rhythm is missing from a year, as of `thisMonth` (YYYY-MM). */
export function missingOf(
  slots: readonly Slot[],
  there: readonly There[],
  rhythm: Rhythm,
  thisMonth: string,
): Missing {
  const keys = new Set(slots.map(({ key }) => key));
  const isIn = (slot: Slot, one: There): boolean =>
    one.slot !== null && keys.has(one.slot)
      ? one.slot === slot.key
      : one.kind === slot.kind &&
        slot.block.includes(one.month) &&
        (slot.kind !== "dip-sample" || one.serviceId === slot.serviceId);
  const found: Missing = { add: [], there: [], removed: [], over: [] };
  for (const slot of slots) {
    const own = there.filter((one) => isIn(slot, one));
    const left = slot.block.filter((month) => month >= thisMonth);
    const at = left.includes(slot.month) ? slot.month : placeIn(left, 0, rhythm.without);
    if (own.some(({ removed }) => !removed)) found.there.push(slot);
    else if (own.some(({ slot: key }) => key === slot.key)) found.removed.push(slot);
    else if (at === undefined) found.over.push(slot);
    else found.add.push({ ...slot, month: at });
  }
  return found;
}

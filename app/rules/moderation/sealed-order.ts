/**
 * Owns the sealed order in which the audits of a cycle come to be moderated by chance: drawn at
 * release, before anything is graded, and replayable by anyone from its seed and its list.
 * Practice: systematic sampling (Madow 1949) over a list sorted by team, auditor and chance, so
 * that every audit has the same chance and the picked spread over teams and auditors.
 */
import { algorithmVersion, seedFor, sha256Hex, shuffle } from "../core/random";
import { moderationRange, type Percentages } from "./moderation";

/** What an order was drawn with; a change in any step here is a new name. */
export const sealedAlgorithm = `sealed-1/${algorithmVersion}`;
/** What selected before: it looked at each arrival, so that chances depended on when one came. */
export const firstAlgorithm = "on-arrival-1";

export const isSealed = (algorithm: string): boolean => algorithm === sealedAlgorithm;

/** An audit as it stood on the list at release. */
export type Listed = { auditId: string; teamId: string; auditorId: string };

export type Placed = Listed & {
  /** From 1 through the picked and on through the rest. */
  place: number;
  picked: boolean;
  /** From 1: in which order audits join where those placed first don't suffice. */
  turn: number;
  /** Null when it was drawn; else from 1, in the order in which audits joined afterwards. */
  joined: number | null;
};

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byId = (a: Listed, b: Listed): number => byText(a.auditId, b.auditId);

/** A whole number from 0 to `below` - 1, each equally likely. */
const chanceBelow = (seed: string, below: number): number =>
  shuffle(
    seed,
    Array.from({ length: below }, (_, n) => n),
  )[0] ?? 0;

/** Sorted by team, by auditor within it, by chance within that; teams and auditors in an order of chance too. */
function sortedList(seed: string, list: readonly Listed[]): Listed[] {
  const ranks = new Map<string, string>();
  const rank = (kind: string, id: string): string => {
    const known = ranks.get(`${kind} ${id}`) ?? sha256Hex(seedFor(seed, kind, id));
    ranks.set(`${kind} ${id}`, known);
    return known;
  };
  // The sort is stable, so that audits of one team and auditor stay in the order of the shuffle.
  return shuffle(seedFor(seed, "list"), [...list].sort(byId)).sort(
    (a, b) =>
      byText(rank("team", a.teamId), rank("team", b.teamId)) ||
      byText(rank("auditor", a.auditorId), rank("auditor", b.auditorId)),
  );
}

/**
 * The order of `list`, in whatever order it is given. As many as the range's upper end are picked:
 * the start is one of N steps, each pick is N steps further, and k steps make an audit, so that
 * each audit is picked by exactly k of the N starts. The picked come first in an order of chance,
 * the rest follow in one of their own: every audit has the same chance of every place.
 */
export function drawOrder(
  seed: string,
  list: readonly Listed[],
  percentages: Percentages,
): Placed[] {
  const sorted = sortedList(seed, list);
  const n = sorted.length;
  const { min, max } = moderationRange(n, percentages);
  const k = Math.min(n, Math.max(min, max));
  const start = chanceBelow(seedFor(seed, "start"), n);
  const at = new Set(Array.from({ length: k }, (_, j) => Math.floor((start + j * n) / k)));
  const picked = sorted.filter((_, index) => at.has(index));
  const rest = sorted.filter((_, index) => !at.has(index));
  const turns = new Map(
    shuffle(seedFor(seed, "turn"), [...list].sort(byId)).map((one, index) => [
      one.auditId,
      index + 1,
    ]),
  );
  return [...shuffle(seedFor(seed, "picked"), picked), ...shuffle(seedFor(seed, "rest"), rest)].map(
    (one, index) => ({
      ...one,
      place: index + 1,
      picked: index < k,
      turn: turns.get(one.auditId) ?? 0,
      joined: null,
    }),
  );
}

/**
 * The order with one more that came later and replaces none: it goes to a place and a turn drawn
 * from the seed, each of them equally likely, and those behind move back by one.
 */
export function joinOrder(seed: string, order: readonly Placed[], late: Listed): Placed[] {
  const joined = Math.max(0, ...order.map((one) => one.joined ?? 0)) + 1;
  const draw = (what: string) =>
    chanceBelow(seedFor(seed, "joined", late.auditId, what), order.length + 1) + 1;
  const [place, turn] = [draw("place"), draw("turn")];
  const moved = order.map((one) => ({
    ...one,
    place: one.place + Number(one.place >= place),
    turn: one.turn + Number(one.turn >= turn),
  }));
  return [...moved, { ...late, place, turn, picked: false, joined }].sort(
    (a, b) => a.place - b.place,
  );
}

/** SHA-256 of the list an order was drawn over, whatever its order. */
export const fingerprintList = (list: readonly Listed[]): string =>
  sha256Hex(
    JSON.stringify(
      [...list].sort(byId).map(({ auditId, teamId, auditorId }) => [auditId, teamId, auditorId]),
    ),
  );

/** Shown from release on, so that the seed shown at the end is known to be the same. */
export const commitmentOf = (seed: string): string => sha256Hex(seedFor(seed, "commitment"));

/** An order as it is kept, with what it was drawn from. */
export type KeptOrder = {
  algorithm: string;
  seed: string;
  /** Of the list as drawn (`fingerprintList`). */
  fingerprint: string;
  percentages: Percentages;
  order: readonly Placed[];
};

export type OrderVerification =
  | { same: true }
  | { same: false; differs: "algorithm" | "list" | "result" };

/** Draws a kept order again from its seed and its list, and says whether it comes out the same. */
export function verifyOrder(kept: KeptOrder): OrderVerification {
  if (!isSealed(kept.algorithm)) return { same: false, differs: "algorithm" };
  const drawn = kept.order.filter(({ joined }) => joined === null);
  if (fingerprintList(drawn) !== kept.fingerprint) return { same: false, differs: "list" };
  const late = kept.order
    .filter(({ joined }) => joined !== null)
    .sort((a, b) => (a.joined ?? 0) - (b.joined ?? 0));
  const again = late.reduce(
    (order, one) => joinOrder(kept.seed, order, one),
    drawOrder(kept.seed, drawn, kept.percentages),
  );
  const canonical = (order: readonly Placed[]) =>
    JSON.stringify(
      [...order]
        .sort(byId)
        .map(({ auditId, place, picked, turn, joined }) => [auditId, place, picked, turn, joined]),
    );
  return canonical(again) === canonical(kept.order)
    ? { same: true }
    : { same: false, differs: "result" };
}

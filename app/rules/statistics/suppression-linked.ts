/**
 * Owns which of many linked counts are hidden beside the small ones: sums over teams, areas, grades
 * and cycles, and what earlier editions showed and hid.
 * Practice: each hidden count has a move through hidden counts alone that leaves everything
 * published as it is, which proves it safe; what no move needs any longer is shown again.
 */
import type { LinkedGroups } from "./linked-cells";
import { type Move, moveThrough } from "./linked-moves";
import type { Reader } from "./small-counts";

/** The moves that prove the hidden groups safe, and from whom. */
type Proof = { move: Move; reader: Reader };

type Hiding = { hidden: Set<number>; proofs: Map<number, Proof>; open: Set<number> };

/** Beginnings followed at a time: when a move is looked for, when none was found, and in tidying up. */
const widths = { first: 60, second: 300, tidy: 40 };

/** Divided by the groups that have to be hidden: how often the search starts again for a lighter set. */
const restarts = 100;

/** Up to so many groups that have to be hidden, they are gone through in several orders. */
const severalOrders = 40;

/** From whom a hidden count is kept safe: the first that a move is found for. */
const readers: readonly Reader[] = ["whole rule", "small ones", "no marks"];

/** What is looked for in turn, until a move is found; at last whatever it hides. */
const attempts: readonly { width: number; free?: boolean }[] = [
  { width: widths.first },
  { width: widths.second },
  { width: widths.second, free: true },
];

/** A move proves every count in it, unless it keeps some safe from less than they could be. */
function proven(proofs: Map<number, Proof>, group: number, proof: Proof): void {
  proofs.set(group, proof);
  if (proof.reader !== readers[0]) return;
  for (const other of proof.move.keys()) {
    if (!proofs.has(other)) proofs.set(other, proof);
  }
}

/** Hides what the lightest move through a group needs, and keeps the move as its proof. */
function protect(linked: LinkedGroups, hiding: Hiding, group: number, barred?: number): void {
  for (const reader of readers) {
    for (const { width, free } of attempts) {
      const costOf = (other: number) => {
        if (other === barred) return undefined;
        return free || hiding.hidden.has(other) ? 0 : linked.groups[other]?.weight;
      };
      const found = moveThrough(linked, group, { reader, costOf, width });
      if (found === undefined) continue;
      for (const other of found.move.keys()) hiding.hidden.add(other);
      proven(hiding.proofs, group, { move: found.move, reader });
      return;
    }
  }
  hiding.open.add(group);
}

/** Hides around the groups given, and then around what was hidden for those. */
function greedy(linked: LinkedGroups, order: readonly number[], barred?: number): Hiding {
  const hiding: Hiding = { hidden: new Set(order), proofs: new Map(), open: new Set() };
  for (const group of hiding.hidden) {
    if (!hiding.proofs.has(group)) protect(linked, hiding, group, barred);
  }
  return hiding;
}

/** New proofs without one group, or undefined where one of the old ones can't be replaced. */
function proofsWithout(
  linked: LinkedGroups,
  { hidden, proofs }: Hiding,
  without: number,
): Map<number, Proof> | undefined {
  const next = new Map<number, Proof>();
  const affected: number[] = [];
  for (const [group, proof] of proofs) {
    if (group === without) continue;
    if (proof.move.has(without)) affected.push(group);
    else next.set(group, proof);
  }
  const costOf = (group: number) => (hidden.has(group) && group !== without ? 0 : undefined);
  for (const group of affected) {
    if (next.has(group)) continue;
    const { reader } = proofs.get(group) as Proof;
    const found = moveThrough(linked, group, { reader, costOf, width: widths.tidy });
    if (found === undefined) return undefined;
    proven(next, group, { move: found.move, reader });
  }
  return next;
}

/** Shows again what is not needed, the heaviest first. */
function tidied(linked: LinkedGroups, start: Hiding): Hiding {
  const weightOf = (group: number) => linked.groups[group]?.weight ?? 0;
  const hiding = { ...start, hidden: new Set(start.hidden) };
  const added = [...hiding.hidden].filter((group) => !linked.groups[group]?.isHidden);
  for (const group of added.toReversed().toSorted((a, b) => weightOf(b) - weightOf(a))) {
    const proofs = proofsWithout(linked, hiding, group);
    if (proofs === undefined) continue;
    hiding.hidden.delete(group);
    hiding.proofs = proofs;
  }
  return hiding;
}

const weigh = (linked: LinkedGroups, { hidden }: Hiding) =>
  [...hidden].reduce((sum, group) => sum + (linked.groups[group]?.weight ?? 0), 0);

/** How far from the whole rule the proofs fall short: of what has to be hidden, or of the others. */
const weakness = (linked: LinkedGroups, { proofs }: Hiding, hasToBe: boolean) =>
  [...proofs]
    .filter(([group]) => linked.groups[group]?.isHidden === hasToBe)
    .reduce((sum, [, { reader }]) => sum + readers.indexOf(reader), 0);

/** Whether one is better: it leaves less open, then is safe from more readers, then weighs less. */
function isBetter(linked: LinkedGroups, one: Hiding, other: Hiding): boolean {
  const by = [
    one.open.size - other.open.size,
    weakness(linked, one, true) - weakness(linked, other, true),
    weakness(linked, one, false) - weakness(linked, other, false),
    weigh(linked, one) - weigh(linked, other),
  ];
  return (by.find((difference) => difference !== 0) ?? 0) < 0;
}

/** The groups to hide, and those that are open to a reader whatever is hidden. */
export function hiddenGroups(linked: LinkedGroups): Hiding {
  const countOf = (group: number) => linked.groups[group]?.count ?? 0;
  const small = linked.groups.flatMap(({ isHidden, isKnown }, group) =>
    isHidden && !isKnown ? [group] : [],
  );
  const orders = [small, small.toReversed(), small.toSorted((a, b) => countOf(a) - countOf(b))];
  const found = (order: readonly number[], barred?: number) =>
    tidied(linked, greedy(linked, order, barred));
  let best = found(small);
  const take = (other: Hiding) => {
    if (isBetter(linked, other, best)) best = other;
  };
  if (small.length <= severalOrders) for (const order of orders.slice(1)) take(found(order));
  // What was hidden beside them is tried without, one at a time.
  let left = Math.floor(restarts / Math.max(1, small.length));
  for (const group of [...best.hidden].filter((other) => !linked.groups[other]?.isHidden)) {
    if (left === 0) break;
    left -= 1;
    if (best.hidden.has(group)) take(found(small, group));
  }
  return best;
}

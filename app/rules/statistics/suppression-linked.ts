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

/** Up to so many groups that have to be hidden, they are gone through in several orders. */
const severalOrders = 40;

/** What is looked for in turn, until a move is found. */
const attempts: { reader: Reader; width: number }[] = [
  { reader: "whole rule", width: widths.first },
  { reader: "whole rule", width: widths.second },
  { reader: "no marks", width: widths.first },
];

/** A move proves every count in it; what is proven against the whole rule stays so. */
function proven(proofs: Map<number, Proof>, proof: Proof): void {
  for (const group of proof.move.keys()) {
    if (!proofs.has(group)) proofs.set(group, proof);
  }
}

/** Hides what the lightest move through a group needs, and keeps the move as its proof. */
function protect(linked: LinkedGroups, hiding: Hiding, group: number): void {
  const costOf = (other: number) =>
    hiding.hidden.has(other) ? 0 : (linked.groups[other]?.weight ?? 0);
  for (const { reader, width } of attempts) {
    const found = moveThrough(linked, group, { reader, costOf, width });
    if (found === undefined) continue;
    for (const other of found.move.keys()) hiding.hidden.add(other);
    const { proofs } = hiding;
    if (reader === "no marks") proofs.set(group, { move: found.move, reader });
    else proven(proofs, { move: found.move, reader });
    return;
  }
  hiding.open.add(group);
}

/** Hides around the groups given, and then around what was hidden for those. */
function greedy(linked: LinkedGroups, order: readonly number[]): Hiding {
  const hiding: Hiding = { hidden: new Set(order), proofs: new Map(), open: new Set() };
  for (const group of hiding.hidden) {
    if (!hiding.proofs.has(group)) protect(linked, hiding, group);
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
    if (reader === "no marks") next.set(group, { move: found.move, reader });
    else proven(next, { move: found.move, reader });
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

/** The groups to hide, and those that are open to a reader whatever is hidden. */
export function hiddenGroups(linked: LinkedGroups): Hiding {
  const countOf = (group: number) => linked.groups[group]?.count ?? 0;
  const small = linked.groups.flatMap(({ isHidden, isKnown }, group) =>
    isHidden && !isKnown ? [group] : [],
  );
  const orders =
    small.length > severalOrders
      ? [small]
      : [small, small.toReversed(), small.toSorted((a, b) => countOf(a) - countOf(b))];
  const tried = orders.map((order) => tidied(linked, greedy(linked, order)));
  return tried.reduce((best, other) => (weigh(linked, other) < weigh(linked, best) ? other : best));
}

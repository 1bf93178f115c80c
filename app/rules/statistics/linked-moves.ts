/**
 * Owns how hidden counts can change together so that everything published stays as it is: whoever
 * finds such a move has shown that none of its counts can be narrowed to one value.
 * Practice: the lightest move is looked for as in the hypercube method, for any sums, by a beam.
 */
import type { Group, KnownShare, LinkedGroups } from "./linked-cells";
import { wholePercent } from "./percent";
import { boundsOf, type Reader } from "./small-counts";

/** By how much the counts of groups change. */
export type Move = ReadonlyMap<number, number>;

export type Search = {
  reader: Reader;
  /** What hiding a group costs beside what is hidden already; undefined where it stays shown. */
  costOf: (group: number) => number | undefined;
  /** How many beginnings of moves are followed at a time. */
  width: number;
};

type Beginning = {
  move: Move;
  /** How far each equation is out. */
  off: ReadonlyMap<number, number>;
  cost: number;
  /** The same for the same move, whichever way it came about. */
  mark: number;
};

type Step = { group: number; by: number };

/** A step that may be taken, and what it would come to. */
type Next = Step & { before: Beginning; cost: number; mark: number; worth: number };

/** No move that is worth its cost is longer. */
const longest = 40;

/** What an equation that is out adds to the cost, until it is put right. */
const perEquation = 0.6;

/** A move that is lighter by less than this is not looked for further. */
const worthwhile = 1e-3;

/** A number of 32 bits for a step; numbers of different steps have nothing in common to add up to. */
function markOf(group: number, by: number): number {
  let mixed = Math.imul(2 * group + (by > 0 ? 2 : 1), 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/** What a step would come to; undefined where it is not to be had. */
function considered(
  { groups }: LinkedGroups,
  search: Search,
  before: Beginning,
  step: Step,
): Next | undefined {
  const group = groups[step.group] as Group;
  const so = before.move.get(step.group) ?? 0;
  const { least, most } = boundsOf(group.count, search.reader);
  const count = group.count + so + step.by;
  if (group.isKnown || so * step.by < 0 || count < least || count > most) return undefined;
  const more = so === 0 ? search.costOf(step.group) : 0;
  if (more === undefined) return undefined;
  let out = before.off.size;
  for (const { equation, sign } of group.at) {
    const was = before.off.get(equation);
    if (was === undefined) out += 1;
    else if (was + sign * step.by === 0) out -= 1;
  }
  const cost = before.cost + more;
  const mark = (before.mark + markOf(step.group, step.by)) >>> 0;
  return { group: step.group, by: step.by, before, cost, mark, worth: cost + perEquation * out };
}

/** The beginning that a step leads to. */
function stepped({ groups }: LinkedGroups, next: Next): Beginning {
  const { before, group, by, cost, mark } = next;
  const off = new Map(before.off);
  for (const { equation, sign } of groups[group]?.at ?? []) {
    const now = (off.get(equation) ?? 0) + sign * by;
    if (now === 0) off.delete(equation);
    else off.set(equation, now);
  }
  const move = new Map(before.move).set(group, (before.move.get(group) ?? 0) + by);
  return { move, off, cost, mark };
}

function brokenShare({ groups, shares }: LinkedGroups, move: Move): KnownShare | undefined {
  const moved = (group: number) => (groups[group]?.count ?? 0) + (move.get(group) ?? 0);
  return shares.find(
    ({ of, base, percent }) =>
      (move.has(of) || move.has(base)) &&
      (moved(of) > moved(base) || wholePercent(moved(of), moved(base)) !== percent),
  );
}

/** The steps that put something right: the shortest equation that is out, or a percentage. */
function stepsFrom(linked: LinkedGroups, { move, off }: Beginning): Step[] {
  let next: { equation: number; length: number; out: number } | undefined;
  for (const [equation, out] of off) {
    const length = linked.equations[equation]?.length ?? 0;
    if (next === undefined || length < next.length) next = { equation, length, out };
  }
  if (next === undefined) {
    const broken = brokenShare(linked, move);
    if (broken === undefined) return [];
    return [broken.of, broken.base].flatMap((group) => [1, -1].map((by) => ({ group, by })));
  }
  const { out } = next;
  return (linked.equations[next.equation] ?? []).map(({ group, sign }) => ({
    group,
    by: out * sign > 0 ? -1 : 1,
  }));
}

/**
 * The lightest move found through a group, either way; undefined where none was. Not finding one
 * proves nothing, which is why whoever asks then hides more.
 */
export function moveThrough(
  linked: LinkedGroups,
  group: number,
  search: Search,
): { move: Move; cost: number } | undefined {
  const none: Beginning = { move: new Map(), off: new Map(), cost: 0, mark: 0 };
  let next = [1, -1].flatMap((by) => considered(linked, search, none, { group, by }) ?? []);
  let best: Beginning | undefined;
  for (let length = 1; length <= longest && next.length > 0; length += 1) {
    const after = new Map<number, Next>();
    for (const step of next) {
      if (best && step.cost >= best.cost - worthwhile) continue;
      const beginning = stepped(linked, step);
      if (beginning.off.size === 0 && brokenShare(linked, beginning.move) === undefined) {
        best = beginning;
        continue;
      }
      for (const further of stepsFrom(linked, beginning)) {
        const possible = considered(linked, search, beginning, further);
        if (possible && !after.has(possible.mark)) after.set(possible.mark, possible);
      }
    }
    next = [...after.values()].sort((a, b) => a.worth - b.worth).slice(0, search.width);
  }
  return best && { move: best.move, cost: best.cost };
}

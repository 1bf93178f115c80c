/**
 * Owns what is hidden so that no small count can be read or worked out: in a line, in a table with
 * totals, and in a set of linked figures.
 * Practice: statistical disclosure control as the Department for Education does it: 1 to 5 is "c",
 * 0 is shown. Which cells are hidden beside the small ones is our choice, as nobody publishes theirs.
 */
import { type LinkedCell, type LinkedCells, linkedGroups } from "./linked-cells";
import { isSmall, largestSmall, needCounts } from "./small-counts";
import { hiddenGroups } from "./suppression-linked";
import { hiddenOfTable } from "./suppression-table";

/** What stands where a count is hidden. */
export type Shown = number | "c";

export type Suppressed = {
  /** Places of the small counts, and of those hidden with them. */
  primary: number[];
  secondary: number[];
  shown: Shown[];
  total: Shown;
};

/**
 * One line of counts beside its total. With a small count goes the smallest other one that is not 0
 * (the earlier of equals), until two are hidden and they are not all bound to be 1; where none is
 * left, the total goes. It keeps the rule of its reference cases, and does not stand up to a reader
 * who knows that small means 1 to 5 (5 and 5 of 10): what is published goes through `suppressLinked`.
 */
export function suppress(counts: readonly number[]): Suppressed {
  needCounts(counts);
  const places = counts.map((_, place) => place);
  const countAt = (place: number) => counts[place] ?? 0;
  const primary = places.filter((place) => isSmall(countAt(place)));
  const others = places
    .filter((place) => countAt(place) > largestSmall)
    .toSorted((a, b) => countAt(a) - countAt(b) || a - b);
  const sum = (list: readonly number[]) => list.reduce((total, place) => total + countAt(place), 0);
  const secondary: number[] = [];
  const isOpen = () => {
    const hidden = [...primary, ...secondary];
    return hidden.length === 1 || (hidden.length > 0 && sum(hidden) === hidden.length);
  };
  while (isOpen() && secondary.length < others.length) {
    secondary.push(others[secondary.length] as number);
  }
  const isHidden = (place: number) => primary.includes(place) || secondary.includes(place);
  const total = sum(places);
  return {
    primary,
    secondary: secondary.toSorted((a, b) => a - b),
    shown: counts.map((count, place) => (isHidden(place) ? "c" : count)),
    total: isOpen() || isSmall(total) ? "c" : total,
  };
}

/**
 * The hidden cells of a table, small ones included, as [row, column]: the row after the last holds
 * the totals of the columns, the column after the last those of the rows, and both the grand total.
 * It finds one of the lightest patterns in which no hidden count can be narrowed to one value by a
 * reader who knows the whole rule (in a table of very many lines, the lightest it came across).
 * Where a small count is bound by other small ones whatever is hidden, it is safe from a reader who
 * can't tell which are small.
 */
export function suppressTable(counts: readonly (readonly number[])[]): {
  hidden: [row: number, column: number][];
} {
  needCounts(counts.flat());
  return { hidden: hiddenOfTable(counts) };
}

export type LinkedSuppression<Key> = {
  hidden: Set<Key>;
  /**
   * Counts that are safe only from a reader who does not know the whole rule, or can't tell the small
   * ones, as other small counts or editions that are out leave no more.
   */
  weak: Set<Key>;
  /** Counts that must be hidden and that editions that are out give away, whatever is hidden now. */
  open: Set<Key>;
};

/**
 * What is hidden of counts and percentages that are published together or were before, by their
 * keys: the small counts, what else is needed so that none hidden can be narrowed to one value by a
 * reader who knows the whole rule, and every percentage of a hidden count or base. What an edition
 * that is out shows stays shown, and what it hides stays hidden. Where anything is weak or open, a
 * person decides what is published.
 * Throws a RangeError where the sums don't add up.
 */
export function suppressLinked<Key>(linked: LinkedCells<Key>): LinkedSuppression<Key> {
  const groups = linkedGroups(linked);
  const found = hiddenGroups(groups);
  const { cells, shares = [] } = linked;
  const isOpen = (key: Key) => {
    const index = groups.groupOf(key);
    const group = groups.groups[index];
    return found.open.has(index) || (group?.isKnown === true && group.isHidden);
  };
  const isWeak = (key: Key) => {
    const proof = found.proofs.get(groups.groupOf(key));
    return proof !== undefined && proof.reader !== "whole rule";
  };
  const isHidden = ({ key, publishedAs }: LinkedCell<Key>) =>
    publishedAs !== "shown" &&
    (publishedAs === "hidden" || found.hidden.has(groups.groupOf(key)) || isOpen(key));
  const counted = cells.filter((cell) => isHidden(cell) && cell.count > 0).map(({ key }) => key);
  const hidden = new Set(cells.filter(isHidden).map(({ key }) => key));
  for (const { key, of, base, publishedAs } of shares) {
    const isShown = publishedAs === "shown" || !(hidden.has(of) || hidden.has(base));
    if (publishedAs === "hidden" || !isShown) hidden.add(key);
  }
  return { hidden, weak: new Set(counted.filter(isWeak)), open: new Set(counted.filter(isOpen)) };
}

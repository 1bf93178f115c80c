/**
 * Owns the demonstration's dice: the same names always give the same number and the same id.
 * Practice: the demonstration is the same wherever it is loaded, so that what one person sees
 * and what a test asserts hold for everyone.
 */
import { seedFor, sha256Hex, shuffle } from "~/rules/core/random";

const world = "demo-borough";

const digest = (names: readonly (string | number)[]): string =>
  sha256Hex(seedFor(world, ...names.map(String)));

/** A whole number from 0 to `sides` - 1. */
export const roll = (sides: number, ...names: (string | number)[]): number =>
  Number.parseInt(digest(names).slice(0, 12), 16) % sides;

/** Whether something happens that happens in `percent` of a hundred. */
export const happens = (percent: number, ...names: (string | number)[]): boolean =>
  roll(100, ...names) < percent;

/** One of the items; throws on an empty list. */
export function choose<Item>(items: readonly Item[], ...names: (string | number)[]): Item {
  const item = items[roll(items.length, ...names)];
  if (item === undefined) throw new RangeError("There is nothing to choose from");
  return item;
}

/** The items in an order set by the names. */
export const inOrder = <Item>(items: readonly Item[], ...names: (string | number)[]): Item[] =>
  shuffle(seedFor(world, ...names.map(String)), items);

/** An id shaped like every other (UUIDv7), carrying `at` (UTC ISO) and told apart by its names. */
export function idAt(at: string, ...names: (string | number)[]): string {
  const time = Date.parse(at).toString(16).padStart(12, "0");
  const hex = digest(["id", ...names]);
  const variant = "89ab"[Number.parseInt(hex.slice(3, 4), 16) % 4];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-${variant}${hex.slice(4, 7)}-${hex.slice(8, 20)}`;
}

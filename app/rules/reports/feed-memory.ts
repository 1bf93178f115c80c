/**
 * Owns answering a query of the feed over rows at hand: the calendar, and the practice areas.
 * Practice: as OData 4.0 compares: nothing is equal to nothing alone, and comes first in order.
 * What a database answers must be the same, which a test holds one against the other for.
 */
import type { Condition, Operand } from "./feed-filter";
import type { FeedOrder, FeedQuery } from "./feed-query";
import type { FeedRow, FeedValue } from "./feed-shapes";

const ranges: Record<string, [number, number]> = { year: [0, 4], month: [5, 7], day: [8, 10] };

function heldBy(row: FeedRow, { property, part, cased }: Operand): FeedValue {
  const value = row[property.name] ?? null;
  if (value === null) return null;
  const range = part && ranges[part];
  if (range) return Number(String(value).slice(...range));
  if (cased === "tolower") return String(value).toLowerCase();
  if (cased === "toupper") return String(value).toUpperCase();
  return value;
}

/** Byte by byte as both databases compare, for what the feed holds; nothing comes first. */
function compare(a: FeedValue, b: FeedValue): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}

const holds = {
  eq: (a: number) => a === 0,
  ne: (a: number) => a !== 0,
  gt: (a: number) => a > 0,
  ge: (a: number) => a >= 0,
  lt: (a: number) => a < 0,
  le: (a: number) => a <= 0,
};

export function isTrueOf(condition: Condition, row: FeedRow): boolean {
  switch (condition.kind) {
    case "and":
      return isTrueOf(condition.left, row) && isTrueOf(condition.right, row);
    case "or":
      return isTrueOf(condition.left, row) || isTrueOf(condition.right, row);
    case "not":
      return !isTrueOf(condition.inner, row);
    case "in":
      return condition.values.includes(heldBy(row, condition.operand));
    case "text": {
      const value = heldBy(row, condition.operand);
      if (value === null) return false;
      const method = {
        contains: "includes",
        startswith: "startsWith",
        endswith: "endsWith",
      } as const;
      return String(value)[method[condition.by]](condition.value);
    }
    case "compare": {
      const value = heldBy(row, condition.operand);
      const { by } = condition;
      if (by !== "eq" && by !== "ne" && (value === null || condition.value === null)) return false;
      return holds[by](compare(value, condition.value));
    }
  }
}

export const compareRows =
  (order: readonly FeedOrder[]) =>
  (a: FeedRow, b: FeedRow): number => {
    for (const { property, down } of order) {
      const level = compare(a[property.name] ?? null, b[property.name] ?? null);
      if (level !== 0) return down ? -level : level;
    }
    return 0;
  };

/** The rows of a page, and one more where there is another page. */
export function pageOf(rows: readonly FeedRow[], query: FeedQuery, most: number): FeedRow[] {
  const { filter, order, after, skip } = query;
  const behind =
    after &&
    Object.fromEntries(order.map(({ property }, at) => [property.name, after[at] ?? null]));
  const inOrder = compareRows(order);
  return rows
    .filter((row) => !filter || isTrueOf(filter, row))
    .filter((row) => !behind || inOrder(row, behind) > 0)
    .toSorted(inOrder)
    .slice(skip, skip + most);
}

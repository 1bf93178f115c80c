/**
 * Owns by how much kept counts move when what they count is changed.
 * Practice: the differences alone are written, in key order, so that two writers wait for each other.
 */

/** `after` less `before`, a row a key whose count moved, in key order. */
export function movedCounts<Row extends { count: number }>(
  before: readonly Row[],
  after: readonly Row[],
  keyOf: (row: Row) => string,
): Row[] {
  const moved = new Map<string, Row>();
  const add = (row: Row, sign: 1 | -1) => {
    const key = keyOf(row);
    moved.set(key, { ...row, count: (moved.get(key)?.count ?? 0) + sign * row.count });
  };
  for (const row of before) add(row, -1);
  for (const row of after) add(row, 1);
  return [...moved.entries()]
    .filter(([, { count }]) => count !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, row]) => row);
}

import type { Tally } from "~/rules/reports/reports";
import { countTallies, overall } from "~/rules/reports/reports";
import { type CycleCounts, countCycles } from "~/rules/reports/trends";
import type { Edition } from "~/rules/tools/versions";
import type { Db } from "~db/core/open.server";
import { listClosedCycles, listTallies, type Whose } from "~db/reports/reports.server";

/** How many cycles a report looks back over, its own included. */
const shown = 6;

/**
 * A cycle and the five closed before it, oldest first, with their counts of one area. An open
 * cycle brings its own tallies.
 */
export async function lastCycles(
  db: Db,
  cycle: { id: string; title: string; month: string },
  open: { tallies: readonly Tally[]; edition: Edition } | null,
  whose: Whose = {},
  area: string = overall,
): Promise<CycleCounts[]> {
  const closed = await listClosedCycles(db, { to: cycle.month, last: 2 * shown });
  const own = closed.findIndex(({ id }) => id === cycle.id);
  const before = open ? closed.slice(1 - shown) : closed.slice(0, own + 1).slice(-shown);
  const tallies = await listTallies(
    db,
    before.map(({ id }) => id),
    "final",
    whose,
  );
  const counted = countCycles(before, tallies, area).map(
    ({ id, title, month, edition, counts }) => ({ id, title, month, edition, counts }),
  );
  if (!open) return counted;
  const { id, title, month } = cycle;
  const counts = countTallies(open.tallies, area);
  return [...counted, { id, title, month, edition: open.edition, counts }];
}

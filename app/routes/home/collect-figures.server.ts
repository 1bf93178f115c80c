/** Owns the few figures on a leader's home: final ones of the last closed cycles, from tallies. */

import { scopeOf } from "~/rules/permission";
import { overall } from "~/rules/reports";
import { type CycleCounts, countCycles } from "~/rules/trends";
import type { Guarded } from "~/server/guard.server";
import { countActions } from "~db/action-list.server";
import type { Db } from "~db/open.server";
import { listClosedCycles, listTallies } from "~db/reports.server";

const shown = 6;

/** The last closed cycles with their overall grades, oldest first. */
export async function collectCycles(db: Db): Promise<CycleCounts[]> {
  const cycles = await listClosedCycles(db, { last: shown });
  const tallies = await listTallies(
    db,
    cycles.map(({ id }) => id),
    {},
  );
  return countCycles(cycles, tallies, overall);
}

/** How many actions of the learning log are past their date. */
export async function countOverdue({
  db,
  actor,
  today,
}: Pick<Guarded<unknown>, "db" | "actor" | "today">): Promise<number> {
  const reader = {
    log: scopeOf(actor, "learning-log.read"),
    audits: scopeOf(actor, "audits.read"),
  };
  return countActions(db, reader, { overdue: true }, today);
}

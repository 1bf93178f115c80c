/**
 * Owns the few figures on a home: for a leader final ones of the last closed cycles, from tallies;
 * for an auditor how many audits they have, of how many expected.
 */

import { scopeOf } from "~/rules/access/permission";
import { figureOf, gradeMix } from "~/rules/reports/figure";
import { overall } from "~/rules/reports/reports";
import { comparable, countCycles, sumCounts, trendSentences } from "~/rules/reports/trends";
import type { Db } from "~db/core/open.server";
import { countActions } from "~db/learning-log/action-list.server";
import { listModeratedCycles } from "~db/overviews/moderating.server";
import { listClosedCycles, listTallies } from "~db/reports/reports.server";
import { listOwnLoads, listYearLoads } from "~db/sampling/loads.server";
import type { Asker } from "../asker";

const shown = 6;

/** Overall grades of the last closed cycles that can be compared; null before one is closed. */
export async function collectHeadline(db: Db) {
  const cycles = await listClosedCycles(db, { last: shown });
  const latest = cycles.at(-1);
  if (!latest) return null;
  const tallies = await listTallies(
    db,
    cycles.map(({ id }) => id),
    "final",
  );
  const now = comparable(countCycles(cycles, tallies, overall));
  return {
    latest: { id: latest.id, month: latest.month },
    sentence: trendSentences(now),
    mix: gradeMix(sumCounts(now)),
  };
}

export type HeadlineFigures = NonNullable<Awaited<ReturnType<typeof collectHeadline>>>;

/** How many actions of the learning log are past their date. */
export async function countOverdue({
  db,
  actor,
  today,
}: Pick<Asker, "db" | "actor" | "today">): Promise<number> {
  const reader = {
    log: scopeOf(actor, "learning-log.read"),
    audits: scopeOf(actor, "audits.read"),
  };
  return countActions(db, reader, { overdue: true }, today);
}

/** What one auditor has in each open cycle, and in its year so far. */
export async function collectLoads(db: Db, personId: string) {
  const own = await listOwnLoads(db, personId);
  return Promise.all(
    own.map(async ({ exerciseId, month, ...load }) => {
      const years = await listYearLoads(db, { id: exerciseId, month });
      const year = years.get(personId) ?? { expected: 0, load: 0 };
      return { exerciseId, ...load, year: { name: month.slice(0, 4), ...year } };
    }),
  );
}

/** How far the cycles are in which someone moderates, and how much of their own part is done. */
export async function collectModerating(db: Db, personId: string) {
  return (await listModeratedCycles(db, personId)).map((cycle) => ({
    title: cycle.title,
    dueOn: cycle.dueOn,
    submitted: figureOf("Audits in", cycle.submitted, cycle.audits),
    graded: figureOf("Graded by you", cycle.graded, cycle.own),
  }));
}

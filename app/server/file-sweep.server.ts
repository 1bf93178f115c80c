/**
 * Owns clearing the folder of added files: what no row names any more goes, once a day.
 * Practice: a file of a record that was deleted, one that was removed, and what a crash left behind
 * have no row. They wait a week, so that a database restored from yesterday finds its files; and
 * where most of the folder belongs to no row, the wrong database is open, and nothing is touched.
 */
import { listNeeded } from "~db/attachments/attachments.server";
import { dropFound, storedBefore } from "~db/attachments/folder.server";
import type { Db } from "~db/core/open.server";

const day = 24 * 60 * 60 * 1000;
export const keptDays = 7;

/** More than so many without a row, and more than are needed, is no clearing up. */
const mostAtOnce = 20;

type Log = { error(facts: object, words: string): void };

/** Removes what nothing needs; answers how many files went. */
export async function sweepFiles(
  db: Db,
  { filesDir, now, log }: { filesDir: string; now: Date; log: Log },
): Promise<number> {
  const orphans: string[] = [];
  let needed = 0;
  for await (const names of storedBefore(filesDir, new Date(now.getTime() - keptDays * day))) {
    const there = await listNeeded(db, names);
    needed += there.size;
    orphans.push(...names.filter((name) => !there.has(name)));
  }
  if (orphans.length > mostAtOnce && orphans.length > needed) {
    log.error(
      { withoutRow: orphans.length, withRow: needed },
      "Most files belong to no record: none is removed. Does DATA_DIR belong to this database?",
    );
    return 0;
  }
  for (const name of orphans) await dropFound(filesDir, name);
  return orphans.length;
}

/** Sweeps a little after the start and once a day; answers how to stop. */
export function startSweeping(
  db: Db,
  around: { filesDir: string; clock: { system(): Date }; log: Log },
): () => Promise<void> {
  let running: Promise<unknown> | null = null;
  const { filesDir, clock, log } = around;
  const run = () => {
    running ??= sweepFiles(db, { filesDir, now: clock.system(), log })
      .catch((error) => log.error({ err: error }, "Clearing the folder of files failed"))
      .finally(() => {
        running = null;
      });
  };
  const timer = setInterval(run, day);
  timer.unref();
  run();
  return async () => {
    clearInterval(timer);
    await running;
  };
}

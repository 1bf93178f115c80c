/**
 * Owns the one way to the demonstration: it is fetched when it is asked for, so that a server that
 * shows none never reads it.
 */
import type { Db } from "~db/core/open.server";

export async function openDemonstration() {
  const { demonstration } = await import("~db/demo/open");
  return {
    ...demonstration,
    /** Loads everything into an empty database, publishes the reports of its closed cycles, holds its feedback sessions, thanks, observes, hears families, samples again; with a folder, adds files. */
    load: async (db: Db, systemNow: Date, filesDir?: string): Promise<void> => {
      await demonstration.load(db, systemNow);
      const { publishPast } = await import("./demonstration-editions.server");
      await publishPast(db, systemNow.toISOString());
      const { readPast, readWeek } = await import("./demonstration-sessions.server");
      await demonstration.holdSessions(db, systemNow.toISOString(), readPast);
      await demonstration.thank(db, systemNow.toISOString());
      await demonstration.observe(db, systemNow.toISOString(), readWeek);
      await demonstration.hearFamilies(db, systemNow.toISOString());
      await demonstration.sampleAgain(db, systemNow.toISOString());
      if (filesDir) await demonstration.addFiles(db, filesDir, systemNow);
    },
  };
}

export type Demonstration = Awaited<ReturnType<typeof openDemonstration>>;

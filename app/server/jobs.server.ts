/**
 * Owns what the server does of its own accord: each job now and then, one run at a time.
 * Practice: a job that fails is logged and tried again; whatever people may see never waits for
 * one, and two servers on one database may run the same job.
 */

import { openDueSessions } from "~db/calibration/deeds.server";
import { analyseOnceADay } from "~db/core/analysed.server";
import { endQuietTyping, type Stamp } from "~db/core/events.server";
import type { Db } from "~db/core/open.server";
import { removeOldWriting } from "~db/core/written.server";
import { finishWhatIsDue } from "~db/operations/audits/finality.server";
import { escalateDeserted, escalateLateConcerns } from "~db/operations/concerns/deeds.server";
import { lapseAccess } from "~db/operations/people/access-settling.server";
import { runDueHandovers } from "~db/operations/people/handover-run.server";
import { tellOfClosedCases } from "~db/operations/re-audits/deeds.server";
import { tellOfUnagreed } from "~db/reports/agreeing.server";
import { tellOfLate } from "~db/reports/late-responses.server";
import { tellResponders } from "~db/reports/responders.server";
import { indexChanges } from "~db/search/indexing.server";
import type { Clock } from "./clock.server";

export type Job = { name: string; run(db: Db, stamp: Stamp & { actorId: null }): Promise<unknown> };

/** Jobs that keep promises about time: a minute late at most. */
export const promises: Job[] = [
  { name: "concerns are escalated", run: escalateLateConcerns },
  { name: "concerns that nobody is left to answer are escalated", run: escalateDeserted },
  { name: "access that waited in vain", run: lapseAccess },
  { name: "audits whose corrections are done become final", run: finishWhatIsDue },
  { name: "closed cases that are to be audited again", run: tellOfClosedCases },
  { name: "sessions of calibrations whose date has passed", run: openDueSessions },
  { name: "hand-overs whose day has come", run: runDueHandovers },
  { name: "responses go to who answers for the team by now", run: tellResponders },
  { name: "late responses go one step further up", run: tellOfLate },
  { name: "answers that nobody agrees go to the QA leads", run: tellOfUnagreed },
  { name: "what was typed and never sent", run: removeOldWriting },
  {
    name: "the search finds what changed",
    run: (db) => indexChanges(db, Number.POSITIVE_INFINITY),
  },
  { name: "how many rows the tables hold", run: analyseOnceADay },
  { name: "visits whose typing is over", run: endQuietTyping },
];

type Around = {
  db: Db;
  clock: Clock;
  log: { error(facts: object, words: string): void };
};

/** Runs each job at once and every `everyMs`; answers how to stop, which waits for a run under way. */
export function startJobs(
  { db, clock, log }: Around,
  jobs: readonly Job[],
  everyMs = 60_000,
): () => Promise<void> {
  let running: Promise<void> | null = null;
  let stopped = false;
  const runAll = async () => {
    for (const job of jobs) {
      if (stopped) return;
      const stamp = {
        actorId: null,
        at: clock.now().toISOString(),
        systemAt: clock.system().toISOString(),
      };
      try {
        await job.run(db, stamp);
      } catch (error) {
        log.error({ job: job.name, error: String(error) }, "A job failed and will be tried again");
      }
    }
  };
  const run = () => {
    if (running || stopped) return;
    running = runAll().finally(() => {
      running = null;
    });
  };
  const timer = setInterval(run, everyMs);
  timer.unref();
  run();
  return async () => {
    stopped = true;
    clearInterval(timer);
    await running;
  };
}

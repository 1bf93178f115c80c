/**
 * Owns whether this process can do its work: the database reads and writes.
 * Practice: whoever watches asks often and anyone may ask, so it is found out once every few
 * seconds at most; a write that only waits its turn behind a long one is no failure.
 */
import { awayBecause } from "~db/core/away.server";
import type { Db } from "~db/core/open.server";
import { probeRead, probeWrite } from "~db/core/probe.server";
import type { RequestContext } from "./context.server";
import { logged } from "./database-away.server";

type Readiness = { ready: boolean; words: string };

/** How long an answer stands, and how long is waited for one, in milliseconds. */
const standsFor = 3_000;
const waitsFor = 2_500;

const waiting = Symbol("still waiting");

const within = <T>(work: Promise<T>): Promise<T | typeof waiting> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<typeof waiting>((resolve) => {
    timer = setTimeout(() => resolve(waiting), waitsFor);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};

const gone = "the database does not answer";

async function findOut({ db, quick, log }: Asked): Promise<Readiness> {
  const own = quick ?? db;
  try {
    if ((await within(probeRead(own))) === waiting) return no(gone);
  } catch (error) {
    log.error({ err: error }, "Not ready: the database can't be read");
    return no(gone);
  }
  try {
    // Left running when it waits too long behind a long write: the next question hears of it.
    await within(probeWrite(own));
    return { ready: true, words: "ready" };
  } catch (error) {
    const away = awayBecause(error);
    log.error({ err: error }, away ? logged[away] : "Not ready: the database can't be written to");
    return no(away === "full" ? "the disk of the database is full" : "nothing can be saved");
  }
}

const no = (words: string): Readiness => ({ ready: false, words });

type Asked = Pick<RequestContext, "db" | "quick" | "log">;

const found = new WeakMap<Db, { at: number; answer: Promise<Readiness> }>();

/** What is known, at most a few seconds old. */
export function readiness(asked: Asked): Promise<Readiness> {
  const last = found.get(asked.db);
  if (last && performance.now() - last.at < standsFor) return last.answer;
  const answer = findOut(asked);
  found.set(asked.db, { at: performance.now(), answer });
  return answer;
}

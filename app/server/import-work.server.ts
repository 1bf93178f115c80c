/**
 * Owns the background work on imports: reading a file, comparing, confirming and undoing, and
 * looking after what someone left unfinished.
 * Practice: in slices, letting requests in between; all that must survive is in the database, so
 * that any copy of the application shows how far it is and none is needed to end it.
 */

import { randomUUID } from "node:crypto";
import { dateInLondon } from "~/rules/core/dates";
import { attempt } from "~/server/save.server";
import { compareImport } from "~db/caseload/compare.server";
import { findImport, type ImportChoices, noCounts } from "~db/caseload/imports.server";
import { prepareImport } from "~db/caseload/prepare.server";
import { addReadRows, type RowRead } from "~db/caseload/rows.server";
import { removePrepared } from "~db/caseload/tidy.server";
import { carryOn, failImport, Halted, passOn, type Working } from "~db/caseload/work.server";
import { transactApart } from "~db/core/apart.server";
import type { Stamp } from "~db/core/events.server";
import { type Db, transact } from "~db/core/open.server";
import { confirmImport } from "~db/operations/caseload/confirm.server";
import {
  prepareUndoing,
  removeUnusedPeople,
  undoImport,
} from "~db/operations/caseload/undo.server";
import { type ArrivedFile, host } from "./arriving.server";
import type { RequestContext } from "./context.server";
import { openCaseloadFile } from "./read-caseload.server";
import { UnreadableFile } from "./unreadable.server";

export type Desk = Pick<RequestContext, "db" | "clock" | "log">;

/** Whoever works on an import here, told apart from every other copy of the application. */
export const newOwner = (): string => `${host}-${process.pid}-${randomUUID()}`;

// Shared by every copy of this module in the process: the server's own and the bundled one.
const key = Symbol.for("line-of-sight.imports-at-work");
const shared = globalThis as { [key]?: Set<string> };
shared[key] ??= new Set();
const atWork = shared[key];

/** Whether someone of this process works on it, however long since they last gave a sign. */
export const isAtWork = (owner: string | null): boolean => owner !== null && atWork.has(owner);

const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
const readAtOnce = 500;
const signEvery = 1000;

const wrong = "Try again: something went wrong on our side, and nothing was changed";

/**
 * What the person who waits a moment may be told at once. Of what was halted (someone stopped it,
 * or took it over) the import's own page alone can say what became of it.
 */
export type WorkResult = { refused: string | null } | "halted";

/** Waits for work for a moment: what is small is done by then, what is large is shown running. */
export async function forAMoment<T>(work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const moment = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), 1500);
  });
  return Promise.race([work, moment]).finally(() => clearTimeout(timer));
}

/** What went wrong and where, without its message: that may quote the file. */
function plainly(error: unknown) {
  const { name, code, stack } = (error ?? {}) as NodeJS.ErrnoException;
  const at = stack?.split("\n").filter((line) => /^ {4}at /.test(line));
  return { error: name, code, at };
}

/** Runs one piece of work to its end, whatever happens; it never throws. */
async function toItsEnd(
  desk: Desk,
  stamp: Stamp,
  working: Working,
  work: () => Promise<WorkResult>,
): Promise<WorkResult> {
  atWork.add(working.owner);
  try {
    return await work();
  } catch (error) {
    if (error instanceof Halted) return "halted";
    desk.log.error({ ...plainly(error), importId: working.importId }, "Work on an import failed");
    await giveBack(desk.db, stamp, working).catch(() => {});
    return { refused: wrong };
  } finally {
    atWork.delete(working.owner);
  }
}

/** Lets go of what is needed no longer: what is written stays written, whatever becomes of this. */
async function tidyUp({ log }: Desk, importId: string, work: () => Promise<unknown>) {
  try {
    await work();
  } catch (error) {
    log.error({ ...plainly(error), importId }, "What an import left behind could not be removed");
  }
}

/** After a failure: what was read is still to be compared, confirmed or undone by a person. */
async function giveBack(db: Db, stamp: Stamp, { importId, owner }: Working): Promise<void> {
  const found = await findImport(db, importId);
  if (!found) return;
  const working = { importId, owner, state: found.state } as Working;
  await transact(db, async (tx) => {
    if (found.state === "confirming") {
      await passOn(tx, working, { move: "stage", owner: null, problem: wrong });
    } else if (found.state === "undoing") {
      await passOn(tx, working, { move: "keep", owner: null, problem: wrong });
    } else await failImport(tx, stamp, working, wrong);
  });
}

/** Reads a file that has arrived, then compares it. The file is gone afterwards. */
export async function readArrived(
  desk: Desk,
  stamp: Stamp,
  working: Working,
  file: Pick<ArrivedFile, "path" | "name" | "remove">,
): Promise<WorkResult> {
  return toItsEnd(desk, stamp, working, async () => {
    try {
      await readRows(desk, working, file);
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      await transact(desk.db, (tx) => failImport(tx, stamp, working, error.message));
      return { refused: error.message };
    } finally {
      await file.remove();
    }
    return compare(desk, stamp, { ...working, state: "comparing" });
  });
}

async function readRows(
  { db, clock }: Desk,
  working: Working,
  file: { path: string; name: string },
) {
  const opened = await openCaseloadFile(file.path, file.name, dateInLondon(clock.now()));
  if (!opened.ok) throw new UnreadableFile(opened.problem);
  const far = () => {
    const read = opened.counts().reduce((sum, { rows }) => sum + rows, 0);
    const part = opened.progress();
    return { read, total: part > 0.01 ? Math.max(read, Math.round(read / part)) : null };
  };
  // A workbook gives its first row once it is read through: say how far it is until then.
  let halted: unknown = null;
  const sign = setInterval(() => {
    const { read, total } = far();
    carryOn(db, working, { done: read, total, at: clock.system() }).catch((error) => {
      halted = error;
      opened.close();
    });
  }, signEvery);
  try {
    let kept = 0;
    let rows: RowRead[] = [];
    const keep = async () => {
      const { read, total } = far();
      await addReadRows(db, working, rows, { from: kept, done: read, total, at: clock.system() });
      kept += rows.length;
      rows = [];
      await breathe();
    };
    for await (const row of opened.rows) {
      if (halted) throw halted;
      rows.push(row);
      if (rows.length === readAtOnce) await keep();
    }
    await keep();
  } catch (error) {
    throw halted ?? error;
  } finally {
    clearInterval(sign);
    opened.close();
  }
  const ignored = opened.ignored.map(({ list, heading }) =>
    list === null ? heading : `${heading} (${list})`,
  );
  const { notes } = opened;
  const counts = { ...noCounts, ignored, notes, lists: opened.counts(), dates: opened.dates() };
  await transact(db, (tx) =>
    passOn(tx, working, {
      move: "compare",
      owner: working.owner,
      kind: opened.kind,
      counts,
    }),
  );
}

async function compare({ db, clock }: Desk, stamp: Stamp, working: Working): Promise<WorkResult> {
  return { refused: await compareImport(db, stamp, working, { clock: clock.system, breathe }) };
}

/** Compares what was read with the caseload, after a choice or a change. */
export const compareRead = (desk: Desk, stamp: Stamp, working: Working): Promise<WorkResult> =>
  toItsEnd(desk, stamp, working, () => compare(desk, stamp, working));

/** Confirms an import that was handed over to `working.owner`. */
export async function confirmStaged(
  desk: Desk,
  stamp: Stamp,
  working: Working,
  choices: ImportChoices,
): Promise<WorkResult> {
  const { db, clock } = desk;
  return toItsEnd(desk, stamp, working, async () => {
    const { importId } = working;
    const saved = await attempt(async () => {
      const today = dateInLondon(new Date(stamp.at));
      await prepareImport(db, stamp, working, { choices, today, clock: clock.system, breathe });
      const found = await findImport(db, importId);
      if (!found) throw new Halted();
      await transactApart(db, (tx) => confirmImport(tx, stamp, working, found.counts));
    });
    if (!saved.ok) {
      const problem =
        "Look again before you confirm: the caseload was changed after this preview was made. It has been compared once more, and nothing was written";
      const again: Working = { ...working, state: "comparing" };
      await transact(db, (tx) =>
        passOn(tx, working, { move: "compare", owner: working.owner, problem }),
      );
      await compareImport(db, stamp, again, { clock: clock.system, breathe });
      return { refused: problem };
    }
    await tidyUp(desk, importId, () => removePrepared(db, importId, breathe));
    return { refused: null };
  });
}

/** Undoes an import that was handed over to `working.owner`. */
export async function undoConfirmed(
  desk: Desk,
  stamp: Stamp,
  working: Working,
): Promise<WorkResult> {
  const { db, clock } = desk;
  return toItsEnd(desk, stamp, working, async () => {
    const { importId } = working;
    const saved = await attempt(async () => {
      await prepareUndoing(db, stamp, working, { clock: clock.system, breathe });
      const found = await findImport(db, importId);
      if (!found) throw new Halted();
      await transactApart(db, (tx) => undoImport(tx, stamp, working, found));
    });
    if (!saved.ok) {
      const problem = "Something was built upon this import meanwhile, so it was not undone";
      await transact(db, (tx) => passOn(tx, working, { move: "keep", owner: null, problem }));
      return { refused: problem };
    }
    await tidyUp(desk, importId, async () => {
      await removeUnusedPeople(db, stamp, importId, breathe);
      await removePrepared(db, importId, breathe);
    });
    return { refused: null };
  });
}

/**
 * Owns looking after imports that were left unfinished: by a server that was restarted, or by
 * another copy of the application that is gone.
 * Practice: whoever looks at imports asks first, and the server asks now and then, so that none is
 * ever stuck.
 */
import { takeOver, unscopedRunning } from "~db/caseload/work.server";
import type { Stamp } from "~db/core/events.server";
import { host, isAlive, sweepArriving } from "./arriving.server";
import { compareRead, type Desk, isAtWork, newOwner, type WorkResult } from "./import-work.server";

const lookEvery = 15_000;

/**
 * Ends or takes over what nobody works on any more. Cheap when there is nothing: the pages of
 * imports ask it each time. `starting`: nothing can be this process's own yet. Answers the work
 * that it has begun, for whoever wants to wait.
 */
export async function lookAfterImports(
  desk: Desk,
  starting = false,
): Promise<Promise<WorkResult>[]> {
  const { db, clock } = desk;
  const begun: Promise<WorkResult>[] = [];
  for (const found of await unscopedRunning(db)) {
    // While everything is written at once it can give no sign, and taking over would wait for it.
    if (isAtWork(found.owner)) continue;
    const [madeBy, processId] = (found.owner ?? "").split("-");
    const ours = Number(processId) === process.pid;
    const gone = madeBy === host && (ours ? starting : !isAlive(Number(processId)));
    const owner = newOwner();
    const now = clock.system();
    const stamp: Stamp = {
      actorId: null,
      at: clock.now().toISOString(),
      systemAt: now.toISOString(),
    };
    if (!(await takeOver(db, stamp, found, { owner, now, gone }))) continue;
    begun.push(compareRead(desk, stamp, { importId: found.id, owner, state: "comparing" }));
  }
  return begun;
}

/** Clears up after an earlier run and keeps looking; answers how to stop. */
export async function startImportWatch(desk: Desk & { spoolDir: string }): Promise<() => void> {
  await sweepArriving(desk.spoolDir, desk.clock.system());
  await lookAfterImports(desk, true);
  const timer = setInterval(() => {
    lookAfterImports(desk).catch((error) => {
      desk.log.error({ err: error }, "Looking after imports failed");
    });
  }, lookEvery);
  timer.unref();
  return () => clearInterval(timer);
}

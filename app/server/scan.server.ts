/**
 * Owns having added files scanned by a program of the operator's choosing, beside requests.
 * Practice: the program is run without a shell, with the path of the file as its last argument and a
 * limit of time. It ends with 0 for clean and 1 for harmful, as ClamAV's do; anything else says
 * nothing, and the file is tried again later. What is harmful is deleted at once.
 */
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { putOffScan, type ToScan, unscopedToScan } from "~db/attachments/attachments.server";
import { dropStored, storedAt } from "~db/attachments/folder.server";
import { type Db, transact } from "~db/core/open.server";
import { settleScan } from "~db/operations/attachments/deeds.server";
import type { Clock } from "./clock.server";

export type ScanDesk = {
  db: Db;
  clock: Clock;
  log: { error(facts: object, words: string): void };
  filesDir: string;
  /** A program and its first arguments. */
  command: readonly string[];
  /** Milliseconds for one file. */
  timeLimit?: number;
};

type Verdict = "pass" | "refuse" | { failed: string };

/** Asks the program about one file. */
function scanOne({ command, timeLimit = 120_000 }: ScanDesk, path: string): Promise<Verdict> {
  const [program = "", ...first] = command;
  return new Promise((settle) => {
    execFile(
      program,
      [...first, path],
      { timeout: timeLimit, killSignal: "SIGKILL", maxBuffer: 1024 * 1024, windowsHide: true },
      (error) => {
        if (!error) return settle("pass");
        if (error.code === 1 && !error.killed) return settle("refuse");
        settle({
          failed: error.killed ? "took too long" : `ended with ${error.code ?? error.signal}`,
        });
      },
    );
  });
}

/** Scans what is due, one file after another; answers how many it got a verdict on. */
export async function scanDue(desk: ScanDesk, stopped = () => false): Promise<number> {
  let settled = 0;
  for (;;) {
    const due = await unscopedToScan(desk.db, desk.clock.system().toISOString());
    for (const file of due) {
      if (stopped()) return settled;
      if (await scanAndSettle(desk, file)) settled += 1;
    }
    if (due.length === 0) return settled;
  }
}

async function scanAndSettle(desk: ScanDesk, file: ToScan): Promise<boolean> {
  const { db, clock, log, filesDir } = desk;
  const verdict = await scanOne(desk, resolve(storedAt(filesDir, file.storedName)));
  if (typeof verdict === "object") {
    log.error({ attachment: file.id, scanner: verdict.failed }, "A file could not be scanned");
    await transact(db, (tx) => putOffScan(tx, file, clock.system()));
    return false;
  }
  const stamp = {
    actorId: null,
    at: clock.now().toISOString(),
    systemAt: clock.system().toISOString(),
  };
  const told = await transact(db, (tx) => settleScan(tx, stamp, file.id, verdict));
  if (told && verdict === "refuse") {
    log.error({ attachment: file.id }, "The scanner refused a file, which was deleted");
    await dropStored(filesDir, file.storedName);
  }
  return true;
}

const lookEvery = 5_000;

/** Scans at once and then every few seconds; answers how to stop, which waits for the file under way. */
export function startScanning(desk: ScanDesk, everyMs = lookEvery): () => Promise<void> {
  let running: Promise<unknown> | null = null;
  let stopped = false;
  const run = () => {
    if (running || stopped) return;
    running = scanDue(desk, () => stopped)
      .catch((error) => desk.log.error({ err: error }, "Scanning files failed"))
      .finally(() => {
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

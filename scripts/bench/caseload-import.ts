/**
 * Measures an import of many cases from file to undone: time of each step, memory at its peak, and
 * how long others wait meanwhile to read and to write. On SQLite the last write of each step is made
 * twice more and rolled back, on everyone's connection and apart, to compare the two side by side.
 *
 *   npx tsx scripts/bench/caseload-import.ts [rows] [database]     100,000 rows into a new SQLite file
 *
 * `database` is a SQLite path or the address of an empty PostgreSQL database; everything in it is
 * invented. The file is made first, so that its making does not count.
 */
import { once } from "node:events";
import { createWriteStream, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { fold, lowered } from "../../app/rules/core/folding";
import {
  confirmStaged,
  newOwner,
  readArrived,
  undoConfirmed,
  type WorkResult,
} from "../../app/server/import-work.server";
import { findImport } from "../../db/caseload/imports.server";
import { prepareImport } from "../../db/caseload/prepare.server";
import { startImport } from "../../db/caseload/work.server";
import { transactApart } from "../../db/core/apart.server";
import { newId } from "../../db/core/ids.server";
import { type Db, migrate, openDatabase, type Tx, transact } from "../../db/core/open.server";
import { beginConfirming, confirmImport } from "../../db/operations/caseload/confirm.server";
import {
  beginUndoing,
  countUndo,
  prepareUndoing,
  undoImport,
} from "../../db/operations/caseload/undo.server";
import { listUndoBlocks } from "../../db/operations/caseload/undo-blocks.server";

const rows = Number(process.argv[2] ?? 100_000);
const folder = mkdtempSync(join(tmpdir(), "line-of-sight-bench-"));
const address = process.argv[3] ?? join(folder, "bench.sqlite");
const teams = 40;

/** As long as the rows of a council are, with a supervisor and a worker of a thousand. */
async function writeFile(path: string, change: number): Promise<void> {
  const out = createWriteStream(path);
  const cohorts = ["CIN", "CP", "CIC", "CL"];
  out.write("Reference,Family reference,Cohort,Team,Worker,Worker number,Supervisor,Age,Opened\n");
  for (let n = 0; n < rows; n += 1) {
    const worker = (n + (n % 10 === 0 ? change : 0)) % 1000;
    const line = `DB-${n},F-${n >> 1},${cohorts[n % 4]},Team ${n % teams},Worker ${worker},W${worker},Lead ${worker % 100},${n % 18},2023-0${1 + (n % 9)}-1${n % 10}\n`;
    if (!out.write(line)) await once(out, "drain");
  }
  await new Promise<void>((done) => out.end(done));
}

async function makeCouncil(db: Db): Promise<string> {
  const serviceId = newId();
  const personId = newId();
  await db.insertInto("service").values({ id: serviceId, name: "All", position: 1 }).execute();
  const named = Array.from({ length: teams }, (_, n) => `Team ${n}`);
  await db
    .insertInto("team")
    .values(
      named.map((name, position) => ({
        ...{ id: newId(), name, name_folded: lowered(name), service_id: serviceId, position },
        holds_cases: 1 as const,
      })),
    )
    .execute();
  await db
    .insertInto("person")
    .values({
      ...{ id: personId, name: "Quinn Ashby", name_folded: fold("Quinn Ashby") },
      ...{ job_title: "", active: 1 },
    })
    .execute();
  return personId;
}

/** What the rest of the application notices: a page's query and a small save, again and again. */
function watch(db: Db) {
  let peak = 0;
  let stopped = false;
  const again = (request: () => Promise<unknown>) => {
    const waits = { longest: 0, over100: 0 };
    const ended = (async () => {
      while (!stopped) {
        const from = performance.now();
        await request();
        // The answer of a page waits for the event loop too.
        await new Promise((done) => setImmediate(done));
        const took = performance.now() - from;
        waits.longest = Math.max(waits.longest, took);
        if (took > 100) waits.over100 += 1;
        peak = Math.max(peak, process.memoryUsage.rss());
        await sleep(5);
      }
    })();
    return { waits, ended };
  };
  const reads = again(() => db.selectFrom("team").selectAll().execute());
  const writes = again(() =>
    transact(db, (tx) => tx.updateTable("person").set({ job_title: "" }).execute()),
  );
  return async () => {
    stopped = true;
    await Promise.all([reads.ended, writes.ended]);
    return { reads: reads.waits, writes: writes.waits, peak };
  };
}

async function measure(words: string, db: Db, work: () => Promise<WorkResult>) {
  const stop = watch(db);
  const from = performance.now();
  const cpu = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(cpu);
  const worked = ((user + system) / 1e6).toFixed(1);
  const seconds = ((performance.now() - from) / 1000).toFixed(1);
  const { reads, writes, peak } = await stop();
  if (result === "halted") throw new Error("Halted");
  if (result.refused) throw new Error(result.refused);
  const waits = ({ longest, over100 }: typeof reads) =>
    `${Math.round(longest)} ms, ${over100} over 100 ms`;
  console.log(
    `${words.padEnd(52)} ${seconds.padStart(6)} s (${worked} s of processor)   longest wait to read ${waits(reads)}; to write ${waits(writes)}   peak ${Math.round(peak / 1e6)} MB`,
  );
  return reads.longest;
}

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

/** What is still held once nothing is under way. */
async function tellHeld(words: string): Promise<void> {
  await sleep(500);
  collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
  console.log(
    `${words}: ${megabytes(heapUsed)} held, ${megabytes(external)} beside it; ${megabytes(rss)} in all`,
  );
}

class RolledBack extends Error {}

/** The last write of a step on everyone's connection and apart, both rolled back. */
async function compareLast(db: Db, work: (tx: Tx) => Promise<void>): Promise<void> {
  const rolledBack = async (way: typeof transact) => {
    try {
      await way(db, async (tx) => {
        await work(tx);
        throw new RolledBack();
      });
    } catch (error) {
      if (!(error instanceof RolledBack)) throw error;
    }
    return { refused: null };
  };
  const before = await measure("  its last write, as one of many", db, () => rolledBack(transact));
  const after = await measure("  its last write, apart", db, () => rolledBack(transactApart));
  console.log(`  others wait ${(before / after).toFixed(0)} times less to read`);
}

const db = openDatabase(address);
await migrate(db);
const actorId = await makeCouncil(db);
const clock = { now: () => new Date(), system: () => new Date() };
const log = { info: () => {}, error: (facts: object) => console.error(facts) };
const desk = { db, clock, log };
const stamp = () => {
  const at = new Date().toISOString();
  return { actorId, at, systemAt: at };
};
const pace = {
  clock: clock.system,
  breathe: () => new Promise<void>((done) => setImmediate(done)),
};
const choices = { leaveOut: true, leaveUnmapped: true, complete: [] };
const onSqlite = !/^postgres/.test(address);
console.log(`${rows.toLocaleString("en-GB")} rows, ${onSqlite ? "SQLite" : "PostgreSQL"}`);
await tellHeld("At rest");

async function importFile(words: string, change: number): Promise<string> {
  const path = join(folder, "bench.csv");
  await writeFile(path, change);
  const file = { name: "bench.csv", fingerprint: "0".repeat(64), bytes: statSync(path).size };
  const owner = newOwner();
  const importId = await transact(db, (tx) => startImport(tx, stamp(), file, owner));
  await measure(`${words}: read and compare`, db, () =>
    readArrived(
      desk,
      stamp(),
      { importId, owner, state: "reading" },
      { path, name: file.name, remove: async () => rmSync(path) },
    ),
  );
  const version = (await findImport(db, importId))?.version ?? 0;
  await transact(db, (tx) => beginConfirming(tx, stamp(), { importId, version, choices }, owner));
  const working = { importId, owner, state: "confirming" } as const;
  if (onSqlite) {
    const today = stamp().at.slice(0, 10);
    await prepareImport(db, stamp(), working, { choices, today, ...pace });
    const counts = (await findImport(db, importId))?.counts;
    if (!counts) throw new Error("The import is gone");
    await compareLast(db, (tx) => confirmImport(tx, stamp(), working, counts));
  }
  await measure(`${words}: confirm`, db, () => confirmStaged(desk, stamp(), working, choices));
  return importId;
}

async function undoIt(words: string, importId: string): Promise<void> {
  await measure(`${words}: the page that asks`, db, async () => {
    const found = await findImport(db, importId);
    if (!found) throw new Error("The import is gone");
    if ((await listUndoBlocks(db, found)).length > 0) throw new Error("It can't be undone");
    await countUndo(db, importId);
    return { refused: null };
  });
  const owner = newOwner();
  const version = (await findImport(db, importId))?.version ?? 0;
  await transact(db, (tx) => beginUndoing(tx, stamp(), { importId, version }, owner));
  const working = { importId, owner, state: "undoing" } as const;
  if (onSqlite) {
    await prepareUndoing(db, stamp(), working, pace);
    const found = await findImport(db, importId);
    if (!found) throw new Error("The import is gone");
    await compareLast(db, (tx) => undoImport(tx, stamp(), working, found));
  }
  await measure(`${words}: undo`, db, () => undoConfirmed(desk, stamp(), working));
}

const first = await importFile("All new", 0);
const second = await importFile("Every tenth with another worker", 1);
await undoIt("Every tenth with another worker", second);
await undoIt("All new", first);
await tellHeld("Afterwards");
const left = await db.selectFrom("case_record").select("id").limit(1).execute();
if (left.length > 0) throw new Error("Undoing left cases behind");
await db.destroy();
rmSync(folder, { recursive: true, force: true });

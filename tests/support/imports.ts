/**
 * Takes lines of a caseload file through an import, step by step as the server does, without the
 * file and without a page.
 *
 *   const staged = await stage(world, "DB-1,CIN,Willow,Wren Castle,,Toni Vale,7,2024-01-02,");
 *   await confirm(world, staged, ["child-in-need"]);
 *   await undo(world, staged);
 */
import type { Cohort } from "~/rules/caseload/caseload";
import { matchColumns } from "~/rules/caseload/columns";
import { type ReadRow, readRow } from "~/rules/caseload/import";
import { compareImport } from "~db/caseload/compare.server";
import { type CaseloadImport, findImport, noCounts } from "~db/caseload/imports.server";
import { prepareImport } from "~db/caseload/prepare.server";
import { addReadRows } from "~db/caseload/rows.server";
import { removePrepared } from "~db/caseload/tidy.server";
import { passOn, startImport, type Working } from "~db/caseload/work.server";
import type { Stamp } from "~db/core/events.server";
import { transact } from "~db/core/open.server";
import { beginConfirming, confirmImport } from "~db/operations/caseload/confirm.server";
import {
  beginUndoing,
  prepareUndoing,
  removeUnusedPeople,
  undoImport,
} from "~db/operations/caseload/undo.server";
import type { World } from "./world";

export const importHeads =
  "reference,cohort,team,worker,worker number,supervisor,age,opened,closed".split(",");
export const importToday = "2024-04-15";

const owner = "the test";
const steps = {
  clock: () => new Date("2024-04-15T08:00:00.000Z"),
  breathe: () => new Promise<void>((resolve) => setImmediate(resolve)),
};

type At = { today?: string };
const stampOf = (world: World, today: string): Stamp =>
  world.stampOf(world.people.qaLead, `${today}T08:00:00.000Z`);

async function found(world: World, id: string): Promise<CaseloadImport> {
  const one = await findImport(world.db, id);
  if (!one) throw new Error("The import was not kept");
  return one;
}

/** Lines of the columns above, as read. */
export function readLines(lines: readonly string[], today = importToday): ReadRow[] {
  const verdict = matchColumns(importHeads);
  if (!verdict.ok) throw new Error(verdict.problem);
  return lines.map((line) => readRow(line.split(","), verdict.columns, today));
}

/** Reads and compares rows, which stand from line 2 on. */
export async function stageRows(
  world: World,
  rows: readonly ReadRow[],
  { today = importToday, kind = "csv" }: At & { kind?: CaseloadImport["kind"] } = {},
): Promise<CaseloadImport> {
  const { db } = world;
  const stamp = stampOf(world, today);
  const file = { name: "caseload.csv", fingerprint: "f".repeat(64), bytes: 100 };
  const importId = await transact(db, (tx) => startImport(tx, stamp, file, owner));
  const reading: Working = { importId, owner, state: "reading" };
  const at = steps.clock();
  const read = rows.map((row, index) => ({ list: null, line: index + 2, row }));
  for (let from = 0; from < read.length; from += 1000) {
    const some = read.slice(from, from + 1000);
    await addReadRows(db, reading, some, { from, done: from + some.length, total: null, at });
  }
  await transact(db, (tx) =>
    passOn(tx, reading, { move: "compare", owner, kind, counts: noCounts }),
  );
  await compareImport(db, stamp, { ...reading, state: "comparing" }, steps);
  return found(world, importId);
}

export const stage = (world: World, ...lines: string[]) => stageRows(world, readLines(lines));

/** Confirms as the page does, leaving out what can't be taken. Throws Conflict. */
export async function confirm(
  world: World,
  staged: CaseloadImport,
  complete: Cohort[] = [],
  { today = importToday }: At = {},
): Promise<CaseloadImport> {
  const { db } = world;
  const { id: importId, version } = staged;
  const stamp = stampOf(world, today);
  const choices = { leaveOut: true, leaveUnmapped: true, complete };
  const working: Working = { importId, owner, state: "confirming" };
  await transact(db, (tx) => beginConfirming(tx, stamp, { importId, version, choices }, owner));
  await prepareImport(db, stamp, working, { choices, today, ...steps });
  const { counts } = await found(world, importId);
  await transact(db, (tx) => confirmImport(tx, stamp, working, counts));
  await removePrepared(db, importId, steps.breathe);
  return found(world, importId);
}

/** Undoes as the page does. Throws Conflict. */
export async function undo(world: World, { id: importId }: CaseloadImport): Promise<void> {
  const { db } = world;
  const stamp = stampOf(world, importToday);
  const { version } = await found(world, importId);
  const working: Working = { importId, owner, state: "undoing" };
  await transact(db, (tx) => beginUndoing(tx, stamp, { importId, version }, owner));
  await prepareUndoing(db, stamp, working, steps);
  const now = await found(world, importId);
  await transact(db, (tx) => undoImport(tx, stamp, working, now));
  await removeUnusedPeople(db, stamp, importId, steps.breathe);
  await removePrepared(db, importId, steps.breathe);
}

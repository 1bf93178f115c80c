/**
 * Owns comparing what was read with what is held: each row's outcome, the names to be chosen for,
 * and the counts.
 * Practice: batch by batch, each looked up and written by itself, so that a caseload of any size
 * is compared in bounded memory; it can be done again at any time.
 */
import { cohorts } from "~/rules/caseload/caseload";
import { type Judge, makeJudge } from "~/rules/caseload/judge";
import type { UnplacedName } from "~/rules/caseload/mapping";
import type { StagedRow } from "~/rules/caseload/staging";
import type { SettledNumbers } from "~/rules/imports/same-number";
import { insertMany } from "../core/bulk.server";
import { flag } from "../core/columns";
import { appendEvent, type Stamp } from "../core/events.server";
import { type Db, type Tx, transact } from "../core/open.server";
import { countAll } from "../core/scope.server";
import { listSettledNumbers } from "../people/same-numbers.server";
import { heldByReference, linesOf, othersOf } from "./held.server";
import { type CaseloadImport, type ImportCounts, noCounts } from "./imports.server";
import { findKnown } from "./known.server";
import { countRows } from "./recount.server";
import { rowColumns } from "./rows.server";
import { carryOn, failImport, passOn, type Working } from "./work.server";

export const batchSize = 1000;

/**
 * Compares the whole import; answers why it can't be imported, or null. `breathe` is awaited between
 * batches, to let others in.
 */
export async function compareImport(
  db: Db,
  stamp: Stamp,
  working: Working,
  { clock, breathe }: { clock: () => Date; breathe: () => Promise<void> },
): Promise<string | null> {
  const { importId } = working;
  const { total } = await db
    .selectFrom("caseload_import_row")
    .select(countAll.as("total"))
    .where("import_id", "=", importId)
    .executeTakeFirstOrThrow();
  await carryOn(db, working, { done: 0, total, at: clock() });
  const judge = makeJudge(await findKnown(db));
  const { order } = await db
    .selectFrom("caseload_import")
    .select("date_order as order")
    .where("id", "=", importId)
    .executeTakeFirstOrThrow();
  const settled = await listSettledNumbers(db, "case");
  for (let done = 0; done < total; done += batchSize) {
    await compareBatch(db, working, judge, { from: done, total, order, settled, at: clock() });
    await breathe();
  }
  const tooMany = judge.tooMany();
  if (tooMany) {
    await transact(db, (tx) => failImport(tx, stamp, working, tooMany));
    return tooMany;
  }
  const unplaced = await inSlices(judge.unplaced(), breathe);
  await transact(db, (tx) => finish(tx, stamp, working, { judge, unplaced }));
  return null;
}

/** Does work that stops now and then, letting others in whenever it does. */
async function inSlices<T>(work: Generator<undefined, T>, breathe: () => Promise<void>) {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    await breathe();
  }
}

type Batch = { from: number; total: number; order: string; settled: SettledNumbers; at: Date };

async function compareBatch(
  db: Db,
  working: Working,
  judge: Judge,
  { from, total, order, settled: allSettled, at }: Batch,
) {
  const { importId } = working;
  const batch = db
    .selectFrom("caseload_import_row")
    .where("import_id", "=", importId)
    .where("line", ">", from)
    .where("line", "<=", from + batchSize);
  const rows = await batch
    .select(["line", "list", "at_line", "reference_folded", "reference_key", "read", "other"])
    .orderBy("line")
    .execute();
  const references = [...new Set(rows.flatMap((row) => row.reference_key ?? []))];
  const held = await heldByReference(db, references);
  const lines = await linesOf(db, importId, references);
  const judged = rows.map((row) => {
    const key = row.reference_key ?? "";
    const all = held.get(key) ?? [];
    const settled = allSettled.get(key);
    const at = { line: row.line, folded: row.reference_folded ?? "" };
    const others = othersOf(at, lines.get(key) ?? [], all, settled);
    const staged = judge.judge({
      read: JSON.parse(order === "month" && row.other ? row.other : row.read),
      held: all,
      settled,
      before: others.before,
      kept: others.kept,
    });
    return { ...row, staged };
  });
  await transact(db, async (tx) => {
    await carryOn(tx, working, { done: Math.min(from + batchSize, total), at });
    await tx
      .deleteFrom("caseload_import_row")
      .where("import_id", "=", importId)
      .where("line", ">", from)
      .where("line", "<=", from + batchSize)
      .execute();
    await insertMany(
      tx,
      "caseload_import_row",
      rowColumns,
      judged.map(({ staged, ...row }) => ({ import_id: importId, ...row, ...columnsOf(staged) })),
    );
  });
}

function columnsOf({ outcome, caseId, problem, ...content }: StagedRow) {
  return {
    outcome,
    case_id: caseId,
    problem,
    content: JSON.stringify(content),
    noted: flag(content.notes.length > 0),
  };
}

async function finish(
  tx: Tx,
  stamp: Stamp,
  working: Working,
  { judge, unplaced }: { judge: Judge; unplaced: readonly UnplacedName[] },
) {
  const { importId } = working;
  const found = await tx
    .selectFrom("caseload_import")
    .select(["counts", "kind"])
    .where("id", "=", importId)
    .executeTakeFirstOrThrow();
  const kind = found.kind as CaseloadImport["kind"];
  const people = judge.newWorkers();
  const before: ImportCounts = { ...noCounts, ...JSON.parse(found.counts) };
  const counts: ImportCounts = {
    ...before,
    ...(await countRows(tx, importId)),
    people: people.length,
    cohorts: kind === "annex-a" ? annexACohorts : judge.cohorts(),
  };
  // What a person is needed for comes next: the work is theirs.
  await passOn(tx, working, { move: "stage", owner: null, counts });
  await tx.deleteFrom("caseload_import_person").where("import_id", "=", importId).execute();
  await tx.deleteFrom("caseload_import_name").where("import_id", "=", importId).execute();
  await inBatches(people, (some) =>
    tx
      .insertInto("caseload_import_person")
      .values(
        some.map(({ staffNumber, teamId, ...person }) => ({
          ...person,
          import_id: importId,
          staff_number: staffNumber,
          team_id: teamId,
          person_id: null,
          added: 0 as const,
        })),
      )
      .execute(),
  );
  await inBatches(unplaced, (some) =>
    tx
      .insertInto("caseload_import_name")
      .values(
        some.map(({ rows, near, ...name }) => ({
          ...name,
          import_id: importId,
          row_count: rows,
          near: JSON.stringify(near),
        })),
      )
      .execute(),
  );
  const { rows, add, change, close, unchanged, bad, unmapped } = counts;
  await appendEvent(tx, stamp, {
    stream: `import:${importId}`,
    kind: "import.staged",
    after: { rows, add, change, close, unchanged, bad, unmapped, leftOut: counts["left-out"] },
  });
}

/** Lists 6 to 9 are there, or the workbook is refused; early help is on none. */
const annexACohorts = cohorts.filter((cohort) => cohort !== "early-help");

/** Few enough at a time for the databases' limit on parameters. */
export async function inBatches<T>(all: readonly T[], write: (some: T[]) => Promise<unknown>) {
  for (let start = 0; start < all.length; start += batchSize) {
    await write(all.slice(start, start + batchSize));
  }
}

/**
 * Owns comparing what was read with what is held: each row's outcome, the names to be chosen for,
 * and the counts.
 * Practice: batch by batch, each looked up and written by itself, so that a caseload of any size
 * is compared in bounded memory; it can be done again at any time.
 */
import { type Cohort, cohorts } from "~/rules/caseload";
import { type Judge, type Known, makeJudge } from "~/rules/caseload-judge";
import type { MappingChoice } from "~/rules/caseload-mapping";
import { type HeldCase, type Outcome, outcomes, type StagedRow } from "~/rules/caseload-staging";
import { insertMany } from "./bulk.server";
import { type CaseloadImport, type ImportCounts, noCounts } from "./caseload-imports.server";
import { rowColumns } from "./caseload-rows.server";
import { carryOn, passOn, type Working } from "./caseload-work.server";
import { flag } from "./columns";
import { appendEvent, type Stamp } from "./events.server";
import { type Db, type Tx, transact } from "./open.server";
import type { CaseRecordTable } from "./schema";
import { countAll } from "./scope.server";

export const batchSize = 1000;

type CaseColumns = Omit<
  { [K in keyof CaseRecordTable]: K extends "version" ? number : CaseRecordTable[K] },
  "sensitive" | "last_audited_on" | "reference_folded" | "reference_key"
>;

export const asHeldCase = (row: CaseColumns): HeldCase => ({
  id: row.id,
  version: row.version,
  reference: row.reference,
  familyReference: row.family_reference,
  cohort: row.cohort as Cohort,
  teamId: row.team_id,
  workerId: row.worker_id,
  supervisorId: row.supervisor_id,
  reviewingOfficerId: row.reviewing_officer_id,
  age: row.age,
  unborn: row.unborn === 1,
  openedOn: row.opened_on,
  closedOn: row.closed_on,
});

/** The teams, the staff and the remembered choices a file is set against. */
export async function findKnown(db: Db): Promise<Known> {
  const teams = await db.selectFrom("team").select(["id", "name", "holds_cases"]).execute();
  const people = await db
    .selectFrom("person")
    .select(["id", "name", "email", "staff_number as staffNumber", "active"])
    .select("manager_id as managerId")
    .execute();
  const mappings = await db
    .selectFrom("caseload_mapping")
    .select(["kind", "key", "choice", "team_id as teamId", "person_id as personId"])
    .execute();
  return {
    teams: teams.map(({ holds_cases, ...team }) => ({ ...team, holdsCases: holds_cases === 1 })),
    people: people.map((person) => ({ ...person, active: person.active === 1 })),
    mappings: mappings.map((one) => ({ ...one, choice: one.choice as MappingChoice })),
  };
}

/** Compares the whole import. `breathe` is awaited between batches, to let others in. */
export async function compareImport(
  db: Db,
  stamp: Stamp,
  working: Working,
  { clock, breathe }: { clock: () => Date; breathe: () => Promise<void> },
): Promise<void> {
  const { importId } = working;
  const { total } = await db
    .selectFrom("caseload_import_row")
    .select(countAll.as("total"))
    .where("import_id", "=", importId)
    .executeTakeFirstOrThrow();
  await carryOn(db, working, { done: 0, total, at: clock() });
  const judge = makeJudge(await findKnown(db));
  for (let done = 0; done < total; done += batchSize) {
    await compareBatch(db, working, judge, { from: done, total, at: clock() });
    await breathe();
  }
  await transact(db, (tx) => finish(tx, stamp, working, judge));
}

type Batch = { from: number; total: number; at: Date };

async function compareBatch(db: Db, working: Working, judge: Judge, { from, total, at }: Batch) {
  const { importId } = working;
  const batch = db
    .selectFrom("caseload_import_row")
    .where("import_id", "=", importId)
    .where("line", ">", from)
    .where("line", "<=", from + batchSize);
  const rows = await batch
    .select(["line", "list", "at_line", "reference_folded", "reference_key", "read"])
    .orderBy("line")
    .execute();
  const references = [...new Set(rows.flatMap((row) => row.reference_key ?? []))];
  const held = await heldByReference(db, references);
  const first = await firstLines(db, importId, references);
  const judged = rows.map((row) => {
    const key = row.reference_key;
    const before = key ? first.get(key) : undefined;
    const staged = judge.judge({
      read: JSON.parse(row.read),
      held: (key && held.get(key)) || [],
      before: before && before.line < row.line ? before.words : undefined,
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

async function heldByReference(db: Db, references: readonly string[]) {
  const held = new Map<string, HeldCase[]>();
  if (references.length === 0) return held;
  const rows = await db
    .selectFrom("case_record")
    .selectAll()
    .where("reference_key", "in", references)
    .execute();
  for (const row of rows) {
    const key = row.reference_key;
    held.set(key, [...(held.get(key) ?? []), asHeldCase(row)]);
  }
  return held;
}

/** Where each reference stands first in the file. */
async function firstLines(db: Db, importId: string, references: readonly string[]) {
  const first = new Map<string, { line: number; words: string }>();
  if (references.length === 0) return first;
  const rows = await db
    .selectFrom("caseload_import_row")
    .select(["reference_key", "line", "list", "at_line"])
    .where("import_id", "=", importId)
    .where("reference_key", "in", references)
    .orderBy("line")
    .execute();
  for (const row of rows) {
    if (row.reference_key === null || row.reference_key === undefined) continue;
    if (first.has(row.reference_key)) continue;
    const at = row.at_line ?? row.line;
    const words = row.list === null ? `line ${at}` : `row ${at} of ${row.list}`;
    first.set(row.reference_key, { line: row.line, words });
  }
  return first;
}

async function finish(tx: Tx, stamp: Stamp, working: Working, judge: Judge) {
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
  await passOn(tx, working, { state: "staged", owner: null, counts });
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
  await inBatches(judge.unplaced(), (some) =>
    tx
      .insertInto("caseload_import_name")
      .values(some.map(({ rows, ...name }) => ({ ...name, import_id: importId, row_count: rows })))
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

async function countRows(tx: Tx, importId: string) {
  const rows = tx.selectFrom("caseload_import_row").where("import_id", "=", importId);
  const byOutcome = await rows
    .select(["outcome", countAll.as("count")])
    .groupBy("outcome")
    .execute();
  const countOf = (outcome: Outcome) =>
    byOutcome.find((row) => row.outcome === outcome)?.count ?? 0;
  const { unnamed } = await rows
    .select(countAll.as("unnamed"))
    .where("outcome", "=", "bad")
    .where("reference_folded", "is", null)
    .executeTakeFirstOrThrow();
  const { noted } = await rows
    .select(countAll.as("noted"))
    .where("noted", "=", 1)
    .executeTakeFirstOrThrow();
  return {
    ...(Object.fromEntries(outcomes.map((one) => [one, countOf(one)])) as Record<Outcome, number>),
    rows: byOutcome.reduce((sum, { count }) => sum + count, 0),
    unnamed,
    noted,
  };
}

/** Few enough at a time for the databases' limit on parameters. */
export async function inBatches<T>(all: readonly T[], write: (some: T[]) => Promise<unknown>) {
  for (let start = 0; start < all.length; start += batchSize) {
    await write(all.slice(start, start + batchSize));
  }
}

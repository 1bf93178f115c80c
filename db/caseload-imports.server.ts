/**
 * Owns staged imports: what a file said, kept in rows until somebody confirms or discards it.
 * Practice: staged in the database, so that a preview survives without scripts and on any copy of
 * the application; bad rows keep their line and reason, and nothing else but the reference.
 */
import type { Cohort } from "~/rules/caseload";
import type { NewWorker } from "~/rules/caseload-people";
import type { HeldCase, Known, Outcome, Staged, StagedRow } from "~/rules/caseload-staging";
import { appendEvent, type Stamp } from "./events.server";
import { newId } from "./ids.server";
import type { Db, Tx } from "./open.server";
import type { CaseRecordTable } from "./schema";
import { countAll } from "./scope.server";
import { mustChange } from "./versions.server";

export type ImportCounts = Record<Outcome, number> & {
  rows: number;
  /** Bad rows whose reference can't be read: they might be any case. */
  unnamed: number;
  cohorts: Cohort[];
  ignored: string[];
  newWorkers: NewWorker[];
  /** Set on confirming. */
  leftOut?: number;
  closedAsAbsent?: number;
};

export type CaseloadImport = {
  id: string;
  by: string;
  fileName: string;
  fingerprint: string;
  state: "staged" | "confirmed" | "discarded";
  counts: ImportCounts;
  createdAt: string;
  confirmedAt: string | null;
  version: number;
};

export const asHeldCase = (
  row: {
    [K in keyof CaseRecordTable]: K extends "version" ? number : CaseRecordTable[K];
  },
): HeldCase => ({
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

/** Everything a file is set against. */
export async function findKnown(db: Db): Promise<Known> {
  const teams = await db.selectFrom("team").select(["id", "name", "holds_cases"]).execute();
  const people = await db
    .selectFrom("person")
    .select(["id", "name", "email", "staff_number as staffNumber", "active"])
    .execute();
  const cases = await db.selectFrom("case_record").selectAll().execute();
  return {
    teams: teams.map(({ holds_cases, ...team }) => ({ ...team, holdsCases: holds_cases === 1 })),
    people: people.map((person) => ({ ...person, active: person.active === 1 })),
    cases: cases.map(asHeldCase),
  };
}

const countOf = (rows: readonly StagedRow[], outcome: Outcome): number =>
  rows.filter((row) => row.outcome === outcome).length;

/** Keeps a preview; nothing of the caseload changes. Returns its id. */
export async function addImport(
  tx: Tx,
  stamp: Stamp,
  file: { name: string; fingerprint: string; ignored: string[] },
  staged: Staged,
): Promise<string> {
  const id = newId();
  const { rows } = staged;
  const counts: ImportCounts = {
    rows: rows.length,
    add: countOf(rows, "add"),
    change: countOf(rows, "change"),
    close: countOf(rows, "close"),
    unchanged: countOf(rows, "unchanged"),
    bad: countOf(rows, "bad"),
    unnamed: rows.filter((row) => row.outcome === "bad" && row.reference === null).length,
    cohorts: staged.cohorts,
    ignored: file.ignored,
    newWorkers: [...staged.newWorkers],
  };
  await tx
    .insertInto("caseload_import")
    .values({
      id,
      person_id: stamp.actorId ?? "",
      file_name: file.name,
      fingerprint: file.fingerprint,
      state: "staged",
      counts: JSON.stringify(counts),
      created_at: stamp.at,
      confirmed_at: null,
    })
    .execute();
  for (let start = 0; start < rows.length; start += 1000) {
    await tx
      .insertInto("caseload_import_row")
      .values(
        rows.slice(start, start + 1000).map(({ line, outcome, caseId, problem, ...content }) => ({
          import_id: id,
          line,
          outcome,
          case_id: caseId,
          content: JSON.stringify(content),
          problem,
        })),
      )
      .execute();
  }
  await appendEvent(tx, stamp, {
    stream: `import:${id}`,
    kind: "import.staged",
    after: { fileName: file.name, fingerprint: file.fingerprint, rows: rows.length },
  });
  return id;
}

const importQuery = (db: Db) =>
  db
    .selectFrom("caseload_import")
    .leftJoin("person", "person.id", "caseload_import.person_id")
    .select(["caseload_import.id", "person.name as by", "file_name as fileName", "fingerprint"])
    .select(["state", "counts", "created_at as createdAt", "confirmed_at as confirmedAt"])
    .select("caseload_import.version");

type ImportRow = Awaited<ReturnType<ReturnType<typeof importQuery>["execute"]>>[number];

const asImport = (row: ImportRow): CaseloadImport => ({
  ...row,
  by: row.by ?? "Somebody",
  counts: JSON.parse(row.counts),
});

export async function findImport(db: Db, id: string): Promise<CaseloadImport | null> {
  const row = await importQuery(db).where("caseload_import.id", "=", id).executeTakeFirst();
  return row ? asImport(row) : null;
}

/** A page of the imports, newest first, and how many there are. */
export async function listImports(db: Db, page: number, size: number) {
  const { count } = await db
    .selectFrom("caseload_import")
    .select(countAll.as("count"))
    .executeTakeFirstOrThrow();
  const rows = await importQuery(db)
    .orderBy("created_at", "desc")
    .orderBy("caseload_import.id", "desc")
    .limit(size)
    .offset((page - 1) * size)
    .execute();
  return { count, imports: rows.map(asImport) };
}

export const asStagedRow = (row: {
  line: number;
  outcome: Outcome;
  case_id: string | null;
  content: string;
  problem: string | null;
}): StagedRow => ({
  ...JSON.parse(row.content),
  line: row.line,
  outcome: row.outcome,
  caseId: row.case_id,
  problem: row.problem,
});

/** A page of the rows of one outcome, in the order of the file. */
export async function listImportRows(
  db: Db,
  importId: string,
  outcome: Outcome,
  page: number,
  size: number,
): Promise<StagedRow[]> {
  const rows = await db
    .selectFrom("caseload_import_row")
    .selectAll()
    .where("import_id", "=", importId)
    .where("outcome", "=", outcome)
    .orderBy("line")
    .limit(size)
    .offset((page - 1) * size)
    .execute();
  return rows.map(asStagedRow);
}

/** Drops a preview; its rows go, that it was made stays. */
export async function discardImport(
  tx: Tx,
  stamp: Stamp,
  importId: string,
  version: number,
): Promise<void> {
  const result = await tx
    .updateTable("caseload_import")
    .set({ state: "discarded", version: version + 1 })
    .where("id", "=", importId)
    .where("state", "=", "staged")
    .where("version", "=", version)
    .executeTakeFirst();
  mustChange(`import:${importId}`, result);
  await tx.deleteFrom("caseload_import_row").where("import_id", "=", importId).execute();
  await appendEvent(tx, stamp, { stream: `import:${importId}`, kind: "import.discarded" });
}

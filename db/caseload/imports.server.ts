/**
 * Owns reading imports: the history, one import with its counts, and its rows by outcome.
 * Practice: staged in the database, so that a preview survives without scripts and on any copy of
 * the application; bad rows keep their line and reason, and nothing else but the reference.
 */
import type { Cohort } from "~/rules/caseload/caseload";
import type { Outcome, StagedRow } from "~/rules/caseload/staging";
import type { ImportState } from "~/rules/caseload/states";
import { type DateEvidence, type DateOrder, noEvidence } from "~/rules/imports/date-order";
import type { Db } from "../core/open.server";
import { countAll } from "../core/scope.server";

/** What the reader counted, a list of the file each; `list` is null in a CSV file. */
export type ListCount = {
  list: string | null;
  rows: number;
  ended: number;
  merged: number;
  bad: number;
};

export type ImportCounts = Record<Outcome, number> & {
  rows: number;
  /** Bad rows whose reference can't be read: they might be any case. */
  unnamed: number;
  /** Rows with something merged or not understood. */
  noted: number;
  /** New members of staff. */
  people: number;
  cohorts: Cohort[];
  /** Headings that were not understood. */
  ignored: string[];
  lists: ListCount[];
  /** What there is to know of how the file was read, in words. */
  notes: string[];
  /** What the dates of the file prove of the way they are written. */
  dates: DateEvidence;
  /** Set on confirming. */
  closedAsAbsent: number;
};

export const noCounts: ImportCounts = {
  bad: 0,
  unmapped: 0,
  add: 0,
  change: 0,
  close: 0,
  unchanged: 0,
  "left-out": 0,
  rows: 0,
  unnamed: 0,
  noted: 0,
  people: 0,
  cohorts: [],
  ignored: [],
  lists: [],
  notes: [],
  dates: noEvidence(),
  closedAsAbsent: 0,
};

/** What the person confirming chose. */
export type ImportChoices = { leaveOut: boolean; leaveUnmapped: boolean; complete: Cohort[] };

export type CaseloadImport = {
  id: string;
  by: string;
  fileName: string;
  fingerprint: string;
  kind: "csv" | "workbook" | "annex-a";
  bytes: number;
  state: ImportState;
  done: number;
  total: number | null;
  beatAt: string | null;
  problem: string;
  /** Which way round its dates are read; empty while nobody has said. */
  dateOrder: DateOrder | "";
  counts: ImportCounts;
  choices: ImportChoices | null;
  createdAt: string;
  confirmedAt: string | null;
  confirmedBy: string | null;
  undoneAt: string | null;
  undoneBy: string | null;
  mark: string | null;
  version: number;
};

const importQuery = (db: Db) =>
  db
    .selectFrom("caseload_import as import")
    .leftJoin("one_person as person", "person.record_id", "import.person_id")
    .leftJoin("one_person as confirmer", "confirmer.record_id", "import.confirmed_by")
    .leftJoin("one_person as undoer", "undoer.record_id", "import.undone_by")
    .select(["import.id", "person.name as by", "file_name as fileName", "fingerprint", "kind"])
    .select(["bytes", "state", "done", "total", "beat_at as beatAt", "problem", "counts"])
    .select(["choices", "created_at as createdAt", "confirmed_at as confirmedAt", "mark"])
    .select(["confirmer.name as confirmedBy", "undone_at as undoneAt", "undoer.name as undoneBy"])
    .select(["import.version", "date_order as dateOrder"]);

type ImportRow = Awaited<ReturnType<ReturnType<typeof importQuery>["execute"]>>[number];

const asImport = (row: ImportRow): CaseloadImport => ({
  ...row,
  by: row.by ?? "Someone",
  kind: row.kind as CaseloadImport["kind"],
  state: row.state as ImportState,
  // Imports from before a count was kept lack it.
  counts: { ...noCounts, ...JSON.parse(row.counts) },
  choices: row.choices === "" ? null : JSON.parse(row.choices),
});

export async function findImport(db: Db, id: string): Promise<CaseloadImport | null> {
  const row = await importQuery(db).where("import.id", "=", id).executeTakeFirst();
  return row ? asImport(row) : null;
}

/** A page of the imports, newest first, and how many there are. */
export async function unscopedImports(db: Db, page: number, size: number) {
  const { count } = await db
    .selectFrom("caseload_import")
    .select(countAll.as("count"))
    .executeTakeFirstOrThrow();
  const rows = await importQuery(db)
    .orderBy("created_at", "desc")
    .orderBy("import.id", "desc")
    .limit(size)
    .offset((page - 1) * size)
    .execute();
  return { count, imports: rows.map(asImport) };
}

/** The last earlier import of the very same file that was confirmed, undone since or not. */
export async function findSameFile(db: Db, { id, fingerprint }: CaseloadImport) {
  const row = await importQuery(db)
    .where("fingerprint", "=", fingerprint)
    .where("import.id", "<", id)
    .where("state", "in", ["confirmed", "undone"])
    .orderBy("import.id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ? asImport(row) : null;
}

/** A row of the preview, and where it stands in the file. */
export type ImportRowInList = StagedRow & { line: number; list: string | null };

/** A page of the rows of one outcome, or of those with notes, in the order of the file. */
export async function listImportRows(
  db: Db,
  importId: string,
  show: Outcome | "noted",
  page: number,
  size: number,
): Promise<ImportRowInList[]> {
  const query = db
    .selectFrom("caseload_import_row")
    // A row that adds a case doesn't know it: the case is made later, under the same reference.
    .leftJoin("case_record", "case_record.reference_folded", "caseload_import_row.reference_folded")
    .select(["line", "list", "at_line", "outcome", "content", "problem"])
    .select(["caseload_import_row.case_id", "case_record.id as held_id"])
    .where("import_id", "=", importId);
  const rows = await (show === "noted"
    ? query.where("noted", "=", 1)
    : query.where("outcome", "=", show)
  )
    .orderBy("line")
    .limit(size)
    .offset((page - 1) * size)
    .execute();
  return rows.map((row) => ({
    notes: [],
    ...JSON.parse(row.content),
    line: row.at_line ?? row.line,
    list: row.list,
    outcome: row.outcome as Outcome,
    caseId: row.case_id ?? row.held_id,
    problem: row.problem,
  }));
}

/** A page of the new members of staff whom the file names, by name. */
export async function listImportPeople(db: Db, importId: string, page: number, size: number) {
  return db
    .selectFrom("caseload_import_person as new")
    .leftJoin("team", "team.id", "new.team_id")
    .select(["ref", "new.name", "staff_number as staffNumber", "email", "team.name as team"])
    .where("import_id", "=", importId)
    .orderBy("new.name")
    .orderBy("ref")
    .limit(size)
    .offset((page - 1) * size)
    .execute();
}

/** Every row that is not taken, in the order of the file; the first 20,000, enough to correct by. */
export async function listNotTaken(db: Db, importId: string) {
  const rows = await db
    .selectFrom("caseload_import_row")
    .select(["line", "list", "at_line", "content", "problem"])
    .where("import_id", "=", importId)
    .where("outcome", "in", ["bad", "unmapped", "left-out"])
    .orderBy("line")
    .limit(20_000)
    .execute();
  return rows.map(({ content, line, at_line, ...row }) => {
    const { reference }: { reference: string | null } = JSON.parse(content);
    return { ...row, line: at_line ?? line, reference };
  });
}

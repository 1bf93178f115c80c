/**
 * Owns undoing a confirmed import: whether anything depends on it, and putting everything back.
 * Practice: undone only while nothing was built upon it, so that a draw, an audit or a later
 * import never loses the ground it stands on; the history tells both the import and its undoing.
 */

import type { CaseFacts } from "~/rules/caseload/staging";
import { importMachine } from "~/rules/caseload/states";
import { batchSize } from "../../caseload/compare.server";
import { compareStagedAgain } from "../../caseload/compare-again.server";
import { asHeldCase } from "../../caseload/held.server";
import type { CaseloadImport } from "../../caseload/imports.server";
import { keepEvents } from "../../caseload/prepare.server";
import { removeEvents } from "../../caseload/tidy.server";
import { carryOn, passOn, type Working } from "../../caseload/work.server";
import { analyseSoon } from "../../core/analysed.server";
import { appendEvent, type NewEvent, type Stamp } from "../../core/events.server";
import { type Db, type Tx, transact } from "../../core/open.server";
import { countAll } from "../../core/scope.server";
import { Conflict, mustChange } from "../../core/versions.server";
import { noticeConflicts } from "../../independence/independence.server";
import { appendPrepared, setCases } from "./confirm.server";
import { followChildren } from "./follow-child.server";
import { listUndoBlocks, touched } from "./undo-blocks.server";

/** What undoing would do, in numbers. */
export async function countUndo(db: Db, importId: string) {
  const rows = await touched(db, importId)
    .select(["what", countAll.as("count")])
    .groupBy("what")
    .execute();
  const countOf = (what: string) => rows.find((row) => row.what === what)?.count ?? 0;
  const { people } = await db
    .selectFrom("caseload_import_person")
    .select(countAll.as("people"))
    .where("import_id", "=", importId)
    .where("added", "=", 1)
    .executeTakeFirstOrThrow();
  return {
    added: countOf("add"),
    changed: countOf("change"),
    closed: countOf("close") + countOf("absent"),
    people,
  };
}

/** Hands a confirmed import to `owner` to undo. Throws Conflict when it is no longer as seen. */
export async function beginUndoing(
  tx: Tx,
  stamp: Stamp,
  { importId, version }: { importId: string; version: number },
  owner: string,
): Promise<void> {
  const result = await tx
    .updateTable("caseload_import")
    .set({
      state: importMachine.moves.undo.to,
      version: version + 1,
      owner,
      beat_at: stamp.systemAt,
    })
    .set({ undone_by: stamp.actorId, problem: "", done: 0, total: null })
    .where("id", "=", importId)
    .where("state", "in", importMachine.moves.undo.from)
    .where("version", "=", version)
    .executeTakeFirst();
  mustChange(`import:${importId}`, result);
}

/** Makes the events of an undoing ready, batch by batch. */
export async function prepareUndoing(
  db: Db,
  stamp: Stamp,
  working: Working,
  { clock, breathe }: { clock: () => Date; breathe: () => Promise<void> },
): Promise<void> {
  const { importId } = working;
  await removeEvents(db, importId, breathe);
  const { total } = await touched(db, importId)
    .select(countAll.as("total"))
    .executeTakeFirstOrThrow();
  let done = 0;
  for (let last = ""; done < total; ) {
    const after = await touched(db, importId)
      .selectAll("mine")
      .where("mine.case_id", ">", last)
      .orderBy("mine.case_id")
      .limit(batchSize)
      .execute();
    const ids = after.map((row) => row.case_id);
    const before = await db
      .selectFrom("caseload_import_case")
      .selectAll()
      .where("import_id", "=", importId)
      .where("side", "=", "before")
      .where("case_id", "in", ids)
      .execute();
    const was = new Map(before.map((row) => [row.case_id, factsOf(row)]));
    const events = after.map((row) => undoEvent(row.case_id, factsOf(row), was.get(row.case_id)));
    await transact(db, async (tx) => {
      await carryOn(tx, working, { done: done + after.length, total, at: clock() });
      await keepVersions(tx, importId, ids);
      await keepEvents(tx, importId, done, events, stamp);
    });
    done += after.length;
    last = ids.at(-1) ?? last;
    await breathe();
  }
}

/** From here on nobody else may change these cases; whether anyone did is asked at the end. */
async function keepVersions(tx: Tx, importId: string, caseIds: readonly string[]): Promise<void> {
  await tx
    .updateTable("caseload_import_case")
    .from("case_record")
    .set((eb) => ({ version: eb.ref("case_record.version") }))
    .whereRef("case_record.id", "=", "caseload_import_case.case_id")
    .where("caseload_import_case.import_id", "=", importId)
    .where("caseload_import_case.case_id", "in", caseIds)
    .where("caseload_import_case.side", "=", "after")
    .execute();
}

function factsOf(
  row: Omit<Parameters<typeof asHeldCase>[0], "id"> & { case_id: string },
): CaseFacts {
  const { id: _, version: __, ...facts } = asHeldCase({ ...row, id: row.case_id });
  return facts;
}

/** Only what differs goes into the event. */
function undoEvent(caseId: string, is: CaseFacts, was: CaseFacts | undefined): NewEvent {
  const stream = `case:${caseId}` as const;
  if (!was) return { stream, kind: "case.removed", before: is };
  const keys = (Object.keys(is) as (keyof CaseFacts)[]).filter((key) => is[key] !== was[key]);
  const only = (facts: CaseFacts) => Object.fromEntries(keys.map((key) => [key, facts[key]]));
  return { stream, kind: "case.put-back", before: only(is), after: only(was) };
}

/** Puts everything back at once. Throws Conflict when something was built upon it meanwhile. */
export async function undoImport(
  tx: Tx,
  stamp: Stamp,
  working: Working,
  imported: CaseloadImport,
): Promise<void> {
  const { importId } = working;
  const stream = `import:${importId}` as const;
  await passOn(tx, working, { move: "take-out", owner: null });
  await tx
    .updateTable("caseload_import")
    .set({ undone_at: stamp.at })
    .where("id", "=", importId)
    .execute();
  if ((await listUndoBlocks(tx, imported)).length > 0) throw new Conflict(stream);
  const holdings = (does: "begin" | "end") =>
    tx
      .selectFrom("caseload_import_holding")
      .select("id")
      .where("import_id", "=", importId)
      .where("does", "=", does);
  await tx.deleteFrom("case_holding").where("id", "in", holdings("begin")).execute();
  await tx
    .updateTable("case_holding")
    .set({ to_on: null })
    .where("id", "in", holdings("end"))
    .execute();
  const changed = touched(tx, importId).where("mine.what", "!=", "add");
  const { count } = await changed.select(countAll.as("count")).executeTakeFirstOrThrow();
  if ((await setCases(tx, importId, "after", "before")) !== count) throw new Conflict(stream);
  await followChildren(tx, stamp, importId, "after", "before");
  const added = touched(tx, importId).select("mine.case_id").where("mine.what", "=", "add");
  await tx
    .updateTable("caseload_import_row")
    .set({ case_id: null })
    .where("case_id", "in", added)
    .execute();
  await tx.deleteFrom("case_record").where("id", "in", added).execute();
  await appendPrepared(tx, importId);
  await noticeConflicts(tx, stamp, "import-undone");
  await compareStagedAgain(tx, { except: importId });
  await appendEvent(tx, stamp, { stream, kind: "import.undone" });
  await analyseSoon(tx);
}

/** The staff this import added; those without use go, whoever is named anywhere stays. */
export async function removeUnusedPeople(
  db: Db,
  stamp: Stamp,
  importId: string,
  breathe: () => Promise<void>,
): Promise<number> {
  const people = await db
    .selectFrom("caseload_import_person as new")
    .innerJoin("person", "person.id", "new.person_id")
    .select(["person.id", "person.name"])
    .where("new.import_id", "=", importId)
    .where("new.added", "=", 1)
    .where("person.version", "=", 1)
    .execute();
  let removed = 0;
  for (const { id, name } of people) {
    try {
      await transact(db, async (tx) => {
        // The database itself knows every place that may name a person: it refuses where one does.
        await tx.deleteFrom("person").where("id", "=", id).where("version", "=", 1).execute();
        const stream = `person:${id}` as const;
        await appendEvent(tx, stamp, { stream, kind: "person.removed", before: { id, name } });
      });
      removed += 1;
    } catch (error) {
      if (!isStillNamed(error)) throw error;
    }
    await breathe();
  }
  return removed;
}

/** Whether a removal failed because another row names what was to go. */
function isStillNamed(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: string };
  return code === "23503" || code === "SQLITE_CONSTRAINT_FOREIGNKEY";
}

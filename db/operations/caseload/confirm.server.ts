/**
 * Owns carrying out a confirmed import: new staff, cases added, changed and closed, holders kept.
 * Practice: all or nothing, set by set in one short transaction; a case that changed since the
 * comparison stops the whole; who held a case when is kept, because conflicts of interest depend
 * on it.
 */
import { importMachine } from "~/rules/caseload/states";
import { foldName, foldNumber, lowered } from "~/rules/core/folding";
import { holdStaffList } from "../../access/people.server";
import { compareStagedAgain } from "../../caseload/compare-again.server";
import type { ImportChoices, ImportCounts } from "../../caseload/imports.server";
import { countPrepared } from "../../caseload/recount.server";
import { passOn, type Working } from "../../caseload/work.server";
import { analyseSoon } from "../../core/analysed.server";
import { appendEvent, type Stamp } from "../../core/events.server";
import { newId } from "../../core/ids.server";
import type { Tx } from "../../core/open.server";
import { Conflict, mustChange } from "../../core/versions.server";
import { noticeConflicts } from "../../independence/independence.server";
import { addPerson } from "../people/new-person.server";
import { followChildren } from "./follow-child.server";

/** What a case is in both tables: copied from the import's to the caseload's. */
export const caseColumns = [
  "reference",
  "reference_folded",
  "family_reference",
  "cohort",
  "team_id",
  "worker_id",
  "supervisor_id",
  "reviewing_officer_id",
  "age",
  "unborn",
  "opened_on",
  "closed_on",
  "plan_since",
  "reopened_on",
] as const;

/** Hands a staged import to `owner` to confirm. Throws Conflict when it is no longer as seen. */
export async function beginConfirming(
  tx: Tx,
  stamp: Stamp,
  { importId, version, choices }: { importId: string; version: number; choices: ImportChoices },
  owner: string,
): Promise<void> {
  const result = await tx
    .updateTable("caseload_import")
    .set({
      state: importMachine.moves.confirm.to,
      version: version + 1,
      owner,
      beat_at: stamp.systemAt,
    })
    .set({ confirmed_by: stamp.actorId, choices: JSON.stringify(choices), problem: "" })
    .set({ done: 0, total: null })
    .where("id", "=", importId)
    .where("state", "in", importMachine.moves.confirm.from)
    .where("version", "=", version)
    .executeTakeFirst();
  mustChange(`import:${importId}`, result);
}

/** Writes what was made ready. Throws Conflict when a case is no longer as it was compared. */
export async function confirmImport(
  tx: Tx,
  stamp: Stamp,
  working: Working,
  counts: ImportCounts,
): Promise<void> {
  const { importId } = working;
  const stream = `import:${importId}` as const;
  if (counts.people > 0) await holdStaffList(tx);
  const absent = await countPrepared(tx, importId, ["absent"]);
  const done: ImportCounts = { ...counts, closedAsAbsent: absent };
  // First, so that of two who confirm at once the second finds it done.
  await passOn(tx, working, { move: "write", owner: null, mark: newId(), counts: done });
  await tx
    .updateTable("caseload_import")
    .set({ confirmed_at: stamp.at })
    .where("id", "=", importId)
    .execute();
  await addWorkers(tx, stamp, importId);
  await addCases(tx, importId);
  await changeCases(tx, importId, absent);
  await moveHoldings(tx, importId);
  await followChildren(tx, stamp, importId, "before", "after");
  await appendPrepared(tx, importId);
  await noticeConflicts(tx, stamp, "imported");
  await compareStagedAgain(tx, { except: importId });
  const { cohorts: _, ignored: __, lists: ___, notes: ____, dates: _____, ...told } = done;
  await appendEvent(tx, stamp, { stream, kind: "import.confirmed", after: told });
  await analyseSoon(tx);
}

/** Adds the staff nobody knew. Throws Conflict when someone was added under the same name since. */
async function addWorkers(tx: Tx, stamp: Stamp, importId: string): Promise<void> {
  const people = await tx
    .selectFrom("caseload_import_person")
    .selectAll()
    .where("import_id", "=", importId)
    .execute();
  for (const { staff_number: number, email, name, person_id: id } of people) {
    const same = tx.selectFrom("person").select("id").limit(1);
    const found = await (number
      ? same.where("staff_number_key", "=", foldNumber(number))
      : email
        ? same.where("email_folded", "=", lowered(email))
        : same.where("name_folded", "=", foldName(name)).where("active", "=", 1)
    ).executeTakeFirst();
    if (found || id === null) throw new Conflict(`import:${importId}`);
  }
  for (const { staff_number: staffNumber, email, name, person_id: id, team_id: teamId } of people) {
    await addPerson(tx, stamp, {
      ...{ id: id ?? newId(), name, staffNumber, email, teamId },
      jobTitle: "",
      managerId: null,
      grants: [],
    });
  }
  await tx
    .updateTable("caseload_import_person")
    .set({ added: 1 })
    .where("import_id", "=", importId)
    .execute();
}

async function addCases(tx: Tx, importId: string): Promise<void> {
  const inserted = await tx
    .insertInto("case_record")
    .columns(["id", "version", ...caseColumns, "reference_key", "sensitive"])
    .expression((eb) =>
      eb
        .selectFrom("caseload_import_case")
        .select(["case_id", "version", ...caseColumns, "reference_key"])
        .select((x) => x.lit(0).as("sensitive"))
        .where("import_id", "=", importId)
        .where("side", "=", "after")
        .where("what", "=", "add")
        .orderBy("case_id"),
    )
    .onConflict((c) => c.column("reference_folded").doNothing())
    .executeTakeFirst();
  const expected = await countPrepared(tx, importId, ["add"]);
  if (Number(inserted.numInsertedOrUpdatedRows ?? 0) !== expected) {
    throw new Conflict(`import:${importId}`);
  }
}

/** Sets cases to one side of an import where they still have the version of the other. */
export async function setCases(
  tx: Tx,
  importId: string,
  from: "before" | "after",
  to: "before" | "after",
): Promise<number> {
  const result = await tx
    .updateTable("case_record")
    .from("caseload_import_case as was")
    .innerJoin("caseload_import_case as is", (join) =>
      join
        .onRef("is.import_id", "=", "was.import_id")
        .onRef("is.case_id", "=", "was.case_id")
        .on("is.side", "=", to),
    )
    .set((eb) => ({
      ...Object.fromEntries(caseColumns.map((column) => [column, eb.ref(`is.${column}`)])),
      version: eb("case_record.version", "+", 1),
    }))
    .whereRef("case_record.id", "=", "was.case_id")
    .whereRef("case_record.version", "=", "was.version")
    .where("was.import_id", "=", importId)
    .where("was.side", "=", from)
    .where("was.what", "!=", "add")
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

async function changeCases(tx: Tx, importId: string, absent: number): Promise<void> {
  const expected = absent + (await countPrepared(tx, importId, ["change", "close"]));
  const changed = await setCases(tx, importId, "before", "after");
  if (changed !== expected) throw new Conflict(`import:${importId}`);
}

async function moveHoldings(tx: Tx, importId: string): Promise<void> {
  await tx
    .insertInto("case_holding")
    .columns(["id", "case_id", "person_id", "relation", "team_id", "from_on", "to_on"])
    .expression((eb) =>
      eb
        .selectFrom("caseload_import_holding")
        .select(["id", "case_id", "person_id", "relation", "team_id", "from_on", "to_on"])
        .where("import_id", "=", importId)
        .where("does", "=", "begin")
        .orderBy("id"),
    )
    .execute();
  await tx
    .updateTable("case_holding")
    .from("caseload_import_holding as ended")
    .set((eb) => ({ to_on: eb.ref("ended.to_on") }))
    .whereRef("case_holding.id", "=", "ended.id")
    .where("ended.import_id", "=", importId)
    .where("ended.does", "=", "end")
    .execute();
}

/** Appends the events made ready, in their order. */
export async function appendPrepared(tx: Tx, importId: string): Promise<void> {
  await tx
    .insertInto("event")
    .columns(["id", "stream", "kind", "actor_id", "at", "system_at", "digest"])
    .expression((eb) =>
      eb
        .selectFrom("caseload_import_event")
        .select(["id", "stream", "kind", "actor_id", "at", "system_at", "digest"])
        .where("import_id", "=", importId)
        .orderBy("position"),
    )
    .execute();
  await tx
    .insertInto("event_body")
    .columns(["event_id", "salt", "before", "after"])
    .expression((eb) =>
      eb
        .selectFrom("caseload_import_event")
        .select(["id", "salt", "before", "after"])
        .where("import_id", "=", importId)
        .orderBy("position"),
    )
    .execute();
}

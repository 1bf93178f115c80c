/**
 * Owns conflicts of interest that people declare, whatever led to it: declining an audit, work under
 * way, or in advance.
 * Practice: declaring and withdrawing look again at all open work in the same transaction; the
 * history names the records alone, and the words stay with the QA leads and whoever wrote them.
 */
import { paths } from "~/paths";
import { foldNumber } from "~/rules/core/folding";
import type { DeclaredConflict } from "~/rules/independence/declared-conflicts";
import { appendEvent, type Stamp } from "../core/events.server";
import { recordsOf } from "../core/one-person.server";
import type { Db, Tx } from "../core/open.server";
import { mustChange } from "../core/versions.server";
import { addMessage } from "../messages/outbox.server";
import { noticeConflicts } from "./independence.server";

export type NewDeclared = {
  id: string;
  personId: string;
  caseId: string | null;
  workerId: string | null;
  /** A record of a dip sample, which is no case. */
  recordId?: string | null;
  note: string;
};

/**
 * Keeps a declared conflict, and looks again at everything it may bear on; false where the person
 * has declared the same before and it still holds, so that withdrawing it withdraws all there is.
 */
export async function declareConflict(tx: Tx, stamp: Stamp, made: NewDeclared): Promise<boolean> {
  const { id, personId, caseId, workerId, recordId = null, note } = made;
  if (await isDeclared(tx, made)) {
    await noticeConflicts(tx, stamp, "declared");
    return false;
  }
  const whom = { case_id: caseId, worker_id: workerId, record_id: recordId };
  await tx
    .insertInto("declared_conflict")
    .values({ id, person_id: personId, ...whom, note, declared_at: stamp.at })
    .execute();
  await appendEvent(tx, stamp, {
    stream: `declared-conflict:${id}`,
    kind: "conflict.declared",
    after: { personId, caseId, workerId, ...(recordId ? { recordId } : {}) },
  });
  await noticeConflicts(tx, stamp, "declared");
  return true;
}

/** Withdraws one, and tells whoever declared it. Throws Conflict when it was withdrawn already. */
export async function withdrawDeclared(
  tx: Tx,
  stamp: Stamp,
  { id, personId }: Pick<DeclaredConflict, "id" | "personId">,
  reason: string,
): Promise<void> {
  const stream = `declared-conflict:${id}` as const;
  mustChange(
    stream,
    await tx
      .updateTable("declared_conflict")
      .set({ withdrawn_at: stamp.at, withdrawn_by: stamp.actorId, withdrawn_reason: reason })
      .where("id", "=", id)
      .where("withdrawn_at", "is", null)
      .executeTakeFirst(),
  );
  await appendEvent(tx, stamp, { stream, kind: "conflict.withdrawn", before: { personId } });
  await noticeConflicts(tx, stamp, "declared");
  await addMessage(tx, stamp, {
    to: personId,
    kind: "conflict-withdrawn",
    key: id,
    link: paths.accountConflicts(),
  });
}

const declared = (db: Db) =>
  db
    .selectFrom("declared_conflict as d")
    .innerJoin("one_person as person", "person.record_id", "d.person_id")
    .leftJoin("case_record", "case_record.id", "d.case_id")
    .leftJoin("sample_record", "sample_record.id", "d.record_id")
    .leftJoin("one_person as worker", "worker.record_id", "d.worker_id")
    .leftJoin("one_person as withdrawer", "withdrawer.record_id", "d.withdrawn_by")
    .select(["d.id", "person.id as person_id", "person.name", "d.case_id", "d.note"])
    .select("d.declared_at")
    .select(["case_record.reference", "worker.name as worker_name"])
    .select(["sample_record.reference as record_reference"])
    .select(["d.withdrawn_at", "d.withdrawn_reason", "withdrawer.name as withdrawer_name"])
    .orderBy("d.declared_at", "desc")
    .orderBy("d.id", "desc");

type Row = Awaited<ReturnType<ReturnType<typeof declared>["execute"]>>[number];

function whomOf(row: Row): Pick<DeclaredConflict, "with" | "whom"> {
  if (row.record_reference !== null) return { with: "record", whom: row.record_reference };
  if (row.case_id === null) return { with: "worker", whom: row.worker_name ?? "" };
  return { with: "child", whom: row.reference ?? "" };
}

const asDeclared = (row: Row): DeclaredConflict => ({
  id: row.id,
  personId: row.person_id,
  personName: row.name,
  ...whomOf(row),
  note: row.note,
  declaredAt: row.declared_at,
  withdrawn:
    row.withdrawn_at === null
      ? null
      : {
          at: row.withdrawn_at,
          by: row.withdrawer_name ?? "Someone",
          reason: row.withdrawn_reason,
        },
  access: { teamId: null, serviceId: null, people: { self: [row.person_id] } },
});

/** What one person declared, the newest first, withdrawn ones too. */
export const listOwnDeclared = async (db: Db, personId: string): Promise<DeclaredConflict[]> =>
  (await declared(db).where("d.person_id", "in", recordsOf(personId)).limit(100).execute()).map(
    asDeclared,
  );

/** What everyone declared and still holds, the newest first, a page of it (from 1). */
export async function unscopedDeclared(
  db: Db,
  page: { limit: number; offset: number },
): Promise<{ rows: DeclaredConflict[]; found: number }> {
  const rows = await declared(db)
    .select((eb) => eb.fn.countAll<number>().over().as("found"))
    .where("d.withdrawn_at", "is", null)
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return { rows: rows.map(asDeclared), found: Number(rows[0]?.found ?? 0) };
}

export async function findDeclared(db: Db, id: string): Promise<DeclaredConflict | null> {
  const row = await declared(db).where("d.id", "=", id).executeTakeFirst();
  return row ? asDeclared(row) : null;
}

/** Whether someone has declared the same already, and it holds. */
async function isDeclared(
  db: Db,
  { personId, caseId, workerId, recordId = null }: Omit<NewDeclared, "id" | "note">,
): Promise<boolean> {
  const row = await db
    .selectFrom("declared_conflict")
    .select("id")
    .where("person_id", "in", recordsOf(personId))
    .where("case_id", caseId === null ? "is" : "=", caseId)
    .where("worker_id", workerId === null ? "is" : "=", workerId)
    .where("record_id", recordId === null ? "is" : "=", recordId)
    .where("withdrawn_at", "is", null)
    .executeTakeFirst();
  return row !== undefined;
}

/** The case of a reference as someone writes it; null where none, or more than one, could be meant. */
export async function findCaseMeant(db: Db, reference: string): Promise<string | null> {
  const rows = await db
    .selectFrom("case_record")
    .select(["id", "reference"])
    .where("reference_key", "=", foldNumber(reference))
    .limit(10)
    .execute();
  const exact = rows.find((row) => row.reference === reference.trim());
  return exact?.id ?? (rows.length === 1 ? (rows[0]?.id ?? null) : null);
}

/**
 * Owns which cases a declared conflict of interest reaches: the child under every reference, brothers
 * and sisters, and whatever a member of staff holds, supervises or did.
 */
import { type NotNull, sql } from "kysely";
import type { Holding } from "~/rules/independence/conflicts";
import { listOfSameChild } from "../core/one-child.server";
import { recordsOfAll, whoIn } from "../core/one-person.server";
import type { Db } from "../core/open.server";

/** A family's number without spaces, case and zeros before it, as everywhere (`foldNumber`). */
const familyNumber = (table: "case_record" | "told") =>
  sql<string>`ltrim(lower(replace(${sql.ref(`${table}.family_reference`)}, ' ', '')), '0')`;

/**
 * Who declared a conflict of interest with one of these cases, or with a brother or sister: also one
 * who is known as such under another reference of the same child.
 */
export async function listDeclaredWithFamily(db: Db, caseIds: readonly string[]) {
  const declared = await db
    .selectFrom("declared_conflict")
    .select(["case_id", "person_id", "declared_at"])
    .where("withdrawn_at", "is", null)
    .where("case_id", "is not", null)
    .orderBy("declared_at")
    .execute();
  const told = [...new Set(declared.flatMap(({ case_id }) => case_id ?? []))];
  if (told.length === 0) return [];
  const ofChild = await listOfSameChild(db, told);
  const related = await db
    .selectFrom("case_record as told")
    .innerJoin("case_record", (join) =>
      join.on((eb) =>
        eb.or([
          eb("case_record.id", "=", eb.ref("told.id")),
          eb.and([
            eb("told.family_reference", "<>", ""),
            eb(familyNumber("case_record"), "=", familyNumber("told")),
          ]),
        ]),
      ),
    )
    .select(["told.id as told_id", "case_record.id as case_id"])
    .where("told.id", "in", [...new Set([...ofChild.values()].flat())])
    .where("case_record.id", "in", caseIds)
    .execute();
  const first = new Map<string, { case_id: string; person_id: string; declared_at: string }>();
  for (const { case_id: of, person_id, declared_at } of declared) {
    const child = ofChild.get(of ?? "") ?? [];
    for (const { told_id, case_id } of related) {
      const key = `${case_id} ${person_id}`;
      if (!child.includes(told_id) || first.has(key)) continue;
      first.set(key, { case_id, person_id, declared_at });
    }
  }
  return [...first.values()];
}

/** Who declared one with these records of dip samples, which are no case. */
export const listDeclaredWithRecords = (db: Db, recordIds: readonly string[]) =>
  db
    .selectFrom("declared_conflict")
    .select(["record_id as case_id", "person_id", "declared_at"])
    .where("withdrawn_at", "is", null)
    .where("record_id", "in", recordIds.length > 0 ? recordIds : [""])
    .$narrowType<{ case_id: NotNull }>()
    .execute();

/** Who declared one with a member of staff, for each case that these hold or supervise, or did. */
export async function listDeclaredWithStaff(db: Db, holdings: ReadonlyMap<string, Holding[]>) {
  const worked = [...holdings].flatMap(([caseId, parts]) =>
    parts
      .filter(({ relation }) => relation === "worker" || relation === "supervisor")
      .map(({ personId }) => ({ caseId, personId })),
  );
  if (worked.length === 0) return [];
  const declared = await db
    .selectFrom("declared_conflict")
    .select(["person_id", whoIn("worker_id").as("worker_id"), "declared_at"])
    .where("withdrawn_at", "is", null)
    .where("worker_id", "in", recordsOfAll([...new Set(worked.map(({ personId }) => personId))]))
    .execute();
  return declared.flatMap((one) =>
    worked
      .filter(({ personId }) => personId === one.worker_id)
      .map(({ caseId }) => ({ ...one, case_id: caseId })),
  );
}

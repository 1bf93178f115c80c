/**
 * Owns what tells two records apart whose numbers are the same but for zeros, spaces or case.
 * Practice: what whoever decides would look for: where each is held, since when, and what hangs on it.
 */
import type { Cohort } from "~/rules/caseload/caseload";
import type { Db } from "../core/open.server";
import { countAll } from "../core/scope.server";

/** What tells cases apart. */
export async function listCasesToTell(db: Db, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("case_record")
    .leftJoin("team", "team.id", "case_record.team_id")
    .leftJoin("one_person as worker", "worker.record_id", "case_record.worker_id")
    .select(["case_record.id", "reference", "family_reference as familyReference", "cohort"])
    .select(["team.name as team", "worker.name as worker", "age", "unborn"])
    .select(["opened_on as openedOn", "closed_on as closedOn"])
    .select((eb) =>
      eb
        .selectFrom("audit")
        .select(countAll.as("audits"))
        .whereRef("audit.case_id", "=", "case_record.id")
        .as("audits"),
    )
    .where("case_record.id", "in", [...ids])
    .orderBy("reference_folded")
    .execute();
  return rows.map(({ audits, ...row }) => ({
    ...row,
    audits: Number(audits ?? 0),
    cohort: row.cohort as Cohort,
    unborn: row.unborn === 1,
  }));
}

/** What tells people apart. */
export async function listPeopleToTell(db: Db, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("person")
    .leftJoin("team", "team.id", "person.team_id")
    .leftJoin("auth_account", "auth_account.person_id", "person.id")
    .select(["person.id", "person.name", "staff_number as staffNumber", "email", "active"])
    .select(["job_title as jobTitle", "team.name as team", "signed_in_at as signedInAt"])
    .select((eb) =>
      eb
        .selectFrom("case_record")
        .select(countAll.as("cases"))
        .whereRef("worker_id", "=", "person.id")
        .where("closed_on", "is", null)
        .as("cases"),
    )
    .where("person.id", "in", [...ids])
    .orderBy("staff_number")
    .execute();
  return rows.map(({ active, cases, ...row }) => ({
    ...row,
    cases: Number(cases ?? 0),
    active: active === 1,
  }));
}

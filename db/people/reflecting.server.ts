/**
 * Owns which workers could write a reflection if their work were audited: whoever is active, has an
 * account, and is a practitioner here.
 * Practice: a worker that an import brought has none of it yet, so whoever imports or releases is
 * told, no page promises their words, and an administrator has the list to invite.
 */

import { sql } from "kysely";
import { paths } from "~/paths";
import type { AttentionFact } from "~/rules/home/attention";
import { isNotWithdrawn } from "../core/counted.server";
import { whoIn } from "../core/one-person.server";
import type { Db } from "../core/open.server";
import { countAll } from "../core/scope.server";

/** People who could be asked to reflect. */
const canReflect = (db: Db) =>
  db
    .selectFrom("auth_account")
    .innerJoin("role_grant", "role_grant.person_id", "auth_account.person_id")
    .select("auth_account.person_id")
    .where("role_grant.role", "=", "practitioner");

/** Of a query's people those who can't, though they work here. */
const cannot = (db: Db) =>
  db
    .selectFrom("person")
    .where("person.active", "=", 1)
    .where("person.id", "not in", canReflect(db));

/** Whether this worker could write a reflection today. */
export async function mayReflect(db: Db, personId: string | null): Promise<boolean> {
  if (personId === null) return false;
  const row = await canReflect(db)
    .innerJoin("person", "person.id", "auth_account.person_id")
    .where("person.active", "=", 1)
    .where("person.id", "=", personId)
    .executeTakeFirst();
  return row !== undefined;
}

/** The workers of an exercise's audits who can't, by name. */
export async function listSilentWorkers(db: Db, exerciseId: string) {
  return cannot(db)
    .where("person.id", "in", (eb) =>
      eb
        .selectFrom("audit")
        .select(whoIn("audit.worker_id").as("worker_id"))
        .where("exercise_id", "=", exerciseId)
        .where("audit.worker_id", "is not", null)
        .where(isNotWithdrawn()),
    )
    .select(["person.id", "person.name"])
    .orderBy("person.name_folded")
    .execute();
}

/** How many workers whom an import added can't. */
export async function countSilentOfImport(db: Db, importId: string): Promise<number> {
  const { count } = await cannot(db)
    .where("person.id", "in", (eb) =>
      eb
        .selectFrom("caseload_import_person")
        .select("caseload_import_person.person_id")
        .where("import_id", "=", importId)
        .where("added", "=", 1)
        .where("caseload_import_person.person_id", "is not", null),
    )
    .select(countAll.as("count"))
    .executeTakeFirstOrThrow();
  return count;
}

/** The ids of those who work on open cases and have no account. */
export const workersWithoutAccount = (db: Db) =>
  db
    .selectFrom("case_record")
    .innerJoin("one_person as holder", "holder.record_id", "case_record.worker_id")
    .leftJoin("auth_account", "auth_account.person_id", "holder.id")
    .where("case_record.closed_on", "is", null)
    .where("holder.active", "=", 1)
    .where("auth_account.person_id", "is", null)
    .select("holder.id");

/** Workers of open cases without an account, for whoever invites people. */
export async function unscopedWorkersToInvite(db: Db): Promise<AttentionFact[]> {
  const people = await db
    .selectFrom("person")
    .leftJoin("event", (join) =>
      join
        .on("event.kind", "=", "person.added")
        .on(sql<boolean>`event.stream = 'person:' || person.id`),
    )
    .select(["person.id", "event.at"])
    .where("person.id", "in", workersWithoutAccount(db))
    .execute();
  if (people.length === 0) return [];
  return [
    {
      kind: "workers-not-invited",
      subject: "",
      count: new Set(people.map(({ id }) => id)).size,
      since: people.flatMap(({ at }) => at ?? []).sort()[0] ?? null,
      href: paths.people.invitations({ state: "workers" }),
      place: "People",
      meant: null,
    },
  ];
}

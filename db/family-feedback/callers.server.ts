/**
 * Owns who may ask a family: who there is to choose from, and what stands against each.
 * Practice: whoever asks is independent of the work: not its auditor, not its worker or their
 * managers, nor tied by a conflict of interest; looked at when they are chosen, and again each time
 * they open or enter anything.
 */
import { type CallerObjection, mayAsk } from "~/rules/family-feedback/invitations";
import { conflictsBetween } from "~/rules/independence/conflicts";
import { whoIn } from "../core/one-person.server";
import type { Db } from "../core/open.server";
import { listInterests } from "../independence/interests.server";

export type Caller = { id: string; name: string; jobTitle: string };

/** Active people who may be asked to: everyone with a role among those who work here, by name. */
export const unscopedCallersToChoose = (db: Db): Promise<Caller[]> =>
  db
    .selectFrom("person")
    .select(["person.id", "person.name", "person.job_title as jobTitle"])
    .where("person.active", "=", 1)
    .where("person.same_as_id", "is", null)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom("role_grant")
          .select("role_grant.id")
          .whereRef("role_grant.person_id", "=", "person.id")
          .where("role_grant.role", "not in", ["scrutiny", "administrator"]),
      ),
    )
    .orderBy("person.name_folded")
    .orderBy("person.id")
    .execute();

type Asking = { id: string; auditId: string; callerId: string | null };

/** What stands against whoever asks each of these on a date (YYYY-MM-DD), by id; empty is nothing. */
async function objectionsAgainst(
  db: Db,
  asking: readonly Asking[],
  on: string,
): Promise<Map<string, CallerObjection[]>> {
  if (asking.length === 0) return new Map();
  const [audits, people] = await Promise.all([
    db
      .selectFrom("audit")
      .select(["id", "case_id as caseId", "team_id as teamId", "service_id as serviceId"])
      .select(whoIn("auditor_id").as("auditorId"))
      .where("id", "in", [...new Set(asking.map(({ auditId }) => auditId))])
      .execute(),
    db
      .selectFrom("one_person")
      .select(["record_id as recordId", "id", "team_id as teamId", "manager_id as managerId"])
      .where("record_id", "in", [...new Set(asking.map(({ callerId }) => callerId ?? ""))])
      .execute(),
  ]);
  const interests = await listInterests(
    db,
    audits.map(({ id, ...audit }) => ({ key: id, ...audit })),
  );
  return new Map(
    asking.map(({ id, auditId, callerId }) => {
      const audit = audits.find((one) => one.id === auditId);
      const person = people.find(({ recordId }) => recordId === callerId);
      const facts = interests.get(auditId);
      if (!audit || !person || !facts) return [id, []];
      const kinds = conflictsBetween(person, facts, on).map(({ kind }) => kind);
      return [id, audit.auditorId === person.id ? ["auditor", ...kinds] : kinds];
    }),
  );
}

/** By audit, what stands against one person asking its family on a date (YYYY-MM-DD). */
export const listCallerObjections = (
  db: Db,
  personId: string,
  auditIds: readonly string[],
  on: string,
): Promise<Map<string, CallerObjection[]>> =>
  objectionsAgainst(
    db,
    auditIds.map((auditId) => ({ id: auditId, auditId, callerId: personId })),
    on,
  );

/** The same for one family. */
export const callerObjections = async (
  db: Db,
  personId: string,
  auditId: string,
  on: string,
): Promise<CallerObjection[]> =>
  (await listCallerObjections(db, personId, [auditId], on)).get(auditId) ?? [];

/** Those of these that are given to someone who is not independent today, by id. */
export async function listCallersTied(
  db: Db,
  asking: readonly Asking[],
  on: string,
): Promise<Set<string>> {
  const against = await objectionsAgainst(db, asking, on);
  return new Set([...against].filter(([, one]) => !mayAsk(one)).map(([id]) => id));
}

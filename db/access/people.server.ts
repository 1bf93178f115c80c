/**
 * Owns people, teams, services and the roles granted: reads for everyone's use, writes for the
 * administrator.
 * Practice: a person is any member of staff, with a staff number and perhaps no email and no
 * account.
 */
import { mayStandIn } from "~/rules/access/deputies";
import type { Absence, Actor, Grant, Role } from "~/rules/access/people";
import { fold, foldNumber, lowered } from "~/rules/core/folding";
import type { Db, Tx } from "../core/open.server";
import type { RoleGrantTable } from "../core/schema";

/** A stored grant as the policy sees it. */
export function asGrant(
  row: Pick<RoleGrantTable, "role" | "reach" | "service_id" | "team_id">,
): Grant {
  const role = row.role as Role;
  if (row.reach === "service") return { role, reach: "service", serviceId: row.service_id ?? "" };
  if (row.reach === "team") return { role, reach: "team", teamId: row.team_id ?? "" };
  return { role, reach: "all" };
}

/**
 * An active person as the policy sees them; null when unknown or no longer active. With a date
 * (YYYY-MM-DD) they also stand in for those whose deputy they are on it.
 */
export async function findActor(db: Db, personId: string, on?: string): Promise<Actor | null> {
  const person = await db
    .selectFrom("person")
    .leftJoin("auth_account", "auth_account.person_id", "person.id")
    .select(["person.id", "name", "email", "team_id as teamId", "must_change"])
    .where("person.id", "=", personId)
    .where("active", "=", 1)
    .executeTakeFirst();
  if (!person) return null;
  const { must_change, ...facts } = person;
  const grants = await db
    .selectFrom("role_grant")
    .select(["role", "reach", "service_id", "team_id"])
    .where("person_id", "=", personId)
    .orderBy("role")
    .execute();
  const own = await withPredecessors(db, grants.map(asGrant));
  return {
    ...facts,
    email: facts.email ?? "",
    grants: own,
    ...(must_change === 1 ? { mustChange: true } : {}),
    ...(on ? await listAbsences(db, { id: personId, grants: own }, on) : {}),
  };
}

/**
 * A role for a team holds for the teams that ended into it too: someone has to see to what they
 * left open.
 */
async function withPredecessors(db: Db, grants: Grant[]): Promise<Grant[]> {
  const found = [...grants];
  for (let at = 0; at < found.length; at += 1) {
    const grant = found[at];
    if (grant?.reach !== "team") continue;
    const ended = await db
      .selectFrom("team")
      .select("id")
      .where("successor_id", "=", grant.teamId)
      .execute();
    found.push(...ended.map(({ id }) => ({ ...grant, teamId: id })));
  }
  return found;
}

/**
 * Locks people for the rest of the transaction, in one order for everyone: what is decided of
 * their access is decided one after another.
 */
export async function holdPeople(tx: Tx, ids: readonly string[]): Promise<void> {
  for (const id of [...new Set(ids)].sort()) {
    await tx
      .updateTable("person")
      .set((eb) => ({ active: eb.ref("active") }))
      .where("id", "=", id)
      .execute();
  }
}

/**
 * Holds the list of staff for the rest of the transaction, by its first record: of two who add
 * people at the same moment the second sees whom the first has added.
 */
export async function holdStaffList(tx: Tx): Promise<void> {
  const { id } = await tx
    .selectFrom("person")
    .select((eb) => eb.fn.min<string | null>("id").as("id"))
    .executeTakeFirstOrThrow();
  if (id !== null) await holdPeople(tx, [id]);
}

/**
 * Those whose deputy a person is on a date, with the roles they hold; nothing when there are none.
 * Roles may have changed since the deputy was named: who would not be named today lends nothing.
 */
async function listAbsences(
  db: Db,
  deputy: Pick<Actor, "id" | "grants">,
  on: string,
): Promise<Pick<Actor, "standsInFor">> {
  const rows = await db
    .selectFrom("deputy")
    .innerJoin("person", "person.id", "deputy.person_id")
    .leftJoin("role_grant", "role_grant.person_id", "person.id")
    .select(["person.id as personId", "person.name", "deputy.to_on as until"])
    .select(["role", "reach", "service_id", "role_grant.team_id"])
    .where("deputy.deputy_id", "=", deputy.id)
    .where("deputy.from_on", "<=", on)
    .where("deputy.to_on", ">=", on)
    .where("deputy.ended_at", "is", null)
    .where("person.active", "=", 1)
    .orderBy("deputy.to_on", "desc")
    .orderBy("person.id")
    .orderBy("role_grant.id")
    .execute();
  const absences = new Map<string, Absence>();
  for (const { personId, name, until, role, reach, service_id, team_id } of rows) {
    const absence = absences.get(personId) ?? { personId, name, until, grants: [] };
    absences.set(personId, absence);
    // Two absences of one person that overlap: the longer one is read first.
    if (role !== null && reach !== null && absence.until === until) {
      absence.grants.push(asGrant({ role, reach, service_id, team_id }));
    }
  }
  const standsInFor = [...absences.values()].filter(({ grants }) =>
    mayStandIn(deputy.grants, grants),
  );
  return standsInFor.length > 0 ? { standsInFor } : {};
}

export type Team = {
  id: string;
  name: string;
  serviceId: string;
  serviceName: string;
  holdsCases: boolean;
  /** From this day on it is no more; `successorName` goes on with its work. */
  retiredOn: string | null;
  successorName: string | null;
};

/** Every team in the order of its service and its own, also those that have ended. */
export async function listTeams(db: Db): Promise<Team[]> {
  const rows = await db
    .selectFrom("team")
    .innerJoin("service", "service.id", "team.service_id")
    .leftJoin("team as successor", "successor.id", "team.successor_id")
    .select(["team.id", "team.name", "team.service_id as serviceId", "service.name as serviceName"])
    .select(["team.holds_cases", "team.retired_on as retiredOn", "successor.name as successorName"])
    .orderBy("service.position")
    .orderBy("team.position")
    .orderBy("team.name")
    .execute();
  return rows.map(({ holds_cases, ...team }) => ({ ...team, holdsCases: holds_cases === 1 }));
}

/** The teams that may be chosen: those there are today, and `alsoId`, which was chosen before. */
export async function listTeamsToChoose(db: Db, alsoId?: string | null): Promise<Team[]> {
  return (await listTeams(db)).filter(({ id, retiredOn }) => retiredOn === null || id === alsoId);
}

export type Service = { id: string; name: string };

export async function listServices(db: Db): Promise<Service[]> {
  return db
    .selectFrom("service")
    .select(["id", "name"])
    .orderBy("position")
    .orderBy("name")
    .execute();
}

export type PersonInList = {
  id: string;
  name: string;
  jobTitle: string;
  teamId: string | null;
  managerId: string | null;
};

/** Active people who hold a role, by name. */
export async function unscopedPeopleWithRole(db: Db, role: Role): Promise<PersonInList[]> {
  return db
    .selectFrom("person")
    .select(["id", "name", "job_title as jobTitle", "team_id as teamId"])
    .select("manager_id as managerId")
    .where("active", "=", 1)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom("role_grant")
          .select("role_grant.id")
          .whereRef("role_grant.person_id", "=", "person.id")
          .where("role_grant.role", "=", role),
      ),
    )
    .orderBy("name_folded")
    .execute();
}

export type Kept = {
  id: string;
  name: string;
  jobTitle: string;
  teamId: string | null;
  active: boolean;
};

/** People by id, whether they are still active or not, by name: who was chosen stays in view. */
export async function listKept(db: Db, ids: readonly string[]): Promise<Kept[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("person")
    .select(["id", "name", "job_title as jobTitle", "team_id as teamId", "active"])
    .where("id", "in", [...new Set(ids)])
    .orderBy("name_folded")
    .execute();
  return rows.map((row) => ({ ...row, active: row.active === 1 }));
}

export type NewPerson = {
  id: string;
  name: string;
  email: string | null;
  staffNumber: string | null;
  jobTitle: string;
  teamId: string | null;
  managerId: string | null;
  /** Of someone from another agency; empty for the council's own; left out, it stays as it is. */
  agency?: string;
  grants: Grant[];
};

export const emailValues = (email: string | null) => ({
  email,
  email_folded: email ? lowered(email) : null,
});

export const numberValues = (staffNumber: string | null) => ({
  staff_number: staffNumber,
  staff_number_key: staffNumber ? foldNumber(staffNumber) : null,
});

/** The columns of a person's facts. */
export const personValues = (person: Omit<NewPerson, "id" | "grants">) => ({
  name: person.name,
  name_folded: fold(person.name),
  ...emailValues(person.email),
  ...numberValues(person.staffNumber),
  job_title: person.jobTitle,
  team_id: person.teamId,
  manager_id: person.managerId,
  ...(person.agency === undefined ? {} : { agency: person.agency }),
});

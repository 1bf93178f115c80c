/**
 * Owns who is told: the people behind a team, a service or the council, by the roles they hold.
 * Practice: the nearest first; where a team has no manager, whoever stands above it is asked.
 */
import { type RawBuilder, sql } from "kysely";
import type { Role } from "~/rules/access/people";
import { type Holder, patience, verifierLadder, whoseTurn } from "~/rules/access/whose-turn";
import type { Db } from "../core/open.server";

/**
 * A team, and the teams that went on with its work once it ended, as ids: whoever manages one of
 * them answers for it too, as `findActor` has it.
 */
export const teamAndSuccessors = (team: string | RawBuilder<string>): RawBuilder<string> =>
  sql<string>`(
    with recursive going_on(id) as (
      select one.id from team as one where one.id = ${team}
      union
      select one.successor_id from team as one inner join going_on on going_on.id = one.id
      where one.successor_id is not null
    ) select id from going_on)`;

/** Who gives roles: the names of the administrators who are here, for whoever has none. */
export async function unscopedAdministrators(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom("person")
    .select("name")
    .where("active", "=", 1)
    .where("id", "in", (eb) =>
      eb.selectFrom("role_grant").select("person_id").where("role", "=", "administrator"),
    )
    .orderBy("name_folded")
    .limit(5)
    .execute();
  return rows.map(({ name }) => name);
}

type Place = { teamId: string | null; serviceId: string | null };

/** The active people whose role reaches a place, in a lasting order. */
async function listReaching(db: Db, role: Role, place: Place): Promise<string[]> {
  const rows = await db
    .selectFrom("role_grant")
    .innerJoin("person", "person.id", "role_grant.person_id")
    .select("person.id")
    .distinct()
    .where("person.active", "=", 1)
    .where("role_grant.role", "=", role)
    .where((eb) =>
      eb.or([
        eb("role_grant.reach", "=", "all"),
        ...(place.teamId ? [eb("role_grant.team_id", "in", teamAndSuccessors(place.teamId))] : []),
        ...(place.serviceId ? [eb("role_grant.service_id", "=", place.serviceId)] : []),
      ]),
    )
    .orderBy("person.id")
    .execute();
  return rows.map((row) => row.id);
}

export const unscopedQaLeads = (db: Db): Promise<string[]> =>
  listReaching(db, "qa-lead", { teamId: null, serviceId: null });

/** The active people who hold any of these roles, however far. */
export async function unscopedHoldersOf(db: Db, roles: readonly Role[]): Promise<string[]> {
  const rows = await db
    .selectFrom("role_grant")
    .innerJoin("person", "person.id", "role_grant.person_id")
    .select("person.id")
    .distinct()
    .where("person.active", "=", 1)
    .where("role_grant.role", "in", [...roles])
    .orderBy("person.id")
    .execute();
  return rows.map((row) => row.id);
}

export const listServiceManagersOf = (db: Db, place: Place): Promise<string[]> =>
  listReaching(db, "service-manager", place);

/**
 * The leaders who may verify an action above the level of a child, where every QA lead owns it or
 * completed it; nobody otherwise.
 */
export async function listLeadersToVerify(
  db: Db,
  action: { level: string; ownerId: string | null; completedBy: string | null },
): Promise<string[]> {
  if (action.level === "child") return [];
  const leads = await unscopedQaLeads(db);
  const tied = (id: string) => id === action.ownerId || id === action.completedBy;
  return leads.every(tied) ? unscopedHoldersOf(db, ["leader"]) : [];
}

/** Everyone who may verify an action about this place, its owner and whoever completed it too. */
export async function listEverybodyToVerify(
  db: Db,
  place: Place & { level: string },
): Promise<string[]> {
  const each = await Promise.all([
    // Whoever calls this knows that no QA lead is left.
    place.level === "child" ? [] : unscopedHoldersOf(db, ["leader"]),
    unscopedQaLeads(db),
    listReaching(db, "service-manager", place),
    listReaching(db, "team-manager", place),
  ]);
  return each.flat();
}

/** Who answers for a team: its managers, and where it has none those of its service. */
export async function listManagersOf(db: Db, place: Place): Promise<string[]> {
  const managers = await listReaching(db, "team-manager", place);
  return managers.length > 0 ? managers : listReaching(db, "service-manager", place);
}

/** Who manages a person: whoever is named, else those who answer for their team; never themselves. */
export async function listManagersOfPerson(db: Db, personId: string): Promise<string[]> {
  const person = await db
    .selectFrom("person")
    .leftJoin("person as manager", "manager.id", "person.manager_id")
    .leftJoin("team", "team.id", "person.team_id")
    .select(["person.team_id as teamId", "team.service_id as serviceId"])
    .select(["manager.id as managerId", "manager.active"])
    .where("person.id", "=", personId)
    .executeTakeFirst();
  if (!person) return [];
  const { managerId, active, teamId, serviceId } = person;
  if (managerId && active === 1 && managerId !== personId) return [managerId];
  const near = (await listManagersOf(db, { teamId, serviceId })).filter((id) => id !== personId);
  if (near.length > 0) return near;
  const above = await listServiceManagersOf(db, { teamId, serviceId });
  return above.filter((id) => id !== personId);
}

/** The active people who hold any of these roles, each with what it reaches. */
export async function unscopedHolders(db: Db, roles: readonly Role[]): Promise<Holder[]> {
  const rows = await db
    .selectFrom("role_grant")
    .innerJoin("person", "person.id", "role_grant.person_id")
    .select(["person.id as personId", "role_grant.role", "role_grant.reach"])
    .select(["role_grant.team_id as teamId", "role_grant.service_id as serviceId"])
    .where("person.active", "=", 1)
    .where("role_grant.role", "in", [...roles])
    .orderBy("person.id")
    .execute();
  const ended = await db
    .selectFrom("team")
    .select(["id", "successor_id"])
    .where("successor_id", "is not", null)
    .execute();
  const behind = (teamId: string): string[] => {
    const found = [teamId];
    for (const id of found) {
      for (const team of ended) {
        if (team.successor_id === id && !found.includes(team.id)) found.push(team.id);
      }
    }
    return found;
  };
  return rows.map(({ reach, role, teamId, ...row }) => ({
    ...row,
    role: role as Role,
    reachesAll: reach === "all",
    teamIds: teamId ? behind(teamId) : [],
  }));
}

/** Whose roles may verify an action. */
export const verifying = ["team-manager", "service-manager", "qa-lead", "leader"] as const;

/** Who is asked to verify an action: the nearest who may. */
export async function listVerifiers(
  db: Db,
  action: { level: string; ownerId: string | null; completedBy: string | null } & Place,
): Promise<string[]> {
  const holders = await unscopedHolders(db, verifying);
  return whoseTurn(verifierLadder(action, holders), { days: 0, patience: patience.verification });
}

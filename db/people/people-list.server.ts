/**
 * Owns what the administrator reads of people: the list with its filters, one person with roles
 * and account.
 * Practice: no read shows a password, not even its digest.
 */
import { type Access, councilWide } from "~/rules/access/access";
import type { Grant, Role } from "~/rules/access/people";
import { foldNumber, lowered } from "~/rules/core/folding";
import { type AccountStanding, standingOfAccount } from "~/rules/people/invitations";
import { isLocked } from "~/rules/people/sign-in";
import { asGrant } from "../access/people.server";
import { contains, containsWords, flag } from "../core/columns";
import type { Db } from "../core/open.server";
import { countAll } from "../core/scope.server";

export type PeopleFilters = {
  /** Part of a name, email address or staff number. */
  search: string;
  role: Role | "";
  teamId: string;
  state: "active" | "inactive" | "all";
};

function filtered(db: Db, { search, role, teamId, state }: PeopleFilters) {
  let query = db.selectFrom("person").leftJoin("team", "team.id", "person.team_id");
  if (state !== "all") query = query.where("person.active", "=", flag(state === "active"));
  if (teamId) query = query.where("person.team_id", "=", teamId);
  if (role) {
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom("role_grant")
          .select("role_grant.id")
          .whereRef("role_grant.person_id", "=", "person.id")
          .where("role_grant.role", "=", role),
      ),
    );
  }
  if (search.trim()) {
    query = query.where((eb) =>
      eb.or([
        containsWords("person.name_folded", search),
        contains("person.email_folded", search, lowered),
        eb("person.staff_number_key", "=", foldNumber(search)),
      ]),
    );
  }
  return query;
}

export type PersonFound = {
  id: string;
  name: string;
  email: string | null;
  staffNumber: string | null;
  jobTitle: string;
  team: string | null;
  active: boolean;
  /** Whose other record this is. */
  sameAs: string | null;
  roles: Role[];
  account: AccountStanding;
};

/** A page of people by name, and how many the filters leave; `now` by the machine's clock. */
export async function unscopedPeople(
  db: Db,
  filters: PeopleFilters,
  page: number,
  size: number,
  now: Date,
) {
  const query = filtered(db, filters);
  const { count } = await query.select(countAll.as("count")).executeTakeFirstOrThrow();
  const rows = await query
    .leftJoin("auth_account", "auth_account.person_id", "person.id")
    .leftJoin("person as stays", "stays.id", "person.same_as_id")
    .select(["person.id", "person.name", "person.email", "person.staff_number as staffNumber"])
    .select(["person.job_title as jobTitle", "team.name as team", "person.active"])
    .select("stays.name as sameAs")
    .select(["auth_account.person_id as account", "password_hash", "signed_in_at", "locked_until"])
    .orderBy("person.name_folded")
    .orderBy("person.id")
    .limit(size)
    .offset((page - 1) * size)
    .execute();
  const ids = rows.map((row) => row.id);
  const grants =
    ids.length === 0
      ? []
      : await db
          .selectFrom("role_grant")
          .select(["person_id", "role"])
          .distinct()
          .where("person_id", "in", ids)
          .orderBy("role")
          .execute();
  const people: PersonFound[] = rows.map((row) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    staffNumber: row.staffNumber,
    jobTitle: row.jobTitle,
    team: row.team,
    active: row.active === 1,
    sameAs: row.sameAs,
    account: standingOfAccount(
      row.account === null
        ? null
        : {
            chosen: row.password_hash !== "",
            signedInAt: row.signed_in_at,
            locked: isLocked(row.locked_until, now),
          },
    ),
    roles: grants.filter((g) => g.person_id === row.id).map((g) => g.role as Role),
  }));
  return { count, people };
}

export type Person = {
  id: string;
  name: string;
  email: string | null;
  staffNumber: string | null;
  jobTitle: string;
  /** Of someone from another agency; empty for the council's own. */
  agency: string;
  teamId: string | null;
  team: string | null;
  managerId: string | null;
  manager: string | null;
  active: boolean;
  /** The person who stays, where this is another record of them; it is not active meanwhile. */
  sameAsId: string | null;
  sameAs: string | null;
  /** Whether it was active before it pointed there. */
  activeBefore: boolean;
  /** Other records of this person. */
  records: { id: string; name: string; staffNumber: string | null }[];
  version: number;
  grants: (Grant & { id: string; place: string | null })[];
  /** `chosen` once there is a password; `signedInAt` by the machine's clock. */
  account: {
    lockedUntil: string | null;
    mustChange: boolean;
    chosen: boolean;
    signedInAt: string | null;
  } | null;
  access: Access;
};

/** One person with their roles and the state of their account; null when there is none. */
export async function findPerson(db: Db, id: string): Promise<Person | null> {
  const [person] = await listPersons(db, [id]);
  return person ?? null;
}

/** The same of several people, in as many reads as of one; in no order. */
export async function listPersons(db: Db, ids: readonly string[]): Promise<Person[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("person")
    .leftJoin("team", "team.id", "person.team_id")
    .leftJoin("one_person as manager", "manager.record_id", "person.manager_id")
    .leftJoin("person as stays", "stays.id", "person.same_as_id")
    .leftJoin("auth_account", "auth_account.person_id", "person.id")
    .selectAll("person")
    .select("stays.name as stays")
    .select(["team.name as team", "manager.name as manager"])
    .select(["auth_account.person_id as account", "locked_until", "must_change"])
    .select(["password_hash", "signed_in_at"])
    .where("person.id", "in", ids)
    .execute();
  const grants = await db
    .selectFrom("role_grant")
    .leftJoin("service", "service.id", "role_grant.service_id")
    .leftJoin("team", "team.id", "role_grant.team_id")
    .select(["role_grant.id", "role", "reach", "role_grant.service_id", "team_id"])
    .select(["service.name as service", "team.name as team", "person_id"])
    .where("person_id", "in", ids)
    .orderBy("role")
    .orderBy("role_grant.id")
    .execute();
  const records = await db
    .selectFrom("person")
    .select(["id", "name", "staff_number as staffNumber", "same_as_id"])
    .where("same_as_id", "in", ids)
    .orderBy("name_folded")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    staffNumber: row.staff_number,
    jobTitle: row.job_title,
    agency: row.agency,
    teamId: row.team_id,
    team: row.team,
    managerId: row.manager_id,
    manager: row.manager,
    active: row.active === 1,
    sameAsId: row.same_as_id,
    sameAs: row.stays,
    activeBefore: row.active_before === 1,
    records: records
      .filter(({ same_as_id }) => same_as_id === row.id)
      .map(({ id, name, staffNumber }) => ({ id, name, staffNumber })),
    version: row.version,
    grants: grants
      .filter(({ person_id }) => person_id === row.id)
      .map((grant) => ({
        ...asGrant(grant),
        id: grant.id,
        place: grant.service ?? grant.team,
      })),
    account:
      row.account === null
        ? null
        : {
            lockedUntil: row.locked_until,
            mustChange: row.must_change === 1,
            chosen: row.password_hash !== "",
            signedInAt: row.signed_in_at,
          },
    access: councilWide,
  }));
}

/** Active people by name, for choosing a manager. */
export async function unscopedNames(db: Db) {
  return db
    .selectFrom("person")
    .select(["id", "name", "job_title as jobTitle"])
    .where("active", "=", 1)
    .where("agency", "=", "")
    .orderBy("name_folded")
    .execute();
}

/** Whether nobody is recorded yet, so that nothing else can be. */
export async function isEmpty(db: Db): Promise<boolean> {
  const person = await db.selectFrom("person").select("id").limit(1).executeTakeFirst();
  return person === undefined;
}

/**
 * Owns naming deputies and ending that early, as stored.
 * Practice: the deputy is told, and so is an absent person for whom someone else arranged it; who
 * stood in for whom and when is kept.
 */
import { paths } from "~/paths";
import { mayStandIn, type Term } from "~/rules/access/deputies";
import type { Role } from "~/rules/access/people";
import { appendEvent, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import type { Db, Tx } from "../core/open.server";
import { mustChange } from "../core/versions.server";
import { addMessages } from "../messages/outbox.server";

export type DeputyTerm = Term & {
  id: string;
  personId: string;
  personName: string;
  deputyId: string;
  deputyName: string;
  version: number;
};

const terms = (db: Db) =>
  db
    .selectFrom("deputy")
    .innerJoin("person as absent", "absent.id", "deputy.person_id")
    .innerJoin("person as stand_in", "stand_in.id", "deputy.deputy_id")
    .select(["deputy.id", "deputy.person_id as personId", "absent.name as personName"])
    .select(["deputy.deputy_id as deputyId", "stand_in.name as deputyName"])
    .select(["deputy.from_on as fromOn", "deputy.to_on as toOn", "deputy.ended_at as endedAt"])
    .select("deputy.version")
    .where("deputy.ended_at", "is", null)
    .orderBy("deputy.from_on")
    .orderBy("deputy.id")
    .limit(50);

/** A person's deputies from today on (YYYY-MM-DD), the next first. */
export const listDeputies = (db: Db, personId: string, today: string): Promise<DeputyTerm[]> =>
  terms(db).where("deputy.person_id", "=", personId).where("deputy.to_on", ">=", today).execute();

/** For whom a person is the deputy from today on, the next first. */
export const listStandingIn = (db: Db, deputyId: string, today: string): Promise<DeputyTerm[]> =>
  terms(db).where("deputy.deputy_id", "=", deputyId).where("deputy.to_on", ">=", today).execute();

async function listRoles(db: Db, personIds: string[]): Promise<Map<string, { role: Role }[]>> {
  const rows = await db
    .selectFrom("role_grant")
    .select(["person_id", "role"])
    .where("person_id", "in", personIds)
    .execute();
  return new Map(
    personIds.map((id) => [
      id,
      rows.filter((row) => row.person_id === id).map((row) => ({ role: row.role as Role })),
    ]),
  );
}

export type PossibleDeputy = { id: string; name: string; jobTitle: string };

/** Everyone who can stand in for a person: active, with an account and a role that fits; by name. */
export async function listPossibleDeputies(db: Db, personId: string): Promise<PossibleDeputy[]> {
  const people = await db
    .selectFrom("person")
    .innerJoin("auth_account", "auth_account.person_id", "person.id")
    .select(["person.id", "person.name", "person.job_title as jobTitle"])
    .where("person.active", "=", 1)
    .where("person.agency", "=", "")
    .where("password_hash", "<>", "")
    .where("person.id", "<>", personId)
    .orderBy("person.name_folded")
    .orderBy("person.id")
    .execute();
  const roles = await listRoles(db, [personId, ...people.map(({ id }) => id)]);
  const absent = roles.get(personId) ?? [];
  return people.filter(({ id }) => mayStandIn(roles.get(id) ?? [], absent));
}

/**
 * Names a deputy; whether one may, or it waits for a second person, the caller has asked the rule.
 * Returns the id of the term.
 */
export async function addDeputy(
  tx: Tx,
  stamp: Stamp,
  naming: { personId: string; deputyId: string; fromOn: string; toOn: string; namedBy?: string },
): Promise<string> {
  const id = newId();
  const { personId, deputyId, fromOn, toOn, namedBy } = naming;
  await tx
    .insertInto("deputy")
    .values({
      id,
      person_id: personId,
      deputy_id: deputyId,
      from_on: fromOn,
      to_on: toOn,
      // Someone else confirmed what this person proposed.
      named_by: namedBy ?? stamp.actorId,
      named_at: stamp.at,
      ended_at: null,
    })
    .execute();
  await appendEvent(tx, stamp, {
    stream: `person:${personId}`,
    kind: "deputy.named",
    after: { deputyId, fromOn, toOn },
  });
  const link = paths.account();
  await addMessages(tx, stamp, [
    { to: deputyId, kind: "deputy-named", key: id, link },
    { to: personId, kind: "deputy-arranged", key: id, link },
  ]);
  return id;
}

/** Ends a term now; throws Conflict when it was ended meanwhile. */
export async function endDeputy(
  tx: Tx,
  stamp: Stamp,
  term: Pick<DeputyTerm, "id" | "personId" | "deputyId" | "toOn" | "version">,
): Promise<void> {
  const stream = `person:${term.personId}` as const;
  mustChange(
    stream,
    await tx
      .updateTable("deputy")
      .set({ ended_at: stamp.at, version: term.version + 1 })
      .where("id", "=", term.id)
      .where("version", "=", term.version)
      .where("ended_at", "is", null)
      .executeTakeFirst(),
  );
  await appendEvent(tx, stamp, {
    stream,
    kind: "deputy.ended",
    before: { deputyId: term.deputyId, toOn: term.toOn },
  });
  await addMessages(tx, stamp, [
    { to: term.deputyId, kind: "deputy-ended", key: term.id, link: paths.account() },
  ]);
}

/**
 * Owns who has never signed in, invited or not, and inviting several of them at once.
 * Practice: whoever is posted is looked up in the list again, so that nobody is invited whom it
 * would not offer; a locked account is left to whoever locked it.
 */
import { canInvite, type InvitationState } from "~/rules/people/invitations";
import { containsWords } from "../core/columns";
import type { Stamp } from "../core/events.server";
import type { Db, Tx } from "../core/open.server";
import { countAll } from "../core/scope.server";
import { inviteToChoosePassword } from "./password-links.server";
import { workersWithoutAccount } from "./reflecting.server";

/** `now` is by the machine's clock, as are locks. */
const neverHere = (db: Db, now: Date) =>
  db
    .selectFrom("person")
    .leftJoin("auth_account", "auth_account.person_id", "person.id")
    .where("person.active", "=", 1)
    .where("signed_in_at", "is", null)
    .where((eb) =>
      eb.or([eb("locked_until", "is", null), eb("locked_until", "<=", now.toISOString())]),
    );

/** Active people who have never signed in, by name, a page of them (from 1), and how many. */
export async function unscopedNeverSignedIn(
  db: Db,
  filters: { state: InvitationState; search: string },
  now: Date,
  page: { number: number; size: number },
) {
  let query = neverHere(db, now);
  if (filters.state) {
    const has = filters.state === "invited" ? "is not" : "is";
    query = query.where("auth_account.person_id", has, null);
  }
  if (filters.state === "workers") {
    query = query.where("person.id", "in", workersWithoutAccount(db));
  }
  if (filters.search) query = query.where(containsWords("person.name_folded", filters.search));
  const { count } = await query.select(countAll.as("count")).executeTakeFirstOrThrow();
  const rows = await query
    .leftJoin("team", "team.id", "person.team_id")
    .select(["person.id", "person.name", "email", "team.name as team"])
    .select(["auth_account.person_id as account", "password_hash"])
    .orderBy("person.name_folded")
    .orderBy("person.id")
    .limit(page.size)
    .offset((page.number - 1) * page.size)
    .execute();
  const links = await newestLinks(
    db,
    rows.map(({ id }) => id),
  );
  const people = rows.map(({ account, password_hash, ...row }) => ({
    ...row,
    hasAccount: account !== null,
    chosen: (password_hash ?? "") !== "",
    link: links.get(row.id) ?? null,
  }));
  return { count, people };
}

async function newestLinks(db: Db, personIds: string[]) {
  if (personIds.length === 0) return new Map<string, never>();
  const rows = await db
    .selectFrom("password_link")
    .select(["person_id as personId", "made_at as madeAt", "expires_at as expiresAt"])
    .select(["used_at as usedAt", "ended_at as endedAt"])
    .where("person_id", "in", personIds)
    .orderBy("made_at")
    .orderBy("id")
    .execute();
  // The last of each stays.
  return new Map(rows.map((row) => [row.personId, row]));
}

/** Invites those of these people whom the list offers, in one go; returns how many. */
export async function inviteAll(
  tx: Tx,
  stamp: Stamp,
  personIds: readonly string[],
): Promise<number> {
  const found = await neverHere(tx, new Date(stamp.systemAt))
    .select(["person.id", "email", "password_hash"])
    .where("person.id", "in", [...personIds])
    .execute();
  const offered = found
    .filter(({ email, password_hash }) => canInvite({ email, chosen: !!password_hash }))
    .map(({ id }) => id);
  return (await inviteToChoosePassword(tx, stamp, offered)).length;
}

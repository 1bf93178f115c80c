/**
 * Owns accounts, sessions and sign-in limits: the tables that point to a person, never the other
 * way round.
 * Practice: system time throughout; a failed sign-in counts against the account and the address.
 */
import { flag, fold } from "./columns";
import { appendEvent, type Stamp } from "./events.server";
import type { Db, Tx } from "./open.server";

export type Account = {
  personId: string;
  name: string;
  passwordHash: string;
  failures: number;
  lockedUntil: string | null;
  mustChange: boolean;
};

const accountQuery = (db: Db) =>
  db
    .selectFrom("auth_account")
    .innerJoin("person", "person.id", "auth_account.person_id")
    .select(["person.id as personId", "person.name", "password_hash as passwordHash"])
    .select(["failures", "locked_until as lockedUntil", "must_change"])
    .where("person.active", "=", 1);

/** The account of an active person by e-mail, whatever its case. */
export async function findAccountByEmail(db: Db, email: string): Promise<Account | null> {
  const row = await accountQuery(db)
    .where("person.email_folded", "=", fold(email))
    .executeTakeFirst();
  return row ? { ...row, mustChange: row.must_change === 1 } : null;
}

/** The account of an active person. */
export async function findAccount(db: Db, personId: string): Promise<Account | null> {
  const row = await accountQuery(db).where("person.id", "=", personId).executeTakeFirst();
  return row ? { ...row, mustChange: row.must_change === 1 } : null;
}

/** Records a failed sign-in; `lockedUntil` when it was one too many. */
export async function saveFailure(
  tx: Tx,
  personId: string,
  failures: number,
  lockedUntil: string | null,
): Promise<void> {
  await tx
    .updateTable("auth_account")
    .set({ failures, locked_until: lockedUntil })
    .where("person_id", "=", personId)
    .execute();
}

/** Makes or replaces an account's password and ends every session but `keepSessionId`. */
export async function savePassword(
  tx: Tx,
  stamp: Stamp,
  change: { personId: string; passwordHash: string; mustChange: boolean; keepSessionId?: string },
): Promise<void> {
  const values = {
    password_hash: change.passwordHash,
    failures: 0,
    locked_until: null,
    must_change: flag(change.mustChange),
    password_changed_at: stamp.systemAt,
  };
  await tx
    .insertInto("auth_account")
    .values({ person_id: change.personId, ...values })
    .onConflict((c) => c.column("person_id").doUpdateSet(values))
    .execute();
  await removeSessions(tx, change.personId, change.keepSessionId);
  await appendEvent(tx, stamp, {
    stream: `person:${change.personId}`,
    kind: change.mustChange ? "account.password-given" : "account.password-changed",
  });
}

/** Ends every session of a person, but `keepSessionId` when given. */
export async function removeSessions(tx: Tx, personId: string, keepSessionId = ""): Promise<void> {
  await tx
    .deleteFrom("auth_session")
    .where("person_id", "=", personId)
    .where("id", "!=", keepSessionId)
    .execute();
}

export type StoredSession = { id: string; data: string; expiresAt: string };

export async function findSession(db: Db, id: string, now: string): Promise<StoredSession | null> {
  const row = await db
    .selectFrom("auth_session")
    .select(["id", "data", "expires_at as expiresAt"])
    .where("id", "=", id)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  return row ?? null;
}

/** Writes a session; sessions that have expired are swept in passing. */
export async function saveSession(
  db: Db,
  session: { id: string; personId: string | null; data: string; now: string; expiresAt: string },
): Promise<void> {
  const values = {
    person_id: session.personId,
    data: session.data,
    expires_at: session.expiresAt,
  };
  await db
    .insertInto("auth_session")
    .values({ id: session.id, created_at: session.now, ...values })
    .onConflict((c) => c.column("id").doUpdateSet(values))
    .execute();
  await db.deleteFrom("auth_session").where("expires_at", "<=", session.now).execute();
}

export async function removeSession(db: Db, id: string): Promise<void> {
  await db.deleteFrom("auth_session").where("id", "=", id).execute();
}

/** Counts one sign-in attempt from an address; returns the attempts in the running window. */
export async function addAttempt(
  tx: Tx,
  address: string,
  now: Date,
  windowMinutes: number,
): Promise<number> {
  const since = new Date(now.getTime() - windowMinutes * 60_000).toISOString();
  const row = await tx
    .selectFrom("auth_address")
    .selectAll()
    .where("address", "=", address)
    .executeTakeFirst();
  const running = row !== undefined && row.window_started_at > since;
  const attempts = running ? row.attempts + 1 : 1;
  const values = {
    attempts,
    window_started_at: running ? row.window_started_at : now.toISOString(),
  };
  await tx
    .insertInto("auth_address")
    .values({ address, ...values })
    .onConflict((c) => c.column("address").doUpdateSet(values))
    .execute();
  return attempts;
}

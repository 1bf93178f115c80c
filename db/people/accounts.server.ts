/**
 * Owns accounts, sessions and sign-in limits: the tables that point to a person, never the other
 * way round.
 * Practice: system time throughout; the attempts of an address are counted whoever makes them.
 */
import { lowered } from "~/rules/core/folding";
import type { SessionTimes } from "~/rules/people/session";
import { flag } from "../core/columns";
import { appendEvent, type Stamp } from "../core/events.server";
import type { Db, Tx } from "../core/open.server";
import { type SettingKey, settingDefaults } from "../core/settings.server";

export type Account = {
  personId: string;
  name: string;
  passwordHash: string;
  lockedUntil: string | null;
  mustChange: boolean;
};

const accountQuery = (db: Db) =>
  db
    .selectFrom("auth_account")
    .innerJoin("person", "person.id", "auth_account.person_id")
    .select(["person.id as personId", "person.name", "password_hash as passwordHash"])
    .select(["locked_until as lockedUntil", "must_change"])
    .where("person.active", "=", 1)
    // Invited only: there is no password yet that could be right.
    .where("password_hash", "<>", "");

/** The account of an active person by email, whatever its case. */
export async function findAccountByEmail(db: Db, email: string): Promise<Account | null> {
  const row = await accountQuery(db)
    .where("person.email_folded", "=", lowered(email))
    .executeTakeFirst();
  return row ? { ...row, mustChange: row.must_change === 1 } : null;
}

/** The account of an active person. */
export async function findAccount(db: Db, personId: string): Promise<Account | null> {
  const row = await accountQuery(db).where("person.id", "=", personId).executeTakeFirst();
  return row ? { ...row, mustChange: row.must_change === 1 } : null;
}

/**
 * Locks an account for the rest of the transaction and gives how it stands: attempts that come at
 * once are judged one after another. Null when there is none any more.
 */
export async function holdAccount(
  tx: Tx,
  personId: string,
): Promise<Pick<Account, "passwordHash" | "lockedUntil"> | null> {
  const row = await tx
    .updateTable("auth_account")
    .set((eb) => ({ must_change: eb.ref("must_change") }))
    .where("person_id", "=", personId)
    .returning(["password_hash as passwordHash", "locked_until as lockedUntil"])
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Makes or replaces an account's password and ends every session but `keepSessionId`. What an
 * administrator locked stays locked.
 */
export async function savePassword(
  tx: Tx,
  stamp: Stamp,
  change: {
    personId: string;
    passwordHash: string;
    kind: "account.password-changed" | "account.password-chosen";
    keepSessionId?: string;
  },
): Promise<void> {
  const values = {
    password_hash: change.passwordHash,
    must_change: flag(false),
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
    kind: change.kind,
  });
}

/** Notes that someone has signed in: from then on an account is one that has been used. */
export async function saveSignedIn(tx: Tx, stamp: Stamp, personId: string): Promise<void> {
  await tx
    .updateTable("auth_account")
    .set({ signed_in_at: stamp.systemAt })
    .where("person_id", "=", personId)
    .execute();
  await appendEvent(tx, stamp, { stream: `person:${personId}`, kind: "account.signed-in" });
}

/** Keeps the same password by a hash that costs more; nothing else changes by it. */
export async function saveStrengthened(
  tx: Tx,
  personId: string,
  passwordHash: string,
): Promise<void> {
  await tx
    .updateTable("auth_account")
    .set({ password_hash: passwordHash })
    .where("person_id", "=", personId)
    .execute();
}

/** Ends every session of a person, but `keepSessionId` when given. */
export async function removeSessions(tx: Tx, personId: string, keepSessionId = ""): Promise<void> {
  await tx
    .deleteFrom("auth_session")
    .where("person_id", "=", personId)
    .where("id", "!=", keepSessionId)
    .execute();
}

export type StoredSession = SessionTimes & { id: string; data: string };

/** A session as it is stored, whether or not it has ended. */
export async function findSession(db: Db, id: string): Promise<StoredSession | null> {
  const row = await db
    .selectFrom("auth_session")
    .select(["id", "data", "expires_at as expiresAt", "seen_at as seenAt"])
    .select((eb) =>
      eb.selectFrom("setting").select("value").where("key", "=", idleSetting).as("idle"),
    )
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) return null;
  const { idle, ...session } = row;
  return { ...session, idleMinutes: Number(idle ?? settingDefaults[idleSetting]) };
}

const idleSetting = "session.idle-minutes" satisfies SettingKey;

/** Notes that a session was used; one that was ended meanwhile stays ended. */
export async function saveSeen(db: Db, id: string, now: string): Promise<void> {
  await db.updateTable("auth_session").set({ seen_at: now }).where("id", "=", id).execute();
}

/** Begins a session; sessions that have expired are swept in passing. */
export async function addSession(
  db: Db,
  session: { id: string; personId: string | null; data: string; now: string; expiresAt: string },
): Promise<void> {
  const { id, personId, data, now, expiresAt } = session;
  await db
    .insertInto("auth_session")
    .values({ id, person_id: personId, data, created_at: now, expires_at: expiresAt, seen_at: now })
    .execute();
  await db.deleteFrom("auth_session").where("expires_at", "<=", now).execute();
}

/** Writes what a session carries; one that was ended meanwhile stays ended, none lasts longer. */
export async function saveSessionData(db: Db, id: string, data: string): Promise<void> {
  await db.updateTable("auth_session").set({ data }).where("id", "=", id).execute();
}

export async function removeSession(db: Db, id: string): Promise<void> {
  await db.deleteFrom("auth_session").where("id", "=", id).execute();
}

/** Counts one sign-in attempt from an address; returns the attempts in the running window. */
export async function addAttempt(
  db: Db,
  address: string,
  now: Date,
  windowMinutes: number,
): Promise<number> {
  const at = now.toISOString();
  const since = new Date(now.getTime() - windowMinutes * 60_000).toISOString();
  // One statement, so that of attempts that come at once each counts.
  const { attempts } = await db
    .insertInto("auth_address")
    .values({ address, attempts: 1, window_started_at: at })
    .onConflict((c) =>
      c.column("address").doUpdateSet((eb) => {
        const running = eb("auth_address.window_started_at", ">", since);
        const kept = eb.ref("auth_address.window_started_at");
        const counted = eb("auth_address.attempts", "+", 1);
        return {
          attempts: eb.case().when(running).then(counted).else(1).end(),
          window_started_at: eb.case().when(running).then(kept).else(at).end(),
        };
      }),
    )
    .returning("attempts")
    .executeTakeFirstOrThrow();
  // An address is kept for as long as it is counted.
  if (attempts === 1) {
    await db.deleteFrom("auth_address").where("window_started_at", "<=", since).execute();
  }
  return attempts;
}

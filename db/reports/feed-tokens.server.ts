/**
 * Owns the tokens that programs read the feed with, and the days on which they were used.
 * Practice: the token itself is kept nowhere; one that ended stays, so that its use can be told.
 */
import { sql } from "kysely";
import { dateInLondon } from "~/rules/core/dates";
import { appendEvent, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import { recordsOf } from "../core/one-person.server";
import type { Db, Tx } from "../core/open.server";
import { mustChange } from "../core/versions.server";

export type FeedToken = {
  id: string;
  personId: string;
  personName: string;
  name: string;
  madeAt: string;
  expiresAt: string;
  revokedAt: string | null;
  lastUsedAt: string | null;
};

const tokens = (db: Db) =>
  db
    .selectFrom("feed_token")
    .innerJoin("one_person", "one_person.record_id", "feed_token.person_id")
    .select(["feed_token.id", "one_person.id as personId", "one_person.name as personName"])
    .select(["feed_token.name", "made_at as madeAt", "expires_at as expiresAt"])
    .select("revoked_at as revokedAt")
    .select((eb) =>
      eb
        .selectFrom("feed_token_use")
        .select("last_at")
        .whereRef("token_id", "=", "feed_token.id")
        .orderBy("day", "desc")
        .limit(1)
        .as("lastUsedAt"),
    );

/** How many are listed at most: those that work come long before. */
const mostListed = 200;

/** Someone's tokens, the latest first. */
export const listTokensOf = (db: Db, personId: string): Promise<FeedToken[]> =>
  tokens(db)
    .where("feed_token.person_id", "in", recordsOf(personId))
    .orderBy("made_at", "desc")
    .orderBy("feed_token.id", "desc")
    .limit(mostListed)
    .execute();

/** Everyone's tokens, the one that lasts longest first. */
export const unscopedTokens = (db: Db): Promise<FeedToken[]> =>
  tokens(db)
    .orderBy("expires_at", "desc")
    .orderBy("feed_token.id", "desc")
    .limit(mostListed)
    .execute();

export const findToken = (db: Db, id: string): Promise<FeedToken | undefined> =>
  tokens(db).where("feed_token.id", "=", id).executeTakeFirst();

/** How many of someone's tokens work. */
export async function countWorking(db: Db, personId: string, now: Date): Promise<number> {
  const { count } = await db
    .selectFrom("feed_token")
    .select(sql<number>`cast(count(*) as integer)`.as("count"))
    .where("person_id", "in", recordsOf(personId))
    .where("revoked_at", "is", null)
    .where("expires_at", ">", now.toISOString())
    .executeTakeFirstOrThrow();
  return count;
}

/** The token of a digest, and whether its owner's account is locked. */
export const findTokenByDigest = (db: Db, digest: string) =>
  db
    .selectFrom("feed_token")
    .leftJoin("auth_account", "auth_account.person_id", "feed_token.person_id")
    .select(["feed_token.id", "feed_token.person_id as personId", "expires_at as expiresAt"])
    .select(["revoked_at as revokedAt", "locked_until as lockedUntil"])
    .where("digest", "=", digest)
    .executeTakeFirst();

export async function addToken(
  tx: Tx,
  stamp: Stamp,
  token: { personId: string; name: string; digest: string; expiresAt: string },
): Promise<string> {
  const id = newId();
  const { personId, name, digest, expiresAt } = token;
  await tx
    .insertInto("feed_token")
    .values({
      id,
      person_id: personId,
      name,
      digest,
      made_at: stamp.systemAt,
      expires_at: expiresAt,
    })
    .execute();
  await appendEvent(tx, stamp, {
    stream: `feed-token:${id}`,
    kind: "feed-token.made",
    after: { personId, name, expiresAt },
  });
  return id;
}

/** Throws Conflict where it was revoked meanwhile. */
export async function revokeToken(tx: Tx, stamp: Stamp, token: FeedToken): Promise<void> {
  const stream = `feed-token:${token.id}` as const;
  const result = await tx
    .updateTable("feed_token")
    .set({ revoked_at: stamp.systemAt, revoked_by: stamp.actorId })
    .where("id", "=", token.id)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  mustChange(stream, result);
  await appendEvent(tx, stamp, {
    stream,
    kind: "feed-token.revoked",
    before: { personId: token.personId, name: token.name },
  });
}

/** Writes down that a token was used: one row a day, however often. */
export async function recordTokenUse(db: Db, tokenId: string, now: Date): Promise<void> {
  const last_at = now.toISOString();
  await db
    .insertInto("feed_token_use")
    .values({ token_id: tokenId, day: dateInLondon(now), requests: 1, last_at })
    .onConflict((c) =>
      c.columns(["token_id", "day"]).doUpdateSet((eb) => ({
        requests: eb("feed_token_use.requests", "+", 1),
        last_at,
      })),
    )
    .execute();
}

/**
 * Owns links to choose a password: made by the deed that calls for one, given a token as it goes
 * out, used once.
 * Practice: the token is known to whoever reads the link and to nobody else; we keep its digest.
 * The outbox holds no token, so that whoever reads it can't sign in as someone else.
 */
import { paths } from "~/paths";
import { isPastSending, type LinkPurpose, linkExpiry } from "~/rules/access/password-links";
import type { MessageKind } from "~/rules/messages/messages";
import { appendEvent, appendEvents, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import type { Db, Tx } from "../core/open.server";
import { addMessages } from "../messages/outbox.server";
import { savePassword } from "./accounts.server";

const atOnce = 500;

/** The parts of a list that fit into one statement. */
const inParts = <T>(list: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(list.length / atOnce) }, (_, n) =>
    list.slice(n * atOnce, (n + 1) * atOnce),
  );

/**
 * Gives these people an account, where they have none, and sends each a link to choose a password.
 * People who are not active or have no email address are left out; so are those who have chosen
 * a password already, who choose a new one by `sendLink`. Returns whom it invited.
 */
export async function inviteToChoosePassword(
  tx: Tx,
  stamp: Stamp,
  personIds: readonly string[],
): Promise<string[]> {
  const invited: string[] = [];
  for (const ids of inParts([...new Set(personIds)].toSorted())) {
    const people = await tx
      .selectFrom("person")
      .leftJoin("auth_account", "auth_account.person_id", "person.id")
      .select("person.id")
      .where("person.id", "in", ids)
      .where("person.active", "=", 1)
      .where("person.email", "is not", null)
      .where((eb) => eb.or([eb("password_hash", "is", null), eb("password_hash", "=", "")]))
      .orderBy("person.id")
      .execute();
    if (people.length === 0) continue;
    await addAccounts(
      tx,
      stamp,
      people.map(({ id }) => id),
    );
    invited.push(...people.map(({ id }) => id));
  }
  await addLinks(tx, stamp, invited, "invite", "password-invited");
  return invited;
}

/** Accounts that nobody can sign in to until a password is chosen; who has one keeps it. */
const addAccounts = (tx: Tx, stamp: Stamp, personIds: readonly string[]) =>
  tx
    .insertInto("auth_account")
    .values(
      personIds.map((id) => ({
        person_id: id,
        password_hash: "",
        must_change: 0 as const,
        password_changed_at: stamp.systemAt,
      })),
    )
    .onConflict((c) => c.column("person_id").doNothing())
    .execute();

/** Sends someone who has an account a link to choose a new password. */
export const sendLink = (tx: Tx, stamp: Stamp, personId: string): Promise<void> =>
  addLinks(
    tx,
    stamp,
    [personId],
    "reset",
    stamp.actorId === null ? "password-forgotten" : "password-to-choose",
  );

/** Whether an account has been used, held for the rest of the transaction. */
export async function hasSignedIn(tx: Tx, personId: string): Promise<boolean> {
  const row = await tx
    .updateTable("auth_account")
    .set((eb) => ({ must_change: eb.ref("must_change") }))
    .where("person_id", "=", personId)
    .returning("signed_in_at")
    .executeTakeFirst();
  return row?.signed_in_at != null;
}

/** Makes a link that is read out or handed over, because no email can be sent. */
export async function addShownLink(
  tx: Tx,
  stamp: Stamp,
  link: { personId: string; purpose: LinkPurpose; digest: string },
): Promise<void> {
  await addAccounts(tx, stamp, [link.personId]);
  await endLinks(tx, [link.personId], stamp.systemAt);
  await tx
    .insertInto("password_link")
    .values({
      ...valuesOf(stamp, link.personId, link.purpose),
      token_digest: link.digest,
      expires_at: linkExpiry(new Date(stamp.systemAt)).toISOString(),
    })
    .execute();
  await appendEvent(tx, stamp, {
    stream: `person:${link.personId}`,
    kind: "account.link-shown",
    after: { purpose: link.purpose },
  });
}

const valuesOf = (stamp: Stamp, personId: string, purpose: LinkPurpose) => ({
  id: newId(),
  person_id: personId,
  purpose,
  made_by: stamp.actorId,
  made_at: stamp.systemAt,
  token_digest: null,
  expires_at: null,
});

async function addLinks(
  tx: Tx,
  stamp: Stamp,
  personIds: readonly string[],
  purpose: LinkPurpose,
  kind: MessageKind,
): Promise<void> {
  if (personIds.length === 0) return;
  await endLinks(tx, personIds, stamp.systemAt);
  const links = personIds.map((personId) => valuesOf(stamp, personId, purpose));
  for (const rows of inParts(links)) await tx.insertInto("password_link").values(rows).execute();
  await addMessages(
    tx,
    // Told also of what they asked for themselves.
    { ...stamp, actorId: null },
    links.map(({ id, person_id }) => ({
      to: person_id,
      kind,
      key: id,
      link: paths.choosePassword(),
    })),
  );
  await appendEvents(
    tx,
    personIds.map((personId) => ({
      stamp,
      event: {
        stream: `person:${personId}` as const,
        kind: purpose === "invite" ? "account.invited" : "account.link-sent",
      },
    })),
  );
}

/** A new link, a chosen password, a lock and the end of someone's time here end every link. */
export async function endLinks(tx: Tx, personIds: readonly string[], at: string): Promise<void> {
  for (const ids of inParts(personIds)) {
    await tx
      .updateTable("password_link")
      .set({ ended_at: at })
      .where("person_id", "in", ids)
      .where("used_at", "is", null)
      .where("ended_at", "is", null)
      .execute();
  }
}

/**
 * Gives a link its token as its message goes out, by the digest; one that had to be sent again gets
 * another, and the one before no longer works. False when nobody waits for it any more.
 */
export async function openLink(
  db: Db,
  linkId: string,
  digest: string,
  now: Date,
): Promise<boolean> {
  const link = await db
    .selectFrom("password_link")
    .select(["purpose", "made_at"])
    .where("id", "=", linkId)
    .executeTakeFirst();
  if (!link || isPastSending(link.purpose, link.made_at, now)) return false;
  const result = await db
    .updateTable("password_link")
    .set({ token_digest: digest, expires_at: linkExpiry(now).toISOString() })
    .where("id", "=", linkId)
    .where("used_at", "is", null)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export type OpenLink = {
  id: string;
  personId: string;
  name: string;
  email: string;
  purpose: LinkPurpose;
  expiresAt: string;
};

/** The link of a token that still works; `now` by the machine's clock. */
export async function findOpenLink(db: Db, digest: string, now: Date): Promise<OpenLink | null> {
  const row = await db
    .selectFrom("password_link")
    .innerJoin("person", "person.id", "password_link.person_id")
    .select(["password_link.id", "person.id as personId", "person.name", "person.email"])
    .select(["purpose", "expires_at as expiresAt"])
    .where("token_digest", "=", digest)
    .where("used_at", "is", null)
    .where("ended_at", "is", null)
    .where("expires_at", ">", now.toISOString())
    .where("person.active", "=", 1)
    .executeTakeFirst();
  return row ? { ...row, email: row.email ?? "", expiresAt: row.expiresAt ?? "" } : null;
}

/** The newest link of a person, who made it and what it stands at; null when there was none. */
export async function findNewestLink(db: Db, personId: string) {
  const row = await db
    .selectFrom("password_link")
    .leftJoin("person as maker", "maker.id", "password_link.made_by")
    .select(["purpose", "made_at as madeAt", "expires_at as expiresAt", "used_at as usedAt"])
    .select(["ended_at as endedAt", "maker.name as madeBy"])
    .where("person_id", "=", personId)
    .orderBy("made_at", "desc")
    .orderBy("password_link.id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Uses a link: the password is theirs from now on, every session and every other link of theirs
 * ends, and they are told. False when it was used or ended meanwhile; then nothing is changed.
 */
export async function choosePassword(
  tx: Tx,
  stamp: Stamp,
  link: Pick<OpenLink, "id" | "personId">,
  passwordHash: string,
): Promise<boolean> {
  const used = await tx
    .updateTable("password_link")
    .set({ used_at: stamp.systemAt })
    .where("id", "=", link.id)
    .where("used_at", "is", null)
    .where("ended_at", "is", null)
    .where("expires_at", ">", stamp.systemAt)
    .executeTakeFirst();
  if (used.numUpdatedRows === 0n) return false;
  const { personId } = link;
  await savePassword(tx, stamp, { personId, passwordHash, kind: "account.password-chosen" });
  await endLinks(tx, [personId], stamp.systemAt);
  const told = {
    to: personId,
    kind: "password-chosen",
    key: link.id,
    link: paths.signIn(),
  } as const;
  await addMessages(tx, { ...stamp, actorId: null }, [told]);
  return true;
}

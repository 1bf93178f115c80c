/**
 * Owns what is done about wrong and forgotten passwords, apart from the request that reported them.
 * Practice: a request writes down the address that was typed and answers; whether anyone has that
 * address is looked up later. So the answer takes the same time and says the same for everyone.
 */

import { paths } from "~/paths";
import { dateInLondon } from "~/rules/core/dates";
import { lowered } from "~/rules/core/folding";
import { isLocked, maySendAnother } from "~/rules/people/sign-in";
import { appendEvents, type StampedEvent } from "../core/events.server";
import { newId } from "../core/ids.server";
import { type Db, type Tx, transact } from "../core/open.server";
import type { SignInNoteTable } from "../core/schema";
import { addMessages, type NewMessage } from "../messages/outbox.server";
import { inviteToChoosePassword, sendLink } from "./password-links.server";

const longestAddress = 254;
const atOnce = 200;

/** Writes down what was tried or asked with an address. */
export async function addNote(
  db: Db,
  note: { kind: SignInNoteTable["kind"]; email: string; at: string; systemAt: string },
): Promise<void> {
  await db
    .insertInto("sign_in_note")
    .values({
      id: newId(),
      kind: note.kind,
      email_folded: lowered(note.email).slice(0, longestAddress),
      at: note.at,
      system_at: note.systemAt,
    })
    .execute();
}

/**
 * Works through what was written down: the history of whom it concerns, a message when guesses were
 * held back, a link when a password was forgotten. Notes of addresses that nobody has are dropped.
 * Returns how many there were.
 */
export const workOnNotes = (db: Db, now: Date): Promise<number> =>
  transact(db, async (tx) => {
    // Taken by being removed, so that of two copies of the application one does it.
    const notes = await tx
      .deleteFrom("sign_in_note")
      .where((eb) =>
        eb(
          "id",
          "in",
          eb
            .selectFrom("sign_in_note as first")
            .select("first.id")
            .orderBy("first.id")
            .limit(atOnce),
        ),
      )
      .returningAll()
      .execute();
    if (notes.length === 0) return 0;
    const owners = await findOwners(tx, [...new Set(notes.map((note) => note.email_folded))]);
    const events: StampedEvent[] = [];
    const messages: NewMessage[] = [];
    const forgotten = new Set<string>();
    for (const note of notes.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      const owner = owners.get(note.email_folded);
      if (!owner) continue;
      const stamp = { actorId: null, at: note.at, systemAt: note.system_at };
      const stream = `person:${owner.id}` as const;
      if (note.kind === "forgotten") {
        if (!isLocked(owner.lockedUntil, now)) forgotten.add(owner.id);
        continue;
      }
      events.push({ stamp, event: { stream, kind: "account.sign-in-failed" } });
      if (note.kind !== "throttled") continue;
      events.push({ stamp, event: { stream, kind: "account.slowed-down" } });
      const day = dateInLondon(new Date(note.at));
      messages.push({
        to: owner.id,
        kind: "account-guessed",
        key: `${owner.id}:${day}`,
        link: paths.account(),
      });
    }
    await appendEvents(tx, events);
    const [last] = notes.toSorted((a, b) => (a.id < b.id ? 1 : -1));
    if (!last) return notes.length;
    const stamp = { actorId: null, at: last.at, systemAt: now.toISOString() };
    await addMessages(tx, stamp, messages);
    for (const personId of [...forgotten].toSorted()) {
      const owner = [...owners.values()].find(({ id }) => id === personId);
      if (!maySendAnother(await listSent(tx, personId, now), now)) continue;
      if (owner?.chosen) await sendLink(tx, stamp, personId);
      else await inviteToChoosePassword(tx, stamp, [personId]);
    }
    return notes.length;
  });

/** Who has an account with one of these addresses and is active, by the address. */
async function findOwners(tx: Tx, emails: string[]) {
  const rows = await tx
    .selectFrom("person")
    .innerJoin("auth_account", "auth_account.person_id", "person.id")
    .select(["person.id", "email_folded", "locked_until as lockedUntil", "password_hash"])
    .where("email_folded", "in", emails)
    .where("active", "=", 1)
    .execute();
  return new Map(
    rows.map(({ email_folded, password_hash, ...row }) => [
      email_folded ?? "",
      { ...row, chosen: password_hash !== "" },
    ]),
  );
}

/** When links were made for an account that were asked for on the sign-in page, in a day. */
async function listSent(tx: Tx, personId: string, now: Date): Promise<string[]> {
  const rows = await tx
    .selectFrom("password_link")
    .select("made_at")
    .where("person_id", "=", personId)
    .where("made_by", "is", null)
    .where("made_at", ">", new Date(now.getTime() - 86_400_000).toISOString())
    .execute();
  return rows.map((row) => row.made_at);
}

/**
 * Owns taking messages out of the outbox: claimed with a lease, settled by whoever holds it.
 * Practice: several copies of the application share one outbox; a claim is one statement, so that
 * no message is sent twice, and the lease of a sender that died runs out. An attempt is counted
 * when it begins, so that a message which brings its sender down is given up in the end.
 */

import type { DuePrecision } from "~/rules/core/due";
import { isSigningIn, type MessageKind } from "~/rules/messages/messages";
import { messageMachine } from "~/rules/messages/outbox";
import type { Db } from "../core/open.server";
import type { OutboxTable } from "../core/schema";
import { precisionOfDue } from "./outbox-due.server";

/** System instants, ISO text. */
export type Lease = { sender: string; now: string; until: string };

/** Claims up to `limit` messages that are due, the urgent first; returns their ids. */
export async function claimMessages(db: Db, lease: Lease, limit: number): Promise<string[]> {
  const rows = await db
    .updateTable("outbox")
    .set((eb) => ({
      leased_by: lease.sender,
      leased_until: lease.until,
      attempts: eb("attempts", "+", 1),
    }))
    .where((eb) =>
      eb(
        "id",
        "in",
        eb
          .selectFrom("outbox as due")
          .select("due.id")
          .where("due.state", "=", "waiting")
          .where("due.send_after", "<=", lease.now)
          .where((or) =>
            or.or([or("due.leased_until", "is", null), or("due.leased_until", "<=", lease.now)]),
          )
          .orderBy("due.urgent", "desc")
          .orderBy("due.send_after")
          .orderBy("due.id")
          .limit(limit),
      ),
    )
    // Asked again of the row itself: another sender may have claimed it while this one waited.
    .where("state", "=", "waiting")
    .where((eb) => eb.or([eb("leased_until", "is", null), eb("leased_until", "<=", lease.now)]))
    .returning(["id", "urgent", "send_after"])
    .execute();
  return rows
    .toSorted((a, b) => b.urgent - a.urgent || (a.send_after < b.send_after ? -1 : 1))
    .map((row) => row.id);
}

export type Outgoing = {
  id: string;
  key: string;
  kind: MessageKind;
  link: string;
  dueOn: string | null;
  duePrecision: DuePrecision;
  personId: string;
  forPersonId: string | null;
  name: string;
  /** Null without an address or an account, or when the person is no longer active. */
  email: string | null;
  forName: string | null;
  sendAfter: string;
  attempts: number;
};

const outgoing = (db: Db) =>
  db
    .selectFrom("outbox")
    .innerJoin("person", "person.id", "outbox.person_id")
    .leftJoin("person as absent", "absent.id", "outbox.for_person_id")
    .leftJoin("auth_account", "auth_account.person_id", "outbox.person_id")
    .select("auth_account.person_id as account")
    .select(["outbox.id", "outbox.key", "outbox.kind", "outbox.link", "outbox.due_on as dueOn"])
    .select(precisionOfDue.as("duePrecision"))
    .select(["outbox.person_id as personId", "outbox.for_person_id as forPersonId"])
    .select(["person.name", "person.email", "person.active", "absent.name as forName"])
    .select(["outbox.send_after as sendAfter", "outbox.attempts"]);
type Row = Awaited<ReturnType<ReturnType<typeof outgoing>["execute"]>>[number];

function asOutgoing({ active, email, account, ...row }: Row): Outgoing {
  const kind = row.kind as MessageKind;
  const reached = active === 1 && (account !== null || isSigningIn(kind));
  return { ...row, kind, email: reached ? email || null : null };
}

/**
 * Renews the lease of a claimed message as its turn comes, and returns it with whom it goes to;
 * null when it is no longer this sender's.
 */
export async function beginMessage(db: Db, lease: Lease, id: string): Promise<Outgoing | null> {
  const renewed = await db
    .updateTable("outbox")
    .set({ leased_until: lease.until })
    .where("id", "=", id)
    .where("leased_by", "=", lease.sender)
    .where("leased_until", ">", lease.now)
    .where("state", "=", "waiting")
    .executeTakeFirst();
  if (renewed.numUpdatedRows === 0n) return null;
  return asOutgoing(await outgoing(db).where("outbox.id", "=", id).executeTakeFirstOrThrow());
}

/** The messages that go out with one daily summary, in the order they were made. */
export async function listInDigest(db: Db, digestId: string): Promise<Outgoing[]> {
  const rows = await outgoing(db)
    .where("outbox.digest_id", "=", digestId)
    .where("outbox.state", "=", "held")
    .orderBy("outbox.id")
    .limit(200)
    .execute();
  return rows.map(asOutgoing);
}

export type Settled =
  | { state: Exclude<OutboxTable["state"], "waiting" | "held">; problem: string }
  | { state: "waiting"; problem: string; sendAfter: string };

/**
 * Writes what became of a claimed message and gives up the lease. What went out in a summary shares
 * its fate once that is settled. Does nothing when the lease has passed to another sender.
 */
export async function settleMessage(
  db: Db,
  sender: string,
  id: string,
  settled: Settled,
  at: string,
): Promise<void> {
  const again = settled.state === "waiting";
  const result = await db
    .updateTable("outbox")
    .set({
      state: settled.state,
      problem: settled.problem,
      leased_by: null,
      leased_until: null,
      ...(again ? { send_after: settled.sendAfter } : { settled_at: at }),
    })
    .where("id", "=", id)
    .where("leased_by", "=", sender)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n || again) return;
  await db
    .updateTable("outbox")
    .set({ state: settled.state, problem: settled.problem, settled_at: at })
    .where("digest_id", "=", id)
    .where("state", "=", "held")
    .execute();
}

/** Drops messages whose deed is done: they were held for a summary that no longer needs them. */
export async function dropMessages(db: Db, ids: readonly string[], at: string): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable("outbox")
    .set({ state: messageMachine.moves.drop.to, settled_at: at })
    .where("id", "in", [...ids])
    .where("state", "=", "held")
    .execute();
}

/** Gives back what this sender has claimed and not begun: it stops, and another may go on. */
export async function releaseClaims(db: Db, sender: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable("outbox")
    .set((eb) => ({ leased_by: null, leased_until: null, attempts: eb("attempts", "-", 1) }))
    .where("id", "in", [...ids])
    .where("leased_by", "=", sender)
    .execute();
}

/** Removes messages made before `before` (a system instant), some at a time; returns how many. */
export async function removeOldMessages(db: Db, before: string, limit = 500): Promise<number> {
  const result = await db
    .deleteFrom("outbox")
    .where((eb) =>
      eb(
        "id",
        "in",
        eb
          .selectFrom("outbox as old")
          .select("old.id")
          .where("old.state", "<>", "held")
          .where("old.send_after", "<", before)
          .orderBy("old.send_after")
          .limit(limit),
      ),
    )
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

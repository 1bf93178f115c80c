/**
 * Owns how a change of access that waited comes to its end: confirmed, refused, withdrawn or lapsed.
 * Practice: everything is looked at again when it is confirmed, with all whom it concerns held, so
 * that nobody gets today what they should not have been given yesterday.
 */

import { paths } from "~/paths";
import { addDays, dateInLondon } from "~/rules/core/dates";
import type { EventKind } from "~/rules/core/event-kinds";
import {
  type AccessMove,
  accessMachine,
  waitsDays,
  whyNotConfirm,
} from "~/rules/people/access-changes";
import { findActor, holdPeople } from "../../access/people.server";
import { unscopedHoldersOf } from "../../access/readers.server";
import { appendEvent, type Stamp } from "../../core/events.server";
import { type Db, type Tx, transact } from "../../core/open.server";
import { mustChange } from "../../core/versions.server";
import { addMessages } from "../../messages/outbox.server";
import {
  type AccessChange,
  listBundle,
  listPlaceNames,
  streamOf,
  unscopedConfirmers,
  whoMayConfirm,
} from "../../people/access-changes.server";
import { applyAccess, findLapse } from "./access-effect.server";

export type Settled = {
  confirmed: number;
  refused: number;
  /** What could not come true any more, and why. */
  lapsed: string[];
  /** How many of the bundle wait on, because this person may not confirm them. */
  left: number;
  /** Why nothing at all was done. */
  refusal: string | null;
};

const everyoneIn = (changes: readonly AccessChange[]): string[] =>
  changes.flatMap((one) => [one.proposedBy, one.personId, one.receiverId]);

/** Holds all whom a bundle concerns, and the one who decides, and reads what of it still waits. */
async function holdBundle(tx: Tx, stamp: Stamp, bundleId: string): Promise<AccessChange[]> {
  const today = dateInLondon(new Date(stamp.at));
  const first = await listBundle(tx, bundleId, today);
  await holdPeople(tx, [...everyoneIn(first), ...(stamp.actorId ? [stamp.actorId] : [])]);
  const held = await listBundle(tx, bundleId, today);
  return held.filter(({ state }) => state === "waiting");
}

const nothing: Settled = { confirmed: 0, refused: 0, lapsed: [], left: 0, refusal: null };

/** Why nothing of a bundle is settled: it may be over already, withdrawn or settled by someone else. */
const whyNothing = (
  waiting: readonly AccessChange[],
  refusals: readonly (string | null)[],
): Settled => ({
  ...nothing,
  left: waiting.length,
  refusal: refusals[0] ?? "Look again: nothing of this waits any more",
});

/** Confirms what of a bundle the person may confirm; the rest waits for someone else. */
export async function confirmAccess(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  bundleId: string,
): Promise<Settled> {
  const waiting = await holdBundle(tx, stamp, bundleId);
  const actor = await findActor(tx, stamp.actorId);
  if (!actor) return { ...nothing, refusal: "Ask someone else: you are no longer active" };
  const refusals = waiting.map((one) => whyNotConfirm(actor, one));
  const mine = waiting.filter((_, index) => refusals[index] === null);
  if (mine.length === 0) return whyNothing(waiting, refusals);
  return { ...(await settle(tx, stamp, mine)), left: waiting.length - mine.length };
}

/** Confirms on the server what nobody here can confirm; QA leads and leaders are told. */
export async function confirmOnServer(
  tx: Tx,
  stamp: Stamp & { actorId: null },
  bundleId: string,
): Promise<Settled> {
  const waiting = await holdBundle(tx, stamp, bundleId);
  const confirmers = await unscopedConfirmers(tx);
  const orphans = waiting.filter((one) => whoMayConfirm(one, confirmers).length === 0);
  const left = waiting.length - orphans.length;
  if (orphans.length === 0) {
    const names = [...new Set(waiting.flatMap((one) => whoMayConfirm(one, confirmers)))];
    const refusal =
      waiting.length === 0
        ? null
        : `Ask one of those who can confirm it: ${names.map(({ name }) => name).join(", ")}`;
    return { ...nothing, left, refusal };
  }
  const settled = await settle(tx, stamp, orphans);
  if (settled.confirmed > 0) {
    const told = await unscopedHoldersOf(tx, ["qa-lead", "leader"]);
    await addMessages(
      tx,
      stamp,
      told.map((to) => ({
        to,
        kind: "access-by-server",
        key: bundleId,
        link: paths.access.one(bundleId),
      })),
    );
  }
  return { ...settled, left };
}

async function settle(
  tx: Tx,
  stamp: Stamp,
  changes: readonly AccessChange[],
): Promise<Omit<Settled, "left">> {
  const today = dateInLondon(new Date(stamp.at));
  const places = await listPlaceNames(tx);
  const lapsed: string[] = [];
  for (const change of changes) {
    const why = await findLapse(tx, change, places, today);
    if (why) {
      await end(tx, stamp, change, "lapse", why);
      lapsed.push(why);
    } else {
      await end(tx, stamp, change, "confirm", stamp.actorId ? "" : "on the server");
      await applyAccess(tx, stamp, change);
    }
  }
  await tellProposers(
    tx,
    stamp,
    changes,
    lapsed.length < changes.length ? "access-confirmed" : "access-ended",
  );
  return { ...nothing, confirmed: changes.length - lapsed.length, lapsed };
}

const settledKinds: Record<AccessMove, EventKind> = {
  confirm: "access.confirmed",
  refuse: "access.refused",
  withdraw: "access.withdrawn",
  lapse: "access.lapsed",
};

/** Ends one change that waits; Conflict when it ended meanwhile. */
async function end(
  tx: Tx,
  stamp: Stamp,
  change: Pick<AccessChange, "id" | "personId" | "what" | "version">,
  move: AccessMove,
  why: string,
): Promise<void> {
  const { id, what, version } = change;
  const stream = streamOf(change);
  const { from, to } = accessMachine.moves[move];
  const result = await tx
    .updateTable("access_change")
    .set({ state: to, settled_by: stamp.actorId, settled_at: stamp.at, settled_why: why })
    .set({ version: version + 1 })
    .where("id", "=", id)
    .where("version", "=", version)
    .where("state", "in", from)
    .executeTakeFirst();
  mustChange(stream, result);
  await appendEvent(tx, stamp, {
    stream,
    kind: settledKinds[move],
    before: what,
    after: { why },
  });
}

async function tellProposers(
  tx: Tx,
  stamp: Stamp,
  changes: readonly AccessChange[],
  kind: "access-confirmed" | "access-ended",
): Promise<void> {
  await addMessages(
    tx,
    stamp,
    changes.map(({ proposedBy, bundleId, id }) => ({
      to: proposedBy,
      kind,
      key: changes.length > 1 ? `${bundleId}:${stamp.at}` : id,
      link: paths.access.one(bundleId),
    })),
  );
}

/** Refuses what of a bundle the person may confirm, with a reason its proposer reads. */
export async function refuseAccess(
  tx: Tx,
  stamp: Stamp,
  bundleId: string,
  why: string,
): Promise<Settled> {
  const waiting = await holdBundle(tx, stamp, bundleId);
  const actor = stamp.actorId ? await findActor(tx, stamp.actorId) : null;
  if (stamp.actorId && !actor)
    return { ...nothing, refusal: "Ask someone else: you are no longer active" };
  const refusals = waiting.map((one) => (actor ? whyNotConfirm(actor, one) : null));
  const mine = waiting.filter((_, index) => refusals[index] === null);
  if (mine.length === 0) return whyNothing(waiting, refusals);
  for (const one of mine) await end(tx, stamp, one, "refuse", why);
  await tellProposers(tx, stamp, mine, "access-ended");
  return { ...nothing, refused: mine.length, left: waiting.length - mine.length };
}

/** Takes back what one proposed oneself; how many still waited. */
export async function withdrawAccess(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  bundleId: string,
): Promise<number> {
  const waiting = await holdBundle(tx, stamp, bundleId);
  const own = waiting.filter(({ proposedBy }) => proposedBy === stamp.actorId);
  for (const one of own) await end(tx, stamp, one, "withdraw", "");
  return own.length;
}

/** Takes back all of a bundle that still waits, whoever proposed it: what it belongs to is undone. */
export async function takeBackBundle(tx: Tx, stamp: Stamp, bundleId: string): Promise<void> {
  for (const one of await holdBundle(tx, stamp, bundleId)) {
    await end(tx, stamp, one, "withdraw", "the import it came with was undone");
  }
}

/** Ends what waits in vain: too old, or about people who left. A job, now and then. */
export async function lapseAccess(db: Db, stamp: Stamp & { actorId: null }): Promise<void> {
  const today = dateInLondon(new Date(stamp.at));
  const bundles = await db
    .selectFrom("access_change as c")
    .innerJoin("person as about", "about.id", "c.person_id")
    .innerJoin("person as receiver", "receiver.id", "c.receiver_id")
    .innerJoin("person as proposer", "proposer.id", "c.proposed_by")
    .select("c.bundle_id as id")
    .distinct()
    .where("c.state", "=", "waiting")
    .where((eb) =>
      eb.or([
        eb("c.proposed_at", "<", `${addDays(today, -waitsDays)}`),
        eb("proposer.active", "=", 0),
        eb.and([
          eb("c.kind", "not in", ["activation", "same-person", "same-person-lifted"]),
          eb.or([eb("about.active", "=", 0), eb("receiver.active", "=", 0)]),
        ]),
      ]),
    )
    .limit(50)
    .execute();
  for (const { id } of bundles) {
    await transact(db, async (tx) => {
      const places = await listPlaceNames(tx);
      const ended: AccessChange[] = [];
      for (const change of await holdBundle(tx, stamp, id)) {
        const why = await findLapse(tx, change, places, today);
        if (!why) continue;
        await end(tx, stamp, change, "lapse", why);
        ended.push(change);
      }
      await tellProposers(tx, stamp, ended, "access-ended");
    });
  }
}

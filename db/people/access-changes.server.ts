/**
 * Owns changes of access that wait for a second person, as stored: proposing them and reading them.
 * Practice: whoever may confirm is told at once; what is about someone's way in is told to them
 * while it still waits, at the address they have now.
 */

import { paths } from "~/paths";
import type { Actor } from "~/rules/access/people";
import { dateInLondon } from "~/rules/core/dates";
import {
  type AccessNames,
  type AccessState,
  type AccessWhat,
  accessMachine,
  accessWhat,
  confirmingRoles,
  isOfTeam,
  type Waiting,
  whyNotConfirm,
} from "~/rules/people/access-changes";
import { deputiesOf } from "../access/deputies.server";
import { findActor } from "../access/people.server";
import { appendEvents, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import type { Db, Tx } from "../core/open.server";
import { addMessages, type NewMessage } from "../messages/outbox.server";

export type AccessChange = Waiting & {
  id: string;
  bundleId: string;
  what: AccessWhat;
  state: AccessState;
  proposedAt: string;
  settledAt: string | null;
  why: string;
  version: number;
  personName: string;
  receiverName: string;
  receiverEmail: string | null;
  proposerName: string;
  settlerName: string | null;
};

const changes = (db: Db) =>
  db
    .selectFrom("access_change as c")
    .innerJoin("person as about", "about.id", "c.person_id")
    .innerJoin("person as receiver", "receiver.id", "c.receiver_id")
    .innerJoin("one_person as proposer", "proposer.record_id", "c.proposed_by")
    .leftJoin("one_person as settler", "settler.record_id", "c.settled_by")
    .select(["c.id", "c.bundle_id as bundleId", "c.what", "c.state", "c.version"])
    .select(["c.person_id as personId", "c.receiver_id as receiverId"])
    .select(["proposer.id as proposedBy", "c.proposed_at as proposedAt"])
    .select(["c.settled_at as settledAt", "c.settled_why as why"])
    .select(["about.name as personName", "receiver.name as receiverName"])
    .select(["receiver.email as receiverEmail", "proposer.name as proposerName"])
    .select("settler.name as settlerName")
    .orderBy("c.proposed_at")
    .orderBy("c.id");

type Row = Awaited<ReturnType<ReturnType<typeof changes>["execute"]>>[number];

/** Whoever stands in today for those whom the changes concern is known with them. */
async function typed(db: Db, rows: Row[], today: string): Promise<AccessChange[]> {
  const read = rows.map((row) => {
    const what = accessWhat.parse(JSON.parse(row.what));
    return { ...row, what, gainers: isOfTeam(what) ? what.gainers.map(({ id }) => id) : [] };
  });
  const concerned = (row: (typeof read)[number]) => [
    ...[row.proposedBy, row.personId, row.receiverId],
    ...row.gainers,
  ];
  const people = read.flatMap(concerned);
  const standIns = await deputiesOf(db, [...new Set(people)], today);
  return read.map((row) => {
    const ofThese = concerned(row);
    return {
      ...row,
      deputies: standIns
        .filter(({ personId }) => ofThese.includes(personId))
        .map(({ deputyId }) => deputyId),
    };
  });
}

/** The most that a list of what waits holds: more is on the pages it leads to. */
const mostListed = 2000;

/** Everything that waits, the oldest first. */
export async function unscopedWaitingAccess(db: Db, today: string): Promise<AccessChange[]> {
  const rows = await changes(db).where("c.state", "=", "waiting").limit(mostListed).execute();
  return typed(db, rows, today);
}

/** What waits for one person, the oldest first. */
export async function listWaitingOf(
  db: Db,
  personId: string,
  today: string,
): Promise<AccessChange[]> {
  const rows = await changes(db)
    .where("c.state", "=", "waiting")
    .where((eb) => eb.or([eb("c.person_id", "=", personId), eb("c.receiver_id", "=", personId)]))
    .limit(100)
    .execute();
  return typed(db, rows, today);
}

/** What waits for one team, the oldest first. */
export async function listWaitingOfTeam(
  db: Db,
  teamId: string,
  today: string,
): Promise<AccessChange[]> {
  const rows = await changes(db)
    .where("c.state", "=", "waiting")
    .where("c.kind", "in", ["team-move", "team-end"] satisfies AccessWhat["kind"][])
    .limit(mostListed)
    .execute();
  const waiting = await typed(db, rows, today);
  return waiting.filter(({ what }) => isOfTeam(what) && what.teamId === teamId);
}

/** The changes that are confirmed together, settled ones too; empty when there are none. */
export async function listBundle(db: Db, bundleId: string, today: string): Promise<AccessChange[]> {
  const rows = await changes(db).where("c.bundle_id", "=", bundleId).execute();
  return typed(db, rows, today);
}

/** Everyone who could confirm a change of access, by name; whether this one, the rule says. */
export async function unscopedConfirmers(db: Db): Promise<Actor[]> {
  const rows = await db
    .selectFrom("person")
    .innerJoin("auth_account", "auth_account.person_id", "person.id")
    .innerJoin("role_grant", "role_grant.person_id", "person.id")
    .select(["person.id", "person.name_folded"])
    .distinct()
    .where("person.active", "=", 1)
    // Invited only: they could not sign in to confirm anything.
    .where("auth_account.password_hash", "<>", "")
    .where("role_grant.role", "in", confirmingRoles)
    .orderBy("person.name_folded")
    .orderBy("person.id")
    .execute();
  const found = await Promise.all(rows.map(({ id }) => findActor(db, id)));
  return found.filter((actor) => actor !== null);
}

/** Those of the confirmers who may confirm this change. */
export const whoMayConfirm = (change: Waiting, confirmers: readonly Actor[]): Actor[] =>
  confirmers.filter((actor) => whyNotConfirm(actor, change) === null);

/** Names of services and teams by id, for words. */
export async function listPlaceNames(db: Db): Promise<Map<string, string>> {
  const [services, teams] = await Promise.all([
    db.selectFrom("service").select(["id", "name"]).execute(),
    db.selectFrom("team").select(["id", "name"]).execute(),
  ]);
  return new Map([...services, ...teams].map(({ id, name }) => [id, name]));
}

export const namesIn = (
  change: Pick<AccessChange, "personName" | "receiverName">,
  places: ReadonlyMap<string, string>,
): AccessNames => ({ person: change.personName, receiver: change.receiverName, places });

export type Proposal = { personId: string; what: AccessWhat };

/** Who gains by it; of a record, whoever it is or was pointed to. */
const receiverOf = ({ personId, what }: Proposal): string => {
  if (what.kind === "deputy") return what.deputyId;
  return "staysId" in what ? what.staysId : personId;
};

/** What it would do, whoever gains by it. */
const plainly = (what: AccessWhat): string =>
  JSON.stringify({ ...accessWhat.parse(what), gainers: null });

/** The history that a change belongs to: of a person, or of the team that changes. */
export const streamOf = ({ personId, what }: Proposal): `${"person" | "team"}:${string}` =>
  isOfTeam(what) ? `team:${what.teamId}` : `person:${personId}`;

/** Whether the same thing waits already, so that it is not asked for twice. */
export async function isWaiting(tx: Tx, { personId, what }: Proposal): Promise<boolean> {
  let query = tx
    .selectFrom("access_change")
    .select("what")
    .where("kind", "=", what.kind)
    .where("state", "=", "waiting");
  if (!isOfTeam(what)) query = query.where("person_id", "=", personId);
  const rows = await query.execute();
  const same = plainly(what);
  return rows.some((row) => plainly(accessWhat.parse(JSON.parse(row.what))) === same);
}

/** About who someone is here, or their way in: they are told while it still waits. */
const ownKinds: readonly AccessWhat["kind"][] = ["email", "staff-number", "password-link"];

/** Puts changes down to wait for a second person, who are told; returns the id of their bundle. */
export async function proposeAccess(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  proposals: readonly Proposal[],
  bundleId = newId(),
): Promise<string> {
  const made = proposals.map((proposal) => ({
    id: newId(),
    bundle_id: bundleId,
    kind: proposal.what.kind,
    person_id: proposal.personId,
    receiver_id: receiverOf(proposal),
    what: JSON.stringify(accessWhat.parse(proposal.what)),
    proposed_by: stamp.actorId,
    proposed_at: stamp.at,
    state: accessMachine.first,
  }));
  for (let from = 0; from < made.length; from += 500) {
    await tx
      .insertInto("access_change")
      .values(made.slice(from, from + 500))
      .execute();
  }
  await appendEvents(
    tx,
    proposals.map((one) => ({
      stamp,
      event: { stream: streamOf(one), kind: "access.proposed", after: one.what },
    })),
  );
  const link = paths.access.one(bundleId);
  const today = dateInLondon(new Date(stamp.at));
  const confirmers = await unscopedConfirmers(tx);
  const waiting = await listBundle(tx, bundleId, today);
  const asked = confirmers.filter((actor) => waiting.some((one) => !whyNotConfirm(actor, one)));
  const ownWayIn = proposals.filter(({ what }) => ownKinds.includes(what.kind));
  await addMessages(tx, stamp, [
    ...asked.map(
      ({ id }): NewMessage => ({ to: id, kind: "access-to-confirm", key: bundleId, link }),
    ),
    ...ownWayIn.map(
      ({ personId }): NewMessage => ({
        to: personId,
        kind: "access-asked",
        key: bundleId,
        link: paths.account(),
      }),
    ),
  ]);
  return bundleId;
}

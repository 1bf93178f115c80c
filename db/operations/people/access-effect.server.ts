/**
 * Owns what a confirmed change of access does, and why one can't come true any more.
 * Practice: what was right when it was proposed is asked again when it is confirmed.
 */

import { mayStandIn, whyNotName } from "~/rules/access/deputies";
import { type Actor, placeOf } from "~/rules/access/people";
import { dateInLondon } from "~/rules/core/dates";
import { type AccessWhat, isOfTeam, whyLapsed } from "~/rules/people/access-changes";
import { whyNotPoint } from "~/rules/people/same-person";
import { findActor } from "../../access/people.server";
import type { Stamp } from "../../core/events.server";
import type { Tx } from "../../core/open.server";
import { Conflict } from "../../core/versions.server";
import type { AccessChange } from "../../people/access-changes.server";
import { addDeputy, listDeputies } from "../../people/deputy-terms.server";
import { findPerson } from "../../people/people-list.server";
import { findTaken } from "../../people/people-taken.server";
import { addGrant, saveActive, saveIdentity } from "./people-admin.server";
import { lift, point } from "./same-person.server";
import { applyToTeam, whyTeamStays } from "./team-giving.server";

/** Why a change can't come true any more, as things stand now; null when it can. */
export async function findLapse(
  tx: Tx,
  change: AccessChange,
  places: ReadonlyMap<string, string>,
  today: string,
): Promise<string | null> {
  const [proposer, person, receiver] = [
    await findActor(tx, change.proposedBy),
    await findActor(tx, change.personId),
    await findActor(tx, change.receiverId),
  ];
  return whyLapsed(change.what, {
    proposedOn: dateInLondon(new Date(change.proposedAt)),
    today,
    proposer,
    personActive: person !== null,
    receiverActive: receiver !== null,
    otherwise: await whyUnfit(tx, change, { person, receiver, places, today }),
  });
}

type Around = {
  person: Actor | null;
  receiver: Actor | null;
  places: ReadonlyMap<string, string>;
  today: string;
};

async function whyUnfit(
  tx: Tx,
  { what, personId, receiverId, proposedBy }: AccessChange,
  { person, receiver, places, today }: Around,
): Promise<string | null> {
  if (what.kind === "grant") {
    const { grant } = what;
    const place = placeOf(grant);
    if (place !== null && !places.has(place)) return "its service or team is no longer here";
    if (grant.reach === "team" && (await isRetired(tx, grant.teamId))) return "its team is retired";
    const has = person?.grants.some((one) => JSON.stringify(one) === JSON.stringify(grant));
    return has ? "they have this role already" : null;
  }
  if (what.kind === "deputy") {
    const terms = await listDeputies(tx, personId, today);
    const refused = whyNotName(
      { personId, deputyId: receiverId, namedBy: proposedBy, fromOn: what.fromOn, toOn: what.toOn },
      {
        deputyFits: mayStandIn(receiver?.grants ?? [], person?.grants ?? []),
        others: terms.filter((term) => term.deputyId === receiverId),
        today,
      },
    );
    return refused ? "they can no longer stand in on these days" : null;
  }
  if (what.kind === "email") {
    const taken = await findTaken(tx, { email: what.email, staffNumber: null }, personId);
    return taken.email ? "someone else has this email address by now" : null;
  }
  if (what.kind === "staff-number") {
    const taken = await findTaken(tx, { email: null, staffNumber: what.staffNumber }, personId);
    return taken.staffNumber ? "someone else has this staff number by now" : null;
  }
  return isOfTeam(what)
    ? whyTeamStays(tx, what, today)
    : whyUnfitRecord(tx, what, personId, proposedBy);
}

/** What has to do with who a record is of. */
async function whyUnfitRecord(
  tx: Tx,
  what: AccessWhat,
  personId: string,
  proposedBy: string,
): Promise<string | null> {
  const record = await findPerson(tx, personId);
  if (what.kind === "activation" && record?.sameAsId) return "it is another record of someone";
  if (what.kind === "same-person-lifted" && !record?.sameAsId)
    return "it points to nobody any more";
  if (what.kind !== "same-person" || !record) return null;
  const refused = whyNotPoint(record, await findPerson(tx, what.staysId), proposedBy);
  return refused ? "one of the two records points to someone by now, or is pointed to" : null;
}

async function isRetired(tx: Tx, teamId: string): Promise<boolean> {
  const team = await tx
    .selectFrom("team")
    .select("retired_on")
    .where("id", "=", teamId)
    .executeTakeFirst();
  return team !== undefined && team.retired_on !== null;
}

/** Lets a confirmed change come true. */
export async function applyAccess(tx: Tx, stamp: Stamp, change: AccessChange): Promise<void> {
  const { what, personId, proposedBy } = change;
  switch (what.kind) {
    case "grant":
      await addGrant(tx, stamp, personId, what.grant, { proposedBy });
      return;
    case "deputy": {
      const { deputyId, fromOn, toOn } = what;
      await addDeputy(tx, stamp, { personId, deputyId, fromOn, toOn, namedBy: proposedBy });
      return;
    }
    case "email":
      await saveIdentity(tx, stamp, personId, { email: what.email });
      return;
    case "staff-number":
      await saveIdentity(tx, stamp, personId, { staffNumber: what.staffNumber });
      return;
    case "team-move":
    case "team-end":
      await applyToTeam(tx, stamp, what);
      return;
    case "activation": {
      const person = await findPerson(tx, personId);
      if (person) await saveActive(tx, stamp, person, true);
      return;
    }
    case "same-person": {
      const record = await findPerson(tx, personId);
      const stays = await findPerson(tx, what.staysId);
      if (record && stays && !(await point(tx, stamp, record, stays, what.why))) {
        throw new Conflict(`person:${personId}`);
      }
      return;
    }
    case "same-person-lifted": {
      const record = await findPerson(tx, personId);
      if (record) await lift(tx, stamp, record, what.why);
      return;
    }
    case "password-link":
      // Confirmed is all it needs to be: whoever proposed it may show the link, once.
      return;
  }
}

/**
 * Whether a link to choose a new password may be shown to this administrator for this person now:
 * confirmed for them within the last day, and not shown yet. Marks it as shown.
 */
export async function usePasswordLink(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  personId: string,
): Promise<boolean> {
  const since = new Date(Date.parse(stamp.at) - 24 * 60 * 60_000).toISOString();
  const result = await tx
    .updateTable("access_change")
    .set({ used_at: stamp.at })
    .where("kind", "=", "password-link" satisfies AccessWhat["kind"])
    .where("person_id", "=", personId)
    .where("proposed_by", "=", stamp.actorId)
    .where("state", "=", "confirmed")
    .where("settled_at", ">=", since)
    .where("used_at", "is", null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

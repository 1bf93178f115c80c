/**
 * Owns who would reach more by a team's move or end: by a role of their own, or one lent to them.
 * Practice: whoever changes a team reads their names before it is done, and each of them is told,
 * as of any change of access.
 */
import { paths } from "~/paths";
import type { Actor } from "~/rules/access/people";
import { dateInLondon } from "~/rules/core/dates";
import { reachGrows, reachGrowsByEnd } from "~/rules/people/team-reach";
import { deputiesOf } from "../../access/deputies.server";
import { findActor } from "../../access/people.server";
import { appendEvent, type Stamp } from "../../core/events.server";
import type { Db, Tx } from "../../core/open.server";
import { addMessages } from "../../messages/outbox.server";

export type TeamChange = { teamId: string; fromServiceId: string } & (
  | { toServiceId: string }
  | { successorId: string }
);

export type Gainer = { id: string; name: string };

/** Everyone whose reach the change would widen, by name; empty when nobody's. */
export async function listGainers(db: Db, change: TeamChange, today: string): Promise<Gainer[]> {
  const actors = await listReaching(db, change, today);
  return gainersAmong(actors, change);
}

/** The same for each team that could go on with another's work; as many reads as there are people. */
export async function listGainersByEnd(
  db: Db,
  team: { id: string; serviceId: string },
  successorIds: readonly string[],
  today: string,
): Promise<Map<string, Gainer[]>> {
  const actors = await listReaching(db, { successorIds }, today);
  return new Map(
    successorIds.map((successorId) => [
      successorId,
      gainersAmong(actors, { teamId: team.id, fromServiceId: team.serviceId, successorId }),
    ]),
  );
}

/** Whoever has a role for these places, and whoever stands in for them. */
async function listReaching(
  db: Db,
  to: { toServiceId: string } | { successorId: string } | { successorIds: readonly string[] },
  today: string,
): Promise<Actor[]> {
  const teamIds =
    "successorIds" in to ? to.successorIds : "successorId" in to ? [to.successorId] : [];
  const rows = await db
    .selectFrom("role_grant")
    .innerJoin("person", "person.id", "role_grant.person_id")
    .select("person.id")
    .distinct()
    .where("person.active", "=", 1)
    .where((eb) =>
      "toServiceId" in to
        ? eb("role_grant.service_id", "=", to.toServiceId)
        : eb("role_grant.team_id", "in", ["", ...teamIds]),
    )
    .execute();
  const holders = rows.map(({ id }) => id);
  const standIns = (await deputiesOf(db, holders, today)).map(({ deputyId }) => deputyId);
  const ids = [...new Set([...holders, ...standIns])];
  const actors = await Promise.all(ids.map((id) => findActor(db, id, today)));
  return actors.filter((actor) => actor !== null);
}

const gainersAmong = (actors: readonly Actor[], change: TeamChange): Gainer[] =>
  actors
    .filter((actor) => gains(actor, change))
    .map(({ id, name }) => ({ id, name }))
    .sort((a, b) => a.name.localeCompare(b.name, "en-GB"));

function gains(actor: Actor, change: TeamChange): boolean {
  const { teamId, fromServiceId } = change;
  return "successorId" in change
    ? reachGrowsByEnd(actor, { id: teamId, serviceId: fromServiceId }, change.successorId)
    : reachGrows(actor, { teamId, fromServiceId, toServiceId: change.toServiceId });
}

/** Tells each of them, and keeps it in their history; asked before the change is written. */
export async function tellGainers(tx: Tx, stamp: Stamp, change: TeamChange): Promise<void> {
  const gainers = await listGainers(tx, change, dateInLondon(new Date(stamp.at)));
  for (const { id } of gainers) {
    await appendEvent(tx, stamp, {
      stream: `person:${id}`,
      kind: "person.reach-widened",
      after: { teamId: change.teamId },
    });
  }
  await addMessages(
    tx,
    stamp,
    gainers.map(({ id }) => ({
      to: id,
      kind: "access-changed",
      key: `${change.teamId}:${stamp.at}`,
      link: paths.account(),
    })),
  );
}

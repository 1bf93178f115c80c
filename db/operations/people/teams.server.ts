/**
 * Owns services and teams for the administrator: add, rename, order, and whether a team holds
 * cases.
 * Practice: neither is deleted, because audits and figures name them.
 */
import { lowered } from "~/rules/core/folding";
import { flag } from "../../core/columns";
import { appendEvent, type Stamp } from "../../core/events.server";
import { newId } from "../../core/ids.server";
import type { Db, Tx } from "../../core/open.server";
import { mustChange } from "../../core/versions.server";
import { noticeConflicts } from "../../independence/independence.server";
import { meetTeamRequests } from "./team-asking.server";
import { tellGainers } from "./team-reach.server";

export type ServiceToKeep = { id: string; name: string; version: number };
export type TeamToKeep = {
  id: string;
  name: string;
  serviceId: string;
  holdsCases: boolean;
  /** From this day on it is no more, and its successor goes on. */
  retiredOn: string | null;
  successorId: string | null;
  version: number;
};

const teamColumns = [
  "id",
  "name",
  "service_id as serviceId",
  "holds_cases",
  "retired_on as retiredOn",
  "successor_id as successorId",
  "version",
] as const;

/** Every service with its teams, in order. */
export async function listServicesWithTeams(
  db: Db,
): Promise<(ServiceToKeep & { teams: TeamToKeep[] })[]> {
  const services = await db
    .selectFrom("service")
    .select(["id", "name", "version"])
    .orderBy("position")
    .orderBy("name")
    .orderBy("id")
    .execute();
  const teams = await db
    .selectFrom("team")
    .select(teamColumns)
    .orderBy("position")
    .orderBy("name")
    .execute();
  return services.map((service) => ({
    ...service,
    teams: teams
      .filter((team) => team.serviceId === service.id)
      .map(({ holds_cases, ...team }) => ({ ...team, holdsCases: holds_cases === 1 })),
  }));
}

export async function findService(db: Db, id: string): Promise<ServiceToKeep | null> {
  const row = await db
    .selectFrom("service")
    .select(["id", "name", "version"])
    .where("id", "=", id)
    .executeTakeFirst();
  return row ?? null;
}

export async function findTeam(db: Db, id: string): Promise<TeamToKeep | null> {
  const row = await db
    .selectFrom("team")
    .select(teamColumns)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) return null;
  const { holds_cases, ...team } = row;
  return { ...team, holdsCases: holds_cases === 1 };
}

/** The name of the team that has this name already, whatever its case; null when it is free. */
export async function findTeamNamed(db: Db, name: string, exceptId = ""): Promise<string | null> {
  const row = await db
    .selectFrom("team")
    .select("name")
    .where("name_folded", "=", lowered(name))
    .where("id", "!=", exceptId)
    .executeTakeFirst();
  return row?.name ?? null;
}

export async function addService(tx: Tx, stamp: Stamp, name: string): Promise<string> {
  const id = newId();
  const others = await tx.selectFrom("service").select("position").execute();
  const position = Math.max(0, ...others.map((other) => other.position)) + 1;
  await tx.insertInto("service").values({ id, name, position }).execute();
  await appendEvent(tx, stamp, { stream: `service:${id}`, kind: "service.added", after: { name } });
  return id;
}

export type TeamFacts = { name: string; serviceId: string; holdsCases: boolean };

/** Adds a team at the end of its service; the name must be free. */
export async function addTeam(tx: Tx, stamp: Stamp, team: TeamFacts): Promise<string> {
  const id = newId();
  const others = await tx
    .selectFrom("team")
    .select("position")
    .where("service_id", "=", team.serviceId)
    .execute();
  const position = Math.max(0, ...others.map((other) => other.position)) + 1;
  await tx
    .insertInto("team")
    .values({ id, position, ...teamValues(team) })
    .execute();
  await appendEvent(tx, stamp, { stream: `team:${id}`, kind: "team.added", after: team });
  await meetTeamRequests(tx, stamp, { id, name: team.name });
  return id;
}

const teamValues = ({ name, serviceId, holdsCases }: TeamFacts) => ({
  name,
  name_folded: lowered(name),
  service_id: serviceId,
  holds_cases: flag(holdsCases),
});

export async function saveService(
  tx: Tx,
  stamp: Stamp,
  before: ServiceToKeep,
  version: number,
  name: string,
): Promise<void> {
  const result = await tx
    .updateTable("service")
    .set({ name, version: version + 1 })
    .where("id", "=", before.id)
    .where("version", "=", version)
    .executeTakeFirst();
  mustChange(`service:${before.id}`, result);
  await appendEvent(tx, stamp, {
    stream: `service:${before.id}`,
    kind: "service.changed",
    before: { name: before.name },
    after: { name },
  });
}

/** Changes a team. Audits keep the service they were drawn in. */
export async function saveTeam(
  tx: Tx,
  stamp: Stamp,
  { id, version: _, retiredOn: _on, successorId: _by, ...before }: TeamToKeep,
  version: number,
  team: TeamFacts,
): Promise<void> {
  const result = await tx
    .updateTable("team")
    .set({ ...teamValues(team), version: version + 1 })
    .where("id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst();
  mustChange(`team:${id}`, result);
  await appendEvent(tx, stamp, {
    stream: `team:${id}`,
    kind: "team.changed",
    before,
    after: team,
  });
  if (before.serviceId !== team.serviceId) await noticeConflicts(tx, stamp, "people-changed");
  if (before.name !== team.name) await meetTeamRequests(tx, stamp, { id, name: team.name });
  if (before.serviceId === team.serviceId) return;
  const move = { teamId: id, fromServiceId: before.serviceId, toServiceId: team.serviceId };
  await tellGainers(tx, stamp, move);
  await noticeConflicts(tx, stamp, "people-changed");
}

/** Puts services, or the teams of one service, in the order of `ids`. */
export async function saveOrder(
  tx: Tx,
  stamp: Stamp,
  what: "service" | "team",
  ids: readonly string[],
  moved: string,
): Promise<void> {
  for (const [index, id] of ids.entries()) {
    await tx
      .updateTable(what)
      .set({ position: index + 1 })
      .where("id", "=", id)
      .execute();
  }
  await appendEvent(tx, stamp, {
    stream: `${what}:${moved}`,
    kind: what === "team" ? "team.moved" : "service.moved",
    after: { position: ids.indexOf(moved) + 1 },
  });
}

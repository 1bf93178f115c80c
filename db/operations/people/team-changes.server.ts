/**
 * Owns a team's end, what hangs on a team, and how teams were called when an exercise closed.
 * Practice: people and open cases go to the successor; actions, responses, audits and figures stay
 * with the team they are about, and whoever holds a role for the successor sees to them.
 */

import { goingOnStates } from "~/rules/exercises/exercises";
import type { TeamLoad } from "~/rules/people/team-changes";
import { isNotWithdrawn } from "../../core/counted.server";
import { appendEvent, type Stamp } from "../../core/events.server";
import type { Db, Tx } from "../../core/open.server";
import { countAll } from "../../core/scope.server";
import { mustChange } from "../../core/versions.server";
import { noticeConflicts } from "../../independence/independence.server";
import { tellGainers } from "./team-reach.server";
import type { TeamToKeep } from "./teams.server";

/** What hangs on a team today. */
export async function findTeamLoad(db: Db, teamId: string): Promise<TeamLoad> {
  const [cases, people, audits, actions, responses] = await Promise.all([
    db
      .selectFrom("case_record")
      .select(countAll.as("n"))
      .where("team_id", "=", teamId)
      .where("closed_on", "is", null)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom("person")
      .select(countAll.as("n"))
      .where("team_id", "=", teamId)
      .where("active", "=", 1)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom("audit")
      .innerJoin("exercise", "exercise.id", "audit.exercise_id")
      .select(countAll.as("n"))
      .where("audit.team_id", "=", teamId)
      .where(isNotWithdrawn())
      .where("audit.state", "<>", "final")
      .where("exercise.state", "in", goingOnStates)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom("action")
      .select(countAll.as("n"))
      .where("team_id", "=", teamId)
      .where("status", "in", ["open", "in-progress", "completed"])
      .executeTakeFirstOrThrow(),
    db
      .selectFrom("response")
      .select(countAll.as("n"))
      .where("team_id", "=", teamId)
      .where("answered_at", "is", null)
      .executeTakeFirstOrThrow(),
  ]);
  return {
    openCases: cases.n,
    people: people.n,
    openAudits: audits.n,
    openActions: actions.n,
    waitingResponses: responses.n,
  };
}

/** The roles that reach this team alone, with who holds them. */
export async function listTeamGrants(db: Db, teamId: string) {
  return db
    .selectFrom("role_grant")
    .innerJoin("person", "person.id", "role_grant.person_id")
    .select(["role_grant.id", "person.id as personId", "person.name", "role"])
    .where("role_grant.team_id", "=", teamId)
    .where("person.active", "=", 1)
    .orderBy("person.name_folded")
    .orderBy("role")
    .execute();
}

/**
 * Ends a team today; its people and open cases go to the successor. The rule has said that it may.
 * Throws Conflict when the team changed since `version`, or the successor ended meanwhile.
 */
export async function saveRetired(
  tx: Tx,
  stamp: Stamp,
  team: TeamToKeep,
  version: number,
  { successorId, on }: { successorId: string; on: string },
): Promise<void> {
  const stream = `team:${team.id}` as const;
  // Before it is written: afterwards whoever manages the successor reaches both.
  await tellGainers(tx, stamp, { teamId: team.id, fromServiceId: team.serviceId, successorId });
  mustChange(
    stream,
    await tx
      .updateTable("team")
      .set({ retired_on: on, successor_id: successorId, holds_cases: 0, version: version + 1 })
      .where("id", "=", team.id)
      .where("version", "=", version)
      .where("retired_on", "is", null)
      .executeTakeFirst(),
  );
  mustChange(
    `team:${successorId}`,
    await tx
      .updateTable("team")
      .set((eb) => ({ version: eb("version", "+", 1) }))
      .where("id", "=", successorId)
      .where("retired_on", "is", null)
      .executeTakeFirst(),
  );
  await tx
    .updateTable("person")
    .set((eb) => ({ team_id: successorId, version: eb("version", "+", 1) }))
    .where("team_id", "=", team.id)
    .execute();
  await tx
    .updateTable("case_record")
    .set((eb) => ({ team_id: successorId, version: eb("version", "+", 1) }))
    .where("team_id", "=", team.id)
    .where("closed_on", "is", null)
    .execute();
  await tx
    .updateTable("caseload_mapping")
    .set((eb) => ({ team_id: successorId, version: eb("version", "+", 1) }))
    .where("team_id", "=", team.id)
    .execute();
  await noticeConflicts(tx, stamp, "people-changed");
  await appendEvent(tx, stamp, {
    stream,
    kind: "team.retired",
    before: { holdsCases: team.holdsCases },
    after: { successorId, on },
  });
}

/** Keeps how every team is called now, for the report of an exercise that closes. */
export async function keepTeams(tx: Tx, exerciseId: string): Promise<void> {
  const teams = await tx
    .selectFrom("team")
    .innerJoin("service", "service.id", "team.service_id")
    .select(["team.id", "team.name", "service.id as serviceId", "service.name as serviceName"])
    .execute();
  for (const team of teams) {
    await tx
      .insertInto("exercise_team")
      .values({
        exercise_id: exerciseId,
        team_id: team.id,
        name: team.name,
        service_id: team.serviceId,
        service_name: team.serviceName,
      })
      .onConflict((c) => c.columns(["exercise_id", "team_id"]).doNothing())
      .execute();
  }
}

export type TeamThen = { name: string; serviceId: string; serviceName: string };

/** How teams were called when an exercise closed, by team; empty while it is open. */
export async function listTeamsThen(db: Db, exerciseId: string): Promise<Map<string, TeamThen>> {
  const rows = await db
    .selectFrom("exercise_team")
    .select(["team_id", "name", "service_id as serviceId", "service_name as serviceName"])
    .where("exercise_id", "=", exerciseId)
    .execute();
  return new Map(rows.map(({ team_id, ...then }) => [team_id, then]));
}

/**
 * Owns what the learning log holds for one team, as its reports show it.
 * Practice: what a team promised is shown with where it stands; child-level actions are counted,
 * never listed, and only once their audit is submitted.
 */

import { sql } from "kysely";
import type { DuePrecision } from "~/rules/core/due";
import { type ActionStatus, isUnfinished } from "~/rules/learning-log/learning-log";
import { isNotWithdrawn } from "../core/counted.server";
import type { Db } from "../core/open.server";
import { countAll } from "../core/scope.server";

export type PromisedAction = {
  id: string;
  reference: number;
  what: string;
  area: string | null;
  ownerName: string | null;
  dueOn: string | null;
  duePrecision: DuePrecision;
  status: ActionStatus;
  impact: string;
};

const unfinished = (["open", "in-progress"] as const).filter(isUnfinished);

const promised = (db: Db) =>
  db
    .selectFrom("action")
    .leftJoin("one_person as person", "person.record_id", "action.owner_id")
    .select(["action.id", "action.reference", "action.what", "action.area"])
    .select(["person.name as ownerName", "action.due_on as dueOn", "action.status"])
    .select(["action.due_precision as duePrecision", "action.impact"]);

type Row = Omit<PromisedAction, "status"> & { status: string };
const asPromised = (rows: Row[]): PromisedAction[] =>
  rows.map((row) => ({ ...row, status: row.status as ActionStatus }));

/** The actions of one response, in the order of their references. */
export async function listResponseActions(db: Db, responseId: string): Promise<PromisedAction[]> {
  return asPromised(
    await promised(db)
      .where("action.response_id", "=", responseId)
      .orderBy("action.reference")
      .execute(),
  );
}

export type TeamPromise = PromisedAction & { responseId: string; teamName: string };

/** What teams promised in their responses to one cycle's report, team by team. */
export async function listPromisesOf(db: Db, exerciseId: string): Promise<TeamPromise[]> {
  const rows = await promised(db)
    .innerJoin("response", "response.id", "action.response_id")
    .innerJoin("team", "team.id", "response.team_id")
    .innerJoin("service", "service.id", "team.service_id")
    .select(["response.id as responseId", "team.name as teamName"])
    .where("response.exercise_id", "=", exerciseId)
    .orderBy("service.position")
    .orderBy("team.position")
    .orderBy("team.name")
    .orderBy("action.reference")
    .execute();
  return rows.map((row) => ({ ...row, status: row.status as ActionStatus }));
}

/** Unfinished actions of a team above the level of a child, the most pressing first. */
export async function listOpenTeamActions(
  db: Db,
  teamId: string,
  limit = 50,
): Promise<PromisedAction[]> {
  return asPromised(
    await promised(db)
      .where("action.team_id", "=", teamId)
      .where("action.level", "<>", "child")
      .where("action.status", "in", [...unfinished])
      .orderBy((eb) => eb.fn.coalesce("action.due_on", eb.val("9999-12-31")))
      .orderBy("action.reference")
      .limit(limit)
      .execute(),
  );
}

/** The last response of a team to a cycle before `month` (YYYY-MM), with its month; null if none. */
export async function findPreviousResponse(db: Db, teamId: string, month: string) {
  const row = await db
    .selectFrom("response")
    .innerJoin("exercise", "exercise.id", "response.exercise_id")
    .select(["response.id", "exercise.month", "response.none_needed_reason as noneNeededReason"])
    .select("response.answered_at as answeredAt")
    .where("response.team_id", "=", teamId)
    .where("exercise.month", "<", month)
    .orderBy("exercise.month", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** How many child-level actions of a team's submitted audits are unfinished, and overdue. */
export async function countChildActions(
  db: Db,
  teamId: string,
  today: string,
): Promise<{ open: number; overdue: number }> {
  const base = db
    .selectFrom("action")
    .innerJoin("audit", "audit.id", "action.audit_id")
    .select(countAll.as("n"))
    .where("action.team_id", "=", teamId)
    .where("action.level", "=", "child")
    .where("action.status", "in", [...unfinished])
    .where("audit.submitted_at", "is not", null)
    .where(isNotWithdrawn());
  const open = await base.executeTakeFirstOrThrow();
  const overdue = await base.where("action.due_on", "<", today).executeTakeFirstOrThrow();
  return { open: open.n, overdue: overdue.n };
}

export type PossibleOwner = { id: string; name: string; jobTitle: string; teamName: string | null };

/**
 * Who may own an action of a team: everyone active of its service, those of the team and whoever
 * manages it first.
 */
export async function listPossibleOwners(
  db: Db,
  { teamId, serviceId }: { teamId: string; serviceId: string },
): Promise<PossibleOwner[]> {
  const own = sql<number>`case when person.team_id = ${teamId} or exists (
    select 1 from role_grant as held where held.person_id = person.id and held.team_id = ${teamId}
  ) then 0 else 1 end`;
  return db
    .selectFrom("person")
    .leftJoin("team", "team.id", "person.team_id")
    .select(["person.id", "person.name", "job_title as jobTitle"])
    .select(sql<string | null>`case when ${own} = 0 then null else team.name end`.as("teamName"))
    .where("person.active", "=", 1)
    .where((eb) =>
      eb.or([
        eb("team.service_id", "=", serviceId),
        eb.exists(
          eb
            .selectFrom("role_grant")
            .leftJoin("team as managed", "managed.id", "role_grant.team_id")
            .select("role_grant.id")
            .whereRef("role_grant.person_id", "=", "person.id")
            .where("role_grant.role", "in", ["team-manager", "service-manager"])
            .where((one) =>
              one.or([
                one("role_grant.service_id", "=", serviceId),
                one("managed.service_id", "=", serviceId),
              ]),
            ),
        ),
      ]),
    )
    .orderBy(own)
    .orderBy("person.name_folded")
    .orderBy("person.id")
    .execute();
}

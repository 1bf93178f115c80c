/**
 * Owns actions as someone's work: what one owns and what waits for one to verify; and the actions
 * that came from one exercise, audit or response.
 */

import { type SqlBool, sql } from "kysely";
import type { Scope } from "~/rules/access/permission";
import { patience, verifierLadder, whoseTurn } from "~/rules/access/whose-turn";
import { dateOf, daysBetween } from "~/rules/core/dates";
import type { DuePrecision } from "~/rules/core/due";
import {
  type ActionLevel,
  type ActionStatus,
  isOverdue,
  unfinishedStatuses,
} from "~/rules/learning-log/learning-log";
import { unscopedHolders, unscopedQaLeads, verifying } from "../access/readers.server";
import { recordsOf, whoIn } from "../core/one-person.server";
import type { Db } from "../core/open.server";
import { inScope } from "../core/scope.server";
import { actionService, isLive, isSeen } from "./action-sight.server";

export type WorkAction = {
  id: string;
  reference: number;
  what: string;
  level: ActionLevel;
  status: ActionStatus;
  dueOn: string | null;
  duePrecision: DuePrecision;
  ownerName: string;
  raisedAt: string;
  completedOn: string | null;
};

const undated = sql`case when action.due_on is null then 1 else 0 end`;

const rowsOf = (db: Db) =>
  db
    .selectFrom("action")
    .where((eb) => isLive(eb))
    .leftJoin("one_person as owner", "owner.record_id", "action.owner_id")
    .select(["action.id", "action.reference", "action.what", "action.level", "action.status"])
    .select(["action.due_on", "action.due_precision", "action.completed_on", "action.owner_role"])
    .select(["owner.name as owner_name", "action.raised_at"]);
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>["execute"]>>[number];

const asWork = (row: Row): WorkAction => ({
  id: row.id,
  reference: row.reference,
  what: row.what,
  level: row.level,
  status: row.status as ActionStatus,
  dueOn: row.due_on,
  duePrecision: row.due_precision,
  ownerName: row.owner_name ?? row.owner_role,
  raisedAt: row.raised_at,
  completedOn: row.completed_on,
});

/** A person's own unfinished actions, the earliest due first, without a date last. */
export async function listActionsDue(
  db: Db,
  personId: string,
  today: string,
  limit = 100,
): Promise<(WorkAction & { overdue: boolean })[]> {
  const rows = await rowsOf(db)
    .where("action.owner_id", "in", recordsOf(personId))
    .where("action.status", "in", unfinishedStatuses)
    .orderBy(undated)
    .orderBy("action.due_on")
    .orderBy("action.reference")
    .limit(limit)
    .execute();
  return rows.map(asWork).map((action) => ({ ...action, overdue: isOverdue(action, today) }));
}

/**
 * What they could verify: completed, within the scope of "learning-log.verify", and not their own; of
 * a leader what every QA lead owns or completed (`leads`), above the level of a child.
 */
const toVerify = (db: Db, scope: Scope, personId: string, leads: readonly string[] | null) =>
  db
    .selectFrom("action")
    .select("action.id")
    .where((eb) =>
      eb.or([
        isSeen(eb, { log: scope, audits: scope }),
        ...(leads === null
          ? []
          : [
              eb.and([
                isLive(eb),
                eb("action.level", "<>", "child"),
                ...leads.map((id) =>
                  eb.or([
                    eb("action.owner_id", "in", recordsOf(id)),
                    eb("action.completed_by", "in", recordsOf(id)),
                  ]),
                ),
              ]),
            ]),
      ]),
    )
    .where("action.status", "=", "completed")
    .where((eb) =>
      eb.or([
        eb("action.owner_id", "is", null),
        eb("action.owner_id", "not in", recordsOf(personId)),
      ]),
    )
    .where((eb) =>
      eb.or([
        eb("action.completed_by", "is", null),
        eb("action.completed_by", "not in", recordsOf(personId)),
      ]),
    );

/**
 * The completed actions whose turn it is for this person to verify them, of all that they could: the
 * longest waiting first. Whoever was told is the nearest; what lies goes further up.
 */
export async function listOwnToVerify(
  db: Db,
  scope: Scope,
  personId: string,
  today: string,
): Promise<WorkAction[]> {
  const leads = scope.relations.includes("above") ? await unscopedQaLeads(db) : null;
  // An action has one owner, and one person who completed it.
  const lonely = leads !== null && leads.length <= 2 ? leads : null;
  const rows = await toVerify(db, scope, personId, lonely)
    .select(["action.level", whoIn("action.owner_id").as("owner")])
    .select([whoIn("action.completed_by").as("doer"), "action.completed_on"])
    .select(["action.team_id", actionService.as("service"), "action.raised_at"])
    .execute();
  if (rows.length === 0) return [];
  const holders = await unscopedHolders(db, verifying);
  const since = (row: { completed_on: string | null; raised_at: string }) =>
    dateOf(row.completed_on ?? row.raised_at);
  const ids = rows
    .sort((a, b) => since(a).localeCompare(since(b)))
    .filter((row) => {
      const ladder = verifierLadder(
        {
          level: row.level,
          ownerId: row.owner,
          completedBy: row.doer,
          teamId: row.team_id,
          serviceId: row.service,
        },
        holders,
      );
      const days = daysBetween(since(row), today);
      return whoseTurn(ladder, { days, patience: patience.verification }).includes(personId);
    })
    .map(({ id }) => id)
    .slice(0, 200);
  if (ids.length === 0) return [];
  const found = await rowsOf(db).where("action.id", "in", ids).execute();
  return found.map(asWork).sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}

/**
 * The live actions that came from one record, by reference. The page that shows them has checked
 * that its reader may read that record; an exercise gives no child-level actions, because those
 * belong to its audits.
 */
export async function listActionsOf(
  db: Db,
  of: { exerciseId: string } | { auditId: string } | { responseId: string },
): Promise<WorkAction[]> {
  let query = rowsOf(db).orderBy("action.reference");
  if ("auditId" in of) query = query.where("action.audit_id", "=", of.auditId);
  else if ("responseId" in of) query = query.where("action.response_id", "=", of.responseId);
  else {
    query = query
      .where("action.exercise_id", "=", of.exerciseId)
      .where("action.level", "<>", "child");
  }
  return (await query.execute()).map(asWork);
}

export type PossibleOwner = { id: string; name: string; jobTitle: string };

/** Whom an action can be given to: active people within the scope, and its person themselves. */
export async function listPossibleOwners(db: Db, scope: Scope): Promise<PossibleOwner[]> {
  const service = sql<
    string | null
  >`(select team.service_id from team where team.id = person.team_id)`;
  return db
    .selectFrom("person")
    .where("person.active", "=", 1)
    .where("person.agency", "=", "")
    .where((eb) =>
      eb.or([
        eb("person.id", "=", scope.personId),
        inScope(eb, scope, { team: eb.ref("person.team_id"), service }),
      ]),
    )
    .select(["person.id", "person.name", "person.job_title as jobTitle"])
    .orderBy("person.name_folded")
    .execute();
}

/**
 * Who may own an action from now on: anyone active for whoever reaches everything, else the people
 * of the action's team and service, and those whose role is for them.
 */
export async function listOwnersOf(
  db: Db,
  scope: Scope,
  action: { access: { teamId: string | null; serviceId: string | null } },
): Promise<PossibleOwner[]> {
  const { teamId, serviceId } = action.access;
  const ofPlace = sql<SqlBool>`(
    person.team_id = ${teamId}
    or person.team_id in (select team.id from team where team.service_id = ${serviceId})
    or exists (
      select 1 from role_grant where role_grant.person_id = person.id
      and (role_grant.team_id = ${teamId} or role_grant.service_id = ${serviceId})
    )
  )`;
  let query = db
    .selectFrom("person")
    .where("person.active", "=", 1)
    .where("person.agency", "=", "")
    .select(["person.id", "person.name", "person.job_title as jobTitle"])
    .orderBy("person.name_folded");
  if (!scope.everything && (teamId !== null || serviceId !== null)) query = query.where(ofPlace);
  return query.execute();
}

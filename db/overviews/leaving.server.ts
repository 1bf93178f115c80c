/**
 * Owns what a person holds who leaves or has left: counted, and listed to be handed on.
 * Practice: each reader is shown what they may hand on, and no more; what is finished stays under
 * the name of whoever did it.
 */

import { sql } from "kysely";
import type { Actor } from "~/rules/access/people";
import { may, mayEver, type Scope } from "~/rules/access/permission";
import { openToAuditor } from "~/rules/audits/audits";
import { goingOnStates } from "~/rules/exercises/exercises";
import { unfinishedStatuses } from "~/rules/learning-log/learning-log";
import type { Held } from "~/rules/people/leaving";
import { type Concern, listOpenConcerns, notBypassing } from "../concerns/concerns.server";
import { isNotWithdrawn } from "../core/counted.server";
import { appendEvent, type Stamp } from "../core/events.server";
import { recordsOf } from "../core/one-person.server";
import type { Db, Tx } from "../core/open.server";
import { countAll, inScope } from "../core/scope.server";
import { actionService, isLive } from "../learning-log/action-sight.server";
import { openReviews } from "../samples/reviews.server";

export const openAudits = (db: Db) =>
  db
    .selectFrom("audit")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .where("audit.state", "in", openToAuditor)
    .where("exercise.state", "in", goingOnStates);

export const openModerations = (db: Db) =>
  db
    .selectFrom("moderation")
    .innerJoin("audit", "audit.id", "moderation.audit_id")
    .whereRef("moderation.round", "=", "audit.round")
    .where("moderation.state", "=", "selected")
    .where(isNotWithdrawn());

/** Corrections to their audits that wait for an answer. */
const openCorrections = (db: Db, personId: string) =>
  db
    .selectFrom("correction")
    .innerJoin("audit", "audit.id", "correction.audit_id")
    .where("correction.answered_at", "is", null)
    .where("audit.auditor_id", "in", recordsOf(personId))
    .where(isNotWithdrawn());

export const ledExercises = (db: Db) =>
  db.selectFrom("exercise").where("exercise.state", "in", goingOnStates);

/** Open actions they own; `scope` keeps it to what someone may hand on. */
const openActions = (db: Db, personId: string, scope?: Scope) => {
  const query = db
    .selectFrom("action")
    .where((eb) => isLive(eb))
    .where("action.owner_id", "in", recordsOf(personId))
    .where("action.status", "in", unfinishedStatuses);
  if (!scope) return query;
  return query.where((eb) =>
    inScope(eb, scope, { team: eb.ref("action.team_id"), service: actionService }),
  );
};

/**
 * What a person holds today, for a reader: a concern in which the reader is implicated is not
 * counted for them.
 */
export async function countHeld(db: Db, personId: string, readerId: string): Promise<Held> {
  const one = async (query: { executeTakeFirstOrThrow(): Promise<{ n: number }> }) =>
    (await query.executeTakeFirstOrThrow()).n;
  const [
    audits,
    moderations,
    exercises,
    reviews,
    actions,
    responses,
    cases,
    corrections,
    concerns,
  ] = await Promise.all([
    one(
      openAudits(db).where("audit.auditor_id", "in", recordsOf(personId)).select(countAll.as("n")),
    ),
    one(
      openModerations(db).where("moderator_id", "in", recordsOf(personId)).select(countAll.as("n")),
    ),
    one(ledExercises(db).where("lead_id", "in", recordsOf(personId)).select(countAll.as("n"))),
    one(
      openReviews(db)
        .where("person_id", "in", recordsOf(personId))
        .select(sql<number>`cast(count(distinct exercise.id) as integer)`.as("n")),
    ),
    one(openActions(db, personId).select(countAll.as("n"))),
    one(
      db
        .selectFrom("response")
        .where("answered_at", "is", null)
        .where("team_id", "in", (eb) =>
          eb
            .selectFrom("role_grant")
            .select(sql<string>`role_grant.team_id`.as("team_id"))
            .where("person_id", "=", personId)
            .where("role", "=", "team-manager")
            .where("reach", "=", "team"),
        )
        .select(countAll.as("n")),
    ),
    one(
      db
        .selectFrom("case_record")
        .where("closed_on", "is", null)
        .where((eb) =>
          eb.or([
            eb("worker_id", "in", recordsOf(personId)),
            eb("supervisor_id", "in", recordsOf(personId)),
            eb("reviewing_officer_id", "in", recordsOf(personId)),
          ]),
        )
        .select(countAll.as("n")),
    ),
    one(openCorrections(db, personId).select(countAll.as("n"))),
    one(
      db
        .selectFrom("concern")
        .where("acknowledged_at", "is", null)
        .where((eb) => notBypassing(eb as never, readerId))
        .where("id", "in", (eb) =>
          eb
            .selectFrom("concern_alert")
            .select("concern_id")
            .where("person_id", "in", recordsOf(personId))
            .where("for_person_id", "is", null),
        )
        .select(countAll.as("n")),
    ),
  ]);
  return {
    audits,
    moderations,
    exercises,
    reviews,
    actions,
    responses,
    cases,
    corrections,
    concerns,
  };
}

/** What the QA lead hands on of a person's, exercise by exercise. */
export async function listHandover(db: Db, personId: string) {
  const [audits, moderations, exercises, corrections] = await Promise.all([
    openAudits(db)
      .where("audit.auditor_id", "in", recordsOf(personId))
      .innerJoin("case_record", "case_record.id", "audit.case_id")
      .select(["audit.id", "case_record.reference", "audit.state"])
      .select(["exercise.id as exerciseId", "exercise.title", "exercise.graded"])
      .orderBy("exercise.id")
      .orderBy("case_record.reference_folded")
      .limit(500)
      .execute(),
    openModerations(db)
      .where("moderator_id", "in", recordsOf(personId))
      .innerJoin("case_record", "case_record.id", "audit.case_id")
      .innerJoin("exercise", "exercise.id", "audit.exercise_id")
      .select(["audit.id", "case_record.reference", "exercise.id as exerciseId", "exercise.title"])
      .select("moderation.id as moderationId")
      .orderBy("case_record.reference_folded")
      .limit(500)
      .execute(),
    ledExercises(db)
      .where("lead_id", "in", recordsOf(personId))
      .select(["exercise.id", "exercise.title", "exercise.graded"])
      .orderBy("month")
      .limit(100)
      .execute(),
    openCorrections(db, personId)
      .innerJoin("case_record", "case_record.id", "audit.case_id")
      .select(["correction.id", "audit.id as auditId", "case_record.reference"])
      .orderBy("correction.sent_at")
      .limit(100)
      .execute(),
  ]);
  return { audits, moderations, exercises, corrections };
}

/** Their open actions within the reach of whoever may give them to another owner. */
export async function listActionIdsOf(db: Db, personId: string, scope: Scope): Promise<string[]> {
  const rows = await openActions(db, personId, scope)
    .select("action.id")
    .orderBy("action.reference")
    .limit(200)
    .execute();
  return rows.map(({ id }) => id);
}

/** All their open actions, whoever may give them away. */
export const listActionsOf = (db: Db, personId: string) =>
  openActions(db, personId)
    .select(["action.id", "action.reference"])
    .orderBy("action.reference")
    .execute();

/**
 * Gives exercises to another lead; the ones that are not this person's any more, or over, are left.
 * Answers how many were given.
 */
export async function saveLead(
  tx: Tx,
  stamp: Stamp,
  exerciseIds: readonly string[],
  { from, to }: { from: string; to: string },
): Promise<number> {
  let given = 0;
  for (const id of [...exerciseIds].sort()) {
    const result = await tx
      .updateTable("exercise")
      .set((eb) => ({ lead_id: to, version: eb("version", "+", 1) }))
      .where("id", "=", id)
      .where("lead_id", "in", recordsOf(from))
      .where("state", "in", goingOnStates)
      .executeTakeFirst();
    if (result.numUpdatedRows === 0n) continue;
    given += 1;
    await appendEvent(tx, stamp, {
      stream: `exercise:${id}`,
      kind: "exercise.lead-changed",
      before: { leadId: from },
      after: { leadId: to },
    });
  }
  return given;
}

/** Of the concerns this person may acknowledge, those that another was told of in their own right. */
export async function listConcernsToldTo(
  db: Db,
  actor: Actor,
  toldId: string,
  now: Date,
): Promise<Concern[]> {
  if (!mayEver(actor, "concerns.acknowledge")) return [];
  const open = (await listOpenConcerns(db, actor, now)).filter((concern) =>
    may("concerns.acknowledge", actor, concern.access),
  );
  if (open.length === 0) return [];
  const told = await db
    .selectFrom("concern_alert")
    .select("concern_id")
    .where("person_id", "in", recordsOf(toldId))
    .where("for_person_id", "is", null)
    .execute();
  const ids = new Set(told.map((row) => row.concern_id));
  return open.filter(({ id }) => ids.has(id));
}

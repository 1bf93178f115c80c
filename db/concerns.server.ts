/**
 * Owns immediate safeguarding concerns as stored: raised at any moment, acknowledged by name.
 * Practice: a concern never waits for submission and never goes with its audit; somebody who is
 * implicated is bypassed in every list.
 */
import type { Access } from "~/rules/access";
import { concernDueAt } from "~/rules/concerns";
import type { Scope } from "~/rules/permission";
import { appendEvent, type Stamp } from "./events.server";
import type { Db, Tx } from "./open.server";
import { inScope } from "./scope.server";
import { mustChange } from "./versions.server";

export type Concern = {
  id: string;
  auditId: string | null;
  exerciseId: string | null;
  caseReference: string;
  teamId: string;
  teamName: string;
  raisedBy: string;
  raisedAt: string;
  what: string;
  spokenTo: string;
  spokenAt: string;
  bypassPersonId: string | null;
  dueAt: string;
  acknowledgedBy: string | null;
  acknowledgedAt: string | null;
  done: string;
  version: number;
  access: Access;
};

const concernQuery = (db: Db) =>
  db
    .selectFrom("concern")
    .innerJoin("case_record", "case_record.id", "concern.case_id")
    .innerJoin("team", "team.id", "concern.team_id")
    .innerJoin("person as raiser", "raiser.id", "concern.raised_by")
    .leftJoin("person as answerer", "answerer.id", "concern.acknowledged_by")
    .selectAll("concern")
    .select(["case_record.reference", "team.name as team_name"])
    .select(["raiser.name as raiser_name", "answerer.name as answerer_name"]);

type ConcernRow = Awaited<ReturnType<ReturnType<typeof concernQuery>["execute"]>>[number];

const asConcern = (row: ConcernRow): Concern => ({
  id: row.id,
  auditId: row.audit_id,
  exerciseId: row.exercise_id,
  caseReference: row.reference,
  teamId: row.team_id,
  teamName: row.team_name,
  raisedBy: row.raiser_name,
  raisedAt: row.raised_at,
  what: row.what,
  spokenTo: row.spoken_to,
  spokenAt: row.spoken_at,
  bypassPersonId: row.bypass_person_id,
  dueAt: row.due_at,
  acknowledgedBy: row.answerer_name,
  acknowledgedAt: row.acknowledged_at,
  done: row.done,
  version: row.version,
  access: {
    teamId: row.team_id,
    serviceId: row.service_id,
    people: { raiser: [row.raised_by], bypassed: [row.bypass_person_id] },
  },
});

/** One concern with its access; null when there is none. */
export async function findConcern(db: Db, id: string): Promise<Concern | null> {
  const row = await concernQuery(db).where("concern.id", "=", id).executeTakeFirst();
  return row ? asConcern(row) : null;
}

/** Concerns nobody has acknowledged, the most pressing first; never to whom it bypasses. */
export async function listOpenConcerns(db: Db, scope: Scope, personId: string): Promise<Concern[]> {
  const rows = await concernQuery(db)
    .where("concern.acknowledged_at", "is", null)
    .where((eb) =>
      eb.or([
        eb("concern.bypass_person_id", "is", null),
        eb("concern.bypass_person_id", "!=", personId),
      ]),
    )
    .where((eb) =>
      inScope(eb as never, scope, {
        team: eb.ref("concern.team_id"),
        service: eb.ref("concern.service_id"),
        ties: { raiser: eb.ref("concern.raised_by") },
      }),
    )
    .orderBy("concern.due_at")
    .limit(50)
    .execute();
  return rows.map(asConcern);
}

export type NewConcern = {
  id: string;
  caseId: string;
  auditId: string | null;
  exerciseId: string | null;
  teamId: string;
  serviceId: string;
  what: string;
  spokenTo: string;
  spokenAt: Date;
  bypassPersonId: string | null;
};

/** Raises a concern and starts its clock; the same one sent twice is raised once. */
export async function addConcern(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  concern: NewConcern,
): Promise<void> {
  const dueAt = concernDueAt(new Date(stamp.at)).toISOString();
  const result = await tx
    .insertInto("concern")
    .values({
      id: concern.id,
      case_id: concern.caseId,
      audit_id: concern.auditId,
      exercise_id: concern.exerciseId,
      team_id: concern.teamId,
      service_id: concern.serviceId,
      raised_by: stamp.actorId,
      raised_at: stamp.at,
      what: concern.what,
      spoken_to: concern.spokenTo,
      spoken_at: concern.spokenAt.toISOString(),
      bypass_person_id: concern.bypassPersonId,
      due_at: dueAt,
      done: "",
    })
    .onConflict((c) => c.column("id").doNothing())
    .executeTakeFirst();
  if (result.numInsertedOrUpdatedRows === 0n) return;
  await appendEvent(tx, stamp, {
    stream: `concern:${concern.id}`,
    kind: "concern.raised",
    after: { ...concern, dueAt },
  });
  if (concern.auditId) {
    await appendEvent(tx, stamp, {
      stream: `audit:${concern.auditId}`,
      kind: "concern.raised",
      after: { concernId: concern.id },
    });
  }
}

/** Acknowledges a concern once; throws Conflict when somebody already has. */
export async function saveAcknowledgement(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  acknowledgement: { id: string; version: number; done: string },
): Promise<void> {
  const stream = `concern:${acknowledgement.id}` as const;
  const result = await tx
    .updateTable("concern")
    .set({
      acknowledged_by: stamp.actorId,
      acknowledged_at: stamp.at,
      done: acknowledgement.done,
      version: acknowledgement.version + 1,
    })
    .where("id", "=", acknowledgement.id)
    .where("version", "=", acknowledgement.version)
    .where("acknowledged_at", "is", null)
    .executeTakeFirst();
  mustChange(stream, result);
  await appendEvent(tx, stamp, {
    stream,
    kind: "concern.acknowledged",
    after: { done: acknowledgement.done },
  });
}

export type Answerable = { id: string; name: string; role: "team-manager" | "service-manager" };

/** Who is alerted to a concern of a team: its team manager and its service manager. */
export async function listAnswerable(
  db: Db,
  of: { teamId: string; serviceId: string },
): Promise<Answerable[]> {
  const rows = await db
    .selectFrom("person")
    .innerJoin("role_grant", "role_grant.person_id", "person.id")
    .select(["person.id", "person.name", "role_grant.role"])
    .distinct()
    .where("person.active", "=", 1)
    .where("role_grant.role", "in", ["team-manager", "service-manager"])
    .where((eb) =>
      eb.or([
        eb("role_grant.team_id", "=", of.teamId),
        eb("role_grant.service_id", "=", of.serviceId),
        eb("role_grant.reach", "=", "all"),
      ]),
    )
    .orderBy("role_grant.role", "desc")
    .orderBy("person.name")
    .execute();
  return rows.map((row) => ({ ...row, role: row.role as Answerable["role"] }));
}

/**
 * Owns reading immediate safeguarding concerns: one, those that wait, and who was told.
 * Practice: someone who is implicated is left out in every list; a leader reads a concern from
 * the moment it has been escalated to them and no other.
 */
import type { Expression, ExpressionBuilder, SqlBool } from "kysely";
import type { Access } from "~/rules/access/access";
import type { Actor } from "~/rules/access/people";
import { boundBy, may, scopeOf } from "~/rules/access/permission";
import { type ConcernPart, concernParts, wentUpAt } from "~/rules/concerns/concerns";
import { recordsOf, whoIn } from "../core/one-person.server";
import type { Db } from "../core/open.server";
import type { Schema } from "../core/schema";
import { inScope } from "../core/scope.server";
import { type Leading, leads, unscopedLeading } from "./line.server";

export type Concern = {
  id: string;
  caseId: string;
  auditId: string | null;
  exerciseId: string | null;
  caseReference: string;
  teamId: string;
  serviceId: string;
  teamName: string;
  raisedBy: string;
  raisedAt: string;
  what: string;
  spokenTo: string;
  spokenAt: string;
  /** People implicated, who are left out. */
  bypassed: string[];
  dueAt: string;
  acknowledgedBy: string | null;
  acknowledgedAt: string | null;
  done: string;
  /** When it was escalated to the QA lead and the leaders: as recorded, or because it is late. */
  wentUpAt: string | null;
  escalatedBecause: "" | "late" | "no-one";
  version: number;
  access: Access;
};

const concernQuery = (db: Db) =>
  db
    .selectFrom("concern")
    .innerJoin("case_record", "case_record.id", "concern.case_id")
    .innerJoin("team", "team.id", "concern.team_id")
    .innerJoin("one_person as raiser", "raiser.record_id", "concern.raised_by")
    .leftJoin("one_person as answerer", "answerer.record_id", "concern.acknowledged_by")
    .selectAll("concern")
    .select(["case_record.reference", "team.name as team_name"])
    .select(["raiser.name as raiser_name", "answerer.name as answerer_name"])
    .select("raiser.id as raiser_id");

type ConcernRow = Awaited<ReturnType<ReturnType<typeof concernQuery>["execute"]>>[number];

const asConcern = (
  row: ConcernRow,
  bypassed: string[],
  leading: ReadonlyMap<string, Leading>,
  now: Date,
): Concern => {
  const clock = {
    dueAt: row.due_at,
    acknowledgedAt: row.acknowledged_at,
    escalatedAt: row.escalated_at,
  };
  const place = { teamId: row.team_id, serviceId: row.service_id };
  const up = wentUpAt(clock, now);
  return {
    id: row.id,
    caseId: row.case_id,
    auditId: row.audit_id,
    exerciseId: row.exercise_id,
    caseReference: row.reference,
    ...place,
    teamName: row.team_name,
    raisedBy: row.raiser_name,
    raisedAt: row.raised_at,
    what: row.what,
    spokenTo: row.spoken_to,
    spokenAt: row.spoken_at,
    bypassed,
    dueAt: row.due_at,
    acknowledgedBy: row.answerer_name,
    acknowledgedAt: row.acknowledged_at,
    done: row.done,
    wentUpAt: up,
    escalatedBecause: row.escalated_because,
    version: row.version,
    access: {
      ...place,
      record: { kind: "concern", id: row.id },
      people: {
        raiser: [row.raiser_id],
        bypassed,
        escalated: up ? [...leading].filter(([, one]) => leads(one, place)).map(([id]) => id) : [],
      },
    },
  };
};

async function asConcerns(db: Db, rows: ConcernRow[], now: Date): Promise<Concern[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const [bypassed, leading] = await Promise.all([
    db
      .selectFrom("concern_bypass")
      .select(["concern_id", whoIn("concern_bypass.person_id").as("person_id")])
      .where("concern_id", "in", ids)
      .execute(),
    unscopedLeading(db),
  ]);
  return rows.map((row) =>
    asConcern(
      row,
      bypassed.filter((one) => one.concern_id === row.id).map((one) => one.person_id),
      leading,
      now,
    ),
  );
}

/** One concern with its access; null when there is none. */
export async function findConcern(db: Db, id: string, now: Date): Promise<Concern | null> {
  const rows = await concernQuery(db).where("concern.id", "=", id).execute();
  return (await asConcerns(db, rows, now))[0] ?? null;
}

/** That a concern is not one that this person is implicated in: every read for them asks it. */
export const notBypassing = (
  eb: ExpressionBuilder<Schema, "concern">,
  personId: string,
): Expression<SqlBool> =>
  eb.not(
    eb.exists(
      eb
        .selectFrom("concern_bypass")
        .select("concern_bypass.person_id")
        .whereRef("concern_bypass.concern_id", "=", "concern.id")
        .where("concern_bypass.person_id", "in", recordsOf(personId)),
    ),
  );

/** That a concern raised from an audit is one that this person is implicated in. */
export const bypassedOnAudit = (
  eb: ExpressionBuilder<Schema, "audit">,
  personId: string,
): Expression<SqlBool> =>
  eb.exists(
    eb
      .selectFrom("concern")
      .innerJoin("concern_bypass", "concern_bypass.concern_id", "concern.id")
      .select("concern.id")
      .whereRef("concern.audit_id", "=", "audit.id")
      .where("concern_bypass.person_id", "in", recordsOf(personId)),
  );

/** Whether this person is implicated in a concern raised from the audit. */
export async function isImplicated(db: Db, auditId: string, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom("audit")
    .select("audit.id")
    .where("audit.id", "=", auditId)
    .where((eb) => bypassedOnAudit(eb as never, personId))
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Concerns nobody has acknowledged that this person may read, in their own right or for someone
 * absent, the most pressing first; none that leaves out either of the two.
 */
export async function listOpenConcerns(db: Db, actor: Actor, now: Date): Promise<Concern[]> {
  const scope = scopeOf(actor, "concerns.read");
  const leading = await unscopedLeading(db);
  const leaders = [scope, ...scope.absent].filter((one) => one.relations.includes("escalated"));
  const rows = await concernQuery(db)
    .where("concern.acknowledged_at", "is", null)
    .where((eb) => notBypassing(eb as never, actor.id))
    .where((eb) =>
      eb.or([
        inScope(eb as never, scope, {
          team: eb.ref("concern.team_id"),
          service: eb.ref("concern.service_id"),
          ties: { raiser: eb.ref("concern.raised_by") },
        }),
        ...leaders.map(({ personId }) => wentUpTo(eb as never, leading.get(personId), now)),
      ]),
    )
    .orderBy("concern.due_at")
    .orderBy("concern.id")
    .limit(100)
    .execute();
  const concerns = await asConcerns(db, rows, now);
  return concerns.filter((concern) => may("concerns.read", actor, concern.access));
}

/** That a concern has been escalated, to a leader who leads so far. */
function wentUpTo(
  eb: ExpressionBuilder<Schema, "concern">,
  leading: Leading | undefined,
  now: Date,
): Expression<SqlBool> {
  const up = eb.or([
    eb("concern.escalated_at", "is not", null),
    eb("concern.due_at", "<", now.toISOString()),
  ]);
  if (leading?.everything) return up;
  const { serviceIds = [], teamIds = [] } = leading ?? {};
  const here = eb.or([
    ...(serviceIds.length > 0 ? [eb("concern.service_id", "in", serviceIds)] : []),
    ...(teamIds.length > 0 ? [eb("concern.team_id", "in", teamIds)] : []),
  ]);
  return eb.and([up, here]);
}

export type WaitingConcern = {
  id: string;
  raisedBy: string;
  raisedAt: string;
  dueAt: string;
  access: Access;
};

/**
 * Concerns about a case that nobody has acknowledged, as anyone may be told who reads the case: but
 * for those that leave them out, or someone they stand in for.
 */
export async function listWaitingOnCase(
  db: Db,
  of: { caseId: string; actor: Actor },
  now: Date,
): Promise<WaitingConcern[]> {
  const { actor } = of;
  const bound = boundBy(scopeOf(actor, "concerns.read"));
  const rows = await concernQuery(db)
    .where("concern.case_id", "=", of.caseId)
    .where("concern.acknowledged_at", "is", null)
    .where((eb) => notBypassing(eb as never, actor.id))
    .orderBy("concern.raised_at")
    .orderBy("concern.id")
    .execute();
  return (await asConcerns(db, rows, now))
    .filter(
      ({ bypassed, access }) =>
        !bypassed.some((id) => bound.includes(id)) || may("concerns.read", actor, access),
    )
    .map(({ id, raisedBy, raisedAt, dueAt, access }) => ({
      id,
      raisedBy,
      raisedAt,
      dueAt,
      access,
    }));
}

export type Alerted = {
  personId: string;
  name: string;
  part: ConcernPart;
  forName: string | null;
  at: string;
};

/** Who was told of a concern, in the order they were. */
export async function listAlerted(db: Db, concernId: string): Promise<Alerted[]> {
  const rows = await db
    .selectFrom("concern_alert")
    .innerJoin("one_person as person", "person.record_id", "concern_alert.person_id")
    .leftJoin("one_person as absent", "absent.record_id", "concern_alert.for_person_id")
    .select(["person.id as personId", "person.name", "concern_alert.part"])
    .select(["absent.name as forName", "concern_alert.alerted_at as at"])
    .where("concern_id", "=", concernId)
    .orderBy("concern_alert.alerted_at")
    .orderBy("person.name")
    .execute();
  const rank = ({ part }: { part: ConcernPart }) => concernParts.indexOf(part);
  return rows.sort((a, b) => (a.at === b.at ? rank(a) - rank(b) : a.at < b.at ? -1 : 1));
}

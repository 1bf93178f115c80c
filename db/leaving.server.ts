/**
 * Owns what a person holds who leaves or has left: counted, listed to be handed on, and found again
 * for as long as it is left.
 * Practice: each reader is shown what they may hand on, and no more; what is finished stays under
 * the name of whoever did it.
 */
import { sql } from "kysely";
import { paths } from "~/paths";
import type { AttentionFact, AttentionKind } from "~/rules/attention";
import { openToAuditor } from "~/rules/audits";
import { unfinishedStatuses } from "~/rules/learning-log";
import { type Held, leftInWords } from "~/rules/leaving";
import { type Scope, scopeOf } from "~/rules/permission";
import { actionService, isLive } from "./action-sight.server";
import type { AttentionAsked } from "./attention-sources.server";
import { appendEvent, type Stamp } from "./events.server";
import type { Db, Tx } from "./open.server";
import { countAll, inScope } from "./scope.server";

/** No more people than a screen can show. */
const most = 50;

const overStates = ["closed", "cancelled"];

const openAudits = (db: Db) =>
  db
    .selectFrom("audit")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .where("audit.state", "in", openToAuditor)
    .where("exercise.state", "not in", overStates);

const openModerations = (db: Db) =>
  db
    .selectFrom("moderation")
    .innerJoin("audit", "audit.id", "moderation.audit_id")
    .whereRef("moderation.round", "=", "audit.round")
    .where("moderation.state", "=", "selected")
    .where("audit.state", "<>", "withdrawn");

const ledExercises = (db: Db) =>
  db.selectFrom("exercise").where("exercise.state", "not in", overStates);

/** Open actions they own; `scope` keeps it to what somebody may hand on. */
const openActions = (db: Db, personId: string, scope?: Scope) => {
  const query = db
    .selectFrom("action")
    .where((eb) => isLive(eb))
    .where("action.owner_id", "=", personId)
    .where("action.status", "in", unfinishedStatuses);
  if (!scope) return query;
  return query.where((eb) =>
    inScope(eb, scope, { team: eb.ref("action.team_id"), service: actionService }),
  );
};

/** What a person holds today. */
export async function countHeld(db: Db, personId: string): Promise<Held> {
  const one = async (query: { executeTakeFirstOrThrow(): Promise<{ n: number }> }) =>
    (await query.executeTakeFirstOrThrow()).n;
  const [audits, moderations, exercises, actions, responses, cases] = await Promise.all([
    one(openAudits(db).where("audit.auditor_id", "=", personId).select(countAll.as("n"))),
    one(openModerations(db).where("moderator_id", "=", personId).select(countAll.as("n"))),
    one(ledExercises(db).where("lead_id", "=", personId).select(countAll.as("n"))),
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
            eb("worker_id", "=", personId),
            eb("supervisor_id", "=", personId),
            eb("reviewing_officer_id", "=", personId),
          ]),
        )
        .select(countAll.as("n")),
    ),
  ]);
  return { audits, moderations, exercises, actions, responses, cases };
}

/** What the QA lead hands on of a person's, exercise by exercise. */
export async function listHandover(db: Db, personId: string) {
  const [audits, moderations, exercises] = await Promise.all([
    openAudits(db)
      .where("audit.auditor_id", "=", personId)
      .innerJoin("case_record", "case_record.id", "audit.case_id")
      .select(["audit.id", "case_record.reference", "audit.state"])
      .select(["exercise.id as exerciseId", "exercise.title", "exercise.kind"])
      .orderBy("exercise.id")
      .orderBy("case_record.reference_folded")
      .limit(500)
      .execute(),
    openModerations(db)
      .where("moderator_id", "=", personId)
      .innerJoin("case_record", "case_record.id", "audit.case_id")
      .innerJoin("exercise", "exercise.id", "audit.exercise_id")
      .select(["audit.id", "case_record.reference", "exercise.id as exerciseId", "exercise.title"])
      .orderBy("case_record.reference_folded")
      .limit(500)
      .execute(),
    ledExercises(db)
      .where("lead_id", "=", personId)
      .select(["exercise.id", "exercise.title", "exercise.kind"])
      .orderBy("month")
      .limit(100)
      .execute(),
  ]);
  return { audits, moderations, exercises };
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
      .where("lead_id", "=", from)
      .where("state", "not in", overStates)
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

/** When each of these people became inactive, where that is known. */
const leftAt = sql<string | null>`(
  select max(event.at) from event
  where event.stream = 'person:' || person.id and event.kind = 'person.deactivated'
)`;

const factOf = (
  kind: AttentionKind,
  row: { id: string; name: string; left_at: string | null },
  rest: { count: number; detail: string },
): AttentionFact => ({
  kind,
  subject: row.name,
  since: row.left_at,
  href: paths.handover(row.id),
  place: "",
  meant: null,
  ...rest,
});

/** The person of the query around. */
const ofPerson = sql.ref<string>("person.id");

/** People who have left and still have audits, moderations or exercises. */
export async function leaversWithWork(db: Db): Promise<AttentionFact[]> {
  const people = await db
    .selectFrom("person")
    .select(["person.id", "person.name", leftAt.as("left_at")])
    .where("active", "=", 0)
    .where((eb) =>
      eb.or([
        eb.exists(openAudits(db).where("audit.auditor_id", "=", ofPerson).select("audit.id")),
        eb.exists(
          openModerations(db)
            .where("moderation.moderator_id", "=", ofPerson)
            .select("moderation.id"),
        ),
        eb.exists(ledExercises(db).where("exercise.lead_id", "=", ofPerson).select("exercise.id")),
      ]),
    )
    .orderBy("person.id")
    .limit(most)
    .execute();
  return Promise.all(
    people.map(async (row) => {
      const held = await countHeld(db, row.id);
      const count = held.audits + held.moderations + held.exercises;
      return factOf("leaver", row, { count, detail: leftInWords(held) });
    }),
  );
}

/** People who have left and own open actions that the reader may give to somebody else. */
export async function leaversWithActions(
  db: Db,
  { reader }: Pick<AttentionAsked, "reader">,
): Promise<AttentionFact[]> {
  const scope = scopeOf(reader, "learning-log.change-owner");
  const rows = await db
    .selectFrom("action")
    .innerJoin("person", "person.id", "action.owner_id")
    .where("person.active", "=", 0)
    .where("action.status", "in", unfinishedStatuses)
    .where((eb) => isLive(eb as never))
    .where((eb) =>
      inScope(eb as never, scope, { team: eb.ref("action.team_id"), service: actionService }),
    )
    .select(["person.id", "person.name", leftAt.as("left_at"), countAll.as("count")])
    .groupBy(["person.id", "person.name"])
    .orderBy("person.id")
    .limit(most)
    .execute();
  return rows.map((row) =>
    factOf("leaver-actions", row, {
      count: row.count,
      detail: row.count === 1 ? "1 action" : `${row.count} actions`,
    }),
  );
}

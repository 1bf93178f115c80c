/**
 * Owns double audits as read: the draws of a council, one audit that a peer grades again, what waits
 * for someone, and who may be the second auditor.
 * Practice: a peer learns nothing of the first audit from these; what the first auditor and the
 * panel gave is read apart, once the second grades are in.
 */
import { type SqlBool, sql } from "kysely";
import type { Access } from "~/rules/access/access";
import { mayEver } from "~/rules/access/permission";
import {
  type DoubleState,
  doubleMachine,
  type PeerConflict,
  peerConflicts,
} from "~/rules/calibration/double-audits";
import type { Cohort } from "~/rules/caseload/caseload";
import { moderatorConflicts } from "~/rules/moderation/moderators";
import type { Judgement } from "~/rules/tools/grades";
import { findActor, unscopedPeopleWithRole } from "../access/people.server";
import { countsInCycle } from "../core/counted.server";
import { isOnePerson, recordsOf, whoIn } from "../core/one-person.server";
import type { Db } from "../core/open.server";
import { countAll } from "../core/scope.server";
import { listAudits, whoCouldOpen } from "../moderation/moderators.server";

/** So many draws are listed, the latest first; and so many cycles are offered to be drawn from. */
const mostDraws = 24;
const mostCycles = 12;

export type DoubleAudit = {
  id: string;
  auditId: string;
  exerciseId: string;
  exerciseTitle: string;
  toolVersionId: string;
  caseReference: string;
  cohort: Cohort;
  teamName: string;
  peerId: string | null;
  peerName: string | null;
  state: DoubleState;
  waitsSince: string;
  /** YYYY-MM-DD */
  dueOn: string;
  submittedAt: string | null;
  escalated: boolean;
  answer: string;
  answeredBy: string | null;
  answeredAt: string | null;
  version: number;
  access: Access;
};

const doubles = (db: Db) =>
  db
    .selectFrom("double_audit")
    .innerJoin("double_draw", "double_draw.id", "double_audit.draw_id")
    .innerJoin("audit", "audit.id", "double_audit.audit_id")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .innerJoin("team", "team.id", "audit.team_id")
    .leftJoin("one_person as peer", "peer.record_id", "double_audit.peer_id")
    .leftJoin("one_person as answerer", "answerer.record_id", "double_audit.answered_by")
    .selectAll("double_audit")
    .select(["double_draw.due_on", "audit.exercise_id", "audit.cohort", "exercise.title"])
    .select(["exercise.tool_version_id", "case_record.reference", "team.name as team_name"])
    .select(["peer.id as peer", "peer.name as peer_name", "answerer.name as answerer_name"]);

const asDouble = (row: Awaited<ReturnType<ReturnType<typeof doubles>["execute"]>>[number]) => ({
  id: row.id,
  auditId: row.audit_id,
  exerciseId: row.exercise_id,
  exerciseTitle: row.title,
  toolVersionId: row.tool_version_id ?? "",
  caseReference: row.reference,
  cohort: row.cohort as Cohort,
  teamName: row.team_name,
  peerId: row.peer,
  peerName: row.peer_name,
  state: row.state,
  waitsSince: row.waits_since,
  dueOn: row.due_on,
  submittedAt: row.submitted_at,
  escalated: row.escalated === 1,
  answer: row.answer,
  answeredBy: row.answerer_name,
  answeredAt: row.answered_at,
  version: row.version,
  access: { teamId: null, serviceId: null, people: { auditor: [row.peer] } },
});

/** One of them; null when there is none of this id. */
export async function findDouble(db: Db, id: string): Promise<DoubleAudit | null> {
  const row = await doubles(db).where("double_audit.id", "=", id).executeTakeFirst();
  return row ? asDouble(row) : null;
}

/** All of one draw, by case reference. */
export async function listDoublesOf(db: Db, drawId: string): Promise<DoubleAudit[]> {
  const rows = await doubles(db)
    .where("double_audit.draw_id", "=", drawId)
    .orderBy("case_record.reference_folded")
    .execute();
  return rows.map(asDouble);
}

/** What waits for this person to grade it, the first due first. */
export async function listDoublesFor(db: Db, personId: string): Promise<DoubleAudit[]> {
  const rows = await doubles(db)
    .where("double_audit.peer_id", "in", recordsOf(personId))
    .where("double_audit.state", "in", doubleMachine.moves.submit.from)
    .execute();
  // Sorted here: a handful, for which the database would go through all that ever were.
  const place = ({ dueOn, id }: DoubleAudit) => `${dueOn} ${id}`;
  return rows.map(asDouble).sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

/** Those without a second auditor, the oldest first; one who has left or audits no more counts as none. */
export async function unscopedDoublesToGive(db: Db, most: number): Promise<DoubleAudit[]> {
  const { first, moves } = doubleMachine;
  const [none, left] = await Promise.all([
    doubles(db)
      .where("double_audit.state", "=", first)
      .orderBy("waits_since")
      .limit(most)
      .execute(),
    doubles(db)
      .where("double_audit.state", "=", moves.give.to)
      .where((eb) =>
        eb.or([
          eb("peer.active", "=", 0),
          eb.not(
            eb.exists(
              eb
                .selectFrom("role_grant")
                .select("role_grant.id")
                .whereRef("role_grant.person_id", "=", "peer.id")
                .where("role_grant.role", "=", "auditor"),
            ),
          ),
        ]),
      )
      .orderBy("waits_since")
      .limit(most)
      .execute(),
  ]);
  return [...none, ...left].map(asDouble);
}

/** Those with a grade that escalates and no answer of a QA lead, the oldest first. */
export async function unscopedDoublesToAnswer(db: Db, most: number): Promise<DoubleAudit[]> {
  const rows = await doubles(db)
    .where("escalated", "=", 1)
    .where("answered_at", "is", null)
    .orderBy("submitted_at")
    .limit(most)
    .execute();
  return rows.map(asDouble);
}

export type DoubleDraw = {
  id: string;
  exerciseId: string;
  exerciseTitle: string;
  drawnAt: string;
  /** YYYY-MM-DD */
  dueOn: string;
  percent: number;
  drawnFrom: number;
  drawn: number;
  graded: number;
  cancelled: number;
};

/** The latest draws, the latest first; of one exercise with its id. */
export async function unscopedDoubleDraws(db: Db, exerciseId?: string): Promise<DoubleDraw[]> {
  let query = db
    .selectFrom("double_draw")
    .select(["id", "exercise_id", "drawn_at", "due_on", "percent", "drawn_from"])
    .orderBy("drawn_at", "desc")
    .limit(mostDraws);
  if (exerciseId !== undefined) query = query.where("exercise_id", "=", exerciseId);
  const rows = await query.execute();
  const exercises = await db
    .selectFrom("exercise")
    .select(["id", "title"])
    .where("id", "in", ["", ...rows.map(({ exercise_id }) => exercise_id)])
    .execute();
  const counts = await db
    .selectFrom("double_audit")
    .select(["draw_id", "state", countAll.as("n")])
    .where("draw_id", "in", ["", ...rows.map(({ id }) => id)])
    .groupBy(["draw_id", "state"])
    .execute();
  return rows.map((row) => {
    const own = counts.filter(({ draw_id }) => draw_id === row.id);
    const of = (state: DoubleState) => own.find((one) => one.state === state)?.n ?? 0;
    return {
      id: row.id,
      exerciseId: row.exercise_id,
      exerciseTitle: exercises.find(({ id }) => id === row.exercise_id)?.title ?? "",
      drawnAt: row.drawn_at,
      dueOn: row.due_on,
      percent: row.percent,
      drawnFrom: (JSON.parse(row.drawn_from) as string[]).length,
      drawn: own.reduce((sum, { n }) => sum + n, 0),
      graded: of("graded"),
      cancelled: of("cancelled"),
    };
  });
}

export type DrawableCycle = { id: string; title: string };

/** The latest closed cycles of which no audit was drawn yet; one of them alone with an id. */
export async function unscopedDrawableCycles(db: Db, id?: string): Promise<DrawableCycle[]> {
  let query = db
    .selectFrom("exercise")
    .select(["id", "title"])
    .where("kind", "=", "core")
    .where("state", "=", "closed")
    .where("only_re_audits", "=", 0)
    .where("tool_version_id", "is not", null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("double_draw")
            .select("double_draw.id")
            .whereRef("double_draw.exercise_id", "=", "exercise.id"),
        ),
      ),
    )
    .orderBy("month", "desc")
    .orderBy("id")
    .limit(mostCycles);
  if (id !== undefined) query = query.where("id", "=", id);
  return query.execute();
}

/** The final audits of a cycle that its figures are made of, by id. */
export async function listDrawable(db: Db, exerciseId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("audit")
    .select("id")
    .where("exercise_id", "=", exerciseId)
    .where("state", "=", "final")
    .where(countsInCycle())
    .orderBy("id")
    .execute();
  return rows.map(({ id }) => id);
}

export type PeerChoice = {
  id: string;
  name: string;
  teamId: string | null;
  managerId: string | null;
  conflicts: PeerConflict[];
};

/**
 * Every auditor with what keeps them from each of these audits on a date: a part in the case, that
 * they audited, moderated or decided on it, audit its case since, have opened it, for someone absent
 * too, read its grades in any round, or have seen others' grades of its case in a calibration.
 */
export async function listPeers(
  db: Db,
  auditIds: readonly string[],
  /** YYYY-MM-DD */
  on: string,
): Promise<Map<string, PeerChoice[]>> {
  const audits = await listAudits(db, [...auditIds]);
  const among = ["", ...auditIds];
  const [auditors, judged, since, read, calibrated] = await Promise.all([
    unscopedPeopleWithRole(db, "auditor"),
    listJudged(db, among),
    listAuditingSince(db, among),
    listRead(db, among),
    listCalibrated(db, among),
  ]);
  return new Map(
    audits.map((audit) => {
      const of = (all: typeof judged) =>
        all.flatMap(({ audit_id, person_id }) =>
          audit_id === audit.id && person_id !== null ? [person_id] : [],
        );
      return [
        audit.id,
        auditors.map(({ id, name, teamId, managerId }) => ({
          id,
          name,
          teamId,
          managerId,
          conflicts: peerConflicts(id, {
            conflicts: moderatorConflicts(
              { id, teamId, managerId },
              { ...audit, readers: of(read) },
              on,
            ),
            judged: of(judged),
            sameCase: of(since),
            calibrated: of(calibrated),
          }),
        })),
      ];
    }),
  );
}

/** Who opened these audits, and for whom, or was shown their grades before they were final. */
async function listRead(db: Db, auditIds: readonly string[]) {
  const opened = await db
    .selectFrom("read_log")
    .select(["record_id as audit_id", whoIn("read_log.person_id").as("person_id")])
    .select(whoIn("read_log.for_person_id").as("for_person_id"))
    .where("kind", "=", "audit")
    .where("record_id", "in", auditIds)
    .execute();
  const shown = await db
    .selectFrom("grades_read")
    .select(["audit_id", whoIn("grades_read.person_id").as("person_id")])
    .where("audit_id", "in", auditIds)
    .execute();
  const absent = opened.map(({ audit_id, for_person_id: person_id }) => ({ audit_id, person_id }));
  return [...opened, ...absent, ...shown];
}

/**
 * By audit, the auditors whose roles open it with no part in it, or its grades in the feed: lists show
 * its final grade to them, and nothing keeps who looked at a list.
 */
export async function listCouldOpen(
  db: Db,
  auditIds: readonly string[],
): Promise<Map<string, ReadonlySet<string>>> {
  const auditors = await unscopedPeopleWithRole(db, "auditor");
  const actors = await Promise.all(auditors.map(({ id }) => findActor(db, id)));
  const audits = await listAudits(db, [...auditIds]);
  const byFeed = actors.flatMap((actor) =>
    actor && mayEver(actor, "feed.read") ? [actor.id] : [],
  );
  return new Map(
    audits.map((audit) => [audit.id, new Set([...whoCouldOpen(audit, actors), ...byFeed])]),
  );
}

/** Who moderated these audits, in any round, or took the panel's decision on them. */
async function listJudged(db: Db, auditIds: readonly string[]) {
  const moderated = await db
    .selectFrom("moderation")
    .select(["audit_id", whoIn("moderation.moderator_id").as("person_id")])
    .where("audit_id", "in", auditIds)
    .execute();
  const took = await db
    .selectFrom("decision_part")
    .innerJoin("moderation", "moderation.id", "decision_part.moderation_id")
    .select(["moderation.audit_id", whoIn("decision_part.person_id").as("person_id")])
    .where("moderation.audit_id", "in", auditIds)
    .execute();
  return [...moderated, ...took];
}

/** Who audits the cases of these audits again, or did after the audit was final: it stands beside their form. */
const listAuditingSince = (db: Db, auditIds: readonly string[]) =>
  db
    .selectFrom("audit")
    .innerJoin("audit as later", "later.case_id", "audit.case_id")
    .select(["audit.id as audit_id", whoIn("later.auditor_id").as("person_id")])
    .where("audit.id", "in", auditIds)
    .whereRef("later.id", "<>", "audit.id")
    .where((eb) =>
      eb.or([
        eb("later.submitted_at", "is", null),
        eb("later.submitted_at", ">", eb.ref("audit.final_at")),
      ]),
    )
    .where("later.auditor_id", "is not", null)
    .execute();

/**
 * Who rated or led a calibration of the case of these audits whose session was opened; but for
 * whoever was its second auditor already, from whom the session is kept.
 */
async function listCalibrated(db: Db, auditIds: readonly string[]) {
  const sessions = db
    .selectFrom("audit")
    .innerJoin("calibration as c", "c.case_id", "audit.case_id")
    .where("audit.id", "in", auditIds)
    .where("c.session_at", "is not", null);
  const isKept = (column: "r.person_id" | "c.lead_id") =>
    sql<SqlBool>`exists (select 1 from double_audit as d where d.audit_id = audit.id
      and d.state in (${sql.join([...doubleMachine.moves.submit.from])})
      and d.waits_since <= c.session_at and ${isOnePerson("d.peer_id", column)})`;
  const raters = await sessions
    .innerJoin("calibration_rater as r", "r.calibration_id", "c.id")
    .select(["audit.id as audit_id", whoIn("r.person_id").as("person_id")])
    .where((eb) => eb.not(isKept("r.person_id")))
    .execute();
  const leads = await sessions
    .select(["audit.id as audit_id", whoIn("c.lead_id").as("person_id")])
    .where((eb) => eb.not(isKept("c.lead_id")))
    .execute();
  return [...raters, ...leads];
}

/** How many audits each person has to grade again at present. */
export async function unscopedOpenDoubles(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom("double_audit")
    .select([whoIn("double_audit.peer_id").as("person_id"), countAll.as("n")])
    .where("state", "=", doubleMachine.moves.give.to)
    .where("peer_id", "is not", null)
    .groupBy(whoIn("double_audit.peer_id"))
    .execute();
  return new Map(rows.flatMap(({ person_id, n }) => (person_id ? [[person_id, n] as const] : [])));
}

export type SecondGrade = { area: string; judgement: Judgement; reason: string };

/** What the second auditor gave, by area; "overall" among them. */
export async function listSecondGrades(db: Db, doubleId: string): Promise<SecondGrade[]> {
  const rows = await db
    .selectFrom("double_grade")
    .select(["area", "judgement", "reason"])
    .where("double_audit_id", "=", doubleId)
    .execute();
  return rows.map((row) => ({ ...row, judgement: row.judgement as Judgement }));
}

/** A first auditor's grade of one area beside the second's and the final one. */
export type DoublePair = {
  doubleId: string;
  area: string;
  first: Judgement;
  second: Judgement;
  final: Judgement | null;
};

/** Of the draws named, what two auditors gave, area by area, each as they first gave it. */
export async function listDoublePairs(
  db: Db,
  of: { drawIds: readonly string[] } | { doubleId: string },
): Promise<DoublePair[]> {
  let query = db
    .selectFrom("double_audit")
    .innerJoin("double_grade", "double_grade.double_audit_id", "double_audit.id")
    .innerJoin("judgement as first", (join) =>
      join
        .onRef("first.audit_id", "=", "double_audit.audit_id")
        .onRef("first.area", "=", "double_grade.area")
        .on("first.source", "=", "auditor")
        .on("first.round", "=", 1),
    )
    .leftJoin("judgement as last", (join) =>
      join
        .onRef("last.audit_id", "=", "double_audit.audit_id")
        .onRef("last.area", "=", "double_grade.area")
        .on("last.source", "=", "final"),
    )
    .select(["double_audit.id", "double_grade.area", "first.judgement as first"])
    .select(["double_grade.judgement as second", "last.judgement as last"])
    .where("double_audit.state", "=", doubleMachine.moves.submit.to)
    .orderBy("double_audit.draw_id")
    .orderBy("double_audit.id")
    .orderBy("double_grade.area");
  query =
    "doubleId" in of
      ? query.where("double_audit.id", "=", of.doubleId)
      : query.where("double_audit.draw_id", "in", ["", ...of.drawIds]);
  const rows = await query.execute();
  return rows.map((row) => ({
    doubleId: row.id,
    area: row.area,
    first: row.first as Judgement,
    second: row.second as Judgement,
    final: row.last as Judgement | null,
  }));
}

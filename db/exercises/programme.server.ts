/**
 * Owns the programme as read: the exercises of a year, and the open ones with where their audits
 * stand.
 * Practice: an exercise made for a re-audit alone is no part of the programme; planned against
 * delivered is counted, never stored; counts per state come from one
 * grouped read, whatever the number of exercises.
 */
import { sql } from "kysely";
import type { Scope } from "~/rules/access/permission";
import { type AuditState, openToAuditor } from "~/rules/audits/audits";
import type { ExerciseKind, ExerciseState } from "~/rules/exercises/exercises";
import { asYearStart, yearOf } from "~/rules/exercises/programme-year";
import { recordsOf } from "../core/one-person.server";
import type { Db } from "../core/open.server";
import { countAll, inScope } from "../core/scope.server";
import { findSettings } from "../core/settings.server";

/** Months YYYY-MM, both included. */
export type ProgrammeFilter = { from: string; to: string; kind?: ExerciseKind };

export type ExerciseInList = {
  id: string;
  kind: ExerciseKind;
  title: string;
  month: string;
  state: ExerciseState;
  size: number;
  leadId: string;
  leadName: string;
  serviceId: string | null;
  serviceName: string | null;
  /** Whether the person of the scope reviews it. */
  reviewing: boolean;
};

/** The exercises of these months, by month. */
export async function listProgramme(
  db: Db,
  scope: Scope,
  filter: ProgrammeFilter,
): Promise<ExerciseInList[]> {
  let query = db
    .selectFrom("exercise")
    .where((eb) => inScope(eb, scope, {}))
    .innerJoin("one_person as lead", "lead.record_id", "exercise.lead_id")
    .leftJoin("service", "service.id", "exercise.service_id")
    .leftJoin("exercise_member as own", (join) =>
      join
        .onRef("own.exercise_id", "=", "exercise.id")
        .on("own.part", "=", "reviewer")
        .on("own.person_id", "in", recordsOf(scope.personId)),
    )
    .select(["exercise.id", "exercise.kind", "exercise.title", "exercise.month"])
    .select(["exercise.state", "exercise.size", "lead.id as leadId"])
    .select(["lead.name as leadName", "exercise.service_id as serviceId"])
    .select(["service.name as serviceName", "own.person_id as own"])
    .where("exercise.only_re_audits", "=", 0)
    .where("exercise.month", ">=", filter.from)
    .where("exercise.month", "<=", filter.to);
  if (filter.kind) query = query.where("exercise.kind", "=", filter.kind);
  const rows = await query
    .orderBy("exercise.month")
    .orderBy("exercise.kind")
    .orderBy("exercise.title")
    .execute();
  return rows.map(({ own, ...row }) => ({
    ...row,
    kind: row.kind as ExerciseKind,
    state: row.state as ExerciseState,
    reviewing: own !== null,
  }));
}

/** The year of the programme that a month (YYYY-MM) lies in, as the council counts them. */
export async function findYearOf(db: Db, month: string): Promise<string> {
  const settings = await findSettings(db);
  return yearOf(month, asYearStart(settings["programme.year-starts"]));
}

/** The first and the last month (YYYY-MM) of which there is an exercise or something planned. */
export async function findProgrammeMonths(
  db: Db,
): Promise<{ first: string | null; last: string | null }> {
  const end = async (direction: "asc" | "desc") => {
    const [exercise, planned] = await Promise.all([
      db
        .selectFrom("exercise")
        .select("month")
        .where("only_re_audits", "=", 0)
        .orderBy("month", direction)
        .limit(1)
        .executeTakeFirst(),
      db
        .selectFrom("planned_exercise")
        .select("month")
        .where("removed_at", "is", null)
        .orderBy("month", direction)
        .limit(1)
        .executeTakeFirst(),
    ]);
    const months = [exercise, planned].flatMap((row) => (row ? [row.month] : [])).sort();
    return (direction === "asc" ? months[0] : months.at(-1)) ?? null;
  };
  return { first: await end("asc"), last: await end("desc") };
}

export type AuditCounts = {
  /** Audits in each state, withdrawn ones too. */
  byState: Partial<Record<AuditState, number>>;
  /** Not withdrawn. */
  total: number;
  /** With the auditor, past their date. */
  late: number;
  /** Whose moderator has committed their grades. */
  moderated: number;
};

const none = (): AuditCounts => ({ byState: {}, total: 0, late: 0, moderated: 0 });

/** Where the audits of these exercises stand, by exercise id. `today` is YYYY-MM-DD. */
export async function countAudits(
  db: Db,
  exerciseIds: string[],
  today: string,
): Promise<Map<string, AuditCounts>> {
  const counts = new Map<string, AuditCounts>(exerciseIds.map((id) => [id, none()]));
  if (exerciseIds.length === 0) return counts;
  const rows = await db
    .selectFrom("audit")
    .select(["exercise_id", "state", countAll.as("count")])
    .select(
      sql<number>`cast(sum(case when due_on < ${today} then 1 else 0 end) as integer)`.as("past"),
    )
    .where("exercise_id", "in", exerciseIds)
    .groupBy(["exercise_id", "state"])
    .execute();
  for (const { exercise_id, state, count, past } of rows) {
    const held = counts.get(exercise_id);
    if (!held) continue;
    held.byState[state as AuditState] = count;
    if (state !== "withdrawn") held.total += count;
    if (openToAuditor.includes(state as AuditState)) held.late += past;
  }
  const moderated = await db
    .selectFrom("moderation")
    .select(["exercise_id", sql<number>`cast(count(distinct audit_id) as integer)`.as("count")])
    .where("exercise_id", "in", exerciseIds)
    .where("committed_at", "is not", null)
    .groupBy("exercise_id")
    .execute();
  for (const { exercise_id, count } of moderated) {
    const held = counts.get(exercise_id);
    if (held) held.moderated = count;
  }
  return counts;
}

export type OpenExercise = {
  id: string;
  kind: ExerciseKind;
  title: string;
  month: string;
  state: ExerciseState;
  moderated: boolean;
  auditsDueOn: string | null;
  counts: AuditCounts;
};

/**
 * Exercises drawn, under way or in moderation, with their counts, the earliest first; of those
 * the scope ("exercises.read") covers.
 */
export async function listOpenExercises(
  db: Db,
  scope: Scope,
  today: string,
): Promise<OpenExercise[]> {
  const rows = await db
    .selectFrom("exercise")
    .select(["id", "kind", "title", "month", "state", "audits_due_on as auditsDueOn", "moderated"])
    .where("state", "in", ["drawn", "auditing", "moderating"])
    .where((eb) =>
      inScope(eb, scope, {
        ties: {
          lead: eb.ref("exercise.lead_id"),
          reviewer: sql<string | null>`(select min(m.person_id) from exercise_member m
            where m.exercise_id = exercise.id and m.part = 'reviewer'
            and m.person_id in ${recordsOf(scope.personId)})`,
        },
      }),
    )
    .orderBy("month")
    .orderBy("title")
    .execute();
  const counts = await countAudits(
    db,
    rows.map((row) => row.id),
    today,
  );
  return rows.map((row) => ({
    ...row,
    kind: row.kind as ExerciseKind,
    state: row.state as ExerciseState,
    moderated: row.moderated === 1,
    counts: counts.get(row.id) ?? none(),
  }));
}

/**
 * Owns what a report of one cycle tells beside its grades, read from the rows of that cycle alone,
 * and the narrative its lead writes.
 * Practice: whatever is shown belongs to audits that were submitted and not withdrawn; coverage
 * counts those too. Re-audits are no sample of the cycle and are left out; only the overrides
 * made for them are shown.
 */

import { sql } from "kysely";
import type { ThemeCount } from "~/rules/reports/area-story";
import type { VoiceCount } from "~/rules/reports/content-figures";
import type {
  ConcernTimes,
  CoverageAudit,
  Movement,
  ReportFinding,
} from "~/rules/reports/contents";
import { notBypassing } from "../concerns/concerns.server";
import { countsInCycle, isNotWithdrawn } from "../core/counted.server";
import { appendEvent, type Stamp } from "../core/events.server";
import type { Db, Tx } from "../core/open.server";
import { countAll } from "../core/scope.server";
import { mustChange } from "../core/versions.server";
import { wasRead } from "../independence/facts.server";

/** Strengths and areas for development of submitted audits, of one team when given, as written. */
export async function listReportFindings(
  db: Db,
  exerciseId: string,
  teamId?: string,
): Promise<ReportFinding[]> {
  let query = db
    .selectFrom("finding")
    .innerJoin("audit", "audit.id", "finding.audit_id")
    .select(["finding.kind", "finding.area", "finding.theme", "finding.text"])
    .select("finding.audit_id as auditId")
    .where("finding.exercise_id", "=", exerciseId)
    .where("audit.submitted_at", "is not", null)
    .where(isNotWithdrawn())
    .where(countsInCycle())
    .orderBy("finding.made_at")
    .orderBy("finding.id");
  if (teamId) query = query.where("audit.team_id", "=", teamId);
  return query.execute();
}

/** In how many submitted audits of these cycles each theme was named of one practice area. */
export async function listThemeCounts(
  db: Db,
  exerciseIds: readonly string[],
  area: string,
): Promise<ThemeCount[]> {
  if (exerciseIds.length === 0) return [];
  const rows = await db
    .selectFrom("finding")
    .innerJoin("audit", "audit.id", "finding.audit_id")
    .select(["finding.exercise_id as exerciseId", "finding.kind", "finding.theme"])
    .select(sql<number>`cast(count(distinct finding.audit_id) as integer)`.as("audits"))
    .where("finding.exercise_id", "in", exerciseIds)
    .where("finding.area", "=", area)
    .where("finding.theme", "is not", null)
    .where("audit.submitted_at", "is not", null)
    .where(isNotWithdrawn())
    .where(countsInCycle())
    .groupBy(["finding.exercise_id", "finding.kind", "finding.theme"])
    .execute();
  return rows.map(({ theme, ...row }) => ({ ...row, theme: theme ?? "" }));
}

/** Every audit of a cycle, as its coverage is counted. */
export async function listCoverage(db: Db, exerciseId: string): Promise<CoverageAudit[]> {
  return db
    .selectFrom("audit")
    .select(["id", "team_id as teamId", "state", "origin", "due_on as dueOn"])
    .select(["previous_audit_id as previousAuditId", "submitted_at as submittedAt"])
    .where("exercise_id", "=", exerciseId)
    .orderBy("id")
    .execute();
}

/** How many audits were selected for the panel, and how their judgements moved to the final ones. */
export async function findPanelWork(
  db: Db,
  exerciseId: string,
): Promise<{ selected: number; movements: Movement[] }> {
  const selected = await db
    .selectFrom("moderation")
    .innerJoin("audit", "audit.id", "moderation.audit_id")
    .select((eb) => eb.fn.count("moderation.audit_id").distinct().as("n"))
    .where("moderation.exercise_id", "=", exerciseId)
    .where(isNotWithdrawn())
    .where(countsInCycle())
    .executeTakeFirstOrThrow();
  const movements = await db
    .selectFrom("judgement as own")
    .innerJoin("audit", (join) =>
      join.onRef("audit.id", "=", "own.audit_id").onRef("audit.round", "=", "own.round"),
    )
    .innerJoin("judgement as last", (join) =>
      join
        .onRef("last.audit_id", "=", "own.audit_id")
        .onRef("last.area", "=", "own.area")
        .on("last.source", "=", "final"),
    )
    .select(["own.area", "own.judgement as from", "last.judgement as to", countAll.as("count")])
    .where("audit.exercise_id", "=", exerciseId)
    .where("audit.state", "=", "final")
    .where(countsInCycle())
    .where("own.source", "=", "auditor")
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom("moderation")
          .select("moderation.id")
          .whereRef("moderation.audit_id", "=", "audit.id")
          .whereRef("moderation.round", "=", "audit.round")
          .where("moderation.state", "=", "decided")
          // Who had read the grades agrees with nobody: they stand apart.
          .where("moderation.not_blind_reason", "=", "")
          .where((m) => m.not(wasRead(m as never))),
      ),
    )
    .groupBy(["own.area", "own.judgement", "last.judgement"])
    .execute();
  return { selected: Number(selected.n), movements };
}

export type NotBlind = {
  id: string;
  teamName: string;
  moderatorName: string | null;
  reason: string;
  reAudit: boolean;
};

/** Audits moderated by someone who had read their grades, because nobody unread was left. */
export async function listNotBlind(db: Db, exerciseId: string): Promise<NotBlind[]> {
  const rows = await db
    .selectFrom("moderation")
    .innerJoin("audit", "audit.id", "moderation.audit_id")
    .innerJoin("team", "team.id", "audit.team_id")
    .leftJoin("one_person as person", "person.record_id", "moderation.moderator_id")
    .select(["moderation.id", "team.name as teamName", "person.name as moderatorName"])
    .select(["not_blind_reason as reason", "audit.origin"])
    .where("moderation.exercise_id", "=", exerciseId)
    .where("moderation.not_blind_reason", "<>", "")
    .where(isNotWithdrawn())
    .orderBy("moderation.id")
    .execute();
  return rows.map(({ origin, ...row }) => ({ ...row, reAudit: origin === "re-audit" }));
}

export type LetGo = { auditId: string; teamName: string; by: string; at: string; reason: string };

/** Audits let go from moderation because everyone who may moderate had read their grades. */
export async function listLetGo(db: Db, exerciseId: string): Promise<LetGo[]> {
  return db
    .selectFrom("moderation_release")
    .innerJoin("audit", "audit.id", "moderation_release.audit_id")
    .innerJoin("team", "team.id", "audit.team_id")
    .innerJoin("one_person as person", "person.record_id", "moderation_release.released_by")
    .select(["audit.id as auditId", "team.name as teamName", "person.name as by"])
    .select(["released_at as at", "reason"])
    .where("moderation_release.exercise_id", "=", exerciseId)
    .where(isNotWithdrawn())
    .orderBy("moderation_release.released_at")
    .orderBy("audit.id")
    .execute();
}

/** Whose voices were heard, and why others were not. */
export async function listVoiceCounts(db: Db, exerciseId: string): Promise<VoiceCount[]> {
  return db
    .selectFrom("voice")
    .innerJoin("audit", "audit.id", "voice.audit_id")
    .select(["voice.kind", "voice.status", countAll.as("count")])
    .where("audit.exercise_id", "=", exerciseId)
    .where("audit.submitted_at", "is not", null)
    .where(isNotWithdrawn())
    .where(countsInCycle())
    .groupBy(["voice.kind", "voice.status"])
    .execute();
}

/** The clocks of the concerns raised in a cycle, but for those the reader is implicated in. */
export async function listConcernTimes(
  db: Db,
  exerciseId: string,
  readerId: string,
): Promise<ConcernTimes[]> {
  return db
    .selectFrom("concern")
    .select(["concern.raised_at as raisedAt", "concern.due_at as dueAt"])
    .select("concern.acknowledged_at as acknowledgedAt")
    .where((eb) => notBypassing(eb as never, readerId))
    .where("concern.id", "in", (eb) =>
      eb
        .selectFrom("concern as of_cycle")
        .select("of_cycle.id")
        .where("of_cycle.exercise_id", "=", exerciseId)
        .union(
          eb
            .selectFrom("concern as of_audit")
            .innerJoin("audit", "audit.id", "of_audit.audit_id")
            .select("of_audit.id")
            .where("audit.exercise_id", "=", exerciseId),
        ),
    )
    .execute();
}

/** Saves what the report says in words; throws Conflict when the exercise changed meanwhile. */
export async function saveNarrative(
  tx: Tx,
  stamp: Stamp,
  exercise: { id: string; version: number; narrative: string },
  narrative: string,
): Promise<void> {
  const stream = `exercise:${exercise.id}` as const;
  const result = await tx
    .updateTable("exercise")
    .set({ narrative, version: exercise.version + 1 })
    .where("id", "=", exercise.id)
    .where("version", "=", exercise.version)
    .executeTakeFirstOrThrow();
  mustChange(stream, result);
  await appendEvent(tx, stamp, {
    stream,
    kind: "report.narrative-saved",
    before: { narrative: exercise.narrative },
    after: { narrative },
  });
}

/**
 * Owns the audits of one core cycle as its lead sees them: the list with filters, and what needs
 * attention.
 * Practice: a grade is left out here, in the read itself, for whoever has still to grade the audit
 * blind, or could be asked to.
 */

import { sql } from "kysely";
import { type AuditState, gradeStanding, openToAuditor } from "~/rules/audits/audits";
import type { Cohort } from "~/rules/caseload/caseload";
import type { AuditorRule } from "~/rules/independence/objections";
import type { Judgement } from "~/rules/tools/grades";
import { escalatingGrades } from "~/rules/tools/scale";
import { isBlind, isKept } from "../audits/blind.server";
import { notBypassing } from "../concerns/concerns.server";
import { isNotWithdrawn } from "../core/counted.server";
import { recordsOf } from "../core/one-person.server";
import type { Db } from "../core/open.server";
import { countAll } from "../core/scope.server";
import { rulesIn } from "../exercises/overrides.server";

export type RoomFilter = {
  /** Everything but withdrawn audits when left out. */
  state?: AuditState;
  teamId?: string;
  auditorId?: string;
  /** Only what is late on this date. */
  lateOn?: string;
  /** Only what nobody has yet. */
  unallocated?: boolean;
  ids?: string[];
};

export type RoomAudit = {
  id: string;
  reference: string;
  teamId: string;
  teamName: string;
  cohort: Cohort;
  auditorId: string | null;
  auditorName: string | null;
  state: AuditState;
  dueOn: string | null;
  /** The overall grade that counts now; null when there is none or it is kept from this person. */
  grade: Judgement | null;
  standing: "none" | "provisional" | "final";
  /** This person moderates it, or gave it away, and no grades are committed. */
  blind: boolean;
  /** Its provisional grade is kept from this person, who could be asked to moderate it. */
  kept: boolean;
  /** Of which round the grade is. */
  round: number;
  concern: boolean;
  swapped: boolean;
  reAudit: boolean;
  overrideReason: string | null;
  /** The rules that set aside. */
  overridden: AuditorRule[];
  version: number;
};

function filtered(db: Db, exerciseId: string, filter: RoomFilter) {
  let query = db.selectFrom("audit").where("audit.exercise_id", "=", exerciseId);
  query = filter.state
    ? query.where("audit.state", "=", filter.state)
    : query.where(isNotWithdrawn());
  if (filter.teamId) query = query.where("audit.team_id", "=", filter.teamId);
  if (filter.auditorId) query = query.where("audit.auditor_id", "in", recordsOf(filter.auditorId));
  if (filter.lateOn) {
    query = query
      .where("audit.due_on", "<", filter.lateOn)
      .where("audit.state", "in", openToAuditor);
  }
  if (filter.unallocated) query = query.where("audit.auditor_id", "is", null);
  if (filter.ids) query = query.where("audit.id", "in", filter.ids.length > 0 ? filter.ids : [""]);
  return query;
}

/** How many audits of the exercise the filter leaves. */
export async function countRoom(db: Db, exerciseId: string, filter: RoomFilter): Promise<number> {
  const row = await filtered(db, exerciseId, filter)
    .select(countAll.as("count"))
    .executeTakeFirstOrThrow();
  return row.count;
}

/**
 * Audits of the exercise as this person may see them: those still to be submitted first, the longest
 * late before the soonest due; then the others, by team and reference.
 */
export async function listRoom(
  db: Db,
  exerciseId: string,
  viewerId: string,
  filter: RoomFilter,
  page: { limit: number; offset: number },
): Promise<RoomAudit[]> {
  const stillDue = sql<string>`case when audit.state in (${sql.join([...openToAuditor])})
    then coalesce(audit.due_on, '9998') else '9999' end`;
  const rows = await filtered(db, exerciseId, filter)
    .select((eb) =>
      eb
        .case()
        .when(isBlind(eb.ref("audit.id"), [viewerId]))
        .then(1)
        .else(0)
        .end()
        .as("blind"),
    )
    .select((eb) =>
      eb
        .case()
        .when(isKept(eb.ref("audit.id"), [viewerId]))
        .then(1)
        .else(0)
        .end()
        .as("kept"),
    )
    .select((eb) =>
      eb
        .selectFrom("concern")
        .whereRef("concern.audit_id", "=", "audit.id")
        .where((e) => notBypassing(e as never, viewerId))
        .select(countAll.as("n"))
        .as("concerns"),
    )
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .innerJoin("team", "team.id", "audit.team_id")
    .innerJoin("service", "service.id", "team.service_id")
    .leftJoin("one_person as auditor", "auditor.record_id", "audit.auditor_id")
    .leftJoin("judgement as own", (join) =>
      join
        .onRef("own.audit_id", "=", "audit.id")
        .onRef("own.round", "=", "audit.round")
        .on("own.area", "=", "overall")
        .on("own.source", "=", "auditor"),
    )
    .leftJoin("judgement as last", (join) =>
      join
        .onRef("last.audit_id", "=", "audit.id")
        .on("last.area", "=", "overall")
        .on("last.source", "=", "final"),
    )
    .select(["audit.id", "audit.cohort", "audit.state", "audit.due_on", "audit.origin"])
    .select(["audit.override_reason", "audit.override_rules", "audit.version", "audit.round"])
    .select(["auditor.id as auditor_id", "audit.team_id"])
    .select(["case_record.reference", "team.name as team_name", "auditor.name as auditor_name"])
    .select(["own.judgement as own_grade", "last.judgement as final_grade"])
    .orderBy(stillDue)
    .orderBy("service.position")
    .orderBy("team.position")
    .orderBy("team.name")
    .orderBy("case_record.reference")
    .orderBy("audit.id")
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return rows.map((row) => {
    const state = row.state as AuditState;
    const blind = row.blind === 1;
    const kept = row.kept === 1;
    const standing = gradeStanding(state);
    const grade = standing === "final" ? row.final_grade : row.own_grade;
    return {
      id: row.id,
      reference: row.reference,
      teamId: row.team_id,
      teamName: row.team_name,
      cohort: row.cohort as Cohort,
      auditorId: row.auditor_id,
      auditorName: row.auditor_name,
      state,
      dueOn: row.due_on,
      grade: kept || standing === "none" ? null : (grade as Judgement | null),
      standing,
      blind,
      kept,
      round: row.round,
      concern: (row.concerns ?? 0) > 0,
      swapped: row.origin === "swapped",
      reAudit: row.origin === "re-audit",
      overrideReason: row.override_reason,
      overridden: rulesIn(row.override_rules),
      version: row.version,
    };
  });
}

export type Marks = {
  /** With an overall grade that escalates, as far as this person may know; those not final yet with their round. */
  escalated: { count: number; provisional: { auditId: string; round: number }[] };
  overrides: number;
  swaps: number;
};

/** What stands out in the exercise; audits whose grade is kept from this person are left out. */
export async function findMarks(db: Db, exerciseId: string, viewerId: string): Promise<Marks> {
  const escalated = await filtered(db, exerciseId, {})
    .where((eb) => eb.not(isKept(eb.ref("audit.id"), [viewerId])))
    .innerJoin("judgement", (join) =>
      join
        .onRef("judgement.audit_id", "=", "audit.id")
        .onRef("judgement.round", "=", "audit.round")
        .on("judgement.area", "=", "overall")
        // What the panel decided stands in place of what the auditor gave.
        .on((eb) =>
          eb(
            "judgement.source",
            "=",
            eb
              .case()
              .when("audit.state", "=", "final")
              .then(sql<"final">`'final'`)
              .else(sql<"auditor">`'auditor'`)
              .end(),
          ),
        ),
    )
    .where("judgement.judgement", "in", escalatingGrades)
    .where("audit.submitted_at", "is not", null)
    .select(["audit.id as auditId", "audit.round", "audit.state"])
    .execute();
  const marks = await filtered(db, exerciseId, {})
    .select([
      sql<number>`cast(coalesce(sum(case when override_reason is null then 0 else 1 end), 0) as integer)`.as(
        "overrides",
      ),
      sql<number>`cast(coalesce(sum(case when origin = 'swapped' then 1 else 0 end), 0) as integer)`.as(
        "swaps",
      ),
    ])
    .executeTakeFirstOrThrow();
  const provisional = escalated
    .filter(({ state }) => state !== "final")
    .map(({ auditId, round }) => ({ auditId, round }));
  return { escalated: { count: escalated.length, provisional }, ...marks };
}

/**
 * Owns who audits what, as stored: the audits of an exercise with everyone's interests, the
 * auditors with their loads, changes of auditor, and the release.
 * Practice: an audit row exists from the draw on; until its exercise is released it is a plan
 * that only the lead sees, and release puts all of them on auditors' lists at once.
 */

import { paths } from "~/paths";
import type { AuditState } from "~/rules/audits/audits";
import type { Cohort } from "~/rules/caseload/caseload";
import { addMonths, monthOf } from "~/rules/core/dates";
import { advanceExercise } from "~/rules/exercises/exercises";
import type { AuditorRule } from "~/rules/independence/objections";
import { deadlineOf } from "~/rules/re-audits/re-audits";
import { isAgreed } from "~/rules/samples/reviewing";
import type { PastPair } from "~/rules/sampling/allocation";
import type { CoreAudit } from "~/rules/sampling/core-allocation";
import { isNotWithdrawn } from "../../core/counted.server";
import { appendEvent, type Stamp } from "../../core/events.server";
import type { Db, Tx } from "../../core/open.server";
import { Conflict, mustChange } from "../../core/versions.server";
import { listOwnDates } from "../../exercises/deadlines.server";
import { type Exercise, findRulesOff } from "../../exercises/exercises.server";
import { rulesIn } from "../../exercises/overrides.server";
import { noticeConflicts } from "../../independence/independence.server";
import { listInterests } from "../../independence/interests.server";
import { addMessages } from "../../messages/outbox.server";
import {
  type AllocationAuditor,
  listAuditorsOf,
  setReAuditor,
} from "../../sampling/allocation-auditors.server";
import { mustHaveRoom } from "../../sampling/loads.server";
import { heldByConflict } from "../independence/settling.server";
import { selectNow } from "../moderation/moderation.server";

export type AllocationAudit = CoreAudit & {
  caseId: string;
  reference: string;
  teamName: string;
  cohort: Cohort;
  workerName: string | null;
  auditorName: string | null;
  overrideReason: string | null;
  /** The rules that the override set aside. */
  overridden: AuditorRule[];
  /** Who audited the case the last time, where this is its re-audit. */
  previousAuditorId: string | null;
  origin: string;
  state: AuditState;
  dueOn: string | null;
  version: number;
};

export type AllocationFacts = { audits: AllocationAudit[]; auditors: AllocationAuditor[] };

/** Every audit of the exercise that is not withdrawn, and every auditor who can take one. */
export async function findAllocation(db: Db, exerciseId: string): Promise<AllocationFacts> {
  const rows = await db
    .selectFrom("audit")
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .innerJoin("team", "team.id", "audit.team_id")
    .innerJoin("service", "service.id", "team.service_id")
    .leftJoin("one_person as worker", "worker.record_id", "audit.worker_id")
    .leftJoin("one_person as auditor", "auditor.record_id", "audit.auditor_id")
    .leftJoin("audit as earlier", "earlier.id", "audit.previous_audit_id")
    .leftJoin("one_person as earlier_auditor", "earlier_auditor.record_id", "earlier.auditor_id")
    .select(["earlier_auditor.id as earlier_auditor_id", "audit.origin"])
    .select(["audit.id", "case_record.id as case_id", "audit.team_id", "audit.cohort"])
    .select(["audit.service_id", "worker.id as worker_id"])
    .select([
      "auditor.id as auditor_id",
      "audit.override_reason",
      "audit.override_rules",
      "audit.due_on",
    ])
    .select(["audit.state", "audit.version", "case_record.reference", "team.name as team_name"])
    .select(["worker.name as worker_name", "auditor.name as auditor_name"])
    .where("audit.exercise_id", "=", exerciseId)
    .where(isNotWithdrawn())
    .orderBy("service.position")
    .orderBy("team.position")
    .orderBy("team.name")
    .orderBy("case_record.reference")
    .execute();
  const rulesOff = await findRulesOff(db, exerciseId);
  const interests = await listInterests(
    db,
    rows.map((row) => ({
      key: row.id,
      caseId: row.case_id,
      teamId: row.team_id,
      serviceId: row.service_id,
      rulesOff,
    })),
  );
  return {
    audits: rows.map((row) => ({
      id: row.id,
      caseId: row.case_id,
      reference: row.reference,
      teamName: row.team_name,
      cohort: row.cohort as Cohort,
      workerId: row.worker_id,
      workerName: row.worker_name,
      auditorId: row.auditor_id,
      auditorName: row.auditor_name,
      overrideReason: row.override_reason,
      overridden: rulesIn(row.override_rules),
      previousAuditorId: row.origin === "re-audit" ? row.earlier_auditor_id : null,
      origin: row.origin,
      state: row.state as AuditState,
      dueOn: row.due_on,
      version: row.version,
      interests: interests.get(row.id) ?? { teamIds: [row.team_id], holdings: [], line: [] },
    })),
    auditors: await listAuditorsOf(db, exerciseId),
  };
}

/** Whose work each auditor audited in core cycles of the last two years, other than this one. */
export async function listPastPairs(
  db: Db,
  exerciseId: string,
  today: string,
): Promise<PastPair[]> {
  const rows = await db
    .selectFrom("audit")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .leftJoin("one_person as worker", "worker.record_id", "audit.worker_id")
    .innerJoin("one_person as auditor", "auditor.record_id", "audit.auditor_id")
    .select(["auditor.id as auditorId", "audit.team_id as teamId", "worker.id as workerId"])
    .where("exercise.graded", "=", 1)
    .where("exercise.month", ">=", monthOf(addMonths(today, -24)))
    .where("exercise.id", "<>", exerciseId)
    .where(isNotWithdrawn())
    .execute();
  return rows;
}

export type AuditorChange = {
  audit: Pick<AllocationAudit, "id" | "auditorId" | "overrideReason" | "version">;
  auditorId: string | null;
  /** Why a conflict was overridden; null when there is none. */
  overrideReason: string | null;
  /** Which rules the override set aside. */
  overridden?: readonly AuditorRule[];
};

/**
 * Changes who audits what; `reason` says why, when the audits were out already. Throws Conflict when
 * an audit changed meanwhile, or someone would have more than their maximum.
 */
export async function saveAuditors(
  tx: Tx,
  stamp: Stamp,
  exerciseId: string,
  changes: AuditorChange[],
  reason: string | null,
): Promise<void> {
  for (const { audit, auditorId, overrideReason, overridden = [] } of changes) {
    const stream = `audit:${audit.id}` as const;
    const result = await tx
      .updateTable("audit")
      .set({
        auditor_id: auditorId,
        override_reason: overrideReason,
        override_rules: overridden.length > 0 ? JSON.stringify(overridden) : null,
        version: audit.version + 1,
      })
      .where("id", "=", audit.id)
      .where("version", "=", audit.version)
      .executeTakeFirstOrThrow();
    mustChange(stream, result);
    if (reason !== null) await tellOfChange(tx, stamp, audit, auditorId);
    await appendEvent(tx, stamp, {
      stream,
      kind: reason === null ? "audit.allocated" : "audit.reallocated",
      before: { auditorId: audit.auditorId, overrideReason: audit.overrideReason },
      after: { auditorId, overrideReason, overridden, reason },
    });
  }
  await setReAuditor(tx, exerciseId, changes);
  const given = changes.filter(({ audit, auditorId }) => auditorId !== audit.auditorId);
  await mustHaveRoom(
    tx,
    exerciseId,
    given.flatMap(({ auditorId }) => auditorId ?? []),
  );
  await noticeConflicts(tx, stamp, "chosen", { auditIds: changes.map(({ audit }) => audit.id) });
  await appendEvent(tx, stamp, {
    stream: `exercise:${exerciseId}`,
    kind: reason === null ? "exercise.allocated" : "exercise.reallocated",
    after: {
      audits: changes.length,
      overrides: changes.filter((change) => change.overrideReason !== null).length,
      reason,
    },
  });
}

/** Tells the new auditor of an audit that was out already, and the one who had it. */
async function tellOfChange(
  tx: Tx,
  stamp: Stamp,
  audit: AuditorChange["audit"],
  auditorId: string | null,
): Promise<void> {
  if (auditorId === audit.auditorId) return;
  const { due_on } = await tx
    .selectFrom("audit")
    .select("due_on")
    .where("id", "=", audit.id)
    .executeTakeFirstOrThrow();
  const key = `${audit.id}:${audit.version + 1}`;
  const link = paths.audits.one(audit.id);
  await addMessages(tx, stamp, [
    ...(auditorId
      ? [{ to: auditorId, kind: "audit-allocated", key, link, due: due_on } as const]
      : []),
    ...(audit.auditorId
      ? [{ to: audit.auditorId, kind: "audit-moved-away", key, link: paths.home() } as const]
      : []),
  ]);
}

/**
 * Puts every audit on its auditor's list, with its due date. Throws Conflict when the exercise
 * changed meanwhile, or an audit of a cycle has no auditor.
 */
export async function releaseExercise(
  tx: Tx,
  stamp: Stamp,
  exercise: Pick<Exercise, "id" | "graded" | "version" | "state" | "moderated" | "auditsDueOn">,
): Promise<void> {
  const move = advanceExercise(exercise, "release");
  if (!move.ok) throw new Error(move.message);
  const stream = `exercise:${exercise.id}` as const;
  // A plan in which someone has a conflict by now is not given out.
  const planned = await tx
    .selectFrom("audit")
    .select("id")
    .where("exercise_id", "=", exercise.id)
    .execute();
  const held = await heldByConflict(
    tx,
    stamp,
    planned.map(({ id }) => id),
  );
  if (held.size > 0) throw new Conflict(stream);
  const result = await tx
    .updateTable("exercise")
    .set({ state: move.next, released_at: stamp.at, version: exercise.version + 1 })
    .where("id", "=", exercise.id)
    .where("version", "=", exercise.version)
    .executeTakeFirstOrThrow();
  mustChange(stream, result);
  const audits = await tx
    .selectFrom("audit")
    .select(["id", "auditor_id"])
    .where("exercise_id", "=", exercise.id)
    .where(isNotWithdrawn())
    .execute();
  const own = await listOwnDates(
    tx,
    audits.map(({ id }) => id),
  );
  // A sample's cases are shared out among its reviewers; a cycle's may have lost theirs just now.
  const isLeft = exercise.graded && audits.some(({ auditor_id }) => auditor_id === null);
  if (isLeft || audits.length === 0) throw new Conflict(stream);
  await tx
    .updateTable("audit")
    .set((eb) => ({ due_on: exercise.auditsDueOn, version: eb("version", "+", 1) }))
    .where("exercise_id", "=", exercise.id)
    .where(isNotWithdrawn())
    .execute();
  const dated = audits.map((audit) => ({
    ...audit,
    dueOn: deadlineOf(exercise.auditsDueOn, own.get(audit.id) ?? null),
  }));
  for (const { id, auditor_id: auditorId, dueOn } of dated) {
    if (dueOn !== exercise.auditsDueOn)
      await tx.updateTable("audit").set({ due_on: dueOn }).where("id", "=", id).execute();
    await appendEvent(tx, stamp, {
      stream: `audit:${id}`,
      kind: "audit.given-out",
      after: { auditorId, dueOn },
    });
  }
  // The order of moderation is sealed in this moment, before anything can be graded.
  await selectNow(tx, stamp, exercise.id);
  await tellOfRelease(tx, stamp, exercise, dated);
  await appendEvent(tx, stamp, {
    stream,
    kind: "exercise.released",
    before: { state: exercise.state },
    after: { state: move.next, audits: audits.length, auditsDueOn: exercise.auditsDueOn },
  });
}

/** Tells auditors of their audits, and reviewers and whoever chairs them that cases wait. */
async function tellOfRelease(
  tx: Tx,
  stamp: Stamp,
  exercise: Pick<Exercise, "id" | "auditsDueOn">,
  audits: readonly { id: string; auditor_id: string | null; dueOn: string | null }[],
): Promise<void> {
  const reviewers = await tx
    .selectFrom("exercise_member")
    .select("person_id")
    .where("exercise_id", "=", exercise.id)
    .where("part", "=", "reviewer")
    .execute();
  const people = new Set(reviewers.map(({ person_id }) => person_id));
  const { chair_id, reviewing } = await tx
    .selectFrom("exercise")
    .select(["chair_id", "reviewing"])
    .where("id", "=", exercise.id)
    .executeTakeFirstOrThrow();
  if (chair_id && isAgreed(reviewing)) people.add(chair_id);
  const due = exercise.auditsDueOn;
  await addMessages(tx, stamp, [
    ...audits.flatMap(({ id, auditor_id: to, dueOn: due }) =>
      to
        ? [{ to, kind: "audit-allocated", key: id, link: paths.audits.one(id), due } as const]
        : [],
    ),
    ...[...people].map((to) => {
      const link = paths.exercises.grid(exercise.id);
      return { to, kind: "review-asked", key: exercise.id, link, due } as const;
    }),
  ]);
}

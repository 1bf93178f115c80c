/**
 * Owns audits as they come into an exercise: made of a drawn, chosen or swapped-in case, allocated
 * to nobody yet or to the auditor given.
 * Practice: a drawn case is replaced only with a reason, by the next reserve of its stratum; both
 * records say why, and the one withdrawn is kept.
 */
import { type AuditState, advance, auditMachine } from "~/rules/audits/audits";
import type { EventKind } from "~/rules/core/event-kinds";
import type { ExerciseState } from "~/rules/exercises/exercises";
import type { SwapReason } from "~/rules/exercises/swaps";
import type { AuditorRule } from "~/rules/independence/objections";
import { tellOfAllocation, tellOfWithdrawal } from "../../audits/messages.server";
import { appendEvent, type Stamp } from "../../core/events.server";
import { newId } from "../../core/ids.server";
import type { Db, Tx } from "../../core/open.server";
import { Conflict, mustChange } from "../../core/versions.server";
import { holdExerciseIn } from "../../exercises/exercises.server";
import { takePlace } from "../../moderation/order.server";
import { mustHaveRoom } from "../../sampling/loads.server";
import { selectNow } from "../moderation/moderation.server";

export type NewAudit = {
  exerciseId: string;
  /** The case, or of a record that is none, the record. */
  caseId: string | null;
  recordId?: string;
  origin: "drawn" | "swapped" | "chosen" | "re-audit";
  auditorId?: string | null;
  /** Why this auditor was chosen in spite of what counts against them; null when nothing does. */
  overrideReason?: string | null;
  /** Which rules that set aside. */
  overridden?: readonly AuditorRule[];
  dueOn?: string | null;
  reason?: string;
  /** For a swap: the reason's code in the list. */
  swapReason?: SwapReason;
  /** For a swap: reserves before this one that could not be audited either. */
  passedOver?: readonly string[];
  previousAuditId?: string;
};

const originKinds: Record<NewAudit["origin"], EventKind> = {
  drawn: "audit.drawn",
  swapped: "audit.swapped",
  chosen: "audit.chosen",
  "re-audit": "audit.re-audit",
};

const factsOfCase = (tx: Tx, caseId: string) =>
  tx
    .selectFrom("case_record")
    .innerJoin("team", "team.id", "case_record.team_id")
    .select(["team.id as team_id", "team.service_id", "cohort", "worker_id"])
    .where("case_record.id", "=", caseId)
    .executeTakeFirstOrThrow();

/** A record has no cohort. */
const factsOfRecord = async (tx: Tx, recordId: string) => ({
  ...(await tx
    .selectFrom("sample_record")
    .innerJoin("team", "team.id", "sample_record.team_id")
    .select(["team.id as team_id", "team.service_id", "worker_id"])
    .where("sample_record.id", "=", recordId)
    .executeTakeFirstOrThrow()),
  cohort: "",
});

/** Adds an audit of a case as the case stands now, or of a record: its team, service, cohort and worker. */
export async function addAudit(tx: Tx, stamp: Stamp, audit: NewAudit): Promise<string> {
  const { caseId, recordId = "" } = audit;
  const facts = caseId === null ? await factsOfRecord(tx, recordId) : await factsOfCase(tx, caseId);
  const id = newId();
  const { overrideReason = null, overridden = [] } = audit;
  await tx
    .insertInto("audit")
    .values({
      id,
      exercise_id: audit.exerciseId,
      case_id: caseId,
      ...(caseId === null ? { record_id: recordId } : {}),
      ...facts,
      auditor_id: audit.auditorId ?? null,
      override_reason: overrideReason,
      override_rules: overridden.length > 0 ? JSON.stringify(overridden) : null,
      state: auditMachine.first,
      round: 1,
      due_on: audit.dueOn ?? null,
      origin: audit.origin,
      origin_reason: audit.reason ?? null,
      swap_reason: audit.swapReason ?? null,
      previous_audit_id: audit.previousAuditId ?? null,
    })
    .execute();
  await appendEvent(tx, stamp, {
    stream: `audit:${id}`,
    kind: originKinds[audit.origin],
    after: {
      exerciseId: audit.exerciseId,
      caseId,
      ...(caseId === null ? { recordId } : {}),
      auditorId: audit.auditorId ?? null,
      reason: audit.reason ?? null,
      ...(overrideReason === null ? {} : { overrideReason, overridden }),
      ...(audit.passedOver ? { passedOver: audit.passedOver } : {}),
    },
  });
  return id;
}

/** The team of a case as it stands now; null when it has none, so that it cannot be audited. */
export async function findTeamOf(db: Db, caseId: string): Promise<string | null> {
  const row = await db
    .selectFrom("case_record")
    .select("team_id")
    .where("id", "=", caseId)
    .executeTakeFirstOrThrow();
  return row.team_id;
}

/**
 * Withdraws a drawn audit and lets the next reserve in; both records say why. Throws Conflict when
 * the audit or the state of its exercise changed meanwhile, or the reserve came in another way.
 */
export async function swapAudit(
  tx: Tx,
  stamp: Stamp,
  swap: {
    audit: {
      id: string;
      exerciseId: string;
      exerciseState: ExerciseState;
      version: number;
      state: string;
      auditorId: string | null;
    };
    nextCaseId: string;
    auditorId: string | null;
    dueOn: string | null;
    reason: string;
    code: SwapReason;
    passedOver: readonly string[];
  },
): Promise<string> {
  const { audit, nextCaseId, auditorId, dueOn, reason, code, passedOver } = swap;
  const stream = `audit:${audit.id}` as const;
  const step = advance(audit.state as AuditState, "withdraw");
  if (!step.ok) throw new Error(step.message);
  const result = await tx
    .updateTable("audit")
    .set({ state: step.next, version: audit.version + 1 })
    .where("id", "=", audit.id)
    .where("version", "=", audit.version)
    .executeTakeFirstOrThrow();
  mustChange(stream, result);
  await holdExerciseIn(tx, audit.exerciseId, audit.exerciseState);
  await mustBeOutside(tx, audit.exerciseId, nextCaseId);
  await appendEvent(tx, stamp, {
    stream,
    kind: "audit.withdrawn",
    before: { state: audit.state },
    after: { state: step.next, reason },
  });
  await tellOfWithdrawal(tx, stamp, audit.id);
  const id = await addAudit(tx, stamp, {
    exerciseId: audit.exerciseId,
    caseId: nextCaseId,
    origin: "swapped",
    auditorId,
    dueOn,
    reason,
    swapReason: code,
    passedOver,
    previousAuditId: audit.id,
  });
  await tx
    .insertInto("swap")
    .values({
      audit_id: id,
      swapped_by: stamp.actorId,
      swapped_at: stamp.at,
      left_out: JSON.stringify(passedOver),
    })
    .execute();
  await takePlace(tx, audit.id, id);
  await selectNow(tx, stamp, audit.exerciseId);
  const isGiven = auditorId !== null && auditorId !== audit.auditorId;
  await mustHaveRoom(tx, audit.exerciseId, isGiven ? [auditorId] : []);
  await tellOfAllocation(tx, stamp, { id, dueOn });
  await appendEvent(tx, stamp, {
    stream: `exercise:${audit.exerciseId}`,
    kind: "exercise.swapped",
    after: { auditId: audit.id, newAuditId: id, reason },
  });
  return id;
}

/** That a case has no audit in this exercise, not even a withdrawn one; else throws Conflict. */
async function mustBeOutside(tx: Tx, exerciseId: string, caseId: string): Promise<void> {
  const there = await tx
    .selectFrom("audit")
    .select("id")
    .where("exercise_id", "=", exerciseId)
    .where("case_id", "=", caseId)
    .executeTakeFirst();
  if (there) throw new Conflict(`exercise:${exerciseId}`);
}

export type DrawnAudit = {
  id: string;
  /** The case, or the record that is none. */
  caseId: string;
  state: string;
  origin: string;
  originReason: string | null;
  previousAuditId: string | null;
};

/** Every audit of an exercise, withdrawn ones too, with how it came in. */
export async function listDrawnAudits(db: Db, exerciseId: string): Promise<DrawnAudit[]> {
  return db
    .selectFrom("audit")
    .select(["id", "state", "origin", "origin_reason as originReason"])
    .select("previous_audit_id as previousAuditId")
    .select((eb) => eb.fn.coalesce("case_id", "record_id").$notNull().as("caseId"))
    .where("exercise_id", "=", exerciseId)
    .orderBy("id")
    .execute();
}

/**
 * Of these cases, those that can't come in any more: closed by `on` (YYYY-MM-DD) or, in a draw that
 * leaves sensitive cases out, marked as sensitive since it was made.
 */
export async function listUnfit(
  db: Db,
  caseIds: string[],
  { on, excludeSensitive }: { on: string; excludeSensitive: boolean },
): Promise<string[]> {
  const unfit: string[] = [];
  for (let from = 0; from < caseIds.length; from += 1000) {
    const rows = await db
      .selectFrom("case_record")
      .select("id")
      .where("id", "in", caseIds.slice(from, from + 1000))
      .where((eb) =>
        eb.or([eb("closed_on", "<=", on), ...(excludeSensitive ? [eb("sensitive", "=", 1)] : [])]),
      )
      .execute();
    unfit.push(...rows.map((row) => row.id));
  }
  return unfit;
}

/**
 * Owns draws as stored: the whole frame, every exclusion, the whole order, and the audits made
 * of the drawn cases.
 * Practice: a draw is never edited. Drawing again keeps the old draw and replaces its audits,
 * which before release are a plan only.
 */

import type { Cohort } from "~/rules/caseload/caseload";
import { advanceExercise } from "~/rules/exercises/exercises";
import { isOfCases } from "~/rules/samples/records";
import type { DrawPlan, FrameRow } from "~/rules/sampling/frame";
import type { Draw, DrawnCase, Stratum } from "~/rules/sampling/sampling";
import { flag } from "../../core/columns";
import { countsInCycle } from "../../core/counted.server";
import { appendEvent, type Stamp } from "../../core/events.server";
import { newId } from "../../core/ids.server";
import type { Db, Tx } from "../../core/open.server";
import { mustChange } from "../../core/versions.server";
import type { Exercise } from "../../exercises/exercises.server";
import { addAudit } from "./drawn-audits.server";

export type DrawInList = {
  id: string;
  drawnBy: string;
  drawnAt: string;
  current: boolean;
  seed: string;
  size: number;
};

/** Every draw of an exercise, the latest first. */
export async function listDraws(db: Db, exerciseId: string): Promise<DrawInList[]> {
  const rows = await db
    .selectFrom("draw")
    .innerJoin("one_person as person", "person.record_id", "draw.drawn_by")
    .select(["draw.id", "person.name as drawnBy", "drawn_at as drawnAt", "current", "seed", "plan"])
    .where("exercise_id", "=", exerciseId)
    .orderBy("drawn_at", "desc")
    .orderBy("draw.id", "desc")
    .execute();
  return rows.map(({ plan, current, ...row }) => ({
    ...row,
    current: current === 1,
    size: (JSON.parse(plan) as DrawPlan).size,
  }));
}

export type KeptDraw = {
  id: string;
  drawnBy: string;
  drawnAt: string;
  current: boolean;
  plan: DrawPlan;
  frame: FrameRow[];
  /** As it was made, before any swap. */
  made: Draw;
};

/** One draw of an exercise whole: the one in force unless an earlier one is asked for. */
export async function findDraw(
  db: Db,
  exerciseId: string,
  drawId?: string,
): Promise<KeptDraw | null> {
  let query = db
    .selectFrom("draw")
    .innerJoin("one_person as person", "person.record_id", "draw.drawn_by")
    .selectAll("draw")
    .select("person.name as drawn_by_name")
    .where("exercise_id", "=", exerciseId);
  query = drawId ? query.where("draw.id", "=", drawId) : query.where("current", "=", 1);
  const row = await query.executeTakeFirst();
  if (!row) return null;
  const ofCases = await db
    .selectFrom("draw_case")
    .selectAll()
    .where("draw_id", "=", row.id)
    .orderBy("case_id")
    .execute();
  const cases = ofCases.length > 0 ? ofCases : await listDrawnRecords(db, row.id);
  const plan = JSON.parse(row.plan) as DrawPlan;
  return {
    id: row.id,
    drawnBy: row.drawn_by_name,
    drawnAt: row.drawn_at,
    current: row.current === 1,
    plan,
    frame: cases.map((c) => ({
      caseId: c.case_id,
      reference: c.reference,
      familyReference: c.family_reference,
      teamId: c.team_id,
      cohort: c.cohort as Cohort | null,
      openedOn: c.opened_on,
      sensitive: c.sensitive === 1,
      lastAuditedOn: c.last_audited_on,
      closedOn: c.closed_on,
      ...(plan.event ? { eventOn: c.event_on ?? null } : {}),
    })),
    made: {
      algorithm: row.algorithm,
      seed: row.seed,
      fingerprint: row.fingerprint,
      strata: JSON.parse(row.strata) as Stratum[],
      cases: cases.map((c) => ({
        caseId: c.case_id,
        stratum: c.stratum,
        position: c.position,
        status: c.status,
        reason: c.reason as DrawnCase["reason"],
        probability: c.probability ?? 0,
      })),
    },
  };
}

/** The same of a draw of records, which are no cases. */
async function listDrawnRecords(db: Db, drawId: string) {
  const rows = await db
    .selectFrom("draw_record")
    .selectAll()
    .where("draw_id", "=", drawId)
    .orderBy("record_id")
    .execute();
  return rows.map(({ record_id, listed_on, ...row }) => ({
    ...row,
    ...{ case_id: record_id, opened_on: listed_on, ...unknownOfRecords },
    event_on: null,
  }));
}

const unknownOfRecords = {
  ...{ family_reference: null, cohort: null, sensitive: 0, last_audited_on: null },
  closed_on: null,
};

export type NewDraw = {
  exercise: Pick<Exercise, "id" | "version" | "state" | "moderated" | "size" | "of">;
  plan: DrawPlan;
  frame: FrameRow[];
  made: Draw;
  /** Why it was drawn again; empty the first time. */
  reason: string;
};

/** A concern outlives the audit it was raised from: it goes on with its case alone. */
async function keepConcerns(tx: Tx, stamp: Stamp, exerciseId: string): Promise<void> {
  const concerns = await tx
    .selectFrom("concern")
    .innerJoin("audit", "audit.id", "concern.audit_id")
    .select(["concern.id", "audit.id as auditId"])
    .where("audit.exercise_id", "=", exerciseId)
    .where(countsInCycle())
    .execute();
  for (const { id, auditId } of concerns) {
    await tx.updateTable("concern").set({ audit_id: null }).where("id", "=", id).execute();
    await appendEvent(tx, stamp, {
      stream: `concern:${id}`,
      kind: "concern.audit-gone",
      before: { auditId },
      after: { auditId: null },
    });
  }
}

/**
 * Keeps a draw and makes an audit of every drawn case, allocated to nobody yet. An earlier draw
 * is kept; its audits go, because nobody but the lead has seen them. What was planned stays as it
 * was planned: how many were drawn is told by the draw.
 */
export async function addDraw(tx: Tx, stamp: Stamp, input: NewDraw): Promise<string> {
  const { exercise, plan, frame, made, reason } = input;
  const move = advanceExercise(exercise, "draw");
  if (!move.ok) throw new Error(move.message);
  const stream = `exercise:${exercise.id}` as const;
  const result = await tx
    .updateTable("exercise")
    .set({ state: move.next, version: exercise.version + 1 })
    .where("id", "=", exercise.id)
    .where("version", "=", exercise.version)
    .executeTakeFirstOrThrow();
  mustChange(stream, result);
  await tx.updateTable("draw").set({ current: 0 }).where("exercise_id", "=", exercise.id).execute();
  await keepConcerns(tx, stamp, exercise.id);
  await tx
    .deleteFrom("audit")
    .where("exercise_id", "=", exercise.id)
    .where(countsInCycle())
    .execute();
  const drawId = newId();
  await tx
    .insertInto("draw")
    .values({
      id: drawId,
      exercise_id: exercise.id,
      seed: made.seed,
      algorithm: made.algorithm,
      fingerprint: made.fingerprint,
      plan: JSON.stringify(plan),
      strata: JSON.stringify(made.strata),
      drawn_by: stamp.actorId ?? "",
      drawn_at: stamp.at,
      current: 1,
    })
    .execute();
  const ofCases = isOfCases(exercise.of);
  await (ofCases ? addDrawCases : addDrawRecords)(tx, drawId, frame, made);
  const drawn = made.cases.filter((c) => c.status === "drawn");
  for (const { caseId: id } of drawn) {
    const what = ofCases ? { caseId: id } : { caseId: null, recordId: id };
    await addAudit(tx, stamp, { exerciseId: exercise.id, ...what, origin: "drawn" });
  }
  await appendEvent(tx, stamp, {
    stream,
    kind: reason === "" ? "exercise.drawn" : "exercise.redrawn",
    before: { state: exercise.state },
    after: {
      state: move.next,
      drawId,
      seed: made.seed,
      fingerprint: made.fingerprint,
      cases: drawn.length,
      planned: exercise.size,
      // Closed cases stand in the frame to be counted, not to be drawn from.
      frame: made.cases.filter((c) => c.reason !== "closed").length,
      reason,
    },
  });
  return drawId;
}

/** Rows a statement: SQLite binds 32,766 values at most. */
const chunk = 1000;

async function addDrawCases(tx: Tx, drawId: string, frame: FrameRow[], made: Draw) {
  const rowOf = new Map(frame.map((row) => [row.caseId, row]));
  const values = made.cases.flatMap((c) => {
    const row = rowOf.get(c.caseId);
    if (!row) return [];
    return {
      draw_id: drawId,
      case_id: c.caseId,
      reference: row.reference,
      family_reference: row.familyReference,
      team_id: row.teamId,
      cohort: row.cohort ?? "",
      opened_on: row.openedOn,
      sensitive: flag(row.sensitive),
      last_audited_on: row.lastAuditedOn,
      closed_on: row.closedOn,
      event_on: row.eventOn ?? null,
      stratum: c.stratum,
      position: c.position,
      status: c.status,
      reason: c.reason,
      probability: c.probability,
    };
  });
  for (let from = 0; from < values.length; from += chunk) {
    await tx
      .insertInto("draw_case")
      .values(values.slice(from, from + chunk))
      .execute();
  }
}

async function addDrawRecords(tx: Tx, drawId: string, frame: FrameRow[], made: Draw) {
  const rowOf = new Map(frame.map((row) => [row.caseId, row]));
  const values = made.cases.flatMap(
    ({ caseId, stratum, position, status, reason, probability }) => {
      const row = rowOf.get(caseId);
      if (!row?.teamId) return [];
      return {
        ...{ draw_id: drawId, record_id: caseId, reference: row.reference, team_id: row.teamId },
        ...{ listed_on: row.openedOn, stratum, position, status, reason, probability },
      };
    },
  );
  await tx.insertInto("draw_record").values(values).execute();
}

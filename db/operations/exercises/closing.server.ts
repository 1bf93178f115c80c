/**
 * Owns closing an exercise's moderation: what is still outstanding, and everything that follows.
 * Practice: the grades of unselected audits are settled as the auditor gave them; what has no
 * correction to wait for is final at once, tallies with it, the rest when its corrections are done;
 * every team that answers for graded work is asked for its response: one write, or none of it.
 */

import { type FinalWait, isOver, waitOf } from "~/rules/audits/corrections";
import { dateInLondon } from "~/rules/core/dates";
import type { ExerciseState } from "~/rules/exercises/exercises";
import { exerciseMachine } from "~/rules/exercises/exercises";
import { secondLookWaits } from "~/rules/moderation/second-look";
import { grades } from "~/rules/tools/scale";
import { moveAudit } from "../../audits/moves.server";
import { countsInCycle, isNotWithdrawn } from "../../core/counted.server";
import { appendEvent, type Stamp } from "../../core/events.server";
import type { Db, Tx } from "../../core/open.server";
import { countAll } from "../../core/scope.server";
import { mustChange } from "../../core/versions.server";
import { cancelPlanned } from "../../moderation/meeting-deeds.server";
import { addResponses } from "../../reports/asking.server";
import { finishAudits } from "../audits/finality.server";
import {
  heldByConflict,
  listOpenConflicts,
  type OpenConflict,
} from "../independence/settling.server";
import { keepTeams } from "../people/team-changes.server";

export type Closing = {
  /** Audits that their auditors still have to submit. */
  openAudits: { auditId: string; caseReference: string; auditorName: string | null }[];
  /** Moderations not decided, with whom they wait for. */
  undecided: {
    auditId: string;
    caseReference: string;
    moderatorName: string | null;
    committed: boolean;
  }[];
  /** Submitted audits nobody moderates: their grades stand as they are. */
  unselected: number;
  /** Their ids. */
  toFinish: string[];
  /** Second looks that the panel has still to answer. */
  secondLooks: { auditId: string; caseReference: string; since: string }[];
  /** Conflicts of interest that the lead has still to settle. */
  conflicts: OpenConflict[];
  decided: number;
  /** Of these and of what the panel has decided: what is final later, and what it waits for. */
  waiting: { auditId: string; caseReference: string; wait: FinalWait }[];
  /** Teams that answer for graded work, which will be asked to respond. */
  teams: { id: string; name: string }[];
};

/** How an exercise stands before its moderation is closed. */
export async function findClosing(
  db: Db,
  exerciseId: string,
  /** YYYY-MM-DD */
  today: string,
): Promise<Closing> {
  const audits = await db
    .selectFrom("audit")
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .leftJoin("one_person as auditor", "auditor.record_id", "audit.auditor_id")
    .leftJoin("moderation", (join) =>
      join
        .onRef("moderation.audit_id", "=", "audit.id")
        .onRef("moderation.round", "=", "audit.round"),
    )
    .leftJoin("one_person as moderator", "moderator.record_id", "moderation.moderator_id")
    .select(["audit.id", "audit.state", "audit.corrections_until", "case_record.reference"])
    .select((eb) =>
      eb
        .selectFrom("correction")
        .select(countAll.as("n"))
        .whereRef("correction.audit_id", "=", "audit.id")
        .where("correction.answered_at", "is", null)
        .as("unanswered"),
    )
    .select(["auditor.name as auditor_name", "moderator.name as moderator_name"])
    .where("audit.exercise_id", "=", exerciseId)
    .where(isNotWithdrawn())
    // No team is named beside them: by reference each is found.
    .orderBy("case_record.reference_folded")
    .execute();
  const inState = (...states: string[]) => audits.filter((row) => states.includes(row.state));
  const teams = await db
    .selectFrom("judgement")
    .innerJoin("audit", "audit.id", "judgement.audit_id")
    .innerJoin("team", "team.id", "judgement.team_id")
    .select(["team.id", "team.name"])
    .distinct()
    .where("audit.exercise_id", "=", exerciseId)
    .where(isNotWithdrawn())
    .where(countsInCycle())
    .where("judgement.judgement", "in", grades)
    .orderBy("team.name")
    .execute();
  return {
    openAudits: inState("allocated", "started", "returned").map((row) => ({
      auditId: row.id,
      caseReference: row.reference,
      auditorName: row.auditor_name,
    })),
    undecided: inState("selected", "committed", "panel").map((row) => ({
      auditId: row.id,
      caseReference: row.reference,
      moderatorName: row.moderator_name,
      committed: row.state !== "selected",
    })),
    unselected: inState("submitted").length,
    toFinish: inState("submitted").map(({ id }) => id),
    secondLooks: await db
      .selectFrom("second_look")
      .innerJoin("audit", "audit.id", "second_look.audit_id")
      .innerJoin("case_record", "case_record.id", "audit.case_id")
      .select(["audit.id as auditId", "case_record.reference as caseReference"])
      .select("second_look.asked_at as since")
      .where("audit.exercise_id", "=", exerciseId)
      .where("second_look.state", "in", secondLookWaits)
      .where(isNotWithdrawn())
      .orderBy("case_record.reference_folded")
      .execute(),
    conflicts: await listOpenConflicts(db, { exerciseId }),
    decided: inState("settled", "final").length,
    waiting: inState("submitted", "settled").flatMap((row) => {
      const facts = {
        correctionsUntil: row.corrections_until,
        unanswered: row.unanswered ?? 0,
      };
      const wait = waitOf(facts, today);
      return isOver(wait) ? [] : [{ auditId: row.id, caseReference: row.reference, wait }];
    }),
    teams,
  };
}

/**
 * Closes. The caller has asked the rule and found nothing outstanding; it is asked again here, so
 * that an audit that came in meanwhile is not left behind. Throws Conflict when anything changed.
 */
export async function closeModeration(
  tx: Tx,
  stamp: Stamp,
  exercise: { id: string; version: number; state: ExerciseState },
  /** YYYY-MM-DD, by when teams answer its report; null where none is asked. */
  responsesDueOn: string | null,
): Promise<{ final: number; waiting: number; teams: number }> {
  const stream = `exercise:${exercise.id}` as const;
  const { to } = exerciseMachine.moves.close;
  mustChange(
    stream,
    await tx
      .updateTable("exercise")
      .set((eb) => ({
        state: to,
        closed_at: stamp.at,
        responses_due_on: responsesDueOn,
        version: eb("version", "+", 1),
      }))
      .where("id", "=", exercise.id)
      .where("version", "=", exercise.version)
      .where("state", "=", exercise.state)
      .executeTakeFirst(),
  );
  const closing = await findClosing(tx, exercise.id, dateInLondon(new Date(stamp.at)));
  const held = await heldByConflict(tx, stamp, closing.toFinish);
  const { openAudits, undecided, secondLooks } = closing;
  const outstanding = openAudits.length + undecided.length + secondLooks.length + held.size;
  mustChange(stream, { numUpdatedRows: outstanding === 0 ? 1n : 0n });
  await settleUnselected(tx, stamp, exercise.id);
  await cancelPlanned(tx, stamp, exercise.id);
  const settled = await listSettled(tx, exercise.id);
  const final = await finishAudits(tx, stamp, settled);
  const waiting = settled.length - final.length;
  await keepTeams(tx, exercise.id);
  const asked =
    responsesDueOn === null
      ? 0
      : await addResponses(tx, stamp, { exerciseId: exercise.id, dueOn: responsesDueOn });
  await appendEvent(tx, stamp, {
    stream,
    kind: "exercise.closed",
    before: { state: exercise.state },
    after: { state: to, final: final.length, waiting, responsesDueOn },
  });
  return { final: final.length, waiting, teams: asked };
}

/** The grades of every submitted audit are settled: its auditor's own. */
async function settleUnselected(tx: Tx, stamp: Stamp, exerciseId: string): Promise<void> {
  const audits = await tx
    .selectFrom("audit")
    .select("id")
    .where("exercise_id", "=", exerciseId)
    .where("state", "=", "submitted")
    .orderBy("id")
    .execute();
  for (const { id } of audits) await moveAudit(tx, stamp, id, "close");
}

/** Everything of an exercise whose grades are settled and that is not final. */
async function listSettled(db: Db, exerciseId: string): Promise<string[]> {
  const audits = await db
    .selectFrom("audit")
    .select("id")
    .where("exercise_id", "=", exerciseId)
    .where("state", "=", "settled")
    .orderBy("id")
    .execute();
  return audits.map(({ id }) => id);
}

/**
 * Owns selection for moderation as stored: as audits arrive, and once more at the close.
 * Practice: selection happens in the transaction of each submission, so that moderation never lags
 * the cycle; certain audits first, the rest by the exercise's seed, ending inside the range or with
 * the exception named. Nobody takes an audit out by hand, but one that everyone who may moderate
 * has read the grades of.
 */

import { groupedBy } from "~/rules/core/grouped";
import { isInUse } from "~/rules/moderation/moderation";
import {
  type ArrivedAudit,
  certainReasons,
  type SelectionChange,
  type SelectionReason,
  selectOnArrival,
  selectReAudits,
} from "~/rules/moderation/selection";
import { isGrade, isJudgement } from "~/rules/tools/grades";
import { moveAudit } from "../../audits/moves.server";
import { isNotWithdrawn } from "../../core/counted.server";
import { begunFlag } from "../../core/drafts.server";
import type { Stamp } from "../../core/events.server";
import { whoIn } from "../../core/one-person.server";
import type { Db, Tx } from "../../core/open.server";
import { findSettings } from "../../core/settings.server";
import { mustChange } from "../../core/versions.server";
import { holdExercise } from "../../exercises/exercises.server";
import { shareOutModerations } from "../../moderation/moderators.server";
import {
  addModeration,
  releaseModeration,
  reopenReturned,
  selectAudit,
} from "../../moderation/rows.server";
import { isEstablished } from "../../people/register.server";

/** Selects after a submission, in its transaction, once the audit is `submitted` (or `selected`, when it comes back). */
export const selectOnSubmission = selectNow;

/** Selects once more when the auditing window closes: now with everything in. */
export const selectAtClose = selectNow;

/** Also after one was let go: another may be due in its place. */
export async function selectNow(tx: Tx, stamp: Stamp, exerciseId: string): Promise<void> {
  const exercise = await holdModeration(tx, exerciseId);
  if (!exercise?.moderated) return;
  await reopenReturned(tx, stamp, exerciseId);
  const change = await findSelection(tx, exerciseId, exercise.moderationSeed);
  for (const auditId of change.release) await releaseModeration(tx, stamp, auditId);
  for (const one of change.select) await selectAudit(tx, stamp, exerciseId, one);
  await shareOutModerations(tx, stamp, exerciseId);
}

/**
 * Two submissions at once wait for one another here, so that each sees what the other selected; and
 * for whoever is grading or choosing a moderator, so that nothing they did is left out.
 */
export async function holdModeration(tx: Tx, exerciseId: string) {
  const exercise = await holdExercise(tx, exerciseId);
  await tx
    .updateTable("moderation")
    .set((eb) => ({ version: eb.ref("version") }))
    .where("exercise_id", "=", exerciseId)
    .where("state", "=", "selected")
    .execute();
  return exercise;
}

/** What selection would change as things stand, and the exception to name, if there is one. */
export async function findSelection(
  db: Db,
  exerciseId: string,
  seed: string,
): Promise<SelectionChange> {
  const settings = await findSettings(db);
  const percentages = {
    from: settings["moderation.from-percent"],
    to: settings["moderation.to-percent"],
  };
  const arrived = await listArrived(db, exerciseId);
  const counted = arrived.filter(({ isReAudit }) => !isReAudit);
  const change = selectOnArrival({ seed, arrived: counted, percentages });
  const apart = selectReAudits(arrived.filter(({ isReAudit }) => isReAudit));
  return { ...change, select: [...change.select, ...apart] };
}

/** Every submitted audit that was not withdrawn, in the order of arrival. */
async function listArrived(
  db: Db,
  exerciseId: string,
): Promise<(ArrivedAudit & { isReAudit: boolean })[]> {
  const audits = await db
    .selectFrom("audit")
    .leftJoin("one_person as person", "person.record_id", "audit.auditor_id")
    .select(["audit.id", "person.id as auditor_id", "audit.team_id", "audit.origin"])
    .select((eb) => isEstablished(eb.ref("person.id")).as("established"))
    .where("audit.exercise_id", "=", exerciseId)
    .where("audit.submitted_at", "is not", null)
    .where(isNotWithdrawn())
    .where("audit.state", "not in", ["allocated", "started"])
    .orderBy("audit.submitted_at")
    .orderBy("audit.id")
    .execute();
  if (audits.length === 0) return [];
  const judged = await db
    .selectFrom("judgement")
    .innerJoin("audit", "audit.id", "judgement.audit_id")
    .select(["judgement.audit_id", "judgement.area", "judgement.judgement", "judgement.round"])
    .where("audit.exercise_id", "=", exerciseId)
    .where("judgement.source", "=", "auditor")
    .orderBy("judgement.round", "desc")
    .execute();
  const concerned = await db
    .selectFrom("concern")
    .innerJoin("audit", "audit.id", "concern.audit_id")
    .select("audit.id")
    .where("audit.exercise_id", "=", exerciseId)
    .execute();
  const moderations = await db
    .selectFrom("moderation")
    .select(["audit_id", "reason", "committed_at", "round", begunFlag])
    .where("exercise_id", "=", exerciseId)
    .orderBy("round", "desc")
    .execute();
  const firsts = await listFirstAudits(db, exerciseId);
  const letGo = await db
    .selectFrom("moderation_release")
    .select("audit_id")
    .where("exercise_id", "=", exerciseId)
    .execute();
  const judgedOf = groupedBy(judged, (row) => row.audit_id);
  const moderationsOf = groupedBy(moderations, (row) => row.audit_id);
  const released = new Set(letGo.map((row) => row.audit_id));
  const raised = new Set(concerned.map((row) => row.id));
  return audits.map((audit) => {
    const rows = judgedOf.get(audit.id) ?? [];
    const latest = rows.filter((row) => row.round === rows[0]?.round);
    const overall = latest.find((row) => row.area === "overall")?.judgement ?? "";
    const moderation = moderationsOf.get(audit.id)?.[0];
    return {
      auditId: audit.id,
      letGo: released.has(audit.id),
      isReAudit: audit.origin === "re-audit",
      auditorId: audit.auditor_id ?? "",
      teamId: audit.team_id,
      certain: certainReasons({
        overall: isGrade(overall) ? overall : null,
        areas: latest
          .filter((row) => row.area !== "overall")
          .flatMap(({ judgement }) => (isJudgement(judgement) ? [judgement] : [])),
        auditorEstablished: audit.established === 1,
        auditorsFirst: firsts.has(audit.id),
        concernRaised: raised.has(audit.id),
      }),
      selected: moderation
        ? {
            reason: moderation.reason as SelectionReason,
            committed:
              moderation.round > 1 || isInUse(moderation.committed_at, moderation.begun === 1),
          }
        : null,
    };
  });
}

/** Of each auditor of the exercise the one audit they submitted before all others, anywhere. */
async function listFirstAudits(db: Db, exerciseId: string): Promise<Set<string>> {
  // Of each record of theirs the first, by the index that has them in this order.
  const firsts = db
    .selectFrom("person as record")
    .select(whoIn("record.id").as("person_id"))
    .select((eb) =>
      eb
        .selectFrom("audit as first")
        .select("first.id")
        .whereRef("first.auditor_id", "=", "record.id")
        .where("first.submitted_at", "is not", null)
        .where(isNotWithdrawn("first"))
        .orderBy("first.submitted_at")
        .orderBy("first.id")
        .limit(1)
        .as("audit_id"),
    )
    .where(whoIn("record.id"), "in", (eb) =>
      eb
        .selectFrom("audit as own")
        .select(whoIn("own.auditor_id").as("auditor_id"))
        .where("own.exercise_id", "=", exerciseId)
        .where("own.submitted_at", "is not", null),
    );
  const rows = await db
    .selectFrom(firsts.as("found"))
    .innerJoin("audit", "audit.id", "found.audit_id")
    .select(["found.person_id", "audit.id"])
    .orderBy("audit.submitted_at", "desc")
    .orderBy("audit.id", "desc")
    .execute();
  // The earliest of a person comes last, and stays.
  return new Set(new Map(rows.map((row) => [row.person_id, row.id])).values());
}

/**
 * Adds one audit by the QA lead's hand, with a reason, and gives it a moderator. Throws Conflict
 * when the audit is no longer merely submitted.
 */
export async function addSelection(
  tx: Tx,
  stamp: Stamp,
  added: { exerciseId: string; auditId: string; note: string },
): Promise<void> {
  await holdModeration(tx, added.exerciseId);
  const stream = `audit:${added.auditId}` as const;
  const audit = await tx
    .selectFrom("audit")
    .select("id")
    .where("id", "=", added.auditId)
    .where("exercise_id", "=", added.exerciseId)
    .where("state", "=", "submitted")
    .executeTakeFirst();
  mustChange(stream, { numUpdatedRows: audit ? 1n : 0n });
  await tx.deleteFrom("moderation_release").where("audit_id", "=", added.auditId).execute();
  await addModeration(tx, stamp, {
    ...added,
    round: 1,
    reason: "added",
    probability: 1,
    moderatorId: null,
  });
  await moveAudit(tx, stamp, added.auditId, "select");
  await shareOutModerations(tx, stamp, added.exerciseId);
}

/**
 * Owns how an audit becomes final, whichever way its grades were decided, and what follows: the
 * practitioner is told, and what escalates is audited again.
 * Practice: grades are settled first, by the panel or by the close of moderation, and final once
 * corrections are done; final judgements, tallies and what follows are one write.
 */

import { paths } from "~/paths";
import { isOver, waitOf } from "~/rules/audits/corrections";
import { dateInLondon } from "~/rules/core/dates";
import { moderationMachine } from "~/rules/moderation/moderation";
import { escalates } from "~/rules/tools/scale";
import { listManagersOf } from "../../access/readers.server";
import { moveAudit } from "../../audits/moves.server";
import { appendEvent, type Stamp } from "../../core/events.server";
import { type Db, type Tx, transact } from "../../core/open.server";
import { countAll } from "../../core/scope.server";
import { findSettings } from "../../core/settings.server";
import { mustChange } from "../../core/versions.server";
import { addMessages } from "../../messages/outbox.server";
import { readDecision } from "../../moderation/decisions.server";
import { addToPairs } from "../../moderation/pairs.server";
import { addThemes } from "../../moderation/themes.server";
import { addToPromptTallies } from "../../reports/prompt-tallies.server";
import { addToTallies } from "../../reports/tallies.server";
import { heldByConflict } from "../independence/settling.server";
import { addReAudit } from "../re-audits/deeds.server";
import { findOverall, noticeEscalation } from "./escalation.server";

const settledAudit = (tx: Tx, auditId: string) =>
  tx
    .updateTable("audit")
    .set((eb) => ({ version: eb.ref("version") }))
    .where("id", "=", auditId)
    .where("state", "=", "settled")
    .returning(["id", "round", "exercise_id", "team_id", "service_id", "auditor_id"])
    .returning("corrections_until")
    .executeTakeFirst();

type Settled = NonNullable<Awaited<ReturnType<typeof settledAudit>>>;

/** How many corrections of an audit nobody has answered. */
export async function countUnanswered(db: Db, auditId: string): Promise<number> {
  const { n } = await db
    .selectFrom("correction")
    .select(countAll.as("n"))
    .where("audit_id", "=", auditId)
    .where("answered_at", "is", null)
    .executeTakeFirstOrThrow();
  return n;
}

/**
 * Makes final those of these audits whose grades are settled and whose corrections are done. With a
 * reason given early, it waits for no correction. Answers the ids of those that are final now.
 */
export async function finishAudits(
  tx: Tx,
  stamp: Stamp,
  auditIds: readonly string[],
  early?: { reason: string },
): Promise<string[]> {
  const today = dateInLondon(new Date(stamp.at));
  const final: string[] = [];
  for (const auditId of auditIds) {
    const audit = await settledAudit(tx, auditId);
    if (!audit) continue;
    const unanswered = await countUnanswered(tx, auditId);
    const wait = waitOf({ correctionsUntil: audit.corrections_until, unanswered }, today);
    if (!early && !isOver(wait)) continue;
    // A conflict of interest that the lead has not settled reaches no final grade.
    if ((await heldByConflict(tx, stamp, [auditId])).has(auditId)) continue;
    await writeFinal(tx, stamp, audit);
    const also = early ? { early_reason: early.reason, early_by: stamp.actorId } : {};
    const at = { final_at: stamp.at, ...also };
    await moveAudit(tx, stamp, auditId, "finish", at, early?.reason);
    final.push(auditId);
  }
  await addToTallies(tx, final);
  await addToPairs(tx, final);
  await addToPromptTallies(tx, final);
  await followFinal(tx, stamp, final);
  return final;
}

/**
 * The QA lead makes one final before its corrections are done; false where a conflict of interest
 * holds it. Throws Conflict when it changed.
 */
export async function finishEarly(
  tx: Tx,
  stamp: Stamp,
  early: { auditId: string; version: number; reason: string },
): Promise<boolean> {
  const held = await tx
    .updateTable("audit")
    .set((eb) => ({ version: eb.ref("version") }))
    .where("id", "=", early.auditId)
    .where("version", "=", early.version)
    .where("state", "=", "settled")
    .executeTakeFirst();
  mustChange(`audit:${early.auditId}`, held);
  return (await finishAudits(tx, stamp, [early.auditId], early)).length > 0;
}

/** The final judgements: the panel's, or the auditor's where it was not moderated. */
async function writeFinal(tx: Tx, stamp: Stamp, audit: Settled): Promise<void> {
  const { finish } = moderationMachine.moves;
  const own = await tx
    .selectFrom("judgement")
    .select(["area", "judgement", "reason", "team_id", "service_id", "made_by"])
    .where("audit_id", "=", audit.id)
    .where("source", "=", "auditor")
    .where("round", "=", audit.round)
    .execute();
  const moderation = await tx
    .selectFrom("moderation")
    .select(["id", "state", "decision", "decided_by"])
    .where("audit_id", "=", audit.id)
    .where("state", "in", finish.from)
    .executeTakeFirst();
  const decision = moderation ? readDecision(moderation.decision) : null;
  const decided = decision?.kind === "final" ? decision : null;
  const judged = decided
    ? Object.entries({ ...decided.areas, overall: decided.overall }).map(([area, made]) => {
        const auditors = own.find((one) => one.area === area);
        return {
          area,
          ...made,
          team_id: auditors?.team_id ?? audit.team_id,
          service_id: auditors?.service_id ?? audit.service_id,
        };
      })
    : own;
  if (judged.length > 0) {
    // At the end of a window nobody acts: the grades are those of whoever decided or judged.
    const by = moderation?.decided_by ?? stamp.actorId ?? own[0]?.made_by ?? "";
    const made = { source: "final" as const, round: audit.round, made_by: by, made_at: stamp.at };
    await tx
      .insertInto("judgement")
      .values(judged.map((row) => ({ ...row, ...made, audit_id: audit.id })))
      .execute();
  }
  if (!moderation || !decided) return;
  await tx
    .updateTable("moderation")
    .set((eb) => ({ state: finish.to, version: eb("version", "+", 1) }))
    .where("id", "=", moderation.id)
    .execute();
  await appendEvent(tx, stamp, {
    stream: `moderation:${moderation.id}`,
    kind: "moderation.decided",
    before: { state: moderation.state },
    after: { state: finish.to, outcome: decided.outcome },
  });
  const by = moderation.decided_by ?? "";
  await addThemes(tx, stamp, { exerciseId: audit.exercise_id, by }, decided.themes);
  if (audit.auditor_id) await tellOfFeedback(tx, stamp, audit.id, audit.auditor_id);
}

/** Tells the auditor that the panel's feedback is there: once each time a decision is taken. */
export async function tellOfFeedback(
  tx: Tx,
  stamp: Stamp,
  auditId: string,
  to: string,
): Promise<void> {
  const taken = await tx
    .selectFrom("moderation")
    .select(["id", "decided_at"])
    .where("audit_id", "=", auditId)
    .where("state", "in", ["taken", "decided"])
    .executeTakeFirst();
  if (!taken) return;
  const key = `${taken.id}:${taken.decided_at ?? ""}`;
  const link = paths.moderation.feedback(auditId);
  await addMessages(tx, stamp, [{ to, kind: "feedback-ready", key, link }]);
}

const atOnce = 50;

/** Makes final whatever has nothing more to wait for: each by itself, so that none holds another up. */
export async function finishWhatIsDue(db: Db, stamp: Stamp): Promise<number> {
  const due = await db
    .selectFrom("audit")
    .select("id")
    .where("state", "=", "settled")
    .where((eb) =>
      eb.or([
        eb("corrections_until", "is", null),
        eb("corrections_until", "<", dateInLondon(new Date(stamp.at))),
      ]),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("audit_conflict")
            .select("audit_conflict.id")
            .whereRef("audit_conflict.audit_id", "=", "audit.id")
            .where("audit_conflict.settled_at", "is", null),
        ),
      ),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("correction")
            .select("correction.id")
            .whereRef("correction.audit_id", "=", "audit.id")
            .where("correction.answered_at", "is", null),
        ),
      ),
    )
    .orderBy("corrections_until")
    .orderBy("id")
    .limit(atOnce)
    .execute();
  for (const { id } of due) await transact(db, (tx) => finishAudits(tx, stamp, [id]));
  return due.length;
}

/** Follows up audits that have just become final; each once, however often it is asked. */
async function followFinal(tx: Tx, stamp: Stamp, auditIds: string[]): Promise<void> {
  const months = (await findSettings(tx))["re-audit.within-months"];
  for (const auditId of auditIds) {
    const audit = await tx
      .selectFrom("audit")
      .select(["id", "case_id", "team_id", "service_id", "worker_id"])
      .where("id", "=", auditId)
      .executeTakeFirstOrThrow();
    const place = { teamId: audit.team_id, serviceId: audit.service_id };
    await tellOfFinal(tx, stamp, { id: auditId, workerId: audit.worker_id, ...place });
    const escalated = escalates(await findOverall(tx, auditId));
    await noticeEscalation(tx, stamp, { id: auditId, ...place }, escalated);
    if (escalated && audit.case_id !== null) {
      await addReAudit(tx, stamp, { auditId, caseId: audit.case_id, ...place }, months);
    }
  }
}

/** The practitioner is told, and whoever manages them where grades that they could read changed. */
async function tellOfFinal(
  tx: Tx,
  stamp: Stamp,
  audit: { id: string; workerId: string | null; teamId: string; serviceId: string },
): Promise<void> {
  const changed = await gradesChanged(tx, audit.id);
  const about = { key: audit.id, link: paths.audits.read(audit.id) };
  const { workerId: to } = audit;
  const kind = changed ? "audit-final-changed" : "audit-final";
  if (to) await addMessages(tx, stamp, [{ ...about, to, kind }]);
  if (!changed) return;
  const managers = await listManagersOf(tx, audit);
  await addMessages(
    tx,
    stamp,
    managers
      .filter((id) => id !== to)
      .map((id) => ({ ...about, to: id, kind: "audit-final-changed-team" }) as const),
  );
}

/** Whether a final judgement differs from one the auditor gave in any round: each was read as provisional. */
async function gradesChanged(db: Db, auditId: string): Promise<boolean> {
  const row = await db
    .selectFrom("judgement as last")
    .innerJoin("judgement as own", (join) =>
      join
        .onRef("own.audit_id", "=", "last.audit_id")
        .onRef("own.area", "=", "last.area")
        .on("own.source", "=", "auditor"),
    )
    .select("last.area")
    .where("last.audit_id", "=", auditId)
    .where("last.source", "=", "final")
    .whereRef("last.judgement", "<>", "own.judgement")
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

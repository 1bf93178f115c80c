/**
 * Owns having work done anew where a conflict of interest bars whoever did it: taken back from its
 * auditor, moderated or decided on by others.
 * Practice: nothing that was written is lost; grades that are set aside stay in the history.
 */

import { moderationMachine } from "~/rules/moderation/moderation";
import { lockAudit } from "../../audits/audits.server";
import { moveAudit } from "../../audits/moves.server";
import { begunFlag } from "../../core/drafts.server";
import { appendEvent, type Stamp } from "../../core/events.server";
import { recordsOf } from "../../core/one-person.server";
import type { Tx } from "../../core/open.server";
import { Conflict, mustChange } from "../../core/versions.server";
import { settleOpen } from "../../independence/independence.server";
import { releaseModeration } from "../../moderation/rows.server";
import { overtakeSecondLook } from "../../moderation/second-looks.server";
import { noticeEscalation } from "../audits/escalation.server";
import { askPanelAgain } from "../moderation/panel-deeds.server";
import { letGoOfTakers, type OpenConflict } from "./settling.server";

/**
 * Takes a submitted audit back from its auditor, to be gone on with by someone else: all that was
 * written stays, its grades go into the history. Throws Conflict when it moved on meanwhile.
 */
export async function takeBack(
  tx: Tx,
  stamp: Stamp,
  open: OpenConflict,
  reason: string,
): Promise<void> {
  const { auditId, personId } = open;
  const stream = `audit:${auditId}` as const;
  if (open.auditState === "selected") await mustBeUnbegun(tx, auditId);
  const grades = await tx
    .selectFrom("judgement")
    .innerJoin("audit", "audit.id", "judgement.audit_id")
    .select(["area", "judgement", "reason"])
    .where("audit_id", "=", auditId)
    .where("source", "=", "auditor")
    .whereRef("judgement.round", "=", "audit.round")
    .execute();
  await moveBack(tx, stamp, open, reason);
  mustChange(
    stream,
    await tx
      .updateTable("audit")
      .set((eb) => ({
        auditor_id: null,
        override_reason: null,
        override_rules: null,
        submitted_at: null,
        version: eb("version", "+", 1),
      }))
      .where("id", "=", auditId)
      .where("auditor_id", "in", recordsOf(personId))
      .executeTakeFirst(),
  );
  await appendEvent(tx, stamp, {
    stream,
    kind: "audit.grades-set-aside",
    before: { auditorId: personId, grades },
  });
  await settleOpen(tx, stamp, open, "reassigned", reason);
  const audit = {
    id: auditId,
    teamId: open.access.teamId ?? "",
    serviceId: open.access.serviceId ?? "",
  };
  await noticeEscalation(tx, stamp, audit, false);
}

/** Back to being written: a first round as if never submitted, a later one as the panel returned it. */
async function moveBack(tx: Tx, stamp: Stamp, open: OpenConflict, reason: string): Promise<void> {
  const { auditId, auditState, round } = open;
  if (auditState === "selected" && round > 1) {
    await tx
      .deleteFrom("moderation")
      .where("audit_id", "=", auditId)
      .where("round", "=", round)
      .execute();
    await moveAudit(tx, stamp, auditId, "return-again", {}, reason);
    return;
  }
  if (auditState === "selected") await releaseModeration(tx, stamp, auditId);
  await moveAudit(tx, stamp, auditId, "take-back", {}, reason);
}

/** A moderator who has begun to grade is not cut off. */
async function mustBeUnbegun(tx: Tx, auditId: string): Promise<void> {
  const moderation = await tx
    .selectFrom("moderation")
    .select(begunFlag)
    .where("audit_id", "=", auditId)
    .where("state", "=", "selected")
    .executeTakeFirst();
  if (moderation?.begun === 1) throw new Conflict(`audit:${auditId}`);
}

/**
 * Sets committed grades aside, for another moderator to grade blind; they stay in the history.
 * Throws Conflict when the panel decided meanwhile.
 */
export async function moderateAgain(
  tx: Tx,
  stamp: Stamp,
  open: OpenConflict,
  reason: string,
): Promise<void> {
  const { auditId, personId } = open;
  const again = moderationMachine.moves["moderate-again"];
  const moderation = await tx
    .updateTable("moderation")
    .set((eb) => ({
      state: again.to,
      committed_at: null,
      moderator_id: null,
      quality: "{}",
      decision: "",
      feedback_read_at: null,
      version: eb("version", "+", 1),
    }))
    .where("audit_id", "=", auditId)
    .where("moderator_id", "in", recordsOf(personId))
    .where("state", "in", again.from)
    .returning(["id", "round"])
    .executeTakeFirst();
  if (!moderation) throw new Conflict(`audit:${auditId}`);
  await tx.deleteFrom("decision_part").where("moderation_id", "=", moderation.id).execute();
  const grades = await tx
    .deleteFrom("judgement")
    .where("audit_id", "=", auditId)
    .where("source", "=", "moderator")
    .where("round", "=", moderation.round)
    .returning(["area", "judgement", "reason"])
    .execute();
  await appendEvent(tx, stamp, {
    stream: `moderation:${moderation.id}`,
    kind: "moderation.set-aside",
    before: { moderatorId: personId, grades },
    after: { reason },
  });
  await overtakeSecondLook(tx, stamp, auditId);
  await moveAudit(tx, stamp, auditId, "moderate-again", {}, reason);
  await settleOpen(tx, stamp, open, "reassigned", reason);
  await letGoOfTakers(tx, stamp, auditId);
}

/**
 * Has the panel decide again, without whoever is barred: what was recorded stays to be read, and two
 * have to take it anew. Throws Conflict when the decision no longer stands.
 */
export async function decideAgain(
  tx: Tx,
  stamp: Stamp,
  open: OpenConflict,
  reason: string,
): Promise<void> {
  const { auditId } = open;
  await lockAudit(tx, auditId);
  await settleOpen(tx, stamp, open, "reassigned", reason);
  const mayTakeIt = open.rules.every((rule) => rule === "took-twice");
  const except = mayTakeIt ? [] : [open.personId];
  if (!(await askPanelAgain(tx, stamp, auditId, { reason, except })))
    throw new Conflict(`audit:${auditId}`);
}

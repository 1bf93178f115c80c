/**
 * Owns letting an audit go from moderation where everyone who may moderate has read its grades.
 * Practice: only then, with a reason that the report names; an audit with a grade that escalates in any part
 * is always moderated, then by someone who is named as not blind.
 */

import { dateInLondon } from "~/rules/core/dates";
import { nobodyUnread } from "~/rules/moderation/moderators";
import { escalatingGrades } from "~/rules/tools/scale";
import { lockAudit } from "../../audits/audits.server";
import { removeDraft } from "../../core/drafts.server";
import type { Stamp } from "../../core/events.server";
import type { Tx } from "../../core/open.server";
import { Conflict, mustChange } from "../../core/versions.server";
import { insertGradesRead } from "../../moderation/grades-read.server";
import { listModeratorChoices } from "../../moderation/moderators.server";
import { releaseModeration } from "../../moderation/rows.server";
import { holdModeration, selectNow } from "./moderation.server";

export type LettingGo = "done" | "always-moderated";

/** Throws Conflict when it was changed or begun to be graded meanwhile, or someone unread is left. */
export async function letGo(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  one: {
    moderationId: string;
    auditId: string;
    exerciseId: string;
    version: number;
    reason: string;
  },
): Promise<LettingGo> {
  const stream = `moderation:${one.moderationId}` as const;
  await holdModeration(tx, one.exerciseId);
  const audit = await lockAudit(tx, one.auditId);
  const choices = await listModeratorChoices(tx, one.auditId, dateInLondon(new Date(stamp.at)));
  if (!audit || !nobodyUnread(choices)) throw new Conflict(stream);
  const held = await tx
    .selectFrom("moderation")
    .select("id")
    .where("id", "=", one.moderationId)
    .where("version", "=", one.version)
    .where("state", "=", "selected")
    .executeTakeFirst();
  mustChange(stream, { numUpdatedRows: held ? 1n : 0n });
  const escalated = await tx
    .selectFrom("judgement")
    .select("area")
    .where("audit_id", "=", one.auditId)
    .where("round", "=", audit.round)
    .where("source", "=", "auditor")
    .where("judgement", "in", escalatingGrades)
    .limit(1)
    .executeTakeFirst();
  if (escalated) {
    // The refusal tells how it was graded.
    await insertGradesRead(tx, {
      auditId: one.auditId,
      round: audit.round,
      personId: stamp.actorId,
      where: "list",
      at: stamp.at,
    });
    return "always-moderated";
  }
  await tx
    .insertInto("moderation_release")
    .values({
      audit_id: one.auditId,
      exercise_id: one.exerciseId,
      reason: one.reason,
      released_by: stamp.actorId,
      released_at: stamp.at,
    })
    .execute();
  await removeDraft(tx, stream);
  await releaseModeration(tx, stamp, one.auditId, one.reason);
  await selectNow(tx, stamp, one.exerciseId);
  return "done";
}

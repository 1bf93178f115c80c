/**
 * Owns the moderator's own grades: the draft, and the commitment that nobody can change.
 * Practice: three judgements are kept apart; the moderator's are written before the auditor's are
 * read.
 */

import type { StoredAnswer } from "~/rules/core/answer-merge";
import type { Grading } from "~/rules/moderation/moderation";
import { moderationMachine } from "~/rules/moderation/moderation";
import type { QualityNote } from "~/rules/moderation/quality";
import { moveAudit } from "../../audits/moves.server";
import { draftAt, listDraft, removeDraft } from "../../core/drafts.server";
import { appendEvent, type Stamp } from "../../core/events.server";
import { recordsOf } from "../../core/one-person.server";
import type { Tx } from "../../core/open.server";
import { type Save, saveTyped, type TypedSaved } from "../../core/typed.server";
import { Conflict, mustChange } from "../../core/versions.server";
import { noticeConflicts } from "../../independence/independence.server";
import { findJudgements, type ModeratedAudit } from "../../moderation/moderations.server";

export const gradesOf = (moderationId: string) => `moderation:${moderationId}` as const;

/**
 * Saves what a moderator typed before committing; null when it is no longer theirs to write:
 * committed, released or given to someone else meanwhile. The moderation's own version stays: a
 * lead who gives it to someone else meets no conflict with typing.
 */
export async function saveGrades(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  moderationId: string,
  save: Save,
): Promise<TypedSaved | null> {
  if (!(await lockToGrade(tx, stamp.actorId, moderationId))) return null;
  return saveTyped(tx, stamp, draftAt(gradesOf(moderationId), "moderation.draft-saved"), save);
}

async function lockToGrade(tx: Tx, moderatorId: string, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("moderation")
    .set((eb) => ({ version: eb.ref("version") }))
    .where("id", "=", id)
    .where("state", "=", "selected")
    .where("moderator_id", "in", recordsOf(moderatorId))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** How often a field of it was written: it rises with every change, so it tells two drafts apart. */
export const changesOf = (draft: readonly StoredAnswer[]): number =>
  draft.reduce((sum, { version }) => sum + version, 0);

/** Writes the moderator's judgements and moves the audit on. Throws Conflict when it was changed meanwhile. */
export async function saveCommitment(
  tx: Tx,
  stamp: Stamp,
  { audit, moderation }: Pick<ModeratedAudit, "audit" | "moderation">,
  committed: {
    version: number;
    /** Of the draft as it was shown before committing (`changesOf`). */
    changes: number;
    grading: Grading;
    quality: Record<string, QualityNote>;
  },
): Promise<void> {
  const stream = `moderation:${moderation.id}` as const;
  const { grading, quality } = committed;
  const { commit } = moderationMachine.moves;
  mustChange(
    stream,
    await tx
      .updateTable("moderation")
      .set((eb) => ({
        state: commit.to,
        committed_at: stamp.at,
        quality: JSON.stringify(quality),
        version: eb("version", "+", 1),
      }))
      .where("id", "=", moderation.id)
      .where("version", "=", committed.version)
      .where("state", "in", commit.from)
      .executeTakeFirst(),
  );
  if (changesOf(await listDraft(tx, stream)) !== committed.changes) throw new Conflict(stream);
  await removeDraft(tx, stream);
  const { auditor } = await findJudgements(tx, audit.id, moderation.round);
  const made = [
    ...Object.entries(grading.areas),
    ["overall", { judgement: grading.overall.grade, reason: grading.overall.reason }] as const,
  ];
  await tx
    .insertInto("judgement")
    .values(
      made.map(([area, { judgement, reason }]) => ({
        audit_id: audit.id,
        area,
        source: "moderator" as const,
        round: moderation.round,
        judgement,
        reason,
        team_id: auditor[area]?.teamId ?? audit.teamId,
        service_id: auditor[area]?.serviceId ?? audit.serviceId,
        made_by: stamp.actorId ?? "",
        made_at: stamp.at,
      })),
    )
    .execute();
  await appendEvent(tx, stamp, {
    stream,
    kind: "moderation.committed",
    after: { round: moderation.round, grading, quality },
  });
  await moveAudit(tx, stamp, audit.id, "commit");
  await noticeConflicts(tx, stamp, "committed", { auditIds: [audit.id] });
}

/**
 * Owns the moderator's own grades: the draft, and the commitment that nobody can change.
 * Practice: three judgements are kept apart; the moderator's are written before the auditor's are
 * read.
 */
import type { Grading } from "~/rules/moderation";
import type { GradingDraft, QualityNote } from "~/rules/moderation-draft";
import { moveAudit } from "./audit-moves.server";
import { appendEvent, type Stamp } from "./events.server";
import { findJudgements, type ModeratedAudit } from "./moderations.server";
import type { Tx } from "./open.server";
import { mustChange } from "./versions.server";

/** Keeps what was typed. Throws Conflict when it was changed, released or committed meanwhile. */
export async function saveDraft(
  tx: Tx,
  stamp: Stamp,
  moderationId: string,
  version: number,
  draft: GradingDraft,
): Promise<void> {
  const stream = `moderation:${moderationId}` as const;
  mustChange(
    stream,
    await tx
      .updateTable("moderation")
      .set((eb) => ({ draft: JSON.stringify(draft), version: eb("version", "+", 1) }))
      .where("id", "=", moderationId)
      .where("version", "=", version)
      .where("state", "=", "selected")
      .executeTakeFirst(),
  );
  await appendEvent(tx, stamp, { stream, kind: "moderation.draft-saved", after: draft });
}

/** Writes the moderator's judgements and moves the audit on. Throws Conflict as above. */
export async function saveCommitment(
  tx: Tx,
  stamp: Stamp,
  { audit, moderation }: Pick<ModeratedAudit, "audit" | "moderation">,
  committed: { version: number; grading: Grading; quality: Record<string, QualityNote> },
): Promise<void> {
  const stream = `moderation:${moderation.id}` as const;
  const { grading, quality } = committed;
  mustChange(
    stream,
    await tx
      .updateTable("moderation")
      .set((eb) => ({
        state: "committed",
        committed_at: stamp.at,
        draft: "",
        quality: JSON.stringify(quality),
        version: eb("version", "+", 1),
      }))
      .where("id", "=", moderation.id)
      .where("version", "=", committed.version)
      .where("state", "=", "selected")
      .executeTakeFirst(),
  );
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
}

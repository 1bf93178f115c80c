/**
 * Owns giving a moderation to someone else, blind or, where nobody unread is left, not.
 * Practice: what the choice depends on is looked at again while the audit is held: who opens its
 * grades at that moment is waited for.
 */
import { dateInLondon } from "~/rules/core/dates";
import { nobodyUnread, onlyRead, onlyTied } from "~/rules/moderation/moderators";
import { lockAudit } from "../../audits/audits.server";
import { removeDraft } from "../../core/drafts.server";
import { appendEvent, type Stamp } from "../../core/events.server";
import type { Tx } from "../../core/open.server";
import { Conflict, mustChange } from "../../core/versions.server";
import { keep, noticeConflicts } from "../../independence/independence.server";
import { addHolder, tellModerator } from "../../moderation/holders.server";
import { listModeratorChoices } from "../../moderation/moderators.server";

/**
 * Gives a selected moderation to another moderator. What the one before had typed goes with them:
 * each moderator grades for themselves. Throws Conflict when it was changed or committed meanwhile,
 * or the new moderator has read the grades since; who has read them is appointed only as not blind,
 * and only while nobody unread is left.
 */
export async function saveModerator(
  tx: Tx,
  stamp: Stamp,
  change: {
    moderationId: string;
    auditId: string;
    version: number;
    fromId: string | null;
    toId: string;
    reason: string;
    notBlind: boolean;
  },
): Promise<void> {
  const stream = `moderation:${change.moderationId}` as const;
  // The moderation before its audit, as whoever commits or shares out holds them.
  const held = await tx
    .updateTable("moderation")
    .set((eb) => ({ version: eb.ref("version") }))
    .where("id", "=", change.moderationId)
    .returning(["moderator_id", "not_blind_reason"])
    .executeTakeFirst();
  await lockAudit(tx, change.auditId);
  const choices = await listModeratorChoices(tx, change.auditId, dateInLondon(new Date(stamp.at)));
  const chosen = choices.find(({ id }) => id === change.toId);
  // A council too small for its own rules: chosen all the same, and named with the reason.
  const tied = chosen !== undefined && onlyTied(chosen) && nobodyUnread(choices);
  const stands = change.notBlind
    ? chosen !== undefined && onlyRead(chosen) && nobodyUnread(choices)
    : chosen?.conflicts.length === 0 || tied;
  if (!stands) throw new Conflict(stream);
  mustChange(
    stream,
    await tx
      .updateTable("moderation")
      .set((eb) => ({
        moderator_id: change.toId,
        not_blind_reason: change.notBlind ? change.reason : "",
        version: eb("version", "+", 1),
      }))
      .where("id", "=", change.moderationId)
      .where("version", "=", change.version)
      .where("state", "=", "selected")
      .executeTakeFirst(),
  );
  await removeDraft(tx, stream);
  if (held?.moderator_id && held.not_blind_reason === "") {
    await addHolder(tx, stamp, change.moderationId, held.moderator_id);
  }
  if (!change.notBlind) await addHolder(tx, stamp, change.moderationId, change.toId);
  if (tied) {
    const rules = chosen.conflicts.map(({ kind }) => kind);
    const who = { auditId: change.auditId, part: "moderator", personId: change.toId } as const;
    await keep(tx, stamp, "chosen", who, { rules, how: "stands", reason: change.reason });
  }
  await noticeConflicts(tx, stamp, "chosen", { auditIds: [change.auditId] });
  await appendEvent(tx, stamp, {
    stream,
    kind: change.notBlind ? "moderation.given-not-blind" : "moderation.reassigned",
    before: { moderatorId: change.fromId },
    after: { moderatorId: change.toId, reason: change.reason },
  });
  await tellModerator(tx, stamp, change.moderationId);
}

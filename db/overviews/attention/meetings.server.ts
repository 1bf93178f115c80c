/**
 * Owns finding meetings of the panel that stand still: whose day is past and that nobody held, and
 * whose minutes wait to be signed off.
 * Practice: it is the chair's to see to; the cycle's lead's too once it lies, or where the chair has
 * left or is no longer of the panel.
 */
import { paths } from "~/paths";
import { patience, whoseTurn } from "~/rules/access/whose-turn";
import { dateOf, daysBetween } from "~/rules/core/dates";
import type { AttentionFact } from "~/rules/home/attention";
import { meetingInWords } from "~/rules/moderation/meetings";
import type { Db } from "../../core/open.server";
import { listMeetingsWaiting } from "../../moderation/meetings.server";
import type { AttentionAsked } from "./sources.server";

/** As of a day: a meeting under way waits from its beginning, one that was not held from its day. */
export async function meetingsStandingStill(
  db: Db,
  { today, readerId }: AttentionAsked,
): Promise<AttentionFact[]> {
  const waiting = await listMeetingsWaiting(db, readerId, "all");
  return waiting.flatMap((one): AttentionFact[] => {
    const since = one.begunAt ?? one.meetsOn;
    if (one.state === "planned" && one.meetsOn >= today) return [];
    const ladder = [one.canChair ? [one.chairId] : [], one.isLeads ? [readerId] : []];
    const days = daysBetween(dateOf(since), today);
    if (!whoseTurn(ladder, { days, patience: patience.decision }).includes(readerId)) return [];
    return [
      {
        kind: one.state === "planned" ? "panel-meeting" : "panel-minutes",
        subject: meetingInWords(one.meetsOn),
        count: 1,
        since,
        href:
          one.state === "planned"
            ? paths.moderation.meeting(one.id)
            : paths.moderation.minutes(one.id),
        place: one.exerciseTitle,
        meant: one.canChair ? one.chairName : null,
      },
    ];
  });
}

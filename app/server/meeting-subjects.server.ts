/** Owns finding the meeting of the panel that a URL names, and a case of it: null answers 404. */
import { may } from "~/rules/access/permission";
import { listCases } from "~db/moderation/meeting-cases.server";
import { findMeeting, type PanelMeeting } from "~db/moderation/meetings.server";
import { findModeratedAudit, type ModeratedAudit } from "~db/moderation/moderations.server";
import type { Find } from "./guard.server";

export const meetingFromUrl: Find<PanelMeeting> = async ({ db, params }) =>
  params.meetingId ? findMeeting(db, params.meetingId) : null;

export type CaseOfMeeting = ModeratedAudit & {
  meeting: PanelMeeting;
  number: number;
  of: number;
  /** The numbers before and after it of cases that the reader may see. */
  before: number | null;
  after: number | null;
};

/**
 * A case of a meeting that the reader may read, as an audit: whatever bars them from the audit bars
 * them here. One that came back since is of another round, and stands here no more.
 */
export const caseOfMeetingFromUrl: Find<CaseOfMeeting> = async (finding) => {
  const { db, actor, params } = finding;
  const meeting = await meetingFromUrl(finding);
  if (!meeting || !may("moderation.read-meeting", actor, meeting.access)) return null;
  const cases = await listCases(db, meeting.id, [actor.id]);
  const one = cases.find(({ number }) => String(number) === params.number);
  const subject = one && (await findModeratedAudit(db, one.auditId));
  if (!one || subject?.moderation.id !== one.moderationId) return null;
  const shown = cases.filter(({ kept, withdrawn }) => kept === null && !withdrawn);
  return {
    ...subject,
    meeting,
    number: one.number,
    of: cases.length,
    before: shown.findLast(({ number }) => number < one.number)?.number ?? null,
    after: shown.find(({ number }) => number > one.number)?.number ?? null,
  };
};

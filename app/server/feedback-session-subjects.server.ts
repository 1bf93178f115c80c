/** Owns finding the feedback session that a URL names: null answers 404. */
import { mayEver } from "~/rules/access/permission";
import { listPoints, type SessionPoint } from "~db/feedback-sessions/points.server";
import { type FeedbackSession, findSession } from "~db/feedback-sessions/sessions.server";
import type { Find } from "./guard.server";

/** One that is being prepared is there for those who run sessions alone. */
export const sessionFromUrl: Find<FeedbackSession> = async ({ db, actor, params }) => {
  const session = params.sessionId ? await findSession(db, params.sessionId) : null;
  if (!session) return null;
  const isOut = session.briefing !== null;
  return isOut || mayEver(actor, "feedback-sessions.run") ? session : null;
};

/** Something that was said there. */
export const pointFromUrl: Find<FeedbackSession & { point: SessionPoint }> = async (finding) => {
  const session = await sessionFromUrl(finding);
  if (!session) return null;
  const points = await listPoints(finding.db, session.id);
  const point = points.find(({ id }) => id === finding.params.pointId);
  return point ? { ...session, point } : null;
};

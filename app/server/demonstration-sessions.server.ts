/** Owns the briefings of the demonstration's feedback sessions, as they read on the day they were sent. */
import { readBriefing } from "~/overviews/feedback-sessions/briefing.server";
import type { Report } from "~/rules/reports/blocks";
import type { Tx } from "~db/core/open.server";

type Past = {
  heldOn: string;
  sinceOn: string;
  sharedOn: string;
  place: string;
  introduction: string;
};

export async function readPast(tx: Tx, session: Past, ledBy: string): Promise<Report> {
  const asked = { ...session, startsAt: "13:00", ledBy, leftOut: [] };
  return (await readBriefing(tx, asked, session.sharedOn)).report;
}

/** Owns what the demonstration's feedback sessions and practice weeks said on the day it was sent or signed off. */
import { readBriefing } from "~/overviews/feedback-sessions/briefing.server";
import { readWeekSummary } from "~/overviews/observations/week-summary.server";
import type { Report } from "~/rules/reports/blocks";
import type { Tx } from "~db/core/open.server";
import type { PracticeWeek } from "~db/observations/weeks.server";

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

export const readWeek = async (tx: Tx, week: PracticeWeek): Promise<Report> =>
  (await readWeekSummary(tx, week)).report;

/** Owns the briefings of the demonstration's feedback sessions, as they read on the day they were sent. */
import { readBriefing } from "~/overviews/feedback-sessions/briefing.server";
import { type Db, transact } from "~db/core/open.server";
import { addSession, findLead } from "~db/demo/sessions.server";
import { demoSessions } from "~db/demo/words/sessions";

/** The one that was held, then the one that is to come. */
export async function holdPast(db: Db, systemAt: string): Promise<void> {
  for (const session of demoSessions)
    await transact(db, async (tx) => {
      const lead = await findLead(tx);
      const asked = { ...session, startsAt: "13:00", ledBy: lead.name, leftOut: [] };
      const { report } = await readBriefing(tx, asked, session.sharedOn);
      await addSession(tx, session, report, { lead, systemAt });
    });
}

/**
 * Owns what feedback sessions wait for: the next to be planned, a briefing to be sent, and one whose
 * day is past to be said to have been held.
 * Practice: planning is asked for once the usual months since the last are over, and never before
 * there is something to tell: a first cycle that is closed.
 */
import { paths } from "~/paths";
import { dateOf, formatDate, lastDayOf } from "~/rules/core/dates";
import { nextDue } from "~/rules/feedback-sessions/feedback-sessions";
import type { AttentionFact } from "~/rules/home/attention";
import type { Db } from "../../core/open.server";
import { findSettings } from "../../core/settings.server";
import { findLastHeld, unscopedSessionsToCome } from "../../feedback-sessions/sessions.server";
import { listClosedCycles } from "../../reports/reports.server";
import type { AttentionAsked } from "./sources.server";

export async function sessionsToSeeTo(
  db: Db,
  { today }: Pick<AttentionAsked, "today">,
): Promise<AttentionFact[]> {
  const fact = { count: 1, place: "Learning log", meant: null };
  const toCome = await unscopedSessionsToCome(db, { prepared: true });
  if (toCome.length === 0) return sessionDue(db, today);
  return toCome.flatMap(({ id, heldOn, state, plannedAt }): AttentionFact[] => {
    const about = { ...fact, subject: formatDate(heldOn), href: paths.feedbackSessions.one(id) };
    if (heldOn < today) return [{ ...about, kind: "session-past", since: heldOn }];
    return state === "planned"
      ? [{ ...about, kind: "session-briefing", since: plannedAt, dueOn: heldOn }]
      : [];
  });
}

async function sessionDue(db: Db, today: string): Promise<AttentionFact[]> {
  const [last, [cycle], settings] = await Promise.all([
    findLastHeld(db),
    listClosedCycles(db, { last: 1 }),
    findSettings(db),
  ]);
  if (!cycle) return [];
  const dueOn = nextDue(
    last?.heldOn ?? null,
    settings["feedback-sessions.months"],
    cycle.closedAt ? dateOf(cycle.closedAt) : lastDayOf(cycle.month),
  );
  if (today < dueOn) return [];
  return [
    {
      kind: "session-due",
      subject: "",
      count: 1,
      since: dueOn,
      href: paths.feedbackSessions.plan(),
      place: "Learning log",
      meant: null,
    },
  ];
}

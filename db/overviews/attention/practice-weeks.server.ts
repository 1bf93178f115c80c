/** Owns what practice weeks wait for: a timetable to be sent, and a week that is over to be signed off. */
import { paths } from "~/paths";
import { addDays } from "~/rules/core/dates";
import type { AttentionFact } from "~/rules/home/attention";
import type { Db } from "../../core/open.server";
import { listWeeks } from "../../observations/weeks.server";
import type { AttentionAsked } from "./sources.server";

/** So many days before a week its timetable is asked for. */
const daysBefore = 14;

export async function weeksToSeeTo(
  db: Db,
  { today }: Pick<AttentionAsked, "today">,
): Promise<AttentionFact[]> {
  const weeks = await listWeeks(db, ["planned", "published"]);
  return weeks.flatMap(({ id, theme, state, startsOn, endsOn, plannedAt }): AttentionFact[] => {
    const fact = {
      ...{ subject: theme, count: 1, href: paths.practiceWeeks.one(id) },
      ...{ place: "Practice weeks", meant: null },
    };
    if (state === "published" && endsOn < today)
      return [{ ...fact, kind: "week-to-close", since: endsOn }];
    return state === "planned" && addDays(startsOn, -daysBefore) <= today
      ? [{ ...fact, kind: "week-timetable", since: plannedAt, dueOn: startsOn }]
      : [];
  });
}

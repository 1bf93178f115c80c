/** Owns what practice weeks ask of one person: their parts of the timetable, and to be there when observed. */
import { paths } from "~/paths";
import type { WorkItem } from "~/rules/home/work-list";
import { isObserved, slotKindNames } from "~/rules/observations/practice-weeks";
import { listOwnSlots } from "~db/observations/slots.server";
import { type Asker, tag } from "./asker.server";

export async function inPracticeWeek({ db, actor, today, whose }: Asker): Promise<WorkItem[]> {
  // Nobody observes, or is observed, for someone who is away.
  if (whose) return [];
  const [own, seen] = await Promise.all([
    listOwnSlots(db, actor.id, "by"),
    listOwnSlots(db, actor.id, "observed"),
  ]);
  return [
    ...own.map((slot) => ({
      id: `slot-${slot.id}`,
      title: `${isObserved(slot.kind) ? "Observe" : slotKindNames[slot.kind]}${slot.teamName ? `: ${slot.teamName}` : ""}, ${slot.startsAt}`,
      href: paths.practiceWeeks.one(slot.weekId),
      context: `Practice week: ${slot.theme}`,
      dueOn: slot.day,
      tag: tag("Practice week", "purple"),
    })),
    ...seen
      .filter(({ day }) => day >= today)
      .map((slot) => ({
        id: `observed-${slot.id}`,
        title: `Your practice is observed, ${slot.startsAt}`,
        href: paths.practiceWeeks.one(slot.weekId),
        context: `Practice week: ${slot.theme}, by ${slot.byName}`,
        dueOn: slot.day,
        tag: tag("Practice week", "purple"),
      })),
  ];
}

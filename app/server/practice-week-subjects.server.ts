/** Owns finding the practice week, or the part of its timetable, that a URL names: null answers 404. */
import { mayEver } from "~/rules/access/permission";
import { listSlots, type WeekSlot } from "~db/observations/slots.server";
import { findWeek, type PracticeWeek } from "~db/observations/weeks.server";
import type { Find } from "./guard.server";

/** One that is being planned is there for those who run practice weeks alone. */
export const weekFromUrl: Find<PracticeWeek> = async ({ db, actor, params }) => {
  const week = params.weekId ? await findWeek(db, params.weekId) : null;
  if (!week) return null;
  return week.state === "planned" && !mayEver(actor, "practice-weeks.run") ? null : week;
};

/** A part of it, with whoever does it. */
export const slotFromUrl: Find<PracticeWeek & { slot: WeekSlot }> = async (finding) => {
  const week = await weekFromUrl(finding);
  if (!week) return null;
  const slot = (await listSlots(finding.db, week.id)).find(
    ({ id }) => id === finding.params.slotId,
  );
  if (!slot) return null;
  return {
    ...{ ...week, slot },
    access: { ...week.access, people: { ...week.access.people, doer: [slot.byId] } },
  };
};

/** Begins the observation of a part of a practice week: who, team, day and theme are filled in. */
import { redirect } from "@remix-run/node";
import { paths } from "~/paths";
import { isObserved, whyNoCapture } from "~/rules/observations/practice-weeks";
import { guarded, refusal } from "~/server/guard.server";
import { slotFromUrl } from "~/server/practice-week-subjects.server";
import { save } from "~/server/save.server";
import { beginObservation } from "~db/observations/observations.server";
import { findObservationOfSlot, holdForCapture } from "~db/observations/slots.server";

const title = "Nothing can be written down here now";

export const loader = guarded("practice-weeks.take-part", slotFromUrl, async ({ subject }) =>
  redirect(paths.practiceWeeks.one(subject.id)),
);

export const action = guarded("practice-weeks.take-part", slotFromUrl, async (guard) => {
  const { db, subject, actor, stamp, today } = guard;
  const { slot } = subject;
  const begun = await findObservationOfSlot(db, slot.id, actor.id);
  const to = (one: { id: string; state: string }) =>
    redirect(
      one.state === "draft" ? paths.observations.write(one.id) : paths.observations.one(one.id),
    );
  // Pressed twice, or gone on with: it is the same one.
  if (begun && slot.byId === actor.id) return to(begun);
  const teamId = slot.teamId;
  const because =
    whyNoCapture(subject.state) ??
    (slot.byId !== actor.id
      ? "Whoever observes writes it down. Change the timetable where that is you."
      : !isObserved(slot.kind) || teamId === null
        ? "This part of the timetable is no observation: say what came of it."
        : null);
  if (because !== null || teamId === null) throw refusal(409, { title, because: because ?? "" });
  const saved = await save(db, async (tx) => {
    await holdForCapture(tx, subject);
    const there = await findObservationOfSlot(tx, slot.id, actor.id);
    if (there) return there.id;
    return beginObservation(
      tx,
      { ...stamp, actorId: actor.id },
      {
        kind: "direct-practice",
        observedOn: [slot.day, today].sort()[0] ?? today,
        about: slot.about || subject.theme,
        ...{ teamId, slotId: slot.id },
        observed: slot.observedId ? [slot.observedId] : [],
      },
    );
  });
  if (!saved.ok)
    throw refusal(409, {
      title,
      because: "The practice week was changed meanwhile. Open it again.",
    });
  return redirect(paths.observations.write(saved.value));
});

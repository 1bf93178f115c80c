/**
 * Owns writing the demonstration's practice weeks through the deeds themselves: one signed off, which
 * the programme had planned, and one that is being planned. Practice: nobody is written to about what
 * is past, so that its messages are removed again.
 */
import type { Report } from "~/rules/reports/blocks";
import type { Tx } from "../core/open.server";
import { addSlot, sayOfSlot } from "../observations/slots.server";
import {
  closeWeek,
  findWeek,
  type PracticeWeek,
  planWeek,
  publishWeek,
} from "../observations/weeks.server";
import { at } from "./clock";
import { addObservation, listStaff, type Staff } from "./observations.server";
import { demoWeek, seenInWeek } from "./words/practice-weeks";

export async function addPracticeWeeks(
  tx: Tx,
  systemAt: string,
  read: (tx: Tx, week: PracticeWeek) => Promise<Report>,
): Promise<void> {
  const staff = await listStaff(tx);
  const lead = known(staff, "Quinn Ashby").id;
  const by = (day: string, time: string) => ({ actorId: lead, systemAt, at: at(day, time) });
  const planned = await tx
    .selectFrom("planned_exercise")
    .select("id")
    .where("kind", "=", "practice-week")
    .where("month", "=", demoWeek.plannedMonth)
    .executeTakeFirstOrThrow();
  const id = await planWeek(tx, by(demoWeek.plannedOn, "10:00"), demoWeek, planned.id);
  await publishWeek(tx, by(demoWeek.publishedOn, "09:00"), { id }, 1);
  const week = { id, state: "published" as const };
  for (const one of seenInWeek) {
    const [observed = ""] = one.observed;
    const person = known(staff, observed);
    const slotId = await addSlot(tx, by(demoWeek.publishedOn, "09:10"), week, {
      ...{ day: one.on, startsAt: one.startsAt, kind: "observation", about: one.about },
      ...{ place: one.place, byId: known(staff, one.observer).id, teamId: person.teamId },
      ...{ observedId: person.id, exerciseId: null },
    });
    const { answer, startsAt: _, place: __, ...seen } = one;
    await addObservation(
      tx,
      {
        ...{ ...seen, kind: "direct-practice", sharedOn: "2024-01-29", feedbackOn: one.on },
        ...{ answer: { on: "2024-01-31", says: answer }, closed: true },
      },
      { staff, systemAt, slotId },
    );
  }
  for (const one of demoWeek.others) {
    const slotId = await addSlot(tx, by(demoWeek.publishedOn, "09:20"), week, {
      ...{ day: one.day, startsAt: one.startsAt, kind: one.kind, about: one.about },
      ...{ place: one.place, byId: known(staff, one.by).id },
      ...{ teamId: null, observedId: null, exerciseId: null },
    });
    const said = { version: 1, outcome: "done" as const, note: one.note };
    await sayOfSlot(tx, by(one.day, "16:00"), week, { id: slotId }, said);
  }
  const open = await findWeek(tx, id);
  if (open)
    await closeWeek(
      tx,
      by(demoWeek.signedOff, "14:00"),
      open,
      { version: open.version, changes: demoWeek.changes, leftOut: [] },
      read,
    );
  await addNext(tx, staff, by("2024-04-08", "11:00"));
  await tx.deleteFrom("outbox").where("kind", "like", "practice-week-%").execute();
}

/** The next, of June, with the beginning of a timetable. */
async function addNext(
  tx: Tx,
  staff: Staff,
  stamp: { actorId: string; systemAt: string; at: string },
): Promise<void> {
  const dates = { startsOn: "2024-06-10", endsOn: "2024-06-14" };
  const id = await planWeek(tx, stamp, { theme: "Plans that families can use", ...dates }, null);
  const willow = known(staff, "Pat Lindley");
  await addSlot(
    tx,
    stamp,
    { id, state: "planned" },
    {
      ...{ day: "2024-06-11", startsAt: "10:00", kind: "observation", about: "Core group" },
      ...{ place: "School", byId: known(staff, "Imogen Farrant").id, teamId: willow.teamId },
      ...{ observedId: null, exerciseId: null },
    },
  );
}

function known(staff: Staff, name: string): { id: string; teamId: string | null } {
  const person = staff.get(name);
  if (!person) throw new Error(`${name} is not in the staff list`);
  return person;
}

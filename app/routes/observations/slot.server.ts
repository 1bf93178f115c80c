/** Owns what a part of a timetable can be chosen from, and checking what was chosen. */
import type * as z from "zod";
import type { FieldErrors } from "~/forms/fields";
import type { slotForm } from "~/forms/practice-weeks";
import { rolesWith, scopeOf } from "~/rules/access/permission";
import { exerciseKindNames } from "~/rules/exercises/exercises";
import type { Guarded } from "~/server/guard.server";
import { listTeamsToChoose, unscopedPeopleWithRole } from "~db/access/people.server";
import { listOpenExercises } from "~db/exercises/programme.server";
import { unscopedOfTeams } from "~db/observations/places.server";
import type { SlotPlan, WeekSlot } from "~db/observations/slots.server";
import type { PracticeWeek } from "~db/observations/weeks.server";

type Guard = Pick<Guarded<PracticeWeek>, "db" | "actor" | "subject" | "today">;

export async function findSlotChoices({ db, actor, today }: Guard) {
  const [byRole, teams, staff, exercises] = await Promise.all([
    Promise.all(rolesWith("observations.observe").map((role) => unscopedPeopleWithRole(db, role))),
    listTeamsToChoose(db),
    unscopedOfTeams(db),
    listOpenExercises(db, scopeOf(actor, "exercises.read"), today),
  ]);
  const doers = [...new Map(byRole.flat().map((one) => [one.id, one])).values()];
  return {
    doers: doers
      .map(({ id, name }) => ({ value: id, label: name }))
      .sort((a, b) => a.label.localeCompare(b.label, "en-GB")),
    teams: teams.map(({ id, name, serviceName }) => ({
      value: id,
      label: `${name} (${serviceName})`,
    })),
    staff: staff.map(({ id, name, teamName, teamId }) => ({
      ...{ value: id, label: `${name} (${teamName})`, teamId },
    })),
    exercises: exercises.map(({ id, title, kind }) => ({
      value: id,
      label: `${title} (${exerciseKindNames[kind].toLowerCase()})`,
    })),
  };
}

export const storedSlot = (slot: WeekSlot) => ({
  ...{ day: slot.day, startsAt: slot.startsAt, kind: slot.kind, about: slot.about },
  ...{ place: slot.place, byId: slot.byId, teamId: slot.teamId ?? "" },
  ...{ observedId: slot.observedId ?? "", exerciseId: slot.exerciseId ?? "" },
});

/** The part as it is to be stored, or what is wrong by field. `before` keeps who was chosen then. */
export async function checkSlot(
  guard: Guard,
  form: z.output<typeof slotForm>,
  before: WeekSlot | null,
): Promise<{ errors: FieldErrors } | { plan: SlotPlan }> {
  const { subject } = guard;
  const { doers, teams, staff, exercises } = await findSlotChoices(guard);
  const errors: FieldErrors = {};
  const offered = (list: { value: string }[], id: string | null, was?: string | null) =>
    id === null || id === was || list.some(({ value }) => value === id);
  if (form.day < subject.startsOn || form.day > subject.endsOn)
    errors.day = "Enter a day of the week";
  if (!offered(doers, form.byId, before?.byId)) errors.byId = "Choose who does it from the list";
  if (!offered(teams, form.teamId, before?.teamId)) errors.teamId = "Choose a team from the list";
  if (!offered(staff, form.observedId, before?.observedId))
    errors.observedId = "Choose someone from the list";
  if (form.observedId === form.byId)
    errors.observedId = "Choose someone else: nobody observes themselves";
  if (!offered(exercises, form.exerciseId, before?.exerciseId))
    errors.exerciseId = "Choose an exercise from the list";
  const { version: _, ...plan } = form;
  const ofObserved = staff.find(({ value }) => value === form.observedId)?.teamId ?? null;
  const teamId = plan.teamId ?? ofObserved;
  if (teamId === null && (form.kind === "observation" || form.kind === "visit"))
    errors.teamId = "Choose the team";
  return Object.keys(errors).length > 0 ? { errors } : { plan: { ...plan, teamId } };
}

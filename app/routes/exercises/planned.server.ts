/** Owns what the pages of something planned share: finding it, the choices, and checking them. */
import { keptName } from "~/rules/access/people";
import type { ExerciseKind } from "~/rules/exercises/exercises";
import { plannedTitle } from "~/rules/exercises/programme";
import { type Find, type Guarded, refusal } from "~/server/guard.server";
import { listServices } from "~db/access/people.server";
import type { Db } from "~db/core/open.server";
import {
  findPlanned,
  type GuardedPlanned,
  type PlannedExercise,
} from "~db/exercises/planned.server";
import { unscopedLeadsToChoose } from "~db/samples/choices.server";

/** What the address names, as long as it is no exercise yet. */
export const plannedFromUrl: Find<GuardedPlanned> = async ({ db, params }) => {
  const planned = await findPlanned(db, params.plannedId ?? "");
  return planned && planned.exerciseId === null ? planned : null;
};

/** Throws 409 where it became a practice week: what is said of that is said there. */
export function refuseWeek({ subject }: Pick<Guarded<GuardedPlanned>, "subject">): void {
  if (subject.weekId !== null)
    throw refusal(409, {
      title: "It became a practice week",
      because:
        "Change the dates of the week, cancel it or sign it off where it is; the programme follows.",
    });
}

/** What the form offers; who leads it already stays in view. */
export async function findPlannedChoices(
  db: Db,
  today: string,
  held: PlannedExercise | null = null,
) {
  const owners = (await unscopedLeadsToChoose(db)).map(({ id, name, jobTitle }) => ({
    value: id,
    label: jobTitle ? `${name}, ${jobTitle}` : name,
  }));
  const year = Number(today.slice(0, 4));
  return {
    years: [year - 1, year, year + 1, year + 2],
    services: (await listServices(db)).map(({ id, name }) => ({ value: id, label: name })),
    owners:
      held && !owners.some(({ value }) => value === held.ownerId)
        ? [...owners, { value: held.ownerId, label: keptName(held.ownerName, held.ownerActive) }]
        : owners,
  };
}

type Choices = Awaited<ReturnType<typeof findPlannedChoices>>;
type Posted = { month: string; serviceId: string | null; ownerId: string; title: string };

/** What was posted, checked against what could be chosen; a service belongs to dip samples alone. */
export function checkPlanned(kind: ExerciseKind, posted: Posted, choices: Choices) {
  const errors: Record<string, string> = {};
  const service = choices.services.find(({ value }) => value === posted.serviceId);
  if (posted.serviceId !== null && !service) errors.serviceId = "Choose a service from the list";
  if (!choices.owners.some(({ value }) => value === posted.ownerId)) {
    errors.ownerId = "Choose who leads it from the list";
  }
  const own = kind === "dip-sample" ? (service ?? null) : null;
  return {
    errors,
    value: {
      month: posted.month,
      ownerId: posted.ownerId,
      serviceId: own?.value ?? null,
      title: posted.title,
      usualTitle: plannedTitle(kind, posted.month, own?.label ?? null),
    },
  };
}

/** Owns what the page of the rhythm works out: what of a year is missing, and its making. */
import { readProgramme } from "~/overviews/exercises/programme.server";
import type { Actor } from "~/rules/access/people";
import type { Scope } from "~/rules/access/permission";
import { monthOf } from "~/rules/core/dates";
import { plannedTitle } from "~/rules/exercises/programme";
import { asYearStart, monthsOf } from "~/rules/exercises/programme-year";
import { type Missing, missingOf, readRhythm, slotsOf } from "~/rules/exercises/rhythm";
import { listServices } from "~db/access/people.server";
import type { Db } from "~db/core/open.server";
import type { Settings } from "~db/core/settings.server";
import { type NewPlanned, unscopedSlotsThere } from "~db/exercises/planned.server";
import { unscopedServiceManagers } from "~db/people/service-managers.server";

type Asked = { db: Db; scope: Scope; settings: Settings; year: string; today: string };

/** What the rhythm asks for in a year and is not there yet. */
export async function findMissing({ db, scope, settings, year, today }: Asked): Promise<Missing> {
  const start = asYearStart(settings["programme.year-starts"]);
  const rhythm = readRhythm(settings["programme.rhythm"]);
  const services = (await listServices(db)).map(({ id }) => id);
  const slots = slotsOf(year, start, rhythm, services);
  const months = monthsOf(year, start);
  const [from = "", to = ""] = [months[0], months.at(-1)];
  const thisMonth = monthOf(today);
  const exercises = (await readProgramme(db, scope, { from, to }, thisMonth)).flatMap(
    ({ exercise, state, kind, serviceId, month }) =>
      exercise && state !== "cancelled"
        ? [{ kind, serviceId, month, slot: null, removed: false }]
        : [],
  );
  const planned = await unscopedSlotsThere(db, { from, to });
  return missingOf(slots, [...planned, ...exercises], rhythm, thisMonth);
}

/** What is missing, as it is added: dip samples led by their service manager, the rest by `actor`. */
export async function plannedOf(
  db: Db,
  actor: Actor,
  missing: Pick<Missing, "add">,
): Promise<NewPlanned[]> {
  const names = new Map((await listServices(db)).map(({ id, name }) => [id, name]));
  const managers = await unscopedServiceManagers(db);
  return missing.add.map(({ key, kind, serviceId, month }) => ({
    kind,
    month,
    serviceId,
    slot: key,
    title: plannedTitle(kind, month, serviceId === null ? null : (names.get(serviceId) ?? null)),
    ownerId: (serviceId === null ? undefined : managers.get(serviceId)) ?? actor.id,
  }));
}

/** Owns finding the person, team, service or change of access a URL names. */
import { councilWide } from "~/rules/access/access";
import {
  findService,
  findTeam,
  type ServiceToKeep,
  type TeamToKeep,
} from "~db/operations/people/teams.server";
import { type AccessChange, listBundle } from "~db/people/access-changes.server";
import { findPerson, type Person } from "~db/people/people-list.server";
import type { Find, Guardable } from "./guard.server";

export const personFromUrl: Find<Person> = async ({ db, params }) =>
  params.personId ? findPerson(db, params.personId) : null;

/** The same, but of a record that points to someone whoever stays. */
export const whoStaysFromUrl: Find<Person> = async (finding) => {
  const person = await personFromUrl(finding);
  return person?.sameAsId ? findPerson(finding.db, person.sameAsId) : person;
};

export const teamFromUrl: Find<Guardable & { team: TeamToKeep }> = async ({ db, params }) => {
  const team = params.teamId ? await findTeam(db, params.teamId) : null;
  return team && { team, access: councilWide };
};

export const serviceFromUrl: Find<Guardable & { service: ServiceToKeep }> = async (finding) => {
  const { serviceId } = finding.params;
  const service = serviceId ? await findService(finding.db, serviceId) : null;
  return service && { service, access: councilWide };
};

/** The changes of access that one address stands for. */
export const accessFromUrl: Find<
  Guardable & { bundleId: string; changes: AccessChange[] }
> = async ({ db, params, today }) => {
  const bundleId = params.bundleId ?? "";
  const changes = await listBundle(db, bundleId, today);
  return changes.length > 0 ? { bundleId, changes, access: councilWide } : null;
};

/** For pages about whoever opens them, where only some roles have one. */
export const oneself: Find<Guardable> = async ({ actor }) => ({
  access: { teamId: null, serviceId: null, people: { self: [actor.id] } },
});

/**
 * Owns finding the observation, or the person who is supervised, that a URL names: null answers 404.
 * Practice: until it is shared it is there for its observer and for QA leads alone. Whoever manages
 * one of the observed today reads it, wherever they were of then.
 */
import type { Access } from "~/rules/access/access";
import { type Actor, holds } from "~/rules/access/people";
import type { Place } from "~/rules/observations/observations";
import { listTeams } from "~db/access/people.server";
import { findObservation, type Observation } from "~db/observations/observations.server";
import { findPerson } from "~db/people/people-list.server";
import type { Find } from "./guard.server";

/** The first of several places that one's own or a lent grant is for; else the first. */
function placeFor(actor: Actor, places: readonly Place[]): Place | undefined {
  const grants = [actor, ...(actor.standsInFor ?? [])].flatMap((one) => one.grants);
  const isWithin = ({ teamId, serviceId }: Place) =>
    grants.some(
      ({ role, ...grant }) =>
        (role === "team-manager" || role === "service-manager") &&
        (grant.reach === "team"
          ? grant.teamId === teamId
          : grant.reach === "service" && grant.serviceId === serviceId),
    );
  return places.find(isWithin) ?? places[0];
}

export const observationFromUrl: Find<Observation> = async ({ db, actor, params }) => {
  const found = params.observationId ? await findObservation(db, params.observationId) : null;
  if (!found) return null;
  if (found.sharedAt === null && found.observerId !== actor.id && !holds(actor, "qa-lead"))
    return null;
  const place = placeFor(
    actor,
    found.observed.map((one) => one.place),
  );
  return { ...found, access: { ...found.access, ...place } };
};

export type SupervisedPerson = { id: string; name: string; teamName: string; access: Access };

export const supervisedFromUrl: Find<SupervisedPerson> = async ({ db, params }) => {
  const person = params.personId ? await findPerson(db, params.personId) : null;
  if (!person) return null;
  const team = (await listTeams(db)).find(({ id }) => id === person.teamId);
  return {
    ...{ id: person.id, name: person.name, teamName: team?.name ?? "" },
    access: { teamId: team?.id ?? null, serviceId: team?.serviceId ?? null, people: {} },
  };
};

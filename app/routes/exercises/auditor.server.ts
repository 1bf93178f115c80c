/** Owns finding the auditor whom an address names, tied to themselves. */
import type { Find, Guardable } from "~/server/guard.server";
import { findPerson } from "~db/people/people-list.server";

export type NamedAuditor = Guardable & { id: string; name: string };

export const auditorFromUrl: Find<NamedAuditor> = async ({ db, params }) => {
  const person = await findPerson(db, params.personId ?? "");
  return (
    person && {
      id: person.id,
      name: person.name,
      access: { teamId: null, serviceId: null, people: { self: [person.id] } },
    }
  );
};

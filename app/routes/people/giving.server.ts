/** Owns giving a role, and making someone active again: at once, or by a second person. */
import { grantForm } from "~/forms/people";
import { paths } from "~/paths";
import { grantInWords, placeOf } from "~/rules/access/people";
import { notToOneself } from "~/rules/people/access-changes";
import type { Guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { transact } from "~db/core/open.server";
import { giveActivity, giveRole } from "~db/operations/people/access-giving.server";
import { listPlaceNames } from "~db/people/access-changes.server";
import type { Person } from "~db/people/people-list.server";

export const onceConfirmed = "once a second person has confirmed it";

export async function addRole({ request, db, stamp, subject, actor, done }: Guarded<Person>) {
  const form = await readForm(request, grantForm);
  if (!form.ok) return refuse(form);
  const grant = form.value;
  const typed = { role: grant.role };
  if (subject.id === actor.id) return refuseWith(typed, notToOneself, "role");
  if (!subject.active) return refuseWith(typed, "Make this person active first", "role");
  if (grant.role === "partner" && subject.agency === "") {
    const message = "Enter their agency first, with “Change”: a partner is of another agency";
    return refuseWith(typed, message, "role");
  }
  const places = await listPlaceNames(db);
  const place = placeOf(grant);
  if (place !== null && !places.has(place)) {
    return refuseWith(typed, "Choose how far the role reaches", "reach");
  }
  const by = { ...stamp, actorId: actor.id };
  const given = await transact(db, (tx) => giveRole(tx, by, subject.id, grant));
  if (given === "held")
    return refuseWith(typed, "Choose another role or reach: they have this one", "role");
  if (given === "asked")
    return refuseWith(
      typed,
      "Wait for a second person: this role is proposed for them already",
      "role",
    );
  const words = grantInWords(grant, places);
  return done(
    paths.people.one(subject.id),
    given === "waits"
      ? `${subject.name} becomes ${words} ${onceConfirmed}`
      : `The role ${words} is given`,
  );
}

export async function makeActive({ db, stamp, subject, actor, done }: Guarded<Person>) {
  const here = paths.people.one(subject.id);
  if (subject.active) return done(here, `${subject.name} is active`);
  if (subject.sameAs) {
    return refuseWith({}, `Lift it first: this is another record of ${subject.sameAs}`);
  }
  const by = { ...stamp, actorId: actor.id };
  const given = await transact(db, (tx) => giveActivity(tx, by, subject));
  return done(
    here,
    given === "given"
      ? `${subject.name} is active again`
      : `${subject.name} is active again ${onceConfirmed}`,
  );
}

import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { personForm } from "~/forms/people";
import { paths } from "~/paths";
import { formatInstant } from "~/rules/core/dates";
import { numberWaits } from "~/rules/people/access-changes";
import { type Guarded, guarded } from "~/server/guard.server";
import { personFromUrl } from "~/server/people-subjects.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { saveUnlessTaken } from "~/server/save.server";
import { Button } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { listTeamsToChoose } from "~db/access/people.server";
import { findLastChange } from "~db/core/versions.server";
import {
  findGivingFacts,
  hasUsedAccount,
  propose,
} from "~db/operations/people/access-giving.server";
import { savePerson } from "~db/operations/people/people-admin.server";
import { findPerson, type Person, unscopedNames } from "~db/people/people-list.server";
import { findTaken } from "~db/people/people-taken.server";
import { onceConfirmed } from "./giving.server";
import { PersonFields, personLabels } from "./person-fields";
import { findUnknown } from "./person-problems.server";

export const meta = () => [{ title: "Change a person - Line of Sight" }];

export const loader = guarded("people.manage", personFromUrl, async ({ db, subject }) => ({
  person: subject,
  teams: await listTeamsToChoose(db, subject.teamId),
  people: (await unscopedNames(db)).filter(({ id }) => id !== subject.id),
}));

const asTheirs = (person: Person) => ({
  name: person.name,
  email: person.email ?? "",
  staffNumber: person.staffNumber ?? "",
  jobTitle: person.jobTitle,
  teamId: person.team ?? "",
  managerId: person.manager ?? "",
  agency: person.agency,
});

export const action = guarded("people.manage", personFromUrl, async (guard) => {
  const { request, db, stamp, subject, actor, done } = guard;
  const form = await readForm(request, personForm);
  if (!form.ok) return refuse(form);
  const { typed } = form;
  const { version, ...wanted } = form.value;
  const by = { ...stamp, actorId: actor.id };
  const email = await findProposedEmail(guard, wanted.email);
  const number = await findProposedNumber(guard, wanted.staffNumber);
  if ((email || number) && !subject.active) {
    return refuseWith(
      typed,
      "Make this person active before you give them another one",
      email ? "email" : "staffNumber",
    );
  }
  const facts = {
    ...wanted,
    ...(email ? { email: subject.email } : {}),
    ...(number ? { staffNumber: subject.staffNumber } : {}),
  };
  const proposed = [email, number].filter((what) => what !== null);
  const errors = {
    ...(await findTaken(db, wanted, subject.id)),
    ...(await findUnknown(db, { ...facts, id: subject.id })),
  };
  if (Object.keys(errors).length > 0) return refuse({ errors, typed });
  const saved = await saveUnlessTaken(db, async (tx) => {
    await savePerson(tx, stamp, subject, version, facts);
    if (proposed.length === 0) return;
    await propose(tx, by, ...proposed.map((what) => ({ personId: subject.id, what })));
  });
  if (!saved.ok && saved.taken)
    return refuse({ errors: await findTaken(db, wanted, subject.id), typed });
  if (!saved.ok) {
    const now = (await findPerson(db, subject.id)) ?? subject;
    const { by, at } = await findLastChange(db, saved.stream, actor.id);
    return refuse({
      errors: {},
      typed,
      conflict: {
        by,
        at: at ? `on ${formatInstant(new Date(at))}` : "",
        version: now.version,
        theirs: asTheirs(now),
      },
    });
  }
  return done(
    paths.people.one(subject.id),
    [
      `${facts.name} is changed`,
      email ? `; they sign in with ${email.email} ${onceConfirmed}` : "",
      number ? `; the staff number changes ${onceConfirmed}` : "",
    ].join(""),
  );
});

/**
 * The address that waits for a second person: whoever has it can have a link sent to it and sign in
 * as its owner. Null where nobody ever signed in, for one's own, and when it is only removed.
 */
async function findProposedEmail(
  { db, actor, subject }: Guarded<Person>,
  email: string | null,
): Promise<{ kind: "email"; email: string } | null> {
  if (email === null || email.toLowerCase() === subject.email?.toLowerCase()) return null;
  if (subject.id === actor.id || !(await hasUsedAccount(db, subject.id))) return null;
  return { kind: "email", email };
}

/** The staff number that waits for a second person, one's own too: cases go by it. */
async function findProposedNumber(
  { db, actor, subject }: Guarded<Person>,
  staffNumber: string | null,
): Promise<{ kind: "staff-number"; staffNumber: string | null } | null> {
  if (!numberWaits(subject.staffNumber, staffNumber, await findGivingFacts(db, actor.id))) {
    return null;
  }
  return { kind: "staff-number", staffNumber };
}

export default function EditPerson() {
  const { person, ...choices } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(personForm, entries),
    stored: {
      ...person,
      email: person.email ?? "",
      staffNumber: person.staffNumber ?? "",
      teamId: person.teamId ?? "",
      managerId: person.managerId ?? "",
    },
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.people.one(person.id)} />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading title="Change a person" caption={person.name} />
          <GovFormBody form={form} version={person.version} labels={personLabels}>
            <PersonFields form={form} choices={choices} />
            <Button>Save</Button>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}

import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { personForm } from "~/forms/people";
import { paths } from "~/paths";
import { formatInstant } from "~/rules/dates";
import { type Guarded, guarded } from "~/server/guard.server";
import { personFromUrl } from "~/server/people-subjects.server";
import { formOf } from "~/server/posted.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { Button } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { hasUsedAccount, propose } from "~db/access-giving.server";
import { transact } from "~db/open.server";
import { listTeamsToChoose } from "~db/people.server";
import { savePerson } from "~db/people-admin.server";
import { findPerson, findTaken, listNames, type Person } from "~db/people-list.server";
import { Conflict, findLastChange, isDuplicate } from "~db/versions.server";
import { onceConfirmed } from "./giving.server";
import { PersonFields, personLabels } from "./person-fields";
import { findUnknown } from "./person-problems.server";

export const meta = () => [{ title: "Change a person - Line of Sight" }];

export const loader = guarded("people.manage", personFromUrl, async ({ db, subject }) => ({
  person: subject,
  teams: await listTeamsToChoose(db, subject.teamId),
  people: (await listNames(db)).filter(({ id }) => id !== subject.id),
}));

const asTheirs = (person: Person) => ({
  name: person.name,
  email: person.email ?? "",
  staffNumber: person.staffNumber ?? "",
  jobTitle: person.jobTitle,
  teamId: person.team ?? "",
  managerId: person.manager ?? "",
  established: person.established ? "Yes" : "No",
});

export const action = guarded("people.manage", personFromUrl, async (guard) => {
  const { request, db, stamp, subject, actor, done } = guard;
  const form = await readForm(request.clone(), personForm);
  if (!form.ok) return refuse(form);
  const typed = Object.fromEntries(await formOf(request)) as Record<string, string>;
  const { version, ...wanted } = form.value;
  const proposed = await findProposedEmail(guard, wanted.email);
  if (proposed && !subject.active) {
    return refuseWith(typed, "Make this person active before you give them another one", "email");
  }
  const facts = proposed ? { ...wanted, email: subject.email } : wanted;
  const errors = {
    ...(await findTaken(db, wanted, subject.id)),
    ...(await findUnknown(db, { ...facts, id: subject.id })),
  };
  if (Object.keys(errors).length > 0) return refuse({ errors, typed });
  try {
    const by = { ...stamp, actorId: actor.id };
    await transact(db, async (tx) => {
      await savePerson(tx, stamp, subject, version, facts);
      if (proposed) await propose(tx, by, { personId: subject.id, what: proposed });
    });
  } catch (error) {
    if (isDuplicate(error))
      return refuse({ errors: await findTaken(db, wanted, subject.id), typed });
    if (!(error instanceof Conflict)) throw error;
    const now = (await findPerson(db, subject.id)) ?? subject;
    const { by, at } = await findLastChange(db, error.stream);
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
    proposed
      ? `${facts.name} is changed; they sign in with ${proposed.email} ${onceConfirmed}`
      : `${facts.name} is changed`,
  );
});

/**
 * The address that waits for a second person: whoever has it can have a link sent to it and sign in
 * as its owner. Null where nobody ever signed in, for one's own, and when it is only taken away.
 */
async function findProposedEmail(
  { db, actor, subject }: Guarded<Person>,
  email: string | null,
): Promise<{ kind: "email"; email: string } | null> {
  if (email === null || email.toLowerCase() === subject.email?.toLowerCase()) return null;
  if (subject.id === actor.id || !(await hasUsedAccount(db, subject.id))) return null;
  return { kind: "email", email };
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
      established: person.established ? "yes" : "",
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

import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { personForm } from "~/forms/people";
import { paths } from "~/paths";
import { formatInstant } from "~/rules/dates";
import { guarded } from "~/server/guard.server";
import { personFromUrl } from "~/server/people-subjects.server";
import { readForm, refuse } from "~/server/read-form.server";
import { Button } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { transact } from "~db/open.server";
import { listTeams } from "~db/people.server";
import { savePerson } from "~db/people-admin.server";
import { findPerson, findTaken, listNames, type Person } from "~db/people-list.server";
import { Conflict, findLastChange, isDuplicate } from "~db/versions.server";
import { PersonFields, personLabels } from "./person-fields";
import { findUnknown } from "./person-problems.server";

export const meta = () => [{ title: "Change a person - Line of Sight" }];

export const loader = guarded("people.manage", personFromUrl, async ({ db, subject }) => ({
  person: subject,
  teams: await listTeams(db),
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
  const { request, db, stamp, subject, done } = guard;
  const form = await readForm(request.clone(), personForm);
  if (!form.ok) return refuse(form);
  const typed = Object.fromEntries(await request.formData()) as Record<string, string>;
  const { version, ...facts } = form.value;
  const errors = {
    ...(await findTaken(db, facts, subject.id)),
    ...(await findUnknown(db, { ...facts, id: subject.id })),
  };
  if (Object.keys(errors).length > 0) return refuse({ errors, typed });
  try {
    await transact(db, (tx) => savePerson(tx, stamp, subject, version, facts));
  } catch (error) {
    if (isDuplicate(error))
      return refuse({ errors: await findTaken(db, facts, subject.id), typed });
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
  return done(paths.people.one(subject.id), `${facts.name} is changed`);
});

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

import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { newPersonForm } from "~/forms/people";
import { paths } from "~/paths";
import { guarded, noRecord } from "~/server/guard.server";
import { formOf } from "~/server/posted.server";
import { readForm, refuse } from "~/server/read-form.server";
import { Button } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { newId } from "~db/ids.server";
import { transact } from "~db/open.server";
import { addPerson, listTeamsToChoose } from "~db/people.server";
import { findTaken, listNames } from "~db/people-list.server";
import { isDuplicate } from "~db/versions.server";
import { PersonFields } from "./person-fields";
import { findUnknown } from "./person-problems.server";

export const meta = () => [{ title: "Add a person - Line of Sight" }];

export const loader = guarded("people.manage", noRecord, async ({ db }) => ({
  teams: await listTeamsToChoose(db),
  people: await listNames(db),
}));

export const action = guarded("people.manage", noRecord, async ({ request, db, stamp, done }) => {
  const form = await readForm(request.clone(), newPersonForm);
  if (!form.ok) return refuse(form);
  const typed = Object.fromEntries(await formOf(request)) as Record<string, string>;
  const person = { ...form.value, id: newId(), grants: [] };
  const errors = { ...(await findTaken(db, person)), ...(await findUnknown(db, person)) };
  if (Object.keys(errors).length > 0) return refuse({ errors, typed });
  try {
    await transact(db, (tx) => addPerson(tx, stamp, person));
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return refuse({ errors: await findTaken(db, person), typed });
  }
  return done(paths.people.one(person.id), `${person.name} is added. Give them a role next`);
});

export default function NewPerson() {
  const choices = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(newPersonForm, entries),
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.people.list()}>People</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading title="Add a person" />
          <GovFormBody form={form}>
            <PersonFields form={form} choices={choices} />
            <Button>Add</Button>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}

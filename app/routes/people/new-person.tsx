import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { newPersonForm } from "~/forms/people";
import { paths } from "~/paths";
import { counted } from "~/rules/core/words";
import { guarded, noRecord } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { saveUnlessTaken } from "~/server/save.server";
import { Button } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { listTeamsToChoose } from "~db/access/people.server";
import { newId } from "~db/core/ids.server";
import { giveRoles } from "~db/operations/people/access-giving.server";
import { addPerson } from "~db/operations/people/new-person.server";
import { listServicesWithTeams } from "~db/operations/people/teams.server";
import { inviteToChoosePassword } from "~db/people/password-links.server";
import { unscopedNames } from "~db/people/people-list.server";
import { findTaken } from "~db/people/people-taken.server";
import { PersonFields } from "./person-fields";
import { findUnknown, findUnknownReach } from "./person-problems.server";
import { RolePairs, reachOptions } from "./role-fields";

export const meta = () => [{ title: "Add a person - Line of Sight" }];

export const loader = guarded("people.manage", noRecord, async ({ db, context }) => ({
  teams: await listTeamsToChoose(db),
  people: await unscopedNames(db),
  reaches: reachOptions(await listServicesWithTeams(db)),
  byMail: context.mail != null,
}));

export const action = guarded("people.manage", noRecord, async (guard) => {
  const { request, db, actor, stamp, done } = guard;
  const form = await readForm(request, newPersonForm);
  if (!form.ok) return refuse(form);
  const { typed } = form;
  const { grants, invite } = form.value;
  const person = { ...form.value.person, id: newId(), grants: [] };
  const errors = {
    ...(await findTaken(db, person)),
    ...(await findUnknown(db, person)),
    ...(await findUnknownReach(db, grants)),
  };
  if (Object.keys(errors).length > 0) return refuse({ errors, typed });
  const by = { ...stamp, actorId: actor.id };
  const saved = await saveUnlessTaken(db, async (tx) => {
    await addPerson(tx, stamp, person);
    return {
      waiting: await giveRoles(tx, by, person.id, grants),
      invited: invite ? await inviteToChoosePassword(tx, stamp, [person.id]) : [],
    };
  });
  if (!saved.ok) return refuse({ errors: await findTaken(db, person), typed });
  const { waiting, invited } = saved.value;
  return done(
    paths.people.one(person.id),
    [
      `${person.name} is added`,
      invited.length > 0 ? "An invitation to choose a password is on its way" : null,
      waiting > 0 ? `${counted(waiting, "role waits", "roles wait")} for a second person` : null,
    ]
      .filter(Boolean)
      .join(". "),
  );
});

export default function NewPerson() {
  const { reaches, byMail, ...choices } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(newPersonForm, entries),
    stored: { invite: byMail ? "yes" : "" },
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
            <RolePairs form={form} reaches={reaches} />
            <h2 className="govuk-heading-m">Account</h2>
            {byMail ? (
              <Checkboxes
                {...form.list("invite")}
                legend="Account"
                hideLegend
                options={[{ value: "yes", label: "Invite them by email to choose a password" }]}
              />
            ) : (
              <p className="govuk-body">
                Once they are added, their page shows you a link to hand over, with which they
                choose a password.
              </p>
            )}
            <Button>Add</Button>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}

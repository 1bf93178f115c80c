import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { invitePartnerForm } from "~/forms/sample-reviewing";
import { paths } from "~/paths";
import { guarded, noRecord } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { saveUnlessTaken } from "~/server/save.server";
import { Button } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { TextField } from "~/ui/inputs/text-field";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { Table } from "~/ui/table";
import { newId } from "~db/core/ids.server";
import { giveRoles } from "~db/operations/people/access-giving.server";
import { addPerson } from "~db/operations/people/new-person.server";
import { inviteToChoosePassword } from "~db/people/password-links.server";
import { findTaken } from "~db/people/people-taken.server";
import { unscopedPartnersToChoose } from "~db/samples/choices.server";

export const meta = () => [{ title: "Invite someone of another agency - Line of Sight" }];

export const loader = guarded("people.invite-partner", noRecord, async ({ db }) => ({
  partners: (await unscopedPartnersToChoose(db)).map(({ id, name, agency, jobTitle }) => ({
    ...{ id, name, agency, jobTitle },
  })),
}));

export const action = guarded("people.invite-partner", noRecord, async (guard) => {
  const { request, db, actor, stamp, done } = guard;
  const form = await readForm(request, invitePartnerForm);
  if (!form.ok) return refuse(form);
  const person = {
    ...form.value,
    id: newId(),
    ...{ staffNumber: null, teamId: null, managerId: null, grants: [] },
  };
  const errors = await findTaken(db, person);
  if (Object.keys(errors).length > 0) return refuse({ errors, typed: form.typed });
  const saved = await saveUnlessTaken(db, async (tx) => {
    await addPerson(tx, stamp, person);
    const by = { ...stamp, actorId: actor.id };
    const waiting = await giveRoles(tx, by, person.id, [{ role: "partner", reach: "all" }]);
    await inviteToChoosePassword(tx, stamp, [person.id]);
    return waiting;
  });
  if (!saved.ok) return refuse({ errors: await findTaken(db, person), typed: form.typed });
  return done(
    paths.people.invitePartner(),
    saved.value > 0
      ? `${person.name} is invited. They can be named as a reviewer once a second person has confirmed the role`
      : `${person.name} is invited, and can be named as a reviewer`,
  );
});

export default function InvitePartner() {
  const { partners } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(invitePartnerForm, entries),
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.home()}>Home</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title="Invite someone of another agency"
            lead="They see the cases that you name them for as a reviewer, while that audit is under way, and nothing else."
          />
          <GovFormBody form={form}>
            <TextField {...form.field("name")} label="Name" width="two-thirds" />
            <TextField
              {...form.field("agency")}
              label="Agency"
              hint="As your reports call it: “Police”, “Health”, “Education”, “Probation”"
              width="two-thirds"
            />
            <TextField
              {...form.field("jobTitle")}
              label="Job title (optional)"
              width="two-thirds"
            />
            <TextField
              {...form.field("email")}
              label="Work email address"
              hint="The invitation to choose a password goes there"
              type="email"
              spellCheck={false}
              width="two-thirds"
            />
            <Button>Invite them</Button>
          </GovFormBody>
          {partners.length > 0 ? (
            <Table
              caption="Who can be named already"
              captionSize="m"
              compact
              onNarrow="lines"
              rows={partners}
              rowKey={(row) => row.id}
              columns={[
                { header: "Name", rowHeader: true, cell: (row) => row.name },
                { header: "Agency", cell: (row) => row.agency },
                { header: "Job title", cell: (row) => row.jobTitle || "Not given" },
              ]}
            />
          ) : null}
        </TwoThirds>
      </main>
    </>
  );
}

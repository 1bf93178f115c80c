import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { exemptForm } from "~/forms/programme";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { guarded } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { DateField } from "~/ui/inputs/date-field";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { transact } from "~db/core/open.server";
import { addExemption } from "~db/people/exemptions.server";
import { auditorFromUrl } from "./auditor.server";

export const meta = () => [{ title: "Approve an exemption - Line of Sight" }];

export const loader = guarded("programme.exempt", auditorFromUrl, async ({ subject }) => ({
  id: subject.id,
  name: subject.name,
}));

export const action = guarded("programme.exempt", auditorFromUrl, async (guard) => {
  const { request, db, actor, stamp, subject, done } = guard;
  const form = await readForm(request, exemptForm);
  if (!form.ok) return refuse(form);
  const by = { ...stamp, actorId: actor.id };
  await transact(db, (tx) => addExemption(tx, by, subject.id, form.value));
  return done(
    paths.planned.auditor(subject.id),
    `${subject.name} is exempt from ${formatDate(form.value.fromOn)} to ${formatDate(form.value.toOn)}`,
  );
});

export default function Exempt() {
  const { id, name } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(exemptForm, entries),
    outcome: useActionData<typeof action>(),
  });
  const back = paths.planned.auditor(id);
  return (
    <>
      <BackLink to={back}>{name}</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={name}
            title="Approve an exemption from auditing"
            lead="Allocation expects as much less of them while it runs. Audits they have already stay with them."
          />
          <GovFormBody form={form}>
            <DateField {...form.date("fromOn")} legend="First day" />
            <DateField {...form.date("toOn")} legend="Last day" />
            <TextArea
              {...form.field("reason")}
              label="Why they are exempt"
              hint="They read this too. Leave out anything about their health."
              rows={3}
              maxLength={500}
            />
            <ButtonGroup>
              <Button>Approve</Button>
              <Link to={back}>Cancel</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}

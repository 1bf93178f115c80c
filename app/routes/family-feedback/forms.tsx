import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { beginFormForm } from "~/forms/family-feedback";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { dateInLondon, formatDate } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { feedbackFor, feedbackForNames } from "~/rules/family-feedback/forms";
import { guarded, noRecord } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { Button } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { Details } from "~/ui/notices";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { Table } from "~/ui/table";
import { StateTag } from "~/ui/tags";
import { transact } from "~db/core/open.server";
import { beginForm, unscopedFeedbackForms } from "~db/family-feedback/forms.server";

export const meta = () => [{ title: "Feedback forms - Line of Sight" }];

export const loader = guarded("family-feedback.write-forms", noRecord, async ({ db }) => {
  const versions = await unscopedFeedbackForms(db);
  return versions.map(({ id, title, number, state, publishedAt, questions, ...form }) => ({
    ...{ id, title, number, state, for: form.for, questions: questions.length },
    published: publishedAt ? formatDate(dateInLondon(new Date(publishedAt))) : "",
  }));
});

export const action = guarded("family-feedback.write-forms", noRecord, async (guard) => {
  const { request, db, actor, stamp } = guard;
  const form = await readForm(request, beginFormForm);
  if (!form.ok) return refuse(form);
  const id = await transact(db, (tx) => beginForm(tx, { ...stamp, actorId: actor.id }, form.value));
  return redirect(paths.familyFeedback.editForm(id));
});

export default function FeedbackForms() {
  const versions = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  return (
    <>
      <Breadcrumbs
        items={[{ href: paths.tools.list(), label: "Audit tools" }, { label: "Feedback forms" }]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          title="Feedback forms"
          lead="What children, young people and parents are asked. A published version never changes: to change a form, write its next version."
        />
        <Table
          caption="Forms and their versions"
          hideCaption
          onNarrow="lines"
          rows={versions}
          rowKey={({ id }) => id}
          columns={[
            {
              header: "Form",
              rowHeader: true,
              cell: ({ id, title }) => <Link to={paths.familyFeedback.form(id)}>{title}</Link>,
            },
            { header: "For", cell: (one) => feedbackForNames[one.for] },
            { header: "Version", labelled: true, cell: ({ number }) => number },
            { header: "Asks", cell: ({ questions }) => counted(questions, "question") },
            {
              header: "State",
              cell: ({ state, published }) =>
                state === "draft" ? (
                  <StateTag colour="yellow">Draft</StateTag>
                ) : (
                  `Published ${published}`
                ),
            },
          ]}
        />
        <Details summary="Write a new form" open={outcome !== undefined}>
          <NewForm />
        </Details>
      </main>
    </>
  );
}

function NewForm() {
  const form = useGovForm({
    check: (entries) => parseForm(beginFormForm, entries),
    outcome: useActionData<typeof action>(),
  });
  return (
    <GovFormBody form={form}>
      <TextField
        {...form.field("title")}
        label="What the form is called"
        hint="Those who answer read it first"
        width="two-thirds"
      />
      <Radios
        {...form.field("for")}
        legend="Who answers it"
        legendSize="s"
        inline
        small
        options={feedbackFor.map((one) => ({ value: one, label: feedbackForNames[one] }))}
      />
      <Button>Write it</Button>
    </GovFormBody>
  );
}

import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { addPlannedForm } from "~/forms/programme";
import { paths } from "~/paths";
import { formatMonth } from "~/rules/core/dates";
import { guarded, noRecord } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Select } from "~/ui/inputs/select";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { transact } from "~db/core/open.server";
import { addPlanned } from "~db/exercises/planned.server";
import { findYearOf } from "~db/exercises/programme.server";
import { listToBePromptedBy } from "~db/exercises/prompted.server";
import { checkPlanned, findPlannedChoices } from "./planned.server";
import { PlannedFields } from "./planned-fields";

export const meta = () => [{ title: "Add to the programme - Line of Sight" }];

export const loader = guarded("programme.make", noRecord, async (guard) => {
  const { db, actor, today, request } = guard;
  const promptedBy = await listToBePromptedBy(db, null);
  const asked = new URL(request.url).searchParams.get("promptedBy");
  const known = promptedBy.find(({ value }) => value === asked);
  return {
    choices: await findPlannedChoices(db, today),
    promptedBy,
    stored: { ownerId: actor.id, promptedById: known?.value ?? "" },
  };
});

export const action = guarded("programme.make", noRecord, async (guard) => {
  const { request, db, stamp, today, done } = guard;
  const form = await readForm(request, addPlannedForm);
  if (!form.ok) return refuse(form);
  const { kind, promptedById, ...posted } = form.value;
  const { errors, value } = checkPlanned(kind, posted, await findPlannedChoices(db, today));
  const earlier = await listToBePromptedBy(db, null);
  if (promptedById && !earlier.some((one) => one.value === promptedById)) {
    errors.promptedById = "Choose an exercise from the list";
  }
  if (Object.keys(errors).length > 0) return refuse({ errors, typed: form.typed });
  const { usualTitle, ...planned } = value;
  const title = planned.title || usualTitle;
  await transact(db, (tx) =>
    addPlanned(tx, stamp, [{ ...planned, kind, title, ...(promptedById ? { promptedById } : {}) }]),
  );
  return done(
    paths.programme({ year: await findYearOf(db, planned.month) }),
    `${title} is in the programme, for ${formatMonth(planned.month)}`,
  );
});

export default function AddPlanned() {
  const { choices, promptedBy, stored } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(addPlannedForm, entries),
    stored,
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.programme()}>Programme</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title="Add to the programme"
            lead="A place in the year. Its cases, questions and dates are planned later."
          />
          <GovFormBody form={form}>
            <PlannedFields form={form} choices={choices} />
            <Select
              {...form.field("promptedById")}
              label="The exercise that prompted it (optional)"
              hint="Its report then shows what followed from it"
              emptyLabel="None"
              options={promptedBy}
            />
            <ButtonGroup>
              <Button>Add to the programme</Button>
              <Link to={paths.programme()}>Cancel</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}

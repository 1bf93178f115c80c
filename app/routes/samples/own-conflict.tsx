import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { ownConflictForm } from "~/forms/sample-reviewing";
import { paths } from "~/paths";
import { guarded, notFound } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { reviewedCaseFromUrl } from "~/server/sample-subjects.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { newId } from "~db/core/ids.server";
import { transact } from "~db/core/open.server";
import { declareConflict } from "~db/independence/declared-conflicts.server";
import { dropOwnParts } from "~db/operations/samples/parts.server";

export const meta = () => [{ title: "Declare a conflict of interest - Line of Sight" }];

export const loader = guarded(
  "conflicts.declare-reviewed",
  reviewedCaseFromUrl,
  async ({ subject: { exercise, one } }) => {
    if (exercise.state !== "auditing") throw notFound();
    return { id: exercise.id, title: exercise.title, reference: one.reference };
  },
);

export const action = guarded("conflicts.declare-reviewed", reviewedCaseFromUrl, async (guard) => {
  const { request, db, actor, subject, stamp, done } = guard;
  const { exercise, one } = subject;
  if (exercise.state !== "auditing") throw notFound();
  const form = await readForm(request, ownConflictForm);
  if (!form.ok) return refuse(form);
  const made = { personId: actor.id, caseId: one.caseId, workerId: null };
  const whom = { recordId: one.record?.id ?? null, note: form.value.note };
  await transact(db, async (tx) => {
    await declareConflict(tx, stamp, { ...made, ...whom, id: newId() });
    await dropOwnParts(tx, stamp, exercise, one.auditId, actor.id);
  });
  return done(
    paths.exercises.grid(exercise.id),
    `Your conflict of interest is declared, and ${one.reference} is no longer yours to review`,
  );
});

export default function OwnConflict() {
  const { id, title, reference } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(ownConflictForm, entries),
    outcome: useActionData<typeof action>(),
  });
  const back = paths.exercises.grid(id);
  return (
    <>
      <BackLink to={back}>Answers</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={title}
            title={`Declare a conflict of interest with ${reference}`}
            lead="It is taken off your list at once, and you are not given it again."
          />
          <GovFormBody form={form}>
            <TextArea
              {...form.field("note")}
              label="What makes it a conflict of interest?"
              hint="Like: we are related, or I worked with them before. QA leads read this. Don’t name the child or the family."
              rows={3}
            />
            <ButtonGroup>
              <Button>Declare it</Button>
              <Link to={back}>Cancel</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}

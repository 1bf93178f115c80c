import { useActionData, useLoaderData } from "@remix-run/react";
import { cancelForm } from "~/forms/exercises";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { advanceExercise } from "~/rules/exercises/exercises";
import { guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { exerciseFromUrl } from "~/server/subjects.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { findYearOf } from "~db/exercises/programme.server";
import { cancelExercise } from "~db/operations/exercises/planning.server";

export const meta = () => [{ title: "Cancel an exercise - Line of Sight" }];

export const loader = guarded("exercises.manage", exerciseFromUrl, async ({ subject }) => {
  const move = advanceExercise(subject, "cancel");
  return {
    id: subject.id,
    title: subject.title,
    drawn: subject.state === "drawn",
    refusal: move.ok ? null : move.message,
  };
});

export const action = guarded("exercises.manage", exerciseFromUrl, async (guard) => {
  const { request, subject, db, stamp, done } = guard;
  const form = await readForm(request, cancelForm);
  if (!form.ok) return refuse(form);
  const move = advanceExercise(subject, "cancel");
  if (!move.ok) return refuseWith(form.value, move.message);
  const saved = await save(db, (tx) => cancelExercise(tx, stamp, subject, form.value.reason));
  if (!saved.ok)
    return overtaken(form.value, "Look at this exercise again: someone has just changed it");
  return done(
    paths.programme({ year: await findYearOf(db, subject.month) }),
    `${subject.title} is cancelled`,
  );
});

export default function Cancel() {
  const { id, title, drawn, refusal } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(cancelForm, entries),
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.exercises.one(id)} />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading caption={title} title="Cancel this exercise" />
          {refusal ? (
            <p className="govuk-body">{refusal}</p>
          ) : (
            <GovFormBody form={form}>
              <p className="govuk-body">
                It stays in the programme as cancelled, with your reason.
                {drawn ? " The cases that were drawn are free for other exercises again." : ""} You
                can’t undo this.
              </p>
              <TextArea {...form.field("reason")} label="Why is it cancelled?" rows={3} />
              <ButtonGroup>
                <Button variant="warning">Cancel this exercise</Button>
                <Link to={paths.exercises.one(id)}>Keep it</Link>
              </ButtonGroup>
            </GovFormBody>
          )}
        </TwoThirds>
      </main>
    </>
  );
}

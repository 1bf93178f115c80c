import { useActionData, useLoaderData } from "@remix-run/react";
import { remindForm } from "~/forms/exercises";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { isOpenToAuditor } from "~/rules/audits/audits";
import { formatDate } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { isReleased } from "~/rules/exercises/exercises";
import { type Guarded, guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { gradedExerciseFromUrl } from "~/server/subjects.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { remindAuditors } from "~db/audits/messages.server";
import { transact } from "~db/core/open.server";
import type { Exercise } from "~db/exercises/exercises.server";
import { findAllocation } from "~db/operations/sampling/allocation.server";
import { ChosenAudits, NothingChosen } from "./change-fields";

export const meta = () => [{ title: "Remind auditors - Line of Sight" }];

/** Of the audits named, those of this exercise that are still with an auditor. */
async function findOpen({ db, subject }: Guarded<Exercise>, ids: string[]) {
  if (!isReleased(subject.state)) return [];
  const { audits } = await findAllocation(db, subject.id);
  return audits.filter(
    ({ id, state, auditorId }) => ids.includes(id) && auditorId !== null && isOpenToAuditor(state),
  );
}

export const loader = guarded("audits.withdraw", gradedExerciseFromUrl, async (guard) => {
  const open = await findOpen(guard, new URL(guard.request.url).searchParams.getAll("audit"));
  return {
    id: guard.subject.id,
    title: guard.subject.title,
    people: new Set(open.map(({ auditorId }) => auditorId)).size,
    audits: open.map((audit) => ({
      id: audit.id,
      reference: audit.reference,
      teamName: audit.teamName,
      auditorName: audit.auditorName ?? "",
      due: audit.dueOn ? formatDate(audit.dueOn) : "No date",
      declined: [],
    })),
  };
});

export const action = guarded("audits.withdraw", gradedExerciseFromUrl, async (guard) => {
  const { request, subject, db, stamp, done } = guard;
  const form = await readForm(request, remindForm);
  if (!form.ok) return refuse(form);
  const open = await findOpen(guard, form.value.audits);
  if (open.length === 0) {
    return refuseWith(form.value, "Choose audits that are still with their auditors");
  }
  await transact(db, (tx) => remindAuditors(tx, stamp, open));
  return done(
    paths.exercises.one(subject.id),
    counted(open.length, "reminder is on its way", "reminders are on their way"),
  );
});

export default function Remind() {
  const { id, title, people, audits } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(remindForm, entries),
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.exercises.one(id)} />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading caption={title} title="Remind auditors" />
          {audits.length === 0 ? (
            <NothingChosen exerciseId={id} />
          ) : (
            <GovFormBody form={form}>
              <ChosenAudits audits={audits} />
              <p className="govuk-body">
                {counted(people, "auditor gets", "auditors get")} a message for each of these audits
                with its date and a link. Nobody is reminded of an audit twice on one day. Reminders
                before and after the date go out by themselves.
              </p>
              <ButtonGroup>
                <Button>Send reminders</Button>
                <Link to={paths.exercises.one(id)}>Cancel</Link>
              </ButtonGroup>
            </GovFormBody>
          )}
        </TwoThirds>
      </main>
    </>
  );
}

import { useActionData, useLoaderData } from "@remix-run/react";
import { declineForm } from "~/forms/audits";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { declineReasonNames, declineReasons, mayDecline } from "~/rules/audits/declines";
import { guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { auditFromUrl } from "~/server/subjects.server";
import { writtenAt, writtenSoFar } from "~/server/written.server";
import { useWrittenForm, WrittenBody } from "~/ui/autosave/written-form";
import { Button, ButtonGroup } from "~/ui/button";
import { Radios } from "~/ui/inputs/choices";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { forgetWritten } from "~db/core/written.server";
import { findExercise } from "~db/exercises/exercises.server";
import { addDecline } from "~db/operations/sampling/declines.server";
import { RaiseConcern } from "./audit-page";

export const meta = () => [{ title: "Decline an audit - Line of Sight" }];

export const loader = guarded("audits.decline", auditFromUrl, async (guard) => {
  const { subject, may } = guard;
  const declining = mayDecline(subject.state);
  return {
    id: subject.id,
    written: await writtenSoFar(guard, writtenAt(guard, "decline", subject.id), {
      url: paths.written(paths.audits.decline(subject.id)),
    }),
    mayRaise: may("concerns.raise", subject.access),
    reference: subject.caseReference,
    exercise: subject.exerciseTitle,
    started: subject.state === "started",
    refusal: declining.ok ? null : declining.message,
  };
});

export const action = guarded("audits.decline", auditFromUrl, async (guard) => {
  const { request, db, subject, stamp, done } = guard;
  const form = await readForm(request, declineForm);
  if (!form.ok) return refuse(form);
  const declining = mayDecline(subject.state);
  if (!declining.ok) return refuseWith(form.value, declining.message);
  const exercise = await findExercise(db, subject.exerciseId);
  if (!exercise) throw new Error("An audit has no exercise");
  const tell = { personId: exercise.leadId, link: paths.exercises.one(exercise.id) };
  const saved = await save(db, async (tx) => {
    await addDecline(tx, stamp, { audit: subject, ...form.value, tell });
    await forgetWritten(tx, writtenAt(guard, "decline", subject.id));
  });
  if (!saved.ok)
    return overtaken(form.value, "Send this again: the audit was saved in the meantime");
  return done(
    paths.home(),
    `You declined the audit of ${subject.caseReference}. The QA lead is told and finds someone else`,
  );
});

export default function Decline() {
  const page = useLoaderData<typeof loader>();
  const { id, mayRaise, reference, exercise, started, refusal, written } = page;
  const form = useWrittenForm({
    written,
    check: (entries) => parseForm(declineForm, entries),
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.audits.one(id)}>Back to the audit</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading caption={exercise} title={`Decline the audit of ${reference}`} />
          {mayRaise ? <RaiseConcern auditId={id} /> : null}
          {refusal !== null ? (
            <p className="govuk-body">{refusal}</p>
          ) : (
            <>
              <p className="govuk-body">
                The QA lead is told at once and gives the audit to someone else. It leaves your
                list, and you can’t open it any more.
                {started ? " What you wrote stays with the audit." : ""}
              </p>
              <WrittenBody form={form}>
                <Radios
                  {...form.field("reason")}
                  legend="Why can’t you audit this case?"
                  legendSize="m"
                  options={declineReasons.map((value) => ({
                    value,
                    label: declineReasonNames[value],
                    hint:
                      value === "conflict"
                        ? "It is remembered: you are not asked to audit this child or a brother or sister again"
                        : undefined,
                  }))}
                />
                <TextArea
                  {...form.field("note")}
                  label="What makes this so?"
                  hint="The QA lead reads this. Don’t name the child or the family."
                  rows={3}
                />
                <ButtonGroup>
                  <Button>Decline this audit</Button>
                  <Link to={paths.audits.one(id)}>Keep it</Link>
                </ButtonGroup>
              </WrittenBody>
            </>
          )}
        </TwoThirds>
      </main>
    </>
  );
}

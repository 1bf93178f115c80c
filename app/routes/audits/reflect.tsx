import { useActionData, useLoaderData } from "@remix-run/react";
import { reflectionForm } from "~/forms/audits";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { correctionsUntil, mayCorrect } from "~/rules/corrections";
import { formatDate, formatTime } from "~/rules/dates";
import { guarded, refusal } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { auditFromUrl } from "~/server/subjects.server";
import { Button } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { TextArea } from "~/ui/inputs/text-area";
import { InsetText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { transact } from "~db/open.server";
import { findReflection, saveReflection } from "~db/reflections.server";
import { findSettings } from "~db/settings.server";
import { Conflict, findLastChange } from "~db/versions.server";

export const meta = () => [{ title: "Your reflection - Line of Sight" }];

const withdrawn = () =>
  refusal(410, {
    title: "This audit was withdrawn",
    because: "There is nothing to reflect on any more. What you wrote before is kept.",
  });

export const loader = guarded("audits.reflect", auditFromUrl, async ({ db, subject, today }) => {
  if (subject.state === "withdrawn") throw withdrawn();
  const days = (await findSettings(db))["audit.correction-working-days"];
  const { submittedAt } = subject;
  return {
    id: subject.id,
    reference: subject.caseReference,
    auditor: subject.auditorName ?? "The auditor",
    submitted: submittedAt !== null,
    reflection: await findReflection(db, subject.id),
    correctionsBy: submittedAt ? formatDate(correctionsUntil(submittedAt, days)) : null,
    mayCorrect: mayCorrect(submittedAt, days, today),
  };
});

export const action = guarded("audits.reflect", auditFromUrl, async (guard) => {
  const { db, subject, stamp, actor, request, today, done } = guard;
  if (subject.state === "withdrawn") throw withdrawn();
  const form = await readForm(request, reflectionForm);
  if (!form.ok) return refuse(form);
  const stored = await findReflection(db, subject.id);
  const { value } = form;
  const days = (await findSettings(db))["audit.correction-working-days"];
  const corrects = value.correction !== (stored?.correction ?? "");
  const open = mayCorrect(subject.submittedAt, days, today);
  const correction = open ? value.correction : (stored?.correction ?? "");
  const typed = { ...value, version: String(value.version) };
  if (corrects && value.correction && !open) {
    return refuseWith(
      typed,
      "Talk with your team manager about this fact: corrections are no longer taken here",
      "correction",
    );
  }
  if (!value.proudOf && !value.doDifferently && !value.childWouldSay && !correction) {
    return refuseWith(typed, "Enter your answer to at least one question", "proudOf");
  }
  try {
    await transact(db, (tx) =>
      saveReflection(tx, { ...stamp, actorId: actor.id }, subject.id, { ...value, correction }),
    );
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    const now = await findReflection(db, subject.id);
    const { at } = await findLastChange(db, `audit:${subject.id}`);
    return refuse({
      errors: {},
      typed,
      conflict: {
        by: "You, on another page or device,",
        at: `at ${formatTime(new Date(at))}`,
        version: now?.version ?? 0,
        theirs: {
          proudOf: now?.proudOf ?? "",
          doDifferently: now?.doDifferently ?? "",
          childWouldSay: now?.childWouldSay ?? "",
          correction: now?.correction ?? "",
        },
      },
    });
  }
  return done(paths.audits.reflect(subject.id), "Your reflection is saved");
});

const labels = {
  proudOf: "What are you proud of in your work with this child?",
  doDifferently: "What would you do differently?",
  childWouldSay: "What would the child say about your work together?",
  correction: "Is a fact in the audit wrong?",
};

export default function OwnReflection() {
  const data = useLoaderData<typeof loader>();
  const { id, reference, auditor, submitted, reflection, correctionsBy } = data;
  const form = useGovForm({
    check: (entries) => parseForm(reflectionForm, entries),
    stored: { ...reflection },
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={submitted ? paths.audits.read(id) : paths.home()}>
        {submitted ? "The audit" : "Your work"}
      </BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={`Audit of ${reference}`}
            title="Your reflection"
            lead={`An audit is done with you, not to you. ${auditor} and those who can read the audit read what you write here.`}
          />
          {submitted ? null : (
            <InsetText>
              The audit is being written. You can write now and change it later; the auditor sees it
              before submitting.
            </InsetText>
          )}
          <GovFormBody form={form} version={reflection?.version ?? 0} labels={labels}>
            <TextArea
              {...form.field("proudOf")}
              label={labels.proudOf}
              labelSize="s"
              maxLength={4000}
            />
            <TextArea
              {...form.field("doDifferently")}
              label={labels.doDifferently}
              labelSize="s"
              maxLength={4000}
            />
            <TextArea
              {...form.field("childWouldSay")}
              label={labels.childWouldSay}
              labelSize="s"
              hint="A baby too has a view of how things are."
              maxLength={4000}
            />
            {data.mayCorrect ? (
              <TextArea
                {...form.field("correction")}
                label={labels.correction}
                labelSize="s"
                hint={`Say what is wrong, what is right, and where the record shows it. By ${correctionsBy}. This is about facts: grades are for the panel.`}
                maxLength={4000}
              />
            ) : submitted ? (
              <>
                <input
                  type="hidden"
                  name="correction"
                  value={reflection?.correction ?? ""}
                  readOnly
                />
                <p className="govuk-body">
                  {reflection?.correction
                    ? `You sent a factual correction: ${reflection.correction}`
                    : `Factual corrections were taken until ${correctionsBy}.`}
                </p>
              </>
            ) : null}
            <Button>Save your reflection</Button>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}

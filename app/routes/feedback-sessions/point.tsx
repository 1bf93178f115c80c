import { useActionData, useLoaderData } from "@remix-run/react";
import { changePointForm } from "~/forms/feedback-sessions";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { learningReference } from "~/rules/learning-log/learning";
import { pointFromUrl } from "~/server/feedback-session-subjects.server";
import { type Guarded, guarded, refusal } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { changePoint, removePoint } from "~db/feedback-sessions/points.server";
import { PointFields } from "./point-fields";

export const meta = () => [{ title: "Change what was said - Feedback session - Line of Sight" }];

/** Throws 409 once it is filed. */
function refuseFiled({
  subject: { point },
}: Guarded<Awaited<ReturnType<typeof pointFromUrl>> & {}>) {
  if (point.learning)
    throw refusal(409, {
      title: "This stays as it was said",
      because: `It is filed under ${learningReference(point.learning.reference)}: change the wording of that learning, or file it elsewhere.`,
    });
}

export const loader = guarded("feedback-sessions.run", pointFromUrl, async (guard) => {
  refuseFiled(guard);
  const { id, heldOn, point } = guard.subject;
  return { id, heldOn, ...{ kind: point.kind, text: point.text, version: point.version } };
});

export const action = guarded("feedback-sessions.run", pointFromUrl, async (guard) => {
  refuseFiled(guard);
  const { request, db, subject, actor, stamp, done } = guard;
  const form = await readForm(request, changePointForm);
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  const by = { ...stamp, actorId: actor.id };
  const { remove, version, kind, text } = form.value;
  const saved = await save(db, (tx) =>
    remove
      ? removePoint(tx, by, subject.id, subject.point, version)
      : changePoint(tx, by, subject.id, subject.point, { version, kind, text }),
  );
  if (!saved.ok)
    return overtaken(
      form.typed,
      "Read it again: someone else changed it after you opened this page. What you typed is kept here",
    );
  return done(
    paths.feedbackSessions.one(subject.id),
    remove ? "It is removed" : "It is written anew",
  );
});

export default function ChangePoint() {
  const page = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(changePointForm, entries),
    stored: { kind: page.kind, text: page.text },
    outcome: useActionData<typeof action>(),
  });
  const back = paths.feedbackSessions.one(page.id);
  return (
    <>
      <BackLink to={back}>The session</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={`Feedback session of ${formatDate(page.heldOn)}`}
            title="Change what was said"
          />
          <GovFormBody form={form} version={page.version}>
            <PointFields form={form} />
            <Checkboxes
              {...form.list("remove")}
              legend="Remove it"
              hideLegend
              small
              options={[
                { value: "yes", label: "Remove it instead: it was written down by mistake" },
              ]}
            />
            <ButtonGroup>
              <Button>Save</Button>
              <Link to={back}>Cancel</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}

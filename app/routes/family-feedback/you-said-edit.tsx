import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { changeYouSaidForm } from "~/forms/you-said";
import { paths } from "~/paths";
import { mayBeWorded } from "~/rules/family-feedback/you-said";
import { learningReference } from "~/rules/learning-log/learning";
import { actionReference } from "~/rules/learning-log/learning-log";
import { youSaidFromUrl } from "~/server/family-feedback-subjects.server";
import { guarded, refusal } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { changeYouSaid, type YouSaid } from "~db/family-feedback/you-said.server";
import { readRestsOn } from "./rests-on.server";
import { YouSaidFields } from "./you-said-fields";

export const meta = () => [{ title: "Change an entry - You said, we did - Line of Sight" }];

function refuseOut({ subject }: { subject: Pick<YouSaid, "state"> }) {
  if (!mayBeWorded(subject.state))
    throw refusal(409, {
      title: "This entry is published",
      because: "Withdraw it first, then change it and publish it again.",
    });
}

export const loader = guarded("family-feedback.publish", youSaidFromUrl, async (guard) => {
  refuseOut(guard);
  const {
    id,
    version,
    said,
    did,
    changed,
    learningReference: l,
    actionReference: a,
  } = guard.subject;
  return {
    ...{ id, version },
    stored: {
      ...{ said, did, changed },
      learning: l === null ? "" : learningReference(l),
      action: a === null ? "" : actionReference(a),
    },
  };
});

export const action = guarded("family-feedback.publish", youSaidFromUrl, async (guard) => {
  refuseOut(guard);
  const { request, db, actor, stamp, subject, done } = guard;
  const form = await readForm(request, changeYouSaidForm);
  if (!form.ok) return refuse(form);
  const rests = await readRestsOn(db, form.value);
  if (!rests.ok) return refuse({ errors: rests.errors, typed: form.typed });
  const saved = await save(db, (tx) =>
    changeYouSaid(tx, { ...stamp, actorId: actor.id }, subject, { ...form.value, ...rests.value }),
  );
  if (!saved.ok)
    return overtaken(
      form.typed,
      "Look at it again: someone else changed it after you opened this page. What you typed is kept here",
    );
  return done(paths.youSaid.one(subject.id), "It is saved");
});

export default function EditYouSaid() {
  const page = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(changeYouSaidForm, entries),
    stored: page.stored,
    outcome: useActionData<typeof action>(),
  });
  const back = paths.youSaid.one(page.id);
  return (
    <>
      <BackLink to={back}>The entry</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading title="Change the entry" />
          <GovFormBody form={form} version={page.version}>
            <YouSaidFields form={form} />
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

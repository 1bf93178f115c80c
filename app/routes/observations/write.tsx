import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { writeObservationForm } from "~/forms/observations";
import { paths } from "~/paths";
import { observationTitle } from "~/rules/observations/observations";
import { guarded } from "~/server/guard.server";
import { observationFromUrl } from "~/server/observation-subjects.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { writtenAt, writtenSoFar } from "~/server/written.server";
import { useWrittenForm, WrittenBody } from "~/ui/autosave/written-form";
import { Button, ButtonGroup } from "~/ui/button";
import { Link } from "~/ui/link";
import { BackLink, PageHeading } from "~/ui/page";
import { forgetWritten } from "~db/core/written.server";
import { writeObservation } from "~db/observations/observations.server";
import { changedElsewhere, refuseMove } from "./state.server";
import { checkWritten, readWriting } from "./write.server";
import { WriteFields } from "./write-fields";

export const meta = () => [{ title: "Write an observation - Line of Sight" }];

const isOut = "This observation stays as it is";

export const loader = guarded("observations.write", observationFromUrl, async (guard) => {
  refuseMove(guard, "share", isOut);
  const { subject } = guard;
  const { id, version, kind, observedOn, teamName } = subject;
  return {
    ...{ id, version, teamName, title: observationTitle(kind, observedOn) },
    ...(await readWriting(guard)),
    written: await writtenSoFar(guard, writtenAt(guard, "observation", id), {
      url: paths.written(paths.observations.write(id)),
      version,
    }),
  };
});

export const action = guarded("observations.write", observationFromUrl, async (guard) => {
  refuseMove(guard, "share", isOut);
  const { request, db, subject, actor, stamp, done } = guard;
  const form = await readForm(request, writeObservationForm);
  if (!form.ok) return refuse(form);
  const checked = await checkWritten(guard, form.value);
  if ("errors" in checked) return refuse({ errors: checked.errors, typed: form.typed });
  const { version, intent } = form.value;
  const saved = await save(db, async (tx) => {
    await writeObservation(tx, { ...stamp, actorId: actor.id }, subject, version, checked.words);
    await forgetWritten(tx, writtenAt(guard, "observation", subject.id));
  });
  if (!saved.ok) return overtaken(form.typed, changedElsewhere);
  return intent === "check"
    ? redirect(paths.observations.share(subject.id))
    : done(
        paths.observations.list({ show: "mine" }),
        "The draft is saved. Only you can read it until you share it",
      );
});

export default function WriteObservation() {
  const page = useLoaderData<typeof loader>();
  const form = useWrittenForm({
    written: page.written,
    check: (entries) => parseForm(writeObservationForm, entries),
    stored: page.stored,
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.observations.list({ show: "mine" })}>Observations</BackLink>
      <main className="govuk-main-wrapper los-short" id="main-content" tabIndex={-1}>
        <PageHeading caption={page.teamName} title={page.title} />
        <WrittenBody form={form} version={page.version}>
          <WriteFields form={form} {...page} />
          <ButtonGroup>
            <Button name="intent" value="check">
              Check and share
            </Button>
            <Button name="intent" value="later" variant="secondary">
              Save for later
            </Button>
            <Link to={paths.observations.withdraw(page.id)}>Withdraw it</Link>
          </ButtonGroup>
        </WrittenBody>
      </main>
    </>
  );
}

import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { closeObservationForm } from "~/forms/observations";
import { paths } from "~/paths";
import { andList } from "~/rules/core/words";
import { observationTitle } from "~/rules/observations/observations";
import { guarded } from "~/server/guard.server";
import { observationFromUrl } from "~/server/observation-subjects.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { closeObservation } from "~db/observations/observations.server";
import { changedElsewhere, refuseMove } from "./state.server";

export const meta = () => [{ title: "Close an observation - Line of Sight" }];

const title = "This observation can’t be closed";

export const loader = guarded("observations.write", observationFromUrl, async (guard) => {
  refuseMove(guard, "close", title);
  const { id, version, kind, observedOn, observed } = guard.subject;
  return {
    ...{ id, version, title: observationTitle(kind, observedOn) },
    unread: observed.filter(({ readAt }) => readAt === null).map(({ name }) => name),
  };
});

export const action = guarded("observations.write", observationFromUrl, async (guard) => {
  const { request, db, subject, actor, stamp, done } = guard;
  const here = paths.observations.one(subject.id);
  if (subject.state === "closed") return done(here, "It is closed");
  refuseMove(guard, "close", title);
  const form = await readForm(request, closeObservationForm);
  if (!form.ok) return refuse(form);
  const saved = await save(db, (tx) =>
    closeObservation(tx, { ...stamp, actorId: actor.id }, subject, form.value.version),
  );
  if (!saved.ok) return overtaken(form.typed, changedElsewhere);
  return done(here, "It is closed");
});

export default function CloseObservation() {
  const page = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(closeObservationForm, entries),
    outcome: useActionData<typeof action>(),
  });
  const back = paths.observations.one(page.id);
  return (
    <>
      <BackLink to={back}>The observation</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={page.title}
            title="Close it"
            lead={
              page.unread.length > 0
                ? `${andList(page.unread)} ${page.unread.length === 1 ? "has" : "have"} not said yet that they read it, and still can once it is closed. Closing can’t be undone.`
                : "Everyone has read it. Closing can’t be undone."
            }
          />
          <GovFormBody form={form} version={page.version}>
            <ButtonGroup>
              <Button>Close it</Button>
              <Link to={back}>Leave it open</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}

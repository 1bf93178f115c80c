import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { withdrawObservationForm } from "~/forms/observations";
import { paths } from "~/paths";
import { observationTitle } from "~/rules/observations/observations";
import { guarded } from "~/server/guard.server";
import { observationFromUrl } from "~/server/observation-subjects.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { withdrawObservation } from "~db/observations/observations.server";
import { changedElsewhere, refuseMove } from "./state.server";

export const meta = () => [{ title: "Withdraw an observation - Line of Sight" }];

const title = "This observation can’t be withdrawn";

export const loader = guarded("observations.withdraw", observationFromUrl, async (guard) => {
  refuseMove(guard, "withdraw", title);
  const { id, version, kind, observedOn, sharedAt } = guard.subject;
  return { id, version, title: observationTitle(kind, observedOn), isOut: sharedAt !== null };
});

export const action = guarded("observations.withdraw", observationFromUrl, async (guard) => {
  refuseMove(guard, "withdraw", title);
  const { request, db, subject, actor, stamp, done } = guard;
  const form = await readForm(request, withdrawObservationForm);
  if (!form.ok) return refuse(form);
  const saved = await save(db, (tx) =>
    withdrawObservation(tx, { ...stamp, actorId: actor.id }, subject, form.value),
  );
  if (!saved.ok) return overtaken(form.typed, changedElsewhere);
  return done(paths.observations.list(), "The observation is withdrawn");
});

export default function WithdrawObservation() {
  const page = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(withdrawObservationForm, entries),
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
            title="Withdraw it"
            lead={
              page.isOut
                ? "Whoever was observed is told, and reads why. It counts no longer. It can’t be undone."
                : "It counts nowhere. It can’t be undone."
            }
          />
          <GovFormBody form={form} version={page.version}>
            <TextArea {...form.field("reason")} label="Why is it withdrawn?" rows={3} />
            <ButtonGroup>
              <Button variant="warning">Withdraw it</Button>
              <Link to={back}>Keep it</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}

import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { messageChoiceForm } from "~/forms/messages";
import { paths } from "~/paths";
import { messageChoiceNames, messageChoices } from "~/rules/messages/outbox";
import { guarded, noRecord } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { Link } from "~/ui/link";
import { InsetText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { transact } from "~db/core/open.server";
import { findSettings } from "~db/core/settings.server";
import { findMessageChoice, saveMessageChoice } from "~db/messages/message-choices.server";

export const meta = () => [{ title: "Your messages - Line of Sight" }];

export const loader = guarded("account.keep", noRecord, async ({ db, actor }) => ({
  email: actor.email,
  stored: { choice: await findMessageChoice(db, actor.id) },
  hour: (await findSettings(db))["outbox.digest-hour"],
}));

export const action = guarded("account.keep", noRecord, async (guard) => {
  const { request, db, actor, stamp, done } = guard;
  const form = await readForm(request, messageChoiceForm);
  if (!form.ok) return refuse(form);
  const { choice } = form.value;
  await transact(db, (tx) => saveMessageChoice(tx, stamp, actor.id, choice));
  return done(
    paths.account(),
    `Your messages by email: ${messageChoiceNames[choice].toLowerCase()}`,
  );
});

const clock = (hour: number): string =>
  hour === 0 ? "midnight" : hour === 12 ? "midday" : `${hour % 12}${hour < 12 ? "am" : "pm"}`;

export default function Messages() {
  const { email, stored, hour } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(messageChoiceForm, entries),
    stored,
    outcome: useActionData<typeof action>(),
  });
  const hints = {
    immediate: "One email for each thing that needs you, as it happens",
    digest: `One email each working day at ${clock(hour)} with everything since the last`,
    none: "Your home page shows what waits for you, whenever you look",
  };
  return (
    <>
      <BackLink to={paths.account()} />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading title="Your messages" />
          <p className="govuk-body">
            {email
              ? `They go to ${email}. They say what waits for you and where, with a link, and nothing about a child.`
              : "You have no email address here, so nothing can be sent to you. Ask your administrator to add it."}
          </p>
          <GovFormBody form={form}>
            <Radios
              {...form.field("choice")}
              legend="When do you want them by email?"
              options={messageChoices.map((value) => ({
                value,
                label: messageChoiceNames[value],
                hint: hints[value],
              }))}
            />
            <InsetText>
              Messages about an immediate safeguarding concern always go at once, whatever you
              choose.
            </InsetText>
            <ButtonGroup>
              <Button>Save</Button>
              <Link to={paths.account()}>Cancel</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}

import { data } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { dateInLondon, formatDate } from "~/rules/core/dates";
import { guarded, noRecord } from "~/server/guard.server";
import { digestOf, makeToken } from "~/server/link-token.server";
import { readIntent } from "~/server/read-form.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { WarningText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { transact } from "~db/core/open.server";
import {
  endCalendarFeed,
  findCalendarFeed,
  makeCalendarFeed,
} from "~db/people/calendar-feeds.server";

export const meta = () => [{ title: "Your calendar - Line of Sight" }];

export const loader = guarded("account.keep", noRecord, async ({ db, actor }) => {
  const feed = await findCalendarFeed(db, actor.id);
  return {
    made: feed && formatDate(dateInLondon(new Date(feed.madeAt))),
    read: feed?.lastReadOn ? formatDate(feed.lastReadOn) : null,
  };
});

export const action = guarded("account.keep", noRecord, async (guard) => {
  const { request, db, actor, stamp, done } = guard;
  if ((await readIntent(request)) === "end") {
    const ended = await transact(db, (tx) => endCalendarFeed(tx, stamp, actor.id));
    return done(
      paths.accountCalendar(),
      ended ? "The address of your calendar no longer works" : "You had no address that works",
    );
  }
  const secret = makeToken();
  await transact(db, (tx) => makeCalendarFeed(tx, stamp, actor.id, digestOf(secret)));
  // Shown in this answer and nowhere again: its digest alone is kept.
  return data({ address: `${new URL(request.url).origin}${paths.calendar(secret)}` });
});

export default function CalendarAddress() {
  const { made, read } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const address = answer && "address" in answer ? answer.address : null;
  const form = useGovForm({});
  return (
    <>
      <BackLink to={paths.account()}>Your account</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title="Your calendar"
            lead="See your dates in Outlook, Google Calendar or on your phone: audits and moderation due, panel meetings, actions, and what you lead in the programme. No case and no child is in it."
          />
          {address ? (
            <>
              <h2 className="govuk-heading-m">Subscribe to this address</h2>
              <p className="govuk-body">
                <code className="los-code">{address}</code>
              </p>
              <WarningText>
                It is not shown again. Whoever has it sees your dates: give it to nobody.
              </WarningText>
            </>
          ) : (
            <p className="govuk-body">
              {made
                ? `You made an address on ${made}. It was ${read ? `last read on ${read}` : "not read yet"}.`
                : "You have no address yet."}
            </p>
          )}
          <GovFormBody form={form}>
            <ButtonGroup>
              <Button name="intent" value="make" variant={address ? "secondary" : "primary"}>
                {made || address ? "Make a new address, and end this one" : "Make an address"}
              </Button>
              {made || address ? (
                <Button name="intent" value="end" variant="warning">
                  End the address
                </Button>
              ) : null}
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}

import { useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { guarded, noRecord } from "~/server/guard.server";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { listStandingIn } from "~db/people/deputy-terms.server";
import { findDeputyPage, keepDeputies } from "./deputies.server";
import { DeputyForm, DeputyList, WhatIsLent } from "./deputy-parts";

export const meta = () => [{ title: "Your deputy - Line of Sight" }];

export const loader = guarded("account.keep", noRecord, async (guard) => ({
  ...(await findDeputyPage(guard, guard.actor.id)),
  standingIn: (await listStandingIn(guard.db, guard.actor.id, guard.today)).map((term) => ({
    id: term.id,
    words: `${term.personName}, from ${formatDate(term.fromOn)} to ${formatDate(term.toOn)}`,
  })),
}));

export const action = guarded("account.keep", noRecord, (guard) =>
  keepDeputies(guard, guard.actor.id, paths.accountDeputies()),
);

export default function Deputies() {
  const { terms, today, people, standingIn } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <BackLink to={paths.account()} />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title="Your deputy"
            lead="Name someone to stand in for you while you are away."
          />
          <WhatIsLent whose="you" />
          <DeputyList terms={terms} today={today} />
          <DeputyForm
            key={terms.map(({ id }) => id).join()}
            people={people}
            outcome={answer && "errors" in answer ? answer : undefined}
          />
          {standingIn.length > 0 ? (
            <>
              <h2 className="govuk-heading-m">You stand in for</h2>
              <ul className="govuk-list govuk-list--bullet">
                {standingIn.map(({ id, words }) => (
                  <li key={id}>{words}</li>
                ))}
              </ul>
            </>
          ) : null}
        </TwoThirds>
      </main>
    </>
  );
}

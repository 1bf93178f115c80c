import { useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { guarded } from "~/server/guard.server";
import { personFromUrl } from "~/server/people-subjects.server";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { findDeputyPage, keepDeputies } from "./deputies.server";
import { DeputyForm, DeputyList, WhatIsLent } from "./deputy-parts";

export const meta = () => [{ title: "Deputy of a person - Line of Sight" }];

export const loader = guarded("people.manage", personFromUrl, async (guard) => ({
  person: { id: guard.subject.id, name: guard.subject.name },
  ...(await findDeputyPage(guard, guard.subject.id)),
}));

export const action = guarded("people.manage", personFromUrl, (guard) =>
  keepDeputies(guard, guard.subject.id, paths.people.deputies(guard.subject.id)),
);

export default function PersonDeputies() {
  const { person, terms, today, people } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <BackLink to={paths.people.one(person.id)}>{person.name}</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={person.name}
            title="Deputy"
            lead="For an absence that nobody could prepare: a person names their own deputy otherwise, on their account page. A second person confirms what you enter here."
          />
          <WhatIsLent whose="them" />
          <DeputyList terms={terms} today={today} />
          <DeputyForm
            key={terms.map(({ id }) => id).join()}
            people={people}
            outcome={answer && "errors" in answer ? answer : undefined}
          />
        </TwoThirds>
      </main>
    </>
  );
}

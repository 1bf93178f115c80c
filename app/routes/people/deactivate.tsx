import { useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { heldInWords } from "~/rules/people/leaving";
import { guarded } from "~/server/guard.server";
import { personFromUrl } from "~/server/people-subjects.server";
import { refuseWith } from "~/server/read-form.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Link } from "~/ui/link";
import { InsetText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { transact } from "~db/core/open.server";
import { saveActive } from "~db/operations/people/people-admin.server";
import { countHeld } from "~db/overviews/leaving.server";

export const meta = () => [{ title: "Deactivate a person - Line of Sight" }];

export const loader = guarded("people.manage", personFromUrl, async ({ db, subject, actor }) => ({
  id: subject.id,
  name: subject.name,
  held: heldInWords(await countHeld(db, subject.id, actor.id)),
}));

export const action = guarded("people.manage", personFromUrl, async (guard) => {
  const { db, stamp, subject, done } = guard;
  const here = paths.people.one(subject.id);
  if (!subject.active) return done(here, `${subject.name} is no longer active`);
  const result = await transact(db, (tx) => saveActive(tx, stamp, subject, false));
  if (result === "last") {
    return refuseWith(
      {},
      "Make someone else an administrator first: nobody else could keep people and roles",
    );
  }
  return done(here, `${subject.name} is no longer active and is signed out`);
});

export default function Deactivate() {
  const { id, name, held } = useLoaderData<typeof loader>();
  const form = useGovForm({ outcome: useActionData<typeof action>() });
  return (
    <>
      <BackLink to={paths.people.one(id)} />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading title={`Deactivate ${name}?`} />
          <p className="govuk-body">
            They are signed out at once and can’t sign in again. They are offered for no more
            audits. Everything they did stays, under their name. You can make them active again
            later.
          </p>
          {held.length > 0 ? (
            <InsetText>
              <p className="govuk-body">
                {name} holds the following. Whoever can hand it over finds it under “Needs your
                attention” until it is done:
              </p>
              <ul className="govuk-list govuk-list--bullet govuk-!-margin-bottom-0">
                {held.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            </InsetText>
          ) : null}
          <GovFormBody form={form}>
            <ButtonGroup>
              <Button variant="warning">Deactivate</Button>
              <Link to={paths.people.one(id)}>Cancel</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}

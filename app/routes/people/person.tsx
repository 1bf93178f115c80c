import { useActionData, useLoaderData } from "@remix-run/react";
import { personIntent } from "~/forms/people";
import { paths } from "~/paths";
import { isLocked } from "~/rules/people/sign-in";
import { guarded } from "~/server/guard.server";
import { personFromUrl } from "~/server/people-subjects.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { Button, ButtonGroup } from "~/ui/button";
import { History } from "~/ui/history";
import { Link } from "~/ui/link";
import { InsetText } from "~/ui/notices";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { SummaryList } from "~/ui/summary-list";
import { StateTag } from "~/ui/tags";
import { listEvents } from "~db/core/events.server";
import { transact } from "~db/core/open.server";
import { removeGrant, saveLock } from "~db/operations/people/people-admin.server";
import { listServicesWithTeams } from "~db/operations/people/teams.server";
import { meantFor, tellBundles } from "~db/overviews/access-words.server";
import { listPlaceNames, listWaitingOf } from "~db/people/access-changes.server";
import { findNewestLink } from "~db/people/password-links.server";
import { linkInWords } from "./account-words";
import { giveLink } from "./give-link.server";
import { addRole, makeActive } from "./giving.server";
import { Account } from "./person-account";
import { personEventInWords } from "./person-history";
import { Roles } from "./person-roles";

export const meta = () => [{ title: "Person - Line of Sight" }];

export const loader = guarded("people.manage", personFromUrl, async (guard) => {
  const { db, subject, context, today } = guard;
  const { access, ...person } = subject;
  const places = await listPlaceNames(db);
  const lockedUntil = person.account?.lockedUntil ?? null;
  return {
    person,
    isSelf: person.id === guard.actor.id,
    locked: isLocked(lockedUntil, context.clock.system()),
    byMail: context.mail != null,
    link: linkInWords(await findNewestLink(db, person.id), context.clock.system()),
    services: await listServicesWithTeams(db),
    waiting: (await tellBundles(guard, await listWaitingOf(db, person.id, today))).map((one) => ({
      ...one,
      who: meantFor(one),
    })),
    events: (await listEvents(db, `person:${person.id}`, 50)).map((event) => ({
      id: event.id,
      at: event.at,
      by: event.actorName,
      ...personEventInWords(event, places),
    })),
  };
});

const onlyAdministrator =
  "Make someone else an administrator first: nobody else could keep people and roles";

export const action = guarded("people.manage", personFromUrl, async (guard) => {
  const { request, db, stamp, subject, done } = guard;
  const intent = await readForm(request, personIntent);
  if (!intent.ok) return refuse(intent);
  const here = paths.people.one(subject.id);
  switch (intent.value.intent) {
    case "add-role":
      return addRole(guard);
    case "remove-role": {
      const { grantId = "" } = intent.value;
      const result = await transact(db, (tx) => removeGrant(tx, stamp, subject.id, grantId));
      if (result === "last") return refuseWith({}, onlyAdministrator);
      return done(here, "The role is removed");
    }
    case "give-link":
      return giveLink(guard);
    case "lock":
    case "unlock": {
      if (!subject.account) return refuseWith({}, "Give this person an account first");
      const lock = intent.value.intent === "lock";
      if (lock && subject.id === guard.actor.id) {
        return refuseWith({}, "Ask another administrator to lock your own account");
      }
      await transact(db, (tx) => saveLock(tx, stamp, subject.id, lock));
      return done(here, lock ? "The account is locked" : "The account is unlocked");
    }
    case "activate":
      return makeActive(guard);
  }
});

export default function Person() {
  const { person, services, waiting, events, ...account } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const shownLink = answer && "shownLink" in answer ? answer.shownLink : null;
  const outcome = answer && "errors" in answer ? answer : undefined;
  return (
    <>
      <Breadcrumbs items={[{ href: paths.people.list(), label: "People" }, { label: "Person" }]} />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          title={person.name}
          caption={person.jobTitle || undefined}
          tag={
            person.active ? undefined : (
              <StateTag colour="grey">
                {person.sameAs ? "Recorded twice" : "No longer active"}
              </StateTag>
            )
          }
        />
        {person.sameAsId ? (
          <InsetText>
            This is another record of{" "}
            <Link to={paths.people.one(person.sameAsId)}>{person.sameAs}</Link>, who has all that it
            holds. Its roles count for nothing meanwhile, and nobody signs in with it.{" "}
            <Link to={paths.people.samePerson(person.id)}>They are two people after all</Link>
          </InsetText>
        ) : null}
        <SummaryList
          rows={[
            { key: "Email address", value: person.email ?? "Not given" },
            { key: "Staff number", value: person.staffNumber ?? "Not given" },
            { key: "Team", value: person.team ?? "None" },
            { key: "Manager", value: person.manager ?? "Not given" },
            ...(person.records.length > 0
              ? [
                  {
                    key: "Also recorded as",
                    value: (
                      <ul className="govuk-list govuk-!-margin-bottom-0">
                        {person.records.map(({ id, name, staffNumber }) => (
                          <li key={id}>
                            <Link to={paths.people.one(id)}>{name}</Link>
                            {staffNumber ? `, staff number ${staffNumber}` : ""}
                          </li>
                        ))}
                      </ul>
                    ),
                  },
                ]
              : []),
          ]}
        />
        <ButtonGroup>
          <Button to={paths.people.edit(person.id)} variant="secondary" hidden={person.name}>
            Change
          </Button>
          {person.active ? (
            <Button to={paths.people.deputies(person.id)} variant="secondary">
              Name a deputy
            </Button>
          ) : null}
          {person.active ? (
            <Button to={paths.people.deactivate(person.id)} variant="secondary">
              Deactivate
            </Button>
          ) : null}
          {person.sameAsId ? null : (
            <Link to={paths.people.samePerson(person.id)}>Same person as someone else</Link>
          )}
        </ButtonGroup>
        <Roles
          grants={person.grants}
          waiting={waiting}
          services={services}
          isSelf={account.isSelf}
          active={person.active}
          outcome={outcome}
        />
        <Account {...account} person={person} shownLink={shownLink} />
        <History events={events} none="Nothing has changed since this person was first recorded." />
      </main>
    </>
  );
}

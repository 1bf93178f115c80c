import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { invitationFilters, inviteForm } from "~/forms/people";
import { paths } from "~/paths";
import { counted } from "~/rules/core/words";
import { canInvite, invitationInWords, invitationStates } from "~/rules/people/invitations";
import { guarded, noRecord } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { FilterLayout } from "~/ui/filter-layout";
import { useGovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { TextField } from "~/ui/inputs/text-field";
import { EmptyState, InsetText } from "~/ui/notices";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { Pagination } from "~/ui/pagination";
import { transact } from "~db/core/open.server";
import { inviteAll, unscopedNeverSignedIn } from "~db/people/invitations.server";
import { InviteForm } from "./invite-form";

export const meta = () => [{ title: "Who has never signed in - Line of Sight" }];

const pageSize = 25;
const stateNames = {
  "": "Everyone",
  none: "Without an account",
  workers: "Workers of open cases without an account",
  invited: "With an account",
};

export const loader = guarded("people.manage", noRecord, async ({ request, db, context }) => {
  const chosen = invitationFilters.parse(Object.fromEntries(new URL(request.url).searchParams));
  const now = context.clock.system();
  const page = { number: chosen.page, size: pageSize };
  const { count, people } = await unscopedNeverSignedIn(db, chosen, now, page);
  return {
    chosen,
    count,
    byMail: context.mail != null,
    people: people.map((person) => ({
      id: person.id,
      name: person.name,
      team: person.team,
      words: invitationInWords(person, now),
      invitable: canInvite(person),
    })),
  };
});

export const action = guarded("people.manage", noRecord, async (guard) => {
  const { request, db, stamp, context, done } = guard;
  const form = await readForm(request, inviteForm);
  if (!form.ok) return refuse(form);
  if (!context.mail) {
    return done(paths.people.invitations(), "Nobody was invited: no mail server is set up");
  }
  const count = await transact(db, (tx) => inviteAll(tx, stamp, form.value.person));
  return done(
    paths.people.invitations(),
    count === 0
      ? "Nobody was invited: they have signed in, or changed, meanwhile"
      : `${counted(count, "person is", "people are")} invited: each gets a link by email`,
  );
});

export default function Invitations() {
  const { chosen, count, people, byMail } = useLoaderData<typeof loader>();
  const { page, tick: _tick, ...query } = chosen;
  const without = (key: keyof typeof query) => paths.people.invitations({ ...query, [key]: "" });
  const inUse = [
    { key: "state" as const, label: chosen.state ? stateNames[chosen.state] : "" },
    { key: "search" as const, label: chosen.search },
  ].flatMap(({ key, label }) => (label ? [{ label, removeHref: without(key) }] : []));
  return (
    <>
      <Breadcrumbs
        items={[{ href: paths.people.list(), label: "People" }, { label: "Never signed in" }]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          title="Who has never signed in"
          lead="Messages reach only people who have an account. An invitation is a link to choose a password."
        />
        {byMail ? null : (
          <InsetText>
            No mail server is set up, so invitations can’t go out. Open a person to show a link that
            you hand to them yourself.
          </InsetText>
        )}
        <FilterLayout
          action={paths.people.invitations()}
          clearHref={paths.people.invitations()}
          chosen={inUse}
          filters={
            <>
              <Radios
                key={`state-${chosen.state}`}
                id="state"
                name="state"
                legend="Show"
                small
                options={invitationStates.map((value) => ({ value, label: stateNames[value] }))}
                defaultValue={chosen.state}
              />
              <TextField
                key={`search-${chosen.search}`}
                id="search"
                name="search"
                label="Name"
                hint="Part of a name"
                defaultValue={chosen.search}
                spellCheck={false}
              />
            </>
          }
        >
          {people.length === 0 ? (
            <EmptyState title="Nobody is on this list">
              <p className="govuk-body">Whoever is active here and fits has signed in.</p>
            </EmptyState>
          ) : (
            <Listed key={JSON.stringify(chosen)} />
          )}
          <Pagination
            page={page}
            pages={Math.ceil(count / pageSize)}
            hrefFor={(n) => paths.people.invitations({ ...query, page: String(n) })}
          />
        </FilterLayout>
      </main>
    </>
  );
}

function Listed() {
  const { chosen, count, people, byMail } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(inviteForm, entries),
    stored: {
      person: chosen.tick ? people.flatMap(({ id, invitable }) => (invitable ? id : [])) : [],
    },
    outcome: useActionData<typeof action>(),
  });
  const tickHref = chosen.tick
    ? null
    : paths.people.invitations({
        ...chosen,
        page: String(chosen.page),
        tick: "all",
      });
  return <InviteForm {...{ form, count, people, byMail, tickHref }} />;
}

import { useLoaderData } from "@remix-run/react";
import { peopleFilters } from "~/forms/people";
import { paths } from "~/paths";
import { roleNames, roles } from "~/rules/access/people";
import { counted } from "~/rules/core/words";
import { accountStandingNames } from "~/rules/people/invitations";
import { guarded, noRecord } from "~/server/guard.server";
import { Button, ButtonGroup } from "~/ui/button";
import { FilterLayout } from "~/ui/filter-layout";
import { Radios } from "~/ui/inputs/choices";
import { Select } from "~/ui/inputs/select";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { PageHeading } from "~/ui/page";
import { Pagination } from "~/ui/pagination";
import { Table } from "~/ui/table";
import { StateTag } from "~/ui/tags";
import { listTeams } from "~db/access/people.server";
import { unscopedPeople } from "~db/people/people-list.server";

export const meta = () => [{ title: "People - Line of Sight" }];

const pageSize = 25;
const stateNames = { active: "Active", inactive: "No longer active", all: "Everyone" } as const;

export const loader = guarded("people.manage", noRecord, async ({ request, db, context }) => {
  const chosen = peopleFilters.parse(Object.fromEntries(new URL(request.url).searchParams));
  const filters = { ...chosen, teamId: chosen.team };
  return {
    chosen,
    ...(await unscopedPeople(db, filters, chosen.page, pageSize, context.clock.system())),
    teams: (await listTeams(db)).map(({ id, name }) => ({ id, name })),
  };
});

export default function People() {
  const { chosen, count, people, teams } = useLoaderData<typeof loader>();
  const { page, state, ...picked } = chosen;
  const query = { ...picked, state: state === "active" ? "" : state };
  const without = (key: keyof typeof query) => paths.people.list({ ...query, [key]: "" });
  const inUse = [
    { key: "search" as const, label: chosen.search ? `Search: ${chosen.search}` : "" },
    { key: "role" as const, label: chosen.role ? roleNames[chosen.role] : "" },
    { key: "team" as const, label: teams.find(({ id }) => id === chosen.team)?.name },
    { key: "state" as const, label: state === "active" ? "" : stateNames[state] },
  ].flatMap(({ key, label }) => (label ? [{ label, removeHref: without(key) }] : []));
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <PageHeading title="People" lead="Staff, their roles and who can sign in." />
      <ButtonGroup>
        <Button to={paths.people.add()}>Add a person</Button>
        <Link to={paths.people.import()}>Import staff</Link>
        <Link to={paths.people.teams()}>Services and teams</Link>
        <Link to={paths.people.invitations()}>Who has never signed in</Link>
        <Link to={paths.people.numbers()}>Staff numbers that are nearly the same</Link>
        <Link to={paths.people.recordedTwice()}>Who may be recorded twice</Link>
        <Link to={paths.feed.allTokens()}>Tokens for Power BI or Excel</Link>
      </ButtonGroup>
      <FilterLayout
        action={paths.people.list()}
        clearHref={paths.people.list()}
        chosen={inUse}
        filters={<Filters key={JSON.stringify(chosen)} />}
      >
        {people.length === 0 ? (
          <EmptyState title="Nobody fits these filters">
            <p className="govuk-body">Take a filter away to see more people.</p>
          </EmptyState>
        ) : (
          <Table
            caption={`${counted(count, "person", "people")}`}
            rows={people}
            rowKey={(row) => row.id}
            compact
            onNarrow="lines"
            columns={[
              {
                header: "Name",
                rowHeader: true,
                cell: (row) => <Link to={paths.people.one(row.id)}>{row.name}</Link>,
              },
              { header: "Job title", cell: (row) => row.jobTitle || "Not given" },
              { header: "Team", labelled: true, cell: (row) => row.team ?? "None" },
              {
                header: "Roles",
                labelled: true,
                cell: (row) => row.roles.map((role) => roleNames[role]).join(", ") || "None",
              },
              {
                header: "Account",
                labelled: true,
                nowrap: true,
                cell: (row) =>
                  row.active ? (
                    accountStandingNames[row.account]
                  ) : (
                    <StateTag colour="grey">
                      {row.sameAs ? `Another record of ${row.sameAs}` : "No longer active"}
                    </StateTag>
                  ),
              },
            ]}
          />
        )}
        <Pagination
          page={page}
          pages={Math.ceil(count / pageSize)}
          hrefFor={(n) => paths.people.list({ ...query, page: String(n) })}
        />
      </FilterLayout>
    </main>
  );
}

function Filters() {
  const { chosen, teams } = useLoaderData<typeof loader>();
  return (
    <>
      <TextField
        id="search"
        name="search"
        label="Search"
        hint="Part of a name or email address, or a staff number"
        defaultValue={chosen.search}
        spellCheck={false}
      />
      <Select
        id="role"
        name="role"
        label="Role"
        emptyLabel="All roles"
        options={roles.map((role) => ({ value: role, label: roleNames[role] }))}
        defaultValue={chosen.role}
      />
      <Select
        id="team"
        name="team"
        label="Team"
        emptyLabel="All teams"
        options={teams.map(({ id, name }) => ({ value: id, label: name }))}
        defaultValue={chosen.team}
      />
      <Radios
        id="state"
        name="state"
        legend="Show"
        small
        options={(["active", "inactive", "all"] as const).map((value) => ({
          value,
          label: stateNames[value],
        }))}
        defaultValue={chosen.state}
      />
    </>
  );
}

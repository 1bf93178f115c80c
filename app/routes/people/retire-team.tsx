import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { retireTeamForm } from "~/forms/people";
import { paths } from "~/paths";
import { isRole, roleInSentence } from "~/rules/access/people";
import { retire, successorsOf, wideningInWords } from "~/rules/people/team-changes";
import { reachGrowsByEnd } from "~/rules/people/team-reach";
import { guarded } from "~/server/guard.server";
import { teamFromUrl } from "~/server/people-subjects.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { Select } from "~/ui/inputs/select";
import { Link } from "~/ui/link";
import { Details, InsetText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { SummaryList } from "~/ui/summary-list";
import { listTeamsToChoose } from "~db/access/people.server";
import { findGivingFacts } from "~db/operations/people/access-giving.server";
import { findTeamLoad, listTeamGrants } from "~db/operations/people/team-changes.server";
import { endTeam } from "~db/operations/people/team-giving.server";
import { listGainersByEnd } from "~db/operations/people/team-reach.server";
import { findTeam } from "~db/operations/people/teams.server";
import { tellBundles } from "~db/overviews/access-words.server";
import { listWaitingOfTeam } from "~db/people/access-changes.server";
import { onceConfirmed } from "./giving.server";
import { TeamWaits } from "./team-waits";

export const meta = () => [{ title: "Retire a team - Line of Sight" }];

export const loader = guarded("teams.manage", teamFromUrl, async (guard) => {
  const { db, subject, actor, today } = guard;
  const { team } = subject;
  const [load, grants, teams, facts, waiting] = await Promise.all([
    findTeamLoad(db, team.id),
    listTeamGrants(db, team.id),
    listTeamsToChoose(db),
    findGivingFacts(db, actor.id),
    listWaitingOfTeam(db, team.id, today),
  ]);
  const others = teams.filter(({ id }) => id !== team.id);
  const { possible, none } = successorsOf(team, others, load, ({ id }) =>
    reachGrowsByEnd(actor, team, id),
  );
  const gainers = await listGainersByEnd(
    db,
    team,
    possible.map(({ id }) => id),
    today,
  );
  return {
    team,
    waiting: await tellBundles(guard, waiting),
    isAsked: waiting.some(({ what }) => what.kind === "team-end"),
    load,
    grants: grants.map(({ id, personId, name, role }) => ({
      id,
      personId,
      words: isRole(role) ? `${name}, ${roleInSentence(role)}` : name,
    })),
    none,
    successors: possible.map(({ id, name, serviceName }) => ({
      value: id,
      label: `${name} (${serviceName})`,
      gainers: wideningInWords(gainers.get(id) ?? [], facts),
    })),
  };
});

export const action = guarded("teams.manage", teamFromUrl, async (guard) => {
  const { request, db, stamp, subject, actor, today, done } = guard;
  const { team } = subject;
  const form = await readForm(request, retireTeamForm);
  if (!form.ok) return refuse(form);
  const { version, successorId } = form.value;
  const typed = { successorId };
  const successor = await findTeam(db, successorId);
  if (!successor) return refuseWith(typed, "Choose a team from the list", "successorId");
  const verdict = retire(team, successor, await findTeamLoad(db, team.id));
  if (!verdict.ok) return refuseWith(typed, verdict.message, "successorId");
  if (reachGrowsByEnd(actor, team, successorId)) {
    return refuseWith(
      typed,
      `Ask another administrator to retire this team: your own role for ${successor.name} would reach it`,
      "successorId",
    );
  }
  const by = { ...stamp, actorId: actor.id };
  const to = { successorId, on: today };
  const saved = await save(db, (tx) => endTeam(tx, by, team, version, to));
  if (!saved.ok)
    return overtaken(
      typed,
      "Look at this page again, then retire the team: it or its successor was changed meanwhile",
    );
  const given = saved.value;
  return done(
    paths.people.teams(),
    given === "done"
      ? `${team.name} is retired, and ${successor.name} goes on`
      : `${team.name} is retired, and ${successor.name} goes on, ${onceConfirmed}`,
  );
});

/** "3, which …", and what becomes of them only where there are some. */
const some = (count: number, what: string) => (count === 0 ? "None" : `${count}, ${what}`);

export default function RetireTeam() {
  const { team, load, grants, successors, none, waiting, isAsked } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(retireTeamForm, entries),
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.people.team(team.id)}>Change {team.name}</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title={`Retire ${team.name}?`}
            lead="It ends today, and another team goes on with its work. Its reports and figures stay under its name."
          />
          <TeamWaits bundles={waiting} />
          <SummaryList
            rows={[
              { key: "People in it", value: some(load.people, "who join the other team") },
              { key: "Open cases", value: some(load.openCases, "which go to the other team") },
              {
                key: "Audits not final",
                value: some(load.openAudits, `which stay with ${team.name}, as they were drawn`),
              },
              {
                key: "Actions not finished",
                value: some(
                  load.openActions,
                  "which keep their owners; managers of the other team see them",
                ),
              },
              {
                key: "Responses not given",
                value: some(load.waitingResponses, "which managers of the other team can give too"),
              },
              {
                key: "Roles for it",
                value:
                  grants.length === 0 ? (
                    "None"
                  ) : (
                    <>
                      They stay, for {team.name} alone. Nobody gets a role for the other team by
                      this.
                      <ul className="govuk-list govuk-!-margin-top-1">
                        {grants.map(({ id, personId, words }) => (
                          <li key={id}>
                            <Link to={paths.people.one(personId)}>{words}</Link>
                          </li>
                        ))}
                      </ul>
                    </>
                  ),
              },
            ]}
          />
          {successors.some(({ gainers }) => gainers !== null) ? (
            <Details summary="Who would reach more by this">
              <ul className="govuk-list govuk-list--bullet">
                {successors.map(({ value, label, gainers }) =>
                  gainers === null ? null : (
                    <li key={value}>
                      Into {label}: {gainers}
                    </li>
                  ),
                )}
              </ul>
            </Details>
          ) : null}
          {isAsked && !form.isRefused ? (
            <p className="govuk-body">
              {team.name} ends once a second person has confirmed it. To name another team, withdraw
              that first.
            </p>
          ) : none && !form.isRefused ? (
            <InsetText>{none}</InsetText>
          ) : (
            <GovFormBody form={form} version={team.version}>
              <Select
                {...form.field("successorId")}
                label="Which team goes on with the work?"
                emptyLabel="Choose a team"
                options={successors.map(({ value, label }) => ({ value, label }))}
              />
              <Checkboxes
                {...form.list("confirmed")}
                legend="A team that has ended can’t be opened again"
                legendSize="s"
                options={[{ value: "yes", label: `${team.name} ends today` }]}
              />
              <ButtonGroup>
                <Button variant="warning">Retire the team</Button>
                <Link to={paths.people.teams()}>Cancel</Link>
              </ButtonGroup>
            </GovFormBody>
          )}
        </TwoThirds>
      </main>
    </>
  );
}

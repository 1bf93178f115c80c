import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { changeTeamForm } from "~/forms/people";
import { paths } from "~/paths";
import type { Access } from "~/rules/access/access";
import { formatDate, formatInstant } from "~/rules/core/dates";
import { changeWarnings, wideningInWords } from "~/rules/people/team-changes";
import { reachGrows } from "~/rules/people/team-reach";
import { type Guarded, guarded } from "~/server/guard.server";
import { teamFromUrl } from "~/server/people-subjects.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { Link } from "~/ui/link";
import { InsetText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { listServices } from "~db/access/people.server";
import { findLastChange } from "~db/core/versions.server";
import { findGivingFacts } from "~db/operations/people/access-giving.server";
import { findTeamLoad } from "~db/operations/people/team-changes.server";
import { changeTeam } from "~db/operations/people/team-giving.server";
import { listGainers } from "~db/operations/people/team-reach.server";
import {
  findService,
  findTeam,
  findTeamNamed,
  type TeamToKeep,
} from "~db/operations/people/teams.server";
import { tellBundles } from "~db/overviews/access-words.server";
import { listWaitingOfTeam } from "~db/people/access-changes.server";
import { onceConfirmed } from "./giving.server";
import { TeamFields, teamLabels } from "./team-fields";
import { TeamWaits } from "./team-waits";

export const meta = () => [{ title: "Change a team - Line of Sight" }];

export const loader = guarded("teams.manage", teamFromUrl, async (guard) => {
  const { db, subject, today } = guard;
  const { team } = subject;
  return {
    team,
    services: await listServices(db),
    successor: team.successorId ? ((await findTeam(db, team.successorId))?.name ?? null) : null,
    waiting: await tellBundles(guard, await listWaitingOfTeam(db, team.id, today)),
  };
});

export const action = guarded("teams.manage", teamFromUrl, async (guard) => {
  const { request, db, stamp, subject, actor, done } = guard;
  const form = await readForm(request, changeTeamForm);
  if (!form.ok) return refuse(form);
  const { version, confirmed, ...facts } = form.value;
  const typed = { ...facts, holdsCases: facts.holdsCases ? "yes" : "", confirmed: "" };
  if (subject.team.retiredOn !== null) {
    return refuseWith(typed, "Go back to the teams: this one is retired and stays as it is");
  }
  const taken = await findTeamNamed(db, facts.name, subject.team.id);
  if (taken) return refuseWith(typed, `Enter another name: ${taken} exists`, "name");
  if (!(await findService(db, facts.serviceId))) {
    return refuseWith(typed, "Choose a service", "serviceId");
  }
  const { id: teamId, serviceId: fromServiceId } = subject.team;
  if (reachGrows(actor, { teamId, fromServiceId, toServiceId: facts.serviceId })) {
    return refuseWith(
      typed,
      "Ask another administrator to move this team: your own role would reach it",
      "serviceId",
    );
  }
  const stale = version !== subject.team.version;
  const warnings = confirmed || stale ? [] : await warningsOf(guard, facts);
  if (warnings.length > 0) {
    return refuseWith(typed, `Tick to confirm: ${warnings.join("; ")}`, "confirmed");
  }
  const saved = await save(db, (tx) =>
    changeTeam(tx, { ...stamp, actorId: actor.id }, subject.team, version, facts),
  );
  if (!saved.ok) {
    const now = (await findTeam(db, subject.team.id)) ?? subject.team;
    const { by, at } = await findLastChange(db, saved.stream, actor.id);
    const theirs = {
      name: now.name,
      serviceId: (await findService(db, now.serviceId))?.name ?? "",
      holdsCases: now.holdsCases ? "Holds cases" : "Holds no cases",
    };
    const when = at ? `on ${formatInstant(new Date(at))}` : "";
    return refuse({ errors: {}, typed, conflict: { by, at: when, version: now.version, theirs } });
  }
  const given = saved.value;
  return done(
    paths.people.teams(),
    given === "done"
      ? `The team ${facts.name} is changed`
      : `The team ${facts.name} is changed; it moves to the other service ${onceConfirmed}`,
  );
});

/** What the change would hide from people who see it today, and who would see more. */
async function warningsOf(
  { db, subject, actor, today }: Guarded<{ team: TeamToKeep; access: Access }>,
  after: { serviceId: string; holdsCases: boolean },
): Promise<string[]> {
  const nameOf = async (id: string) => (await findService(db, id))?.name ?? "";
  const names = {
    from: await nameOf(subject.team.serviceId),
    to: await nameOf(after.serviceId),
  };
  const { id: teamId, serviceId: fromServiceId } = subject.team;
  const move = { teamId, fromServiceId, toServiceId: after.serviceId };
  const facts = await findGivingFacts(db, actor.id);
  const gainers = wideningInWords(await listGainers(db, move, today), facts);
  const load = await findTeamLoad(db, teamId);
  const warnings = changeWarnings(subject.team, after, load, names);
  return gainers === null ? warnings : [...warnings, gainers];
}

export default function Team() {
  const { team, services, successor, waiting } = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  const form = useGovForm({
    check: (entries) => parseForm(changeTeamForm, entries),
    stored: { ...team, holdsCases: team.holdsCases ? "yes" : "" },
    outcome,
  });
  const warning = outcome?.errors.confirmed;
  if (team.retiredOn !== null) {
    return (
      <>
        <BackLink to={paths.people.teams()}>Services and teams</BackLink>
        <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
          <PageHeading title={team.name} />
          <InsetText>
            This team ended on {formatDate(team.retiredOn)}
            {successor ? `, and ${successor} goes on with its work` : ""}. Its reports and figures
            stay.
          </InsetText>
        </main>
      </>
    );
  }
  return (
    <>
      <BackLink to={paths.people.teams()}>Services and teams</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title="Change a team"
            caption={team.name}
            lead="Audits and figures of the past stay with the service they were made in."
          />
          <TeamWaits bundles={waiting} />
          <GovFormBody form={form} version={team.version} labels={teamLabels}>
            <TeamFields form={form} services={services} />
            {warning ? (
              <Checkboxes
                {...form.list("confirmed")}
                legend="This change moves what people can see"
                legendSize="s"
                options={[{ value: "yes", label: "I have read this, and want to change it" }]}
              />
            ) : null}
            <ButtonGroup>
              <Button>Save</Button>
              <Link to={paths.people.retireTeam(team.id)}>Retire this team</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}

import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { changeTeamForm } from "~/forms/people";
import { paths } from "~/paths";
import { reachGrows } from "~/rules/access-changes";
import { formatInstant } from "~/rules/dates";
import { guarded } from "~/server/guard.server";
import { teamFromUrl } from "~/server/people-subjects.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { Button } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { transact } from "~db/open.server";
import { listServices } from "~db/people.server";
import { findService, findTeam, findTeamNamed, saveTeam } from "~db/teams.server";
import { Conflict, findLastChange } from "~db/versions.server";
import { TeamFields, teamLabels } from "./team-fields";

export const meta = () => [{ title: "Change a team - Line of Sight" }];

export const loader = guarded("teams.manage", teamFromUrl, async ({ db, subject }) => ({
  team: subject.team,
  services: await listServices(db),
}));

export const action = guarded("teams.manage", teamFromUrl, async (guard) => {
  const { request, db, stamp, subject, actor, done } = guard;
  const form = await readForm(request, changeTeamForm);
  if (!form.ok) return refuse(form);
  const { version, ...facts } = form.value;
  const typed = { ...facts, holdsCases: facts.holdsCases ? "yes" : "" };
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
  try {
    await transact(db, (tx) => saveTeam(tx, stamp, subject.team, version, facts));
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    const now = (await findTeam(db, subject.team.id)) ?? subject.team;
    const { by, at } = await findLastChange(db, error.stream);
    const theirs = {
      name: now.name,
      serviceId: (await findService(db, now.serviceId))?.name ?? "",
      holdsCases: now.holdsCases ? "Holds cases" : "Holds no cases",
    };
    const when = at ? `on ${formatInstant(new Date(at))}` : "";
    return refuse({ errors: {}, typed, conflict: { by, at: when, version: now.version, theirs } });
  }
  return done(paths.people.teams(), `The team ${facts.name} is changed`);
});

export default function Team() {
  const { team, services } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(changeTeamForm, entries),
    stored: { ...team, holdsCases: team.holdsCases ? "yes" : "" },
    outcome: useActionData<typeof action>(),
  });
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
          <GovFormBody form={form} version={team.version} labels={teamLabels}>
            <TeamFields form={form} services={services} />
            <Button>Save</Button>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}

import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { teamRequestForm } from "~/forms/team-requests";
import { paths } from "~/paths";
import { dateInLondon, formatDate } from "~/rules/core/dates";
import { type Find, type Guarded, guarded } from "~/server/guard.server";
import { lookAfterImports } from "~/server/import-watch.server";
import { forAMoment } from "~/server/import-work.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { attemptToTake, overtaken } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { type GovForm, GovFormBody, useGovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { Select } from "~/ui/inputs/select";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { listServices, listTeamsToChoose } from "~db/access/people.server";
import { transact } from "~db/core/open.server";
import { answerTeamRequest } from "~db/operations/people/team-asking.server";
import { addTeam, findTeamNamed } from "~db/operations/people/teams.server";
import {
  findTeamRequest,
  listTeamRequests,
  type TeamRequest,
} from "~db/people/team-requests.server";
import { TeamFields } from "./team-fields";

export const meta = () => [{ title: "A team that an import names - Line of Sight" }];

const requestFromUrl: Find<TeamRequest> = async ({ db, params }) =>
  params.mappingId ? findTeamRequest(db, params.mappingId) : null;

type Asked = Pick<Guarded<TeamRequest>, "db" | "subject" | "may" | "actor">;

/** Where whoever answers goes on: the next team of their own import, that import, or the teams. */
async function nextPage({ db, subject, may, actor }: Asked): Promise<string> {
  const { importId, staffImportId, askedBy } = subject;
  const own = askedBy === actor.id;
  if (!staffImportId && !(own && importId && may("caseload.import"))) return paths.people.teams();
  const [next] = await listTeamRequests(db, { importId, staffImportId });
  if (next) return paths.people.teamAsked(next.id);
  return staffImportId
    ? paths.people.importOne(staffImportId)
    : paths.caseload.importOne(importId ?? "");
}

export const loader = guarded("teams.manage", requestFromUrl, async (guard) => {
  const { db, subject } = guard;
  if (!subject.waits) throw redirect(await nextPage(guard));
  const { id, name, by, askedAt, fileName, version, staffImportId } = subject;
  const teams = await listTeamsToChoose(db);
  return {
    ...{ id, name, version },
    caption: [
      by ? `Asked for by ${by}` : "Asked for",
      ` on ${formatDate(dateInLondon(new Date(askedAt)))}`,
      fileName ? `, for the import ${fileName}` : "",
    ].join(""),
    staff: staffImportId,
    services: (await listServices(db)).map((one) => ({ id: one.id, name: one.name })),
    teams: teams.map((team) => ({
      value: team.id,
      label: `${team.name} (${team.serviceName})`,
    })),
  };
});

const changed =
  "Look at this page again: the name was answered, or a team added, since you opened it";

export const action = guarded("teams.manage", requestFromUrl, async (guard) => {
  const { request, db, subject, stamp, context, done } = guard;
  const form = await readForm(request, teamRequestForm(subject.name));
  if (!form.ok) return refuse(form);
  const { answer, version, name, serviceId, holdsCases, teamId, why } = form.value;
  const typed = { answer, name, serviceId, holdsCases: holdsCases ? "yes" : "", teamId, why };
  if (!subject.waits) return refuseWith(typed, changed);
  const asked = { id: subject.id, version };
  const saved = await attemptToTake(async () => {
    if (answer === "add") {
      const taken = await findTeamNamed(db, name);
      if (taken) return refuseWith(typed, `Enter another name: ${taken} exists`, "name");
      if (!(await listServices(db)).some(({ id }) => id === serviceId)) {
        return refuseWith(typed, "Choose a service", "serviceId");
      }
      await transact(db, async (tx) => {
        const added = await addTeam(tx, stamp, { name, serviceId, holdsCases });
        // Under the very name it was asked for, adding it has answered that already.
        const still = await findTeamRequest(tx, asked.id);
        if (still?.waits) await answerTeamRequest(tx, stamp, asked, { teamId: added });
      });
    } else if (answer === "use") {
      if (!(await listTeamsToChoose(db)).some(({ id }) => id === teamId)) {
        return refuseWith(typed, "Choose the team that is meant", "teamId");
      }
      await transact(db, (tx) => answerTeamRequest(tx, stamp, asked, { teamId }));
    } else await transact(db, (tx) => answerTeamRequest(tx, stamp, asked, { why }));
    return null;
  });
  if (!saved.ok) return overtaken(typed, changed);
  if (saved.value) return saved.value;
  // What waited for it is compared by the time someone comes back to it, if it is not long.
  await forAMoment(Promise.all(await lookAfterImports(context)));
  const told = subject.by && subject.askedBy !== guard.actor.id ? `. ${subject.by} is told` : "";
  const words = {
    add: `The team ${name} is added`,
    use: `${subject.name} is that team from now on`,
    decline: `${subject.name} is not added`,
  };
  return done(await nextPage(guard), `${words[answer]}${told}`);
});

export default function TeamAsked() {
  const data = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(teamRequestForm(data.name), entries),
    stored: { name: data.name, holdsCases: "yes" },
    outcome: useActionData<typeof action>(),
  });
  const back = data.staff ? paths.people.importOne(data.staff) : paths.people.teams();
  return (
    <>
      <BackLink to={back}>{data.staff ? "The staff list" : "Services and teams"}</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading title={`What is the team ${data.name}?`} caption={data.caption} />
          <p className="govuk-body">
            An import names this team, and there is none called that here. Your answer holds for
            every later import too.
          </p>
          <GovFormBody form={form} version={data.version}>
            <Answers form={form} />
            <ButtonGroup>
              <Button>Save and go on</Button>
              <Link to={back}>Cancel</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}

function Answers({ form }: { form: GovForm }) {
  const { services, teams } = useLoaderData<typeof loader>();
  return (
    <Radios
      {...form.field("answer")}
      legend="What to do with the name"
      legendSize="s"
      options={[
        {
          value: "add",
          label: "It is a new team: add it",
          conditional:
            services.length > 0 ? (
              <TeamFields form={form} services={services} />
            ) : (
              <p className="govuk-body">
                <Link to={paths.people.teams()}>Add a service first</Link>: a team is part of one.
              </p>
            ),
        },
        {
          value: "use",
          label: "It is a team that is here under another name",
          conditional: (
            <Select
              {...form.field("teamId")}
              label="Which team is it?"
              emptyLabel="Choose a team"
              options={teams}
            />
          ),
        },
        {
          value: "decline",
          label: "It should not be added",
          conditional: (
            <TextField
              {...form.field("why")}
              label="Why not?"
              hint="Whoever asked for it reads this, and chooses what to do with its rows."
            />
          ),
        },
      ]}
    />
  );
}

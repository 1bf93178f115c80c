import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { beginObservationForm } from "~/forms/observations";
import { paths } from "~/paths";
import { observationKindNames, observationKinds } from "~/rules/observations/observations";
import { guarded, noRecord } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { DateField } from "~/ui/inputs/date-field";
import { Select } from "~/ui/inputs/select";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { listTeamsToChoose } from "~db/access/people.server";
import { transact } from "~db/core/open.server";
import { beginObservation } from "~db/observations/observations.server";

export const meta = () => [{ title: "Write down an observation - Line of Sight" }];

export const loader = guarded("observations.observe", noRecord, async ({ db, actor, today }) => {
  const teams = await listTeamsToChoose(db);
  const own = actor.grants.find((grant) => grant.reach === "team");
  const team = own?.reach === "team" ? own.teamId : actor.teamId;
  return {
    teams: teams.map(({ id, name, serviceName }) => ({
      value: id,
      label: `${name} (${serviceName})`,
    })),
    stored: {
      observedOn: today,
      kind: "direct-practice",
      team: teams.some(({ id }) => id === team) ? team : "",
    },
  };
});

export const action = guarded("observations.observe", noRecord, async (guard) => {
  const { request, db, actor, stamp, today } = guard;
  const form = await readForm(request, beginObservationForm);
  if (!form.ok) return refuse(form);
  const { kind, observedOn, team } = form.value;
  const teams = await listTeamsToChoose(db);
  const errors = {
    ...(observedOn > today ? { observedOn: "Enter today or an earlier date" } : {}),
    ...(teams.some(({ id }) => id === team) ? {} : { team: "Choose a team" }),
  };
  if (Object.keys(errors).length > 0) return refuse({ errors, typed: form.typed });
  const id = await transact(db, (tx) =>
    beginObservation(tx, { ...stamp, actorId: actor.id }, { kind, observedOn, teamId: team }),
  );
  return redirect(paths.observations.write(id));
});

export default function BeginObservation() {
  const { teams, stored } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(beginObservationForm, entries),
    stored,
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.observations.list({ show: "mine" })}>Observations</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading title="What did you observe?" />
          <GovFormBody form={form}>
            <Radios
              {...form.field("kind")}
              legend="It was"
              options={observationKinds.map((kind) => ({
                value: kind,
                label: observationKindNames[kind],
              }))}
            />
            <Select
              {...form.field("team")}
              label="Team"
              hint="The team of whoever you observed"
              emptyLabel="Choose a team"
              options={teams}
            />
            <DateField {...form.date("observedOn")} legend="Date" hint="For example, 5 4 2024" />
            <ButtonGroup>
              <Button>Continue</Button>
              <Link to={paths.observations.list({ show: "mine" })}>Cancel</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}

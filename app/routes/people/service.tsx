import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { changeServiceForm } from "~/forms/people";
import { paths } from "~/paths";
import { formatInstant } from "~/rules/core/dates";
import { guarded } from "~/server/guard.server";
import { serviceFromUrl } from "~/server/people-subjects.server";
import { readForm, refuse } from "~/server/read-form.server";
import { save } from "~/server/save.server";
import { Button } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { TextField } from "~/ui/inputs/text-field";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { findLastChange } from "~db/core/versions.server";
import { findService, saveService } from "~db/operations/people/teams.server";

export const meta = () => [{ title: "Rename a service - Line of Sight" }];

export const loader = guarded(
  "teams.manage",
  serviceFromUrl,
  async ({ subject }) => subject.service,
);

export const action = guarded("teams.manage", serviceFromUrl, async (guard) => {
  const { request, db, stamp, subject, actor, done } = guard;
  const form = await readForm(request, changeServiceForm);
  if (!form.ok) return refuse(form);
  const { version, name } = form.value;
  const saved = await save(db, (tx) => saveService(tx, stamp, subject.service, version, name));
  if (!saved.ok) {
    const now = (await findService(db, subject.service.id)) ?? subject.service;
    const { by, at } = await findLastChange(db, saved.stream, actor.id);
    return refuse({
      errors: {},
      typed: { name },
      conflict: {
        by,
        at: at ? `on ${formatInstant(new Date(at))}` : "",
        version: now.version,
        theirs: { name: now.name },
      },
    });
  }
  return done(paths.people.teams(), `The service is now called ${name}`);
});

export default function Service() {
  const service = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(changeServiceForm, entries),
    stored: service,
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.people.teams()}>Services and teams</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading title="Rename a service" caption={service.name} />
          <GovFormBody form={form} version={service.version} labels={{ name: "Name" }}>
            <TextField {...form.field("name")} label="Name of the service" width="two-thirds" />
            <Button>Save</Button>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}

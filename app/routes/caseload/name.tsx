import { useActionData, useLoaderData } from "@remix-run/react";
import { mappingForm } from "~/forms/caseload";
import { asValue, readChoice, sameValue } from "~/forms/caseload-names";
import { paths } from "~/paths";
import { suggest } from "~/rules/imports/likeness";
import { guarded } from "~/server/guard.server";
import { mappingFromUrl } from "~/server/import-subjects.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Breadcrumbs, PageHeading, TwoThirds } from "~/ui/page";
import { listTeams } from "~db/access/people.server";
import { removeMapping, saveChoices, unscopedStaff } from "~db/caseload/mappings.server";
import { transact } from "~db/core/open.server";
import { CohortChoice, type Named, TeamChoice, WorkerChoice } from "./name-choice";

export const meta = () => [{ title: "A remembered name - Line of Sight" }];

const staffList = "staff";

export const loader = guarded("caseload.import", mappingFromUrl, async ({ db, subject, may }) => {
  const { mapping } = subject;
  const { id, kind, name, number, version, personId } = mapping;
  const teams = (await listTeams(db)).filter(({ holdsCases }) => holdsCases);
  const staff = kind === "worker" ? await unscopedStaff(db) : [];
  const alike: Named[] =
    kind === "cohort" ? [] : suggest<Named>(name, kind === "team" ? teams : staff);
  const chosen = staff.find((one) => one.id === personId);
  const offered = chosen && !alike.some((one) => one.id === chosen.id) ? [chosen, ...alike] : alike;
  return {
    ...{ id, kind, name, number, version },
    value: asValue(mapping),
    mayAdd: may("teams.manage"),
    near:
      mapping.choice === "same"
        ? [{ name: mapping.sameName ?? "", number: mapping.sameNumber ?? "" }]
        : [],
    teams: teams.map((team) => ({ id: team.id, name: team.name })),
    staff: staff.map((one) => (one.staffNumber ? `${one.name} (${one.staffNumber})` : one.name)),
    suggested: offered.map((one) => ({ id: one.id, name: one.name })),
  };
});

export const action = guarded("caseload.import", mappingFromUrl, async (guard) => {
  const { request, db, stamp, subject, done } = guard;
  const { mapping } = subject;
  const form = await readForm(request, mappingForm);
  if (!form.ok) return refuse(form);
  const { intent, version, choice, other = "" } = form.value;
  const typed = { choice, other };
  const changed = "Open this page again: the name was changed since you opened it";
  if (mapping.version !== version) return refuseWith(typed, changed);
  if (intent === "remove") {
    const saved = await save(db, (tx) => removeMapping(tx, stamp, mapping.id, version));
    if (!saved.ok) return overtaken(typed, changed);
    return done(paths.caseload.names(), `The name ${mapping.name} is forgotten`);
  }
  const near =
    mapping.choice === "same"
      ? [{ name: mapping.sameName ?? "", number: mapping.sameNumber ?? "" }]
      : [];
  const among = { teams: await listTeams(db), staff: await unscopedStaff(db), near };
  const read = readChoice(mapping.kind, choice, other, among);
  if ("problem" in read) {
    return refuseWith(typed, read.problem, choice === "other" ? "other" : "choice");
  }
  const { kind, key, name, number } = mapping;
  await transact(db, (tx) => saveChoices(tx, stamp, [{ kind, key, name, number, ...read.chosen }]));
  return done(paths.caseload.names(), `The choice for ${name} is kept`);
});

const labels = {
  team: "What this team is here",
  cohort: "Which cohort this is here",
  worker: "Who this worker is here",
} as const;
const captions = {
  team: "A team in the file",
  cohort: "A cohort in the file",
  worker: "A worker in the file",
} as const;

export default function Name() {
  const data = useLoaderData<typeof loader>();
  const { name, number, kind } = data;
  const form = useGovForm({
    stored: { choice: data.value },
    outcome: useActionData<typeof action>(),
  });
  const label = labels[kind];
  const shared = {
    form,
    place: "",
    label,
    hint: "The next import goes by it.",
    suggested: data.suggested,
  };
  return (
    <>
      <Breadcrumbs
        items={[
          { href: paths.caseload.list(), label: "Caseload" },
          { href: paths.caseload.import(), label: "Import" },
          { href: paths.caseload.names(), label: "Remembered names" },
          { label: name },
        ]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading title={number ? `${name} (${number})` : name} caption={captions[kind]} />
          <GovFormBody form={form} version={data.version}>
            {kind === "cohort" ? (
              <CohortChoice {...shared} />
            ) : kind === "team" ? (
              <TeamChoice {...shared} teams={data.teams} mayAdd={data.mayAdd} />
            ) : (
              <>
                <datalist id={staffList}>
                  {data.staff.map((one) => (
                    <option key={one} value={one} />
                  ))}
                </datalist>
                <WorkerChoice
                  {...shared}
                  near={data.near.map((one) => ({
                    value: sameValue(one),
                    label: `The same as ${one.name}`,
                  }))}
                  mayAdd
                  listId={staffList}
                />
              </>
            )}
            <ButtonGroup>
              <Button name="intent" value="save">
                Save
              </Button>
              <Button name="intent" value="remove" variant="secondary">
                Forget this name
              </Button>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}

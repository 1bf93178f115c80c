import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { namesFilters, namesForm } from "~/forms/caseload";
import { readChoice, sameValue } from "~/forms/caseload-names";
import { paths } from "~/paths";
import { type MappingKind, mappingKinds } from "~/rules/caseload/mapping";
import { guarded } from "~/server/guard.server";
import { importFromUrl } from "~/server/import-subjects.server";
import { compareRead, forAMoment, newOwner } from "~/server/import-work.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { EmptyState } from "~/ui/notices";
import { Breadcrumbs, PageHeading, SubNav, TwoThirds } from "~/ui/page";
import { Pagination } from "~/ui/pagination";
import { listTeams } from "~db/access/people.server";
import { compareAgain } from "~db/caseload/compare-again.server";
import {
  type Choice,
  countNames,
  listNames,
  saveChoices,
  unscopedStaff,
} from "~db/caseload/mappings.server";
import { listTeamRequests } from "~db/people/team-requests.server";
import { asked, likely, standing, stillToChoose } from "./import-names.server";
import { hintOf } from "./import-words";
import { CohortChoice, TeamChoice, WorkerChoice } from "./name-choice";

export const meta = () => [{ title: "Names in an import - Line of Sight" }];

const pageSize = 20;
const staffList = "staff";

export const loader = guarded("caseload.import", importFromUrl, async (guard) => {
  const { request, db, subject, may } = guard;
  const { id, fileName, state, version } = subject.import;
  if (state !== "staged") throw redirect(paths.caseload.importOne(id));
  const { kind, page } = namesFilters.parse(Object.fromEntries(new URL(request.url).searchParams));
  const counts = await countNames(db, id);
  const teams = (await listTeams(db)).filter(({ holdsCases }) => holdsCases);
  const staff = kind === "worker" ? await unscopedStaff(db) : [];
  const names = await listNames(db, id, kind, page, pageSize);
  return {
    ...{ id, fileName, version, kind, page, counts },
    mayAdd: may("teams.manage"),
    pages: Math.ceil(counts[kind].count / pageSize),
    teams: teams.map((team) => ({ id: team.id, name: team.name })),
    staff: staff.map(({ name, staffNumber }) => (staffNumber ? `${name} (${staffNumber})` : name)),
    names: names.map((name) => ({
      ...name,
      ...asked(name, likely(kind, name, { teams, staff })),
    })),
  };
});

const changed = "Open this page again: the import was changed since you opened it";

export const action = guarded("caseload.import", importFromUrl, async (guard) => {
  const { request, db, stamp, subject, context, done } = guard;
  const form = await readForm(request, namesForm);
  if (!form.ok) return refuse(form);
  const { version, key = {}, choice = {}, other = {} } = form.value;
  const found = subject.import;
  const typed = { choice, other };
  if (found.state !== "staged" || found.version !== version) return refuseWith(typed, changed);
  const { kind, page } = namesFilters.parse(Object.fromEntries(new URL(request.url).searchParams));
  const names = await listNames(db, found.id, kind, page, pageSize);
  const among = { teams: await listTeams(db), staff: await unscopedStaff(db) };
  const errors: Record<string, string> = {};
  const choices: Choice[] = [];
  for (const [place, posted] of Object.entries(key)) {
    const named = names.find((one) => one.key === posted);
    const value = choice[place] ?? "";
    if (!named) continue;
    if (value === "") {
      errors[`choice.${place}`] = stillToChoose(named);
      continue;
    }
    // What is left as it was is not chosen: a new person stays new without a word.
    if (value === standing(named, likely(kind, named, among))) continue;
    const read = readChoice(kind, value, other[place] ?? "", { ...among, near: named.near });
    if ("problem" in read) {
      errors[value === "other" ? `other.${place}` : `choice.${place}`] = read.problem;
    } else {
      const { key: its, name, number } = named;
      const asked = read.chosen.choice === "waiting" ? { askedImportId: found.id } : {};
      choices.push({ kind, key: its, name, number, ...read.chosen, ...asked });
    }
  }
  if (Object.keys(errors).length > 0) return refuse({ errors, typed });
  const importId = found.id;
  const last = Math.ceil((await countNames(db, importId))[kind].count / pageSize);
  const onward =
    page < last
      ? paths.caseload.importNames(importId, { kind, page: String(page + 1) })
      : paths.caseload.importOne(importId);
  // Whoever may add teams does so at once, and comes back to this import.
  const goOn = async () => {
    const [missing] = guard.may("teams.manage") ? await listTeamRequests(db, { importId }) : [];
    return missing && page >= last ? paths.people.teamAsked(missing.id) : onward;
  };
  if (choices.length === 0) return done(await goOn(), "Nothing was chosen differently");
  const owner = newOwner();
  const saved = await save(db, async (tx) => {
    await compareAgain(tx, stamp, { importId, version }, owner);
    await saveChoices(tx, stamp, choices);
  });
  if (!saved.ok) return overtaken(typed, changed);
  await forAMoment(compareRead(context, stamp, { importId, owner, state: "comparing" }));
  const asks = choices.some(({ choice }) => choice === "waiting") && !guard.may("teams.manage");
  return done(
    await goOn(),
    asks
      ? "The choices are kept. An administrator is asked to add the team, and you are told when it is here"
      : "The choices are kept, and the file is compared again",
  );
});

const kindNames: Record<MappingKind, string> = {
  team: "Teams",
  cohort: "Cohorts",
  worker: "Workers",
};

const titles: Record<MappingKind, string> = {
  team: "What do these team names mean?",
  cohort: "Which cohorts do these words mean?",
  worker: "Who are these workers?",
};

export default function ImportNames() {
  const data = useLoaderData<typeof loader>();
  const { id, kind, counts, names } = data;
  const here = paths.caseload.importNames(id, { kind });
  return (
    <>
      <Breadcrumbs
        items={[
          { href: paths.caseload.list(), label: "Caseload" },
          { href: paths.caseload.import(), label: "Import" },
          { href: paths.caseload.importOne(id), label: data.fileName },
          { label: "Names" },
        ]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title={titles[kind]}
            caption={data.fileName}
            lead={`Your choice is remembered for the next import.${kind === "worker" ? "" : ` Rows of a ${kind} that is not chosen can’t be imported.`}`}
          />
          <SubNav
            label="Kinds of names"
            items={mappingKinds.map((one) => ({
              href: paths.caseload.importNames(id, { kind: one }),
              label: `${kindNames[one]} (${counts[one].count.toLocaleString("en-GB")})`,
              current: one === kind,
            }))}
          />
          {names.length === 0 ? (
            <EmptyState title={`Every ${kind} is known here`}>
              <p className="govuk-body">There is nothing to choose.</p>
            </EmptyState>
          ) : (
            <NamesForm key={`${kind} ${data.page} ${data.version}`} />
          )}
          <Pagination page={data.page} pages={data.pages} hrefFor={(n) => `${here}&page=${n}`} />
        </TwoThirds>
      </main>
    </>
  );
}

function NamesForm() {
  const { id, kind, names, teams, staff, version, mayAdd } = useLoaderData<typeof loader>();
  const form = useGovForm({
    stored: { choice: Object.fromEntries(names.map(({ value }, place) => [place, value])) },
    outcome: useActionData<typeof action>(),
  });
  return (
    <GovFormBody form={form} version={version}>
      {kind === "worker" ? (
        <datalist id={staffList}>
          {staff.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      ) : null}
      {names.map((name, place) => (
        <div key={name.key}>
          <input type="hidden" name={`key.${place}`} value={name.key} readOnly />
          {kind === "cohort" ? (
            <CohortChoice form={form} place={`.${place}`} label={name.name} hint={hintOf(name)} />
          ) : kind === "team" ? (
            <TeamChoice
              form={form}
              place={`.${place}`}
              label={name.name}
              hint={hintOf(name)}
              suggested={name.suggested}
              teams={teams}
              mayAdd={mayAdd}
            />
          ) : (
            <WorkerChoice
              form={form}
              place={`.${place}`}
              label={name.number ? `${name.name || "No name"} (${name.number})` : name.name}
              hint={hintOf(name)}
              suggested={name.suggested}
              near={name.near.map((one) => ({
                value: sameValue(one),
                label: `${one.name}${one.number ? ` (${one.number})` : ""}, new in this file too: the same person`,
              }))}
              mayAdd={name.why !== "several" && name.name !== ""}
              listId={staffList}
            />
          )}
        </div>
      ))}
      <ButtonGroup>
        <Button>Save and compare again</Button>
        <Button variant="secondary" to={paths.caseload.importOne(id)}>
          Back to the import
        </Button>
      </ButtonGroup>
    </GovFormBody>
  );
}

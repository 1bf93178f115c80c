import { useActionData, useLoaderData } from "@remix-run/react";
import { recordTrainingForm, registerFilters } from "~/forms/calibration";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { counted } from "~/rules/core/words";
import { entryProblem, standingOf } from "~/rules/people/register";
import { guarded, noRecord } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes, Radios } from "~/ui/inputs/choices";
import { DateField } from "~/ui/inputs/date-field";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { holdPeople } from "~db/access/people.server";
import { transact } from "~db/core/open.server";
import { findSettings } from "~db/core/settings.server";
import { addEntry, unscopedRegister } from "~db/people/register.server";

export const meta = () => [{ title: "Record training - Line of Sight" }];

export const loader = guarded("register.keep", noRecord, async ({ db, request, today }) => {
  const asked = new URL(request.url).searchParams;
  const { show } = registerFilters.parse(Object.fromEntries(asked));
  const { "register.refresh-months": months } = await findSettings(db);
  const one = asked.get("person");
  return {
    one,
    people: (await unscopedRegister(db))
      .filter(({ id, entries }) =>
        one ? id === one : show === "all" || standingOf(entries, { today, months }).state === show,
      )
      .map(({ id, name, jobTitle }) => ({ id, label: jobTitle ? `${name}, ${jobTitle}` : name })),
  };
});

export const action = guarded("register.keep", noRecord, async (guard) => {
  const { request, db, today, stamp, done } = guard;
  const form = await readForm(request, recordTrainingForm);
  if (!form.ok) return refuse(form);
  const { people, ...entry } = form.value;
  const problem = entryProblem(entry, today);
  if (problem) return refuseWith(form.typed, problem, "onDate");
  const known = new Set((await unscopedRegister(db)).map(({ id }) => id));
  if (people.some((id) => !known.has(id)))
    return refuseWith(form.typed, "Choose people who audit or moderate at present", "people");
  const chosen = [...new Set(people)];
  await transact(db, async (tx) => {
    // So that the same, sent at the same instant, finds what was entered.
    await holdPeople(tx, chosen);
    for (const personId of chosen)
      await addEntry(tx, stamp, { ...entry, personId, calibrationId: null });
  });
  return done(paths.register.list(), `Recorded for ${counted(chosen.length, "person", "people")}`);
});

export default function RecordTraining() {
  const { one, people } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(recordTrainingForm, entries),
    stored: { people: one ? [one] : [] },
    outcome: useActionData<typeof action>(),
  });
  const back = one ? paths.register.one(one) : paths.register.list();
  return (
    <>
      <BackLink to={back} />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading title="Record training" />
          <GovFormBody form={form}>
            <Radios
              {...form.field("kind")}
              legend="What was it?"
              legendSize="s"
              options={[
                {
                  value: "trained",
                  label: "Training to audit or moderate",
                  hint: "From then on they are not new, and their first audit is not certain to be moderated",
                },
                { value: "refreshed", label: "A refresher" },
                {
                  value: "calibrated",
                  label: "A calibration held elsewhere",
                  hint: "A calibration held here is entered by itself",
                },
              ]}
            />
            <DateField
              {...form.date("onDate")}
              legend="When was it?"
              legendSize="s"
              hint="Leave it empty only for a training of long ago whose date nobody kept"
            />
            <div className="los-raters">
              <Checkboxes
                {...form.list("people")}
                legend="Who took part?"
                legendSize="s"
                small
                options={people.map(({ id, label }) => ({ value: id, label }))}
              />
            </div>
            <TextField
              {...form.field("note")}
              label="Note (optional)"
              hint="What it was about, or where the record of it is"
            />
            <ButtonGroup>
              <Button>Record it</Button>
              <Link to={back}>Cancel</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}

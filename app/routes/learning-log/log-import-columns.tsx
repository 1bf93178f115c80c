import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { logColumnsForm } from "~/forms/log-import";
import { paths } from "~/paths";
import { actionStatusNames } from "~/rules/learning-log/learning-log";
import {
  logFieldNames,
  logFields,
  logImportStatuses,
  mostLogWords,
} from "~/rules/learning-log/log-import";
import { guarded, refusal } from "~/server/guard.server";
import { logImportFromUrl } from "~/server/learning-subjects.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { Select } from "~/ui/inputs/select";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { InsetText } from "~/ui/notices";
import { BackLink, PageHeading } from "~/ui/page";
import type { LogImport } from "~db/learning-log/log-imports.server";
import { saveLogMapping } from "~db/learning-log/log-imports.server";
import { choicesOf, chooseMapping } from "./log-import.server";

export const meta = () => [{ title: "What the columns mean - Learning log - Line of Sight" }];

function refuseSettled({ state }: LogImport) {
  if (state !== "read")
    throw refusal(409, {
      title: "This file was dealt with",
      because: "It was imported or discarded. Read it again to choose anew.",
    });
}

export const loader = guarded("learning-log.import", logImportFromUrl, async ({ db, subject }) => {
  refuseSettled(subject);
  return {
    ...(await choicesOf(db, subject)),
    id: subject.id,
    caption: `${subject.fileName}, ${subject.lines.length.toLocaleString("en-GB")} lines`,
    notes: subject.notes,
    version: subject.version,
  };
});

export const action = guarded("learning-log.import", logImportFromUrl, async (guard) => {
  const { request, db, subject, stamp, done } = guard;
  refuseSettled(subject);
  const form = await readForm(request, logColumnsForm);
  if (!form.ok) return refuse(form);
  const chosen = await chooseMapping(db, subject, form.value);
  if (!chosen.ok) return refuse({ errors: chosen.errors, typed: form.typed });
  const { version } = form.value;
  const saved = await save(db, (tx) =>
    saveLogMapping(tx, stamp, { id: subject.id, version }, chosen.mapping),
  );
  if (!saved.ok)
    return overtaken(form.typed, "Read it again: someone else changed this, or has dealt with it");
  return chosen.asksAgain
    ? done(paths.log.importColumns(subject.id), "Say now what the words in the new column mean")
    : done(paths.log.importOne(subject.id), "This is what would come of each line");
});

export default function LogImportColumns() {
  const page = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(logColumnsForm, entries),
    stored: page.stored,
    outcome: useActionData<typeof action>(),
  });
  const times = (count: number) => (count === 1 ? "once" : `${count} times`);
  return (
    <>
      <BackLink to={paths.log.import()}>Bring an earlier log</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          caption={page.caption}
          title="What do its columns mean?"
          lead="What is likely is chosen. Columns that you choose for nothing are not read."
        />
        {page.notes.map((note) => (
          <InsetText key={note}>{note}.</InsetText>
        ))}
        <GovFormBody form={form} version={page.version}>
          <div className="los-mapping">
            {logFields.map((field) => (
              <Select
                key={field}
                {...form.field(`columns.${field}`)}
                label={logFieldNames[field]}
                emptyLabel="No column"
                options={page.columns}
              />
            ))}
          </div>
          <Radios
            {...form.field("order")}
            legend="How are dates written?"
            legendSize="s"
            small
            inline
            options={[
              { value: "day", label: "Day first: 31/03/2024" },
              { value: "month", label: "Month first: 03/31/2024" },
            ]}
          />
          {page.tooMany.map((name) => (
            <InsetText key={name}>
              The column chosen for {name} holds more than {mostLogWords} different words: look
              whether it is the right one. What is not known stays as it is written.
            </InsetText>
          ))}
          {page.statuses.length > 0 ? (
            <fieldset className="govuk-fieldset govuk-!-margin-bottom-6">
              <legend className="govuk-fieldset__legend govuk-fieldset__legend--m">
                What its states mean
              </legend>
              <p className="govuk-hint">
                Completed actions wait here for someone to verify them. Choose “Impact verified” for
                those your council has looked at.
              </p>
              <div className="los-mapping">
                {page.statuses.map(({ word, count }, n) => (
                  <Select
                    key={word}
                    {...form.field(`statuses.${n}`)}
                    label={`“${word}”, ${times(count)}`}
                    emptyLabel="Open, unless it has a date of completion"
                    options={logImportStatuses.map((value) => ({
                      value,
                      label: actionStatusNames[value],
                    }))}
                  />
                ))}
              </div>
            </fieldset>
          ) : null}
          {page.places.length > 0 ? (
            <fieldset className="govuk-fieldset govuk-!-margin-bottom-6">
              <legend className="govuk-fieldset__legend govuk-fieldset__legend--m">
                Its teams and services
              </legend>
              <div className="los-mapping">
                {page.places.map(({ word, count }, n) => (
                  <Select
                    key={word}
                    {...form.field(`places.${n}`)}
                    label={`“${word}”, ${times(count)}`}
                    emptyLabel="The whole council"
                    options={page.placeOptions}
                  />
                ))}
              </div>
            </fieldset>
          ) : null}
          {page.owners.length > 0 ? (
            <fieldset className="govuk-fieldset govuk-!-margin-bottom-6">
              <legend className="govuk-fieldset__legend govuk-fieldset__legend--m">
                Its owners
              </legend>
              <p className="govuk-hint">
                Type the name or email address of someone who is here. Left empty, the name stays as
                it is written, and nobody is reminded.
              </p>
              <div className="los-mapping">
                {page.owners.map(({ word, count }, n) => (
                  <TextField
                    key={word}
                    {...form.field(`owners.${n}`)}
                    label={`“${word}”, ${times(count)}`}
                    listId="people-here"
                    autoComplete="off"
                    spellCheck={false}
                  />
                ))}
              </div>
              <datalist id="people-here">
                {page.people.map((name) => (
                  <option key={name} value={name} />
                ))}
              </datalist>
            </fieldset>
          ) : null}
          <ButtonGroup>
            <Button>See what would come</Button>
            <Link to={paths.log.import()}>Cancel</Link>
          </ButtonGroup>
        </GovFormBody>
      </main>
    </>
  );
}

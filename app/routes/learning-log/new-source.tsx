import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { sourceForm } from "~/forms/learning";
import { paths } from "~/paths";
import {
  enteredSources,
  learningSourceAsks,
  learningSourceNames,
} from "~/rules/learning-log/learning";
import { guarded, noRecord } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { writtenAt, writtenSoFar } from "~/server/written.server";
import { useWrittenForm, WrittenBody } from "~/ui/autosave/written-form";
import { Button, ButtonGroup } from "~/ui/button";
import { Radios } from "~/ui/inputs/choices";
import { DateField } from "~/ui/inputs/date-field";
import { Select } from "~/ui/inputs/select";
import { TextArea } from "~/ui/inputs/text-area";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { transact } from "~db/core/open.server";
import { forgetWritten } from "~db/core/written.server";
import { addSource } from "~db/learning-log/learning-deeds.server";
import { listPlaces } from "./placing.server";
import { placingIn } from "./words.server";

export const meta = () => [{ title: "Enter what was said - Learning log - Line of Sight" }];

export const loader = guarded("learning-log.add-source", noRecord, async (guard) => {
  const { request, db, actor } = guard;
  const asked = new URL(request.url).searchParams.get("kind");
  const { areas, themes } = await placingIn(db);
  return {
    written: await writtenSoFar(guard, writtenAt(guard, "learning-source", "new"), {
      url: paths.written(paths.learning.addSource()),
    }),
    kind: enteredSources.find((kind) => kind === asked) ?? null,
    places: (await listPlaces(db, actor)).map(({ value, label }) => ({ value, label })),
    areas,
    themes,
  };
});

export const action = guarded("learning-log.add-source", noRecord, async (guard) => {
  const { request, db, actor, stamp, today, done } = guard;
  const form = await readForm(request, sourceForm);
  if (!form.ok) return refuse(form);
  const { place: placeValue, area, theme, ...said } = form.value;
  const { wrong } = await placingIn(db);
  const place = (await listPlaces(db, actor)).find(({ value }) => value === placeValue);
  const errors = {
    ...wrong({ area, theme }),
    ...(place ? {} : { place: "Select whom it is about from the list" }),
    ...(said.saidOn > today ? { saidOn: "Enter a date that is not in the future" } : {}),
  };
  if (!place || Object.keys(errors).length > 0) return refuse({ errors, typed: form.typed });
  const id = await transact(db, async (tx) => {
    await forgetWritten(tx, writtenAt(guard, "learning-source", "new"));
    return addSource(tx, stamp, {
      ...said,
      area: area || null,
      theme: theme || null,
      teamId: place.teamId,
      serviceId: place.serviceId,
    });
  });
  return done(paths.learning.source(id), "It is entered");
});

export default function NewSource() {
  const { written, kind, places, areas, themes } = useLoaderData<typeof loader>();
  const form = useWrittenForm({
    written,
    check: (entries) => parseForm(sourceForm, entries),
    stored: {
      kind: kind ?? undefined,
      place: places.length === 1 ? places[0]?.value : undefined,
    },
    outcome: useActionData<typeof action>(),
  });
  const asks = kind ? learningSourceAsks[kind] : null;
  return (
    <>
      <BackLink to={paths.learning.list()}>What we learnt</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title="Enter what was said"
            lead="For learning from outside audits. It is then filed with what audits found of the same."
          />
          <WrittenBody form={form}>
            <Radios
              {...form.field("kind")}
              legend="Where does it come from?"
              legendSize="m"
              small
              options={enteredSources.map((value) => ({
                value,
                label: learningSourceNames[value],
              }))}
            />
            <TextArea
              {...form.field("says")}
              label={asks?.says ?? "What does it say?"}
              labelSize="m"
              hint="In a few sentences. Name no child or family."
              rows={4}
            />
            <DateField {...form.date("saidOn")} legend="Date" hint="Like 31 3 2024" />
            <TextField
              {...form.field("sourceReference")}
              label="What it is called (optional)"
              hint={asks?.reference ?? "Its number or title, so that it can be found again"}
            />
            <Select
              {...form.field("place")}
              label="Whom is it about?"
              emptyLabel="Choose"
              options={places}
            />
            <Select
              {...form.field("theme")}
              label="Theme (optional)"
              emptyLabel="None"
              options={themes}
            />
            <Select
              {...form.field("area")}
              label="Practice area (optional)"
              emptyLabel="None"
              options={areas}
            />
            <ButtonGroup>
              <Button>Enter it</Button>
              <Link to={paths.learning.list()}>Cancel</Link>
            </ButtonGroup>
          </WrittenBody>
        </TwoThirds>
      </main>
    </>
  );
}

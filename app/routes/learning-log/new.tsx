import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { addActionForm } from "~/forms/learning-log";
import { paths } from "~/paths";
import { actionLevelNames, actionLevels, actionReference } from "~/rules/learning-log/learning-log";
import { guarded, noRecord } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { writtenAt, writtenSoFar } from "~/server/written.server";
import { useWrittenForm, WrittenBody } from "~/ui/autosave/written-form";
import { Button, ButtonGroup } from "~/ui/button";
import { Radios } from "~/ui/inputs/choices";
import { DateField, MonthField } from "~/ui/inputs/date-field";
import { Select } from "~/ui/inputs/select";
import { TextArea } from "~/ui/inputs/text-area";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { InsetText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { listVocabulary } from "~db/core/vocabulary.server";
import { forgetWritten } from "~db/core/written.server";
import { findReference } from "~db/learning-log/action-record.server";
import { listPossibleOwners } from "~db/learning-log/action-work.server";
import { addAction } from "~db/learning-log/actions.server";
import { linkAction } from "~db/learning-log/learning-actions.server";
import { exerciseOf, learningOf, listPlaces, presetOf, reachOf, sourceOf } from "./placing.server";

export const meta = () => [{ title: "Add an action - Learning log - Line of Sight" }];

export const loader = guarded("learning-log.add", noRecord, async (guard) => {
  const { request, db, actor, today } = guard;
  const exercise = await exerciseOf(request, db, actor);
  const { areas, themes } = await listVocabulary(db);
  const places = await listPlaces(db, actor);
  const options = (names: typeof areas) =>
    names.map(({ code, name }) => ({ value: code, label: name }));
  return {
    written: await writtenSoFar(guard, writtenAt(guard, "action", "new"), {
      url: paths.written(paths.log.add()),
    }),
    exercise: exercise ? { id: exercise.id, title: exercise.title } : null,
    theme: await presetOf(guard),
    places: places.map(({ value, label }) => ({ value, label })),
    owners: (await listPossibleOwners(db, reachOf(actor))).map(({ id, name, jobTitle }) => ({
      value: id,
      label: jobTitle ? `${name}, ${jobTitle}` : name,
    })),
    areas: options(areas),
    themes: options(themes),
    thisYear: Number(today.slice(0, 4)),
  };
});

export const action = guarded("learning-log.add", noRecord, async (guard) => {
  const { request, db, actor, stamp, done } = guard;
  const exercise = await exerciseOf(request, db, actor);
  const learning = await learningOf(guard);
  const form = await readForm(request, addActionForm);
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  const { place: placeValue, owner, area, theme, ...fields } = form.value;
  const place = (await listPlaces(db, actor)).find(({ value }) => value === placeValue);
  const owners = await listPossibleOwners(db, reachOf(actor));
  const { areas, themes } = await listVocabulary(db);
  const known = (names: typeof areas, code: string) =>
    code === "" || names.some((named) => named.code === code);
  const errors = {
    ...(place ? {} : { place: "Select whose action it is from the list" }),
    ...(owner === "" || owners.some(({ id }) => id === owner)
      ? {}
      : { owner: "Select an owner from the list" }),
    ...(known(areas, area) ? {} : { area: "Select a practice area from the list" }),
    ...(known(themes, theme) ? {} : { theme: "Select a theme from the list" }),
  };
  if (!place || Object.keys(errors).length > 0) {
    return refuse({ errors, typed: form.typed });
  }
  const saved = await save(db, async (tx) => {
    await forgetWritten(tx, writtenAt(guard, "action", "new"));
    const id = await addAction(tx, stamp, {
      ...fields,
      area: area || null,
      theme: theme || null,
      ownerId: owner || null,
      teamId: place.teamId,
      serviceId: place.serviceId,
      source: sourceOf(exercise?.kind),
      exerciseId: exercise?.id ?? null,
      auditId: null,
      responseId: null,
      findingId: null,
    });
    if (learning)
      await linkAction(tx, stamp, learning.id, { id, reference: await findReference(tx, id) });
    return id;
  });
  if (!saved.ok)
    return overtaken(form.typed, "Send it again: what was learnt was merged into something else");
  const reference = await findReference(db, saved.value);
  return done(
    paths.log.one(saved.value),
    `Action ${actionReference(reference)} is in the learning log`,
  );
});

export default function NewAction() {
  const data = useLoaderData<typeof loader>();
  const form = useWrittenForm({
    written: data.written,
    check: (entries) => parseForm(addActionForm, entries),
    stored: { ...data.theme, place: data.places.length === 1 ? data.places[0]?.value : undefined },
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.log.list()}>Learning log</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title="Add an action"
            lead="For learning that did not come with an audit: a complaint, a practice review, what children told you, an inspection, the figures."
          />
          {data.exercise ? (
            <InsetText>
              From <Link to={paths.exercises.one(data.exercise.id)}>{data.exercise.title}</Link>
            </InsetText>
          ) : null}
          <WrittenBody form={form}>
            <TextArea
              {...form.field("what")}
              label="What is to be done?"
              labelSize="m"
              hint="One action, said so that anyone can tell when it is done. Name no child."
              rows={3}
            />
            <TextArea
              {...form.field("why")}
              label="Why?"
              labelSize="m"
              hint="What was learnt, and where it comes from"
              rows={4}
            />
            <TextArea
              {...form.field("successMeasure")}
              label="How will you know that it worked?"
              labelSize="m"
              rows={3}
            />
            <Radios
              {...form.field("level")}
              legend="Level"
              legendSize="m"
              options={actionLevels.map((level) => ({
                value: level,
                label: actionLevelNames[level],
                hint: levelHints[level],
              }))}
            />
            <Select
              {...form.field("place")}
              label="Whose action is it?"
              emptyLabel="Choose"
              options={data.places}
            />
            <Select
              {...form.field("owner")}
              label="Owner"
              hint="Who will see to it that it is done"
              emptyLabel="Nobody by name yet"
              options={data.owners}
            />
            <TextField
              {...form.field("ownerRole")}
              label="Or the role that owns it"
              hint="When no person is named yet, like “Service manager”"
              width="two-thirds"
            />
            <Select
              {...form.field("area")}
              label="Practice area (optional)"
              emptyLabel="None"
              options={data.areas}
            />
            <Select
              {...form.field("theme")}
              label="Theme (optional)"
              emptyLabel="None"
              options={data.themes}
            />
            <Radios
              {...form.field("due")}
              legend="When is it due?"
              legendSize="m"
              options={[
                {
                  value: "day",
                  label: "On a date",
                  conditional: (
                    <DateField {...form.date("dueDay")} legend="Due date" hint="Like 31 5 2024" />
                  ),
                },
                {
                  value: "month",
                  label: "By the end of a month",
                  conditional: (
                    <MonthField
                      {...form.month("dueMonth")}
                      legend="Month"
                      years={[data.thisYear, data.thisYear + 1, data.thisYear + 2]}
                    />
                  ),
                },
                { value: "none", label: "No date yet" },
              ]}
            />
            <ButtonGroup>
              <Button>Add the action</Button>
              <Link to={paths.log.list()}>Cancel</Link>
            </ButtonGroup>
          </WrittenBody>
        </TwoThirds>
      </main>
    </>
  );
}

const levelHints: Record<(typeof actionLevels)[number], string> = {
  child: "For one child; only those who work with the case read what it says",
  team: "For one team’s practice",
  service: "For all teams of a service",
  strategic: "For the council or its partners",
};

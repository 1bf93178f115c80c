import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { makeYearForm, rhythmForm } from "~/forms/programme";
import { paths } from "~/paths";
import { formatMonth, monthOf } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { type ExerciseKind, exerciseKindNames, exerciseKinds } from "~/rules/exercises/exercises";
import {
  asYearStart,
  yearName,
  yearOf,
  yearStartNames,
  yearStarts,
} from "~/rules/exercises/programme-year";
import { readRhythm, type Slot, stepNames, steps } from "~/rules/exercises/rhythm";
import { guarded, noRecord } from "~/server/guard.server";
import { readForm, readIntent, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, saveUnlessTaken } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { type GovForm, GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes, Radios } from "~/ui/inputs/choices";
import { Select } from "~/ui/inputs/select";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { BackLink, PageHeading } from "~/ui/page";
import { Table } from "~/ui/table";
import { listServices } from "~db/access/people.server";
import { transact } from "~db/core/open.server";
import { findSettings, saveSetting } from "~db/core/settings.server";
import { addPlanned } from "~db/exercises/planned.server";
import { findMissing, plannedOf } from "./rhythm.server";

export const meta = () => [{ title: "The rhythm of the year - Line of Sight" }];

export const loader = guarded("programme.make", noRecord, async (guard) => {
  const { db, request, scope, today } = guard;
  const settings = await findSettings(db);
  const start = asYearStart(settings["programme.year-starts"]);
  const rhythm = readRhythm(settings["programme.rhythm"]);
  const thisYear = Number(yearOf(monthOf(today), start));
  const years = [thisYear, thisYear + 1].map(String);
  const asked = new URL(request.url).searchParams.get("year") ?? "";
  const year = years.includes(asked) ? asked : String(thisYear);
  const services = await listServices(db);
  const missing = await findMissing({ db, scope, settings, year, today });
  const monthsBy = (slots: readonly Slot[], kind: ExerciseKind, serviceId: string | null) =>
    slots
      .filter((slot) => slot.kind === kind && slot.serviceId === serviceId)
      .map(({ month }) => formatMonth(month).slice(0, 3))
      .join(", ");
  type Line = { kind: ExerciseKind; serviceId: string | null; name: string };
  const lines = exerciseKinds.flatMap((kind): Line[] =>
    kind === "dip-sample"
      ? services.map(({ id, name }) => ({ kind, serviceId: id, name }))
      : [{ kind, serviceId: null, name: "" }],
  );
  return {
    year,
    name: yearName(year, start),
    others: years.filter((one) => one !== year).map((one) => ({ one, name: yearName(one, start) })),
    services: services.map(({ id, name }) => ({ value: id, label: name })),
    stored: {
      yearStarts: String(start),
      beats: Object.fromEntries(
        exerciseKinds.map((kind) => {
          const { every, from } = rhythm.beats[kind];
          return [kind, { every: String(every), from: String(from) }];
        }),
      ),
      without: rhythm.without.map(String),
      aim: settings["programme.aim-percent"],
      expected: settings["programme.expected-a-month"],
      dipSamples: services.flatMap(({ id }) => (rhythm.noDipSamples.includes(id) ? [] : [id])),
    },
    count: missing.add.length,
    lines: lines
      .map(({ kind, serviceId, name }) => ({
        key: `${kind} ${serviceId}`,
        name: name ? `${exerciseKindNames[kind]}, ${name}` : exerciseKindNames[kind],
        add: monthsBy(missing.add, kind, serviceId),
        there: monthsBy(missing.there, kind, serviceId),
        out: monthsBy([...missing.removed, ...missing.over], kind, serviceId),
      }))
      .filter(({ add, there, out }) => add || there || out),
  };
});

export const action = guarded("programme.make", noRecord, async (guard) => {
  const { request, db, scope, actor, stamp, today, done } = guard;
  if ((await readIntent(request)) === "make") {
    const form = await readForm(request, makeYearForm);
    if (!form.ok) return refuse(form);
    const { year } = form.value;
    const settings = await findSettings(db);
    const made = await saveUnlessTaken(db, async (tx) => {
      const missing = await findMissing({ db: tx, scope, settings, year, today });
      const planned = await plannedOf(tx, actor, missing);
      await addPlanned(tx, stamp, planned);
      return planned.length;
    });
    if (!made.ok) return overtaken({}, "Look again: someone has just made this year");
    return done(
      paths.programme({ year }),
      made.value === 0
        ? "Nothing was missing"
        : `${counted(made.value, "exercise", "exercises")} added to the programme`,
    );
  }
  const form = await readForm(request, rhythmForm);
  if (!form.ok) return refuse(form);
  const { yearStarts: start, dipSamples, aim, expected, ...rest } = form.value;
  const services = await listServices(db);
  if (dipSamples.some((id) => !services.some((one) => one.id === id))) {
    return refuseWith(form.typed, "Choose services from the list", "dipSamples");
  }
  const noDipSamples = services.flatMap(({ id }) => (dipSamples.includes(id) ? [] : [id]));
  await transact(db, async (tx) => {
    await saveSetting(tx, stamp, "programme.year-starts", start);
    await saveSetting(tx, stamp, "programme.aim-percent", aim);
    await saveSetting(tx, stamp, "programme.expected-a-month", expected);
    await saveSetting(tx, stamp, "programme.rhythm", JSON.stringify({ ...rest, noDipSamples }));
  });
  return done(paths.planned.rhythm(), "The rhythm is saved. See below what it adds");
});

export default function RhythmOfTheYear() {
  const page = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  const form = useGovForm({
    check: (entries) => parseForm(rhythmForm, entries),
    stored: page.stored,
    outcome,
  });
  return (
    <>
      <BackLink to={paths.programme({ year: page.year })}>Programme</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          title="The rhythm of the year"
          lead="How often each kind of exercise comes round. A year is made from it, and then moved by hand."
        />
        <GovFormBody form={form}>
          <Beats form={form} />
          <div className="los-months">
            <Checkboxes
              {...form.list("without")}
              legend="Months without"
              legendSize="s"
              small
              options={shortMonths}
            />
          </div>
          <div className="los-field-row">
            <div className="los-two-columns">
              <Checkboxes
                {...form.list("dipSamples")}
                legend="Services with dip samples of their own"
                legendSize="s"
                small
                options={page.services}
              />
            </div>
            <div>
              <Radios
                {...form.field("yearStarts")}
                legend="The year runs from"
                legendSize="s"
                small
                options={yearStarts.map((value) => ({ value, label: yearStartNames[value] }))}
              />
              <TextField
                {...form.field("expected")}
                label="Audits expected of each auditor"
                labelSize="s"
                suffix="a month"
                inputMode="numeric"
                width={3}
              />
              <TextField
                {...form.field("aim")}
                label="Open cases to look at in a year"
                labelSize="s"
                suffix="%"
                inputMode="numeric"
                width={3}
              />
            </div>
          </div>
          <Button>Save the rhythm</Button>
        </GovFormBody>
        <h2 className="govuk-heading-m" id="year">
          What it adds to {page.name}
        </h2>
        <Preview page={page} />
      </main>
    </>
  );
}

const monthOptions = Array.from({ length: 12 }, (_, at) => ({
  value: String(at + 1),
  label: formatMonth(`2000-${String(at + 1).padStart(2, "0")}`).replace(" 2000", ""),
}));

const shortMonths = monthOptions.map(({ value, label }) => ({ value, label: label.slice(0, 3) }));

function Beats({ form }: { form: GovForm }) {
  return (
    <Table
      caption="How often"
      hideCaption
      compact
      onNarrow="lines"
      rows={exerciseKinds.map((kind) => ({ kind, name: exerciseKindNames[kind] }))}
      rowKey={({ kind }) => kind}
      columns={[
        { header: "Kind", rowHeader: true, cell: ({ name }) => name },
        {
          header: "How often",
          cell: ({ kind, name }) => (
            <div className="los-cell-input">
              <Select
                {...form.field(`beats.${kind}.every`)}
                label={`${name}: how often`}
                hideLabel
                options={steps.map((step) => ({ value: String(step), label: stepNames[step] }))}
              />
            </div>
          ),
        },
        {
          header: "Counted from",
          cell: ({ kind, name }) => (
            <div className="los-cell-input">
              <Select
                {...form.field(`beats.${kind}.from`)}
                label={`${name}: counted from`}
                hideLabel
                options={monthOptions}
              />
            </div>
          ),
        },
      ]}
    />
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

/** What would be added, before it is; the button makes it. */
function Preview({ page }: { page: Page }) {
  const form = useGovForm({ check: (entries) => parseForm(makeYearForm, entries) });
  const [other] = page.others;
  if (page.lines.length === 0) {
    return (
      <EmptyState title="The rhythm asks for nothing">
        <p className="govuk-body">Choose how often at least one kind of exercise comes round.</p>
      </EmptyState>
    );
  }
  return (
    <>
      <Table
        caption={`What the rhythm adds to ${page.name}`}
        hideCaption
        compact
        onNarrow="lines"
        rows={page.lines}
        rowKey={({ key }) => key}
        columns={[
          { header: "Kind", rowHeader: true, ownLine: true, cell: ({ name }) => name },
          { header: "To add", labelled: true, cell: ({ add }) => add || "Nothing" },
          { header: "There already", labelled: true, cell: ({ there }) => there || "None" },
          {
            header: "Over, or removed by hand",
            labelled: true,
            cell: ({ out }) => out || "None",
          },
        ]}
      />
      <GovFormBody form={form}>
        <input type="hidden" name="intent" value="make" readOnly />
        <input type="hidden" name="year" value={page.year} readOnly />
        <ButtonGroup>
          {page.count > 0 ? (
            <Button>Add {counted(page.count, "exercise", "exercises")} to the programme</Button>
          ) : null}
          {other ? (
            <Link to={`${paths.planned.rhythm({ year: other.one })}#year`}>
              See what it adds to {other.name}
            </Link>
          ) : null}
        </ButtonGroup>
      </GovFormBody>
    </>
  );
}

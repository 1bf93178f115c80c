import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { changePlannedForm } from "~/forms/programme";
import { paths } from "~/paths";
import { dateInLondon, formatDate, formatInstant, formatMonth, monthOf } from "~/rules/core/dates";
import { eventInWords } from "~/rules/core/event-words";
import { exerciseKindNames } from "~/rules/exercises/exercises";
import {
  followingTitle,
  plannedTitle,
  programmeState,
  programmeStateColours,
  programmeStateNames,
} from "~/rules/exercises/programme";
import { guarded } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { StateTag } from "~/ui/tags";
import { Timeline } from "~/ui/timeline";
import { listEvents } from "~db/core/events.server";
import { changePlanned } from "~db/exercises/planned.server";
import { findYearOf } from "~db/exercises/programme.server";
import { checkPlanned, findPlannedChoices, plannedFromUrl, refuseWeek } from "./planned.server";
import { PlannedFields } from "./planned-fields";

export const meta = () => [{ title: "Planned for the year - Line of Sight" }];

/** The form that plans an exercise, or a practice week, of each kind. */
const planPages = {
  core: paths.exercises.planCore,
  thematic: paths.exercises.planThematic,
  "dip-sample": paths.exercises.planDipSample,
  "practice-week": paths.practiceWeeks.plan,
};

export const loader = guarded("programme.change", plannedFromUrl, async (guard) => {
  const { db, subject, today, may } = guard;
  const planPage = planPages[subject.kind];
  const mayPlan = may(
    subject.kind === "dip-sample" ? "exercises.plan-dip-sample" : "exercises.plan",
  );
  const events = await listEvents(db, `planned:${subject.id}`, 20);
  return {
    id: subject.id,
    kind: subject.kind,
    title: subject.title,
    month: subject.month,
    state: programmeState({ ...subject, state: null }, monthOf(today)),
    outcome: subject.outcome,
    said:
      subject.outcome && subject.outcomeAt
        ? {
            reason: subject.outcomeReason,
            by: subject.outcomeBy ?? "Someone",
            on: formatDate(dateInLondon(new Date(subject.outcomeAt))),
          }
        : null,
    version: subject.version,
    year: await findYearOf(db, subject.month),
    weekHref: subject.weekId ? paths.practiceWeeks.one(subject.weekId) : null,
    planHref: mayPlan && !subject.weekId ? planPage({ planned: subject.id }) : null,
    choices: await findPlannedChoices(db, today, subject),
    stored: {
      month: subject.month,
      serviceId: subject.serviceId ?? "",
      ownerId: subject.ownerId,
      title: subject.title,
    },
    history: events.map((event) => ({
      id: event.id,
      at: event.at,
      title: eventInWords(event),
      meta: `${event.actorName ?? "Line of Sight"}, ${formatInstant(new Date(event.at))}`,
    })),
  };
});

export const action = guarded("programme.change", plannedFromUrl, async (guard) => {
  refuseWeek(guard);
  const { request, db, stamp, subject, today, done } = guard;
  const form = await readForm(request, changePlannedForm);
  if (!form.ok) return refuse(form);
  const choices = await findPlannedChoices(db, today, subject);
  const { errors, value } = checkPlanned(subject.kind, form.value, choices);
  if (Object.keys(errors).length > 0) return refuse({ errors, typed: form.typed });
  const { usualTitle, ...after } = value;
  const was = plannedTitle(subject.kind, subject.month, subject.serviceName);
  const title = followingTitle(after.title, was, usualTitle);
  const saved = await save(db, (tx) =>
    changePlanned(tx, stamp, subject, { ...after, title }, form.value.version),
  );
  if (!saved.ok) return overtaken(form.typed, changed);
  return done(
    paths.programme({ year: await findYearOf(db, after.month) }),
    after.month === subject.month
      ? `${title} is changed`
      : `${title} is moved to ${formatMonth(after.month)}`,
  );
});

const changed = "Look at it again: someone has just changed it, or planned it as an exercise";

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Planned() {
  const page = useLoaderData<typeof loader>();
  const { kind, said } = page;
  return (
    <>
      <BackLink to={paths.programme({ year: page.year })}>Programme</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={`${exerciseKindNames[kind]}, ${formatMonth(page.month)}`}
            title={page.title}
            tag={
              <StateTag colour={programmeStateColours[page.state]}>
                {programmeStateNames[page.state]}
              </StateTag>
            }
            lead={page.state === "not-begun" ? notBegun(page.planHref !== null) : undefined}
          />
          {said ? (
            <div className="govuk-inset-text">
              <p className="govuk-body los-prewrap">{said.reason}</p>
              <p className="govuk-hint govuk-!-margin-bottom-0">
                {said.by}, {said.on}
              </p>
            </div>
          ) : null}
          {page.weekHref ? (
            <p className="govuk-body">
              <Link to={page.weekHref}>The practice week that it became</Link>
            </p>
          ) : (
            <Change page={page} />
          )}
          <h2 className="govuk-heading-m">History</h2>
          <Timeline items={page.history} />
        </TwoThirds>
      </main>
    </>
  );
}

/** What became a practice week is changed there. */
function Change({ page }: { page: Page }) {
  const { id, kind, said } = page;
  const form = useGovForm({
    check: (entries) => parseForm(changePlannedForm, entries),
    stored: page.stored,
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <ButtonGroup>
        {page.planHref ? <Button to={page.planHref}>Plan it now</Button> : null}
        <Button variant="secondary" to={paths.planned.missed(id)}>
          {said ? "Change what was said of it" : "Say that it was missed or done elsewhere"}
        </Button>
      </ButtonGroup>
      <h2 className="govuk-heading-m">Move or change it</h2>
      <GovFormBody form={form} version={page.version}>
        <PlannedFields form={form} choices={page.choices} kind={kind} />
        <ButtonGroup>
          <Button variant={page.planHref ? "secondary" : "primary"}>Save</Button>
          <Link to={paths.planned.remove(id)}>Remove it from the programme</Link>
        </ButtonGroup>
      </GovFormBody>
    </>
  );
}

const notBegun = (mayPlan: boolean): string =>
  `Its month is over. ${mayPlan ? "Plan it now, move it, or say why it was missed." : "Move it, or say what became of it."}`;

import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { drawEventForm } from "~/forms/samples";
import { paths } from "~/paths";
import { scopeOf } from "~/rules/access/permission";
import { cohorts, isCohort } from "~/rules/caseload/caseload";
import { formatInstant } from "~/rules/core/dates";
import { sentenceCase } from "~/rules/core/words";
import { exerciseStateColours, exerciseStateNames } from "~/rules/exercises/exercises";
import { isOfCases, subjectWords } from "~/rules/samples/records";
import { eventInWords } from "~/rules/sampling/draw-events";
import { guarded } from "~/server/guard.server";
import { readIntent, refuseWith } from "~/server/read-form.server";
import { sampleFromUrl } from "~/server/subjects.server";
import type { FormOutcome } from "~/ui/form";
import { BackLink, PageHeading } from "~/ui/page";
import { StateTag } from "~/ui/tags";
import { listDraws } from "~db/operations/sampling/sampling.server";
import {
  listSampleCases,
  listSampleConflicts,
  listSampleReviewers,
} from "~db/samples/cases.server";
import {
  countCasesToDraw,
  listKnownEvents,
  listTeamsToChoose,
  searchCasesToChoose,
} from "~db/samples/choices.server";
import { listSampleRecords } from "~db/samples/records.server";
import {
  chooseCases,
  countOfEvent,
  drawCases,
  eventAsTyped,
  releaseSample,
  removeCase,
} from "./cases.server";
import { ChooseByHand } from "./choose-by-hand";
import { ChosenCases } from "./chosen-cases";
import { DrawCases } from "./draw-cases";
import { navOf } from "./nav.server";
import { RecordList } from "./record-list";
import { chooseRecords, drawRecords, listRecords, unlistRecords } from "./records.server";
import { Allocate, Release } from "./release";
import { SampleNav } from "./sample-nav";

export const meta = () => [{ title: "Choose cases - Line of Sight" }];

const pageSize = 15;

export const loader = guarded("sampling.draw", sampleFromUrl, async (guard) => {
  const { db, actor, subject, today, request } = guard;
  const reviewers = await listSampleReviewers(db, subject.id);
  const cases = await listSampleCases(db, subject.id);
  const conflicts = await listSampleConflicts(db, reviewers, cases, today);
  const open = subject.state === "planned" || subject.state === "drawn";
  const byCase = open && isOfCases(subject.of);
  const { searchParams } = new URL(request.url);
  const cohort = searchParams.get("cohort") ?? "";
  const search = {
    reference: (searchParams.get("reference") ?? "").slice(0, 60),
    cohort: isCohort(cohort) ? cohort : ("" as const),
    teamId: (searchParams.get("team") ?? "").slice(0, 60),
  };
  const asked = parseForm(drawEventForm, searchParams.entries());
  const event = asked.ok ? asked.value : null;
  const page = Math.min(1000, Math.max(1, Math.trunc(Number(searchParams.get("page"))) || 1));
  const scope = scopeOf(actor, "caseload.read");
  const [lastDraw] = await listDraws(db, subject.id);
  return {
    exercise: {
      id: subject.id,
      title: subject.title,
      state: subject.state,
      size: subject.size,
      version: subject.version,
      of: subject.of,
    },
    open,
    reviewers: reviewers.map(({ id, name, roleText }) => ({ id, name, roleText })),
    cases: cases.map((one) => ({ ...one, conflicts: conflicts.get(one.auditId) ?? [] })),
    removing: searchParams.get("remove"),
    lastDraw: lastDraw
      ? { by: lastDraw.drawnBy, at: formatInstant(new Date(lastDraw.drawnAt)), size: lastDraw.size }
      : null,
    populations: !byCase
      ? {}
      : event
        ? await countOfEvent(db, subject, event, today)
        : await countCasesToDraw(db, subject.serviceId),
    events: {
      known: byCase ? await listKnownEvents(db, subject.serviceId) : [],
      typed: searchParams.has("event")
        ? Object.fromEntries([...searchParams].map(([name, value]) => [name, value.slice(0, 10)]))
        : {},
      chosen: event ? { posted: eventAsTyped(event), words: eventInWords(event) } : null,
      errors: asked.ok ? {} : asked.errors,
    },
    search: { ...search, page, size: pageSize, asked: searchParams.has("reference") || page > 1 },
    found: byCase
      ? await searchCasesToChoose(db, scope, subject, search, page, pageSize)
      : { count: 0, cases: [] },
    teams: byCase ? await listTeamsToChoose(db, scope, subject.serviceId) : [],
    listed: open && !byCase ? await listSampleRecords(db, subject.id) : [],
    nav: navOf(guard),
  };
});

export const action = guarded("sampling.draw", sampleFromUrl, async (guard) => {
  const intent = await readIntent(guard.request);
  if (!isOfCases(guard.subject.of)) {
    if (intent === "list") return listRecords(guard);
    if (intent === "unlist") return unlistRecords(guard);
    if (intent === "draw") return drawRecords(guard);
    if (intent === "choose") return chooseRecords(guard);
  } else {
    if (intent === "draw") return drawCases(guard);
    if (intent === "choose") return chooseCases(guard, scopeOf(guard.actor, "caseload.read"));
  }
  if (intent === "remove") return removeCase(guard);
  if (intent === "release") return releaseSample(guard);
  return refuseWith({}, "Choose what to do with them");
});

export default function Cases() {
  const shown = useLoaderData<typeof loader>();
  const outcome: FormOutcome | undefined = useActionData<typeof action>();
  const { exercise, open, cases } = shown;
  const of = (intent: string) => (outcome?.typed.intent === intent ? outcome : undefined);
  const placed = ["draw", "choose", "remove", "release", "list", "unlist"].some((intent) =>
    of(intent),
  );
  const { many } = subjectWords[exercise.of.subject];
  return (
    <>
      <BackLink to={paths.programme()}>Programme</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          caption={exercise.title}
          title={sentenceCase(many)}
          tag={
            <StateTag colour={exerciseStateColours[exercise.state]}>
              {exerciseStateNames[exercise.state]}
            </StateTag>
          }
        />
        <SampleNav id={exercise.id} current="cases" {...shown.nav} />
        {outcome && !placed ? <p className="govuk-error-message">{outcome.errors[""]}</p> : null}
        <ChosenCases {...shown} outcome={of("remove")} />
        {open && cases.length > 0 ? (
          shown.nav.graded ? (
            <Allocate id={exercise.id} />
          ) : (
            <Release {...shown} outcome={of("release")} />
          )
        ) : null}
        {open && !isOfCases(exercise.of) ? (
          <RecordList {...shown} outcome={placed ? outcome : undefined} />
        ) : null}
        {open && isOfCases(exercise.of) ? (
          <>
            <DrawCases
              {...shown}
              cohorts={cohorts.map((cohort) => ({
                cohort,
                population: shown.populations[cohort] ?? 0,
              }))}
              outcome={of("draw")}
            />
            <ChooseByHand {...shown} outcome={of("choose")} />
          </>
        ) : null}
      </main>
    </>
  );
}

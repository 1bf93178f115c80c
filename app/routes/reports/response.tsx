import { useActionData, useLoaderData } from "@remix-run/react";
import { answerForm } from "~/forms/responses";
import { paths } from "~/paths";
import { formatDate, formatMonth, formatTime } from "~/rules/core/dates";
import { goodFigure } from "~/rules/reports/figure";
import { countTallies } from "~/rules/reports/reports";
import { responseState, responseStateColours, responseStateNames } from "~/rules/reports/responses";
import { goodOrAboveWords } from "~/rules/tools/scale";
import { isGradedArea } from "~/rules/tools/tools";
import { guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { responseFromUrl } from "~/server/report-subjects.server";
import { save } from "~/server/save.server";
import { writtenAt, writtenSoFar } from "~/server/written.server";
import { Link } from "~/ui/link";
import { InsetText } from "~/ui/notices";
import { Breadcrumbs, PageHeading, WithAside } from "~/ui/page";
import { StateTag } from "~/ui/tags";
import type { Db } from "~db/core/open.server";
import { findLastChange } from "~db/core/versions.server";
import { forgetWritten } from "~db/core/written.server";
import { findExercise, findToolVersion } from "~db/exercises/exercises.server";
import { saveAnswer } from "~db/operations/reports/response-answers.server";
import { listPossibleOwners, listResponseActions } from "~db/people/team-actions.server";
import { listTallies } from "~db/reports/reports.server";
import { findResponse } from "~db/reports/responses.server";
import { AnswerFields } from "./answer-fields";
import { FigureWords } from "./figure-words";
import { PromisedActions } from "./promised-actions";

export const meta = () => [{ title: "Response to a report - Line of Sight" }];

/** The practice areas of the exercise: an action may belong to one that is not graded. */
async function areasOf(db: Db, exerciseId: string) {
  const exercise = await findExercise(db, exerciseId);
  const tool = exercise?.toolVersionId ? await findToolVersion(db, exercise.toolVersionId) : null;
  return tool?.definition.areas ?? [];
}

export const loader = guarded("reports.read-team", responseFromUrl, async (guard) => {
  const { db, subject, may, today } = guard;
  const { access, ...response } = subject;
  const areas = await areasOf(db, subject.exerciseId);
  const tallies = await listTallies(db, [subject.exerciseId], "final", { teamId: subject.teamId });
  return {
    response,
    today,
    written: await writtenSoFar(guard, writtenAt(guard, "response", subject.id), {
      url: paths.written(paths.responses.one(subject.id)),
      version: subject.version,
    }),
    mayRespond: may("reports.respond", access),
    fromAbove: (access.people.above?.length ?? 0) > 0,
    actions: await listResponseActions(db, subject.id),
    owners: await listPossibleOwners(db, subject.teamId),
    areas: areas.map(({ code, name, graded }) => ({
      code,
      name,
      graded,
      good: goodFigure(countTallies(tallies, code)),
    })),
  };
});

export const action = guarded("reports.respond", responseFromUrl, async (guard) => {
  const { request, db, subject, stamp, actor, today, done } = guard;
  const form = await readForm(request, answerForm(today));
  if (!form.ok) return refuse(form);
  const { value } = form;
  const actions = value.answer === "actions" ? value.actions : [];
  const typed = { ...value };
  const [owners, areas] = await Promise.all([
    listPossibleOwners(db, subject.teamId),
    areasOf(db, subject.exerciseId),
  ]);
  for (const [n, { ownerId, area }] of actions.entries()) {
    if (!owners.some(({ id }) => id === ownerId)) {
      return refuseWith(typed, "Choose the owner from the list", `actions.${n}.ownerId`);
    }
    if (area && !areas.some(({ code }) => code === area)) {
      return refuseWith(typed, "Choose a practice area from the list", `actions.${n}.area`);
    }
  }
  const saved = await save(db, async (tx) => {
    await saveAnswer(tx, { ...stamp, actorId: actor.id }, subject, {
      version: value.version,
      actions,
      noneNeededReason: value.answer === "none-needed" ? value.noneNeededReason : "",
      comment: value.comment,
    });
    await forgetWritten(tx, writtenAt(guard, "response", subject.id));
  });
  if (!saved.ok) {
    const [last, theirs, added] = await Promise.all([
      findLastChange(db, saved.stream, actor.id),
      findResponse(db, subject.id),
      listResponseActions(db, subject.id),
    ]);
    return refuse({
      errors: {},
      typed: typed,
      conflict: {
        by: last.by,
        at: `at ${formatTime(new Date(last.at))}`,
        version: theirs?.version ?? value.version,
        theirs: {
          comment: theirs?.comment ?? "",
          noneNeededReason: theirs?.noneNeededReason ?? "",
          actions: added.map(({ what }) => what).join("; "),
        },
      },
    });
  }
  return done(
    paths.exercises.teamReport(subject.exerciseId, subject.teamId),
    actions.length > 0
      ? "Your response is given, and its actions are in the learning log"
      : "Your response is given",
  );
});

export default function ResponsePage() {
  const page = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  const { response, today, actions, mayRespond, fromAbove } = page;
  const state = responseState(response, today);
  const month = formatMonth(response.exerciseMonth);
  return (
    <>
      <Breadcrumbs
        items={[
          { href: paths.teams.list(), label: "Teams" },
          { href: paths.teams.one(response.teamId), label: response.teamName },
          {
            href: paths.exercises.teamReport(response.exerciseId, response.teamId),
            label: `Report of ${month}`,
          },
          { label: "Response" },
        ]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          caption={`${response.teamName}, ${month}`}
          title={mayRespond && !response.answeredAt ? "Respond to the report" : "Response"}
          tag={
            <StateTag colour={responseStateColours[state]}>{responseStateNames[state]}</StateTag>
          }
        />
        <WithAside
          asideLabel="What the report found"
          onPhone="below"
          aside={
            <>
              <h2 className="govuk-heading-s">
                {goodOrAboveWords} in {month}
              </h2>
              <dl className="los-asides">
                {page.areas.filter(isGradedArea).map(({ code, name, good }) => (
                  <div key={code}>
                    <dt>{name}</dt>
                    <dd>
                      <FigureWords figure={good} />
                    </dd>
                  </div>
                ))}
              </dl>
              <Link to={paths.exercises.teamReport(response.exerciseId, response.teamId)}>
                Read the whole report
              </Link>
            </>
          }
        >
          {response.answeredAt ? (
            <>
              {response.comment ? <InsetText>{response.comment}</InsetText> : null}
              {response.noneNeededReason ? (
                <p className="govuk-body">No action needed: {response.noneNeededReason}</p>
              ) : null}
              {actions.length > 0 ? (
                <PromisedActions
                  caption="Actions of this response"
                  actions={actions}
                  today={today}
                />
              ) : null}
            </>
          ) : (
            <p className="govuk-body">
              {fromAbove
                ? `${response.teamName} has no manager at present, so whoever manages its service answers. `
                : ""}
              {mayRespond
                ? "Say what you will do about what the report found: at least one action, or why none is needed. Actions go into the learning log, where their owners say how they are going."
                : fromAbove
                  ? "They have not responded yet."
                  : "The team manager has not responded yet."}{" "}
              The date for it {response.dueOn < today ? "was" : "is"} {formatDate(response.dueOn)}.
            </p>
          )}
          {mayRespond ? <AnswerFields {...page} outcome={outcome} /> : null}
        </WithAside>
      </main>
    </>
  );
}

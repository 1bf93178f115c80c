import { useActionData, useLoaderData } from "@remix-run/react";
import { askForm } from "~/forms/responses";
import { paths } from "~/paths";
import { nothingAuditedInWords } from "~/rules/audits/exercise-progress";
import { addWorkingDays, formatDate, formatTime } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { countResponses } from "~/rules/reports/responses";
import { guarded, noRecord, notFound } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { cycleFromUrl } from "~/server/report-subjects.server";
import { overtaken, save } from "~/server/save.server";
import { EmptyState } from "~/ui/notices";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { ProgressBar } from "~/ui/progress-bar";
import { transact } from "~db/core/open.server";
import { findSettings } from "~db/core/settings.server";
import { findLastChange } from "~db/core/versions.server";
import { countAudits } from "~db/exercises/programme.server";
import { listTeamsThen } from "~db/operations/people/team-changes.server";
import { addResponses, saveResponseDue } from "~db/reports/asking.server";
import { findResponse, listResponses } from "~db/reports/responses.server";
import { AskAgain, AskAll } from "./ask-again";
import { asResponseRow, ResponsesTable } from "./responses-table";

export const meta = () => [{ title: "Responses to a report - Line of Sight" }];

// The reach is that of the responses listed: the cycle itself belongs to every service.
export const loader = guarded("reports.read-responses", noRecord, async (guard) => {
  const { db, actor, params, scope, now, today, may } = guard;
  const subject = await cycleFromUrl({ db, actor, params, now, today });
  if (!subject) throw notFound();
  const [responses, settings, then, audits] = await Promise.all([
    listResponses(db, scope, { exerciseId: subject.id }),
    findSettings(db),
    listTeamsThen(db, subject.id),
    countAudits(db, [subject.id], today),
  ]);
  return {
    exercise: { id: subject.id, title: subject.title, closed: subject.state === "closed" },
    today,
    isEmpty: subject.state === "closed" && audits.get(subject.id)?.total === 0,
    mayAsk: may("reports.ask"),
    usualDueOn: addWorkingDays(today, settings["responses.working-days"]),
    counts: countResponses(responses, today),
    responses: responses.map((response) =>
      asResponseRow(
        { ...response, teamName: then.get(response.teamId)?.name ?? response.teamName },
        today,
      ),
    ),
  };
});

export const action = guarded("reports.ask", cycleFromUrl, async (guard) => {
  const { request, db, subject, stamp, actor, today, done } = guard;
  const form = await readForm(request, askForm(today));
  if (!form.ok) return refuse(form);
  const { value } = form;
  const here = paths.exercises.responses(subject.id);
  if (value.intent === "ask-all") {
    if (subject.state !== "closed") {
      return refuseWith(value, "Close this cycle before you ask teams about its report");
    }
    const { dueOn } = value;
    const asked = await transact(db, (tx) =>
      addResponses(tx, stamp, { exerciseId: subject.id, dueOn }),
    );
    return done(here, counted(asked, "team was asked", "teams were asked"));
  }
  const response = await findResponse(db, value.responseId);
  if (response?.exerciseId !== subject.id) {
    return refuseWith(value, "Choose a team from the list", "responseId");
  }
  const version = value.versions[response.id] ?? 0;
  const saved = await save(db, (tx) =>
    saveResponseDue(tx, stamp, { ...response, version }, value.dueOn),
  );
  if (!saved.ok) {
    const [last, theirs] = await Promise.all([
      findLastChange(db, saved.stream, actor.id),
      findResponse(db, response.id),
    ]);
    if (theirs?.answeredAt) {
      return overtaken(value, `${response.teamName} has answered meanwhile`, "responseId");
    }
    return refuse({
      errors: {},
      typed: value,
      conflict: {
        by: last.by,
        at: `at ${formatTime(new Date(last.at))}`,
        version: theirs?.version ?? version,
        theirs: { dueOn: theirs ? formatDate(theirs.dueOn) : "" },
      },
    });
  }
  return done(here, `${response.teamName} was asked again, by ${formatDate(value.dueOn)}`);
});

export default function ResponsesPage() {
  const page = useLoaderData<typeof loader>();
  const { exercise, counts, responses, isEmpty, mayAsk, usualDueOn, today } = page;
  const outcome = useActionData<typeof action>();
  const waiting = responses.filter(({ answeredOn }) => !answeredOn);
  return (
    <>
      <Breadcrumbs
        items={[
          { href: paths.exercises.report(exercise.id), label: exercise.title },
          { label: "Responses" },
        ]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading caption={exercise.title} title="Responses to the report" />
        {responses.length > 0 ? (
          <>
            <ProgressBar
              words={`${counts.answered} of ${counts.asked} answered, ${counts.agreed} agreed; ${counted(counts.read, "has", "have")} read their report; ${counts.late === 0 ? "none is" : `${counted(counts.late, "is", "are")}`} late`}
              count={counts.answered}
              of={counts.asked}
            />
            <ResponsesTable caption="Responses by team" responses={responses} today={today} />
            {mayAsk && waiting.length > 0 ? (
              <AskAgain waiting={waiting} usualDueOn={usualDueOn} today={today} outcome={outcome} />
            ) : null}
          </>
        ) : isEmpty ? (
          <EmptyState title="Nothing is asked">
            <p className="govuk-body">{nothingAuditedInWords}.</p>
          </EmptyState>
        ) : (
          <>
            <EmptyState title="No team has been asked yet">
              <p className="govuk-body">
                {exercise.closed
                  ? "Ask every team whose work was graded for at least one action, or a reason why none is needed."
                  : "Teams are asked when the cycle is closed and its grades are final."}
              </p>
            </EmptyState>
            {mayAsk && exercise.closed ? (
              <AskAll usualDueOn={usualDueOn} today={today} outcome={outcome} />
            ) : null}
          </>
        )}
      </main>
    </>
  );
}

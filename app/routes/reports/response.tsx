import { data } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { answerForm, startedFrom } from "~/forms/responses";
import { areasOf, readBesideResponse } from "~/overviews/reports/response-page.server";
import { paths } from "~/paths";
import { formatDate, formatMonth, formatTime } from "~/rules/core/dates";
import { sentenceCase } from "~/rules/core/words";
import { waitingInWords } from "~/rules/home/attention";
import {
  mayMove,
  responseState,
  responseStateColours,
  responseStateNames,
} from "~/rules/reports/responses";
import { type Guarded, guarded } from "~/server/guard.server";
import { readForm, readIntent, refuse, refuseWith } from "~/server/read-form.server";
import { responseFromUrl, responseToAgreeFromUrl } from "~/server/report-subjects.server";
import { overtaken, save } from "~/server/save.server";
import { writtenAt, writtenSoFar } from "~/server/written.server";
import { Button } from "~/ui/button";
import { Breadcrumbs, PageHeading, WithAside } from "~/ui/page";
import { StateTag } from "~/ui/tags";
import type { Db } from "~db/core/open.server";
import { findLastChange } from "~db/core/versions.server";
import { forgetWritten } from "~db/core/written.server";
import { saveAnswer } from "~db/operations/reports/response-answers.server";
import { listPossibleOwners, listResponseActions } from "~db/people/team-actions.server";
import { findResponse, type TeamResponse } from "~db/reports/responses.server";
import { AnswerFields, type AnswerOutcome, holdsDraft, useAnswerForm } from "./answer-fields";
import { LastPromises, Suggestions, TeamFigures } from "./beside-response";
import { GivenAnswer } from "./given-answer";

export const meta = () => [{ title: "Response to a report - Line of Sight" }];

export const loader = guarded("reports.read-team", responseFromUrl, async (guard) => {
  const { db, subject, may, today } = guard;
  const { access, ...response } = subject;
  const state = responseState(response, today);
  const [written, areas, owners, actions, beside, toAgree] = await Promise.all([
    writtenSoFar(guard, writtenAt(guard, "response", subject.id), {
      url: paths.written(paths.responses.one(subject.id)),
      version: subject.version,
    }),
    areasOf(db, subject.exerciseId),
    listPossibleOwners(db, subject),
    listResponseActions(db, subject.id),
    readBesideResponse(db, subject, today),
    responseToAgreeFromUrl(guard),
  ]);
  const mayRespond =
    may("reports.respond", access) && (mayMove("answer", state) || mayMove("add", state));
  return {
    response,
    state,
    today,
    ...{ actions, areas, owners, mayRespond, beside, written },
    mayAgree:
      toAgree !== null && mayMove("agree", state) && may("reports.agree-response", toAgree.access),
    fromAbove: (access.people.above?.length ?? 0) > 0,
  };
});

/** The page again with all that was typed, and an action begun from what the report suggests. */
async function startFrom(
  { db, subject, today }: Guarded<TeamResponse>,
  typed: Record<string, unknown>,
  key: string,
) {
  const beside = await readBesideResponse(db, subject, today);
  const suggestion = beside?.suggestions.find((one) => one.key === key);
  if (!suggestion) return refuseWith(typed, "Choose from what the report suggests");
  const begun = startedFrom(typed, suggestion.draft);
  if (!begun) return refuseWith(typed, "Send these actions first, then add more");
  const { place } = begun;
  return data({ errors: {}, typed: begun.typed, begun: { key, name: suggestion.name, place } });
}

export const action = guarded("reports.respond", responseFromUrl, async (guard) => {
  const { request, db, subject, stamp, actor, today, done } = guard;
  const promised = await isPromised(db, subject);
  const form = await readForm(request, answerForm(today, { promised }));
  const suggested = await readIntent(request);
  if (typeof suggested === "string") return startFrom(guard, form.typed, suggested);
  if (!form.ok) return refuse(form);
  const { value } = form;
  const actions = value.answer === "actions" ? value.actions : [];
  const typed = { ...value };
  if (subject.agreedAt) return overtaken(typed, agreedMeanwhile);
  const [owners, areas] = await Promise.all([
    listPossibleOwners(db, subject),
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
  if (!saved.ok) return changedMeanwhile(guard, saved.stream, typed, value.version);
  return done(
    paths.exercises.teamReport(subject.exerciseId, subject.teamId),
    actions.length > 0
      ? "Your response is given, and its actions are in the learning log"
      : "Your response is given",
  );
});

const agreedMeanwhile =
  "This response was agreed meanwhile. Add further actions in the learning log.";

/** Whether it came back and holds actions already. */
const isPromised = async (db: Db, { id, answeredAt, sentBackAt }: TeamResponse) =>
  !answeredAt && sentBackAt !== null && (await listResponseActions(db, id)).length > 0;

async function changedMeanwhile(
  { db, subject, actor }: Guarded<TeamResponse>,
  stream: string,
  typed: Record<string, unknown>,
  version: number,
) {
  const [last, theirs, added] = await Promise.all([
    findLastChange(db, stream, actor.id),
    findResponse(db, subject.id),
    listResponseActions(db, subject.id),
  ]);
  if (theirs?.agreedAt) return overtaken(typed, agreedMeanwhile);
  return refuse({
    errors: {},
    typed,
    conflict: {
      by: last.by,
      at: `at ${formatTime(new Date(last.at))}`,
      version: theirs?.version ?? version,
      theirs: {
        comment: theirs?.comment ?? "",
        noneNeededReason: theirs?.noneNeededReason ?? "",
        actions: added.map(({ what }) => what).join("; "),
      },
    },
  });
}

export default function ResponsePage() {
  const page = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  const { response, state, mayRespond } = page;
  const month = formatMonth(response.exerciseMonth);
  const report = paths.exercises.teamReport(response.exerciseId, response.teamId);
  const begun = outcome && "begun" in outcome ? outcome.begun.key : "";
  return (
    <>
      <Breadcrumbs
        items={[
          { href: paths.teams.list(), label: "Teams" },
          { href: paths.teams.one(response.teamId), label: response.teamName },
          { href: report, label: `Report of ${month}` },
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
        {mayRespond ? (
          // A draft is shown by the form made anew: what was typed comes back with it.
          <Responding key={begun} page={page} outcome={outcome} />
        ) : (
          <Answered page={page} beside={<Beside page={page} />} />
        )}
      </main>
    </>
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

function Responding({ page, outcome }: { page: Page; outcome: AnswerOutcome | undefined }) {
  const { response, actions, beside } = page;
  const promised = !response.answeredAt && response.sentBackAt !== null && actions.length > 0;
  const form = useAnswerForm({ ...page, promised, outcome });
  const suggestions = (
    <Suggestions
      suggestions={beside?.suggestions ?? []}
      formId={form.id}
      stands={({ draft }) => holdsDraft(form, draft)}
    />
  );
  return (
    <Answered page={page} beside={<Beside page={page} suggestions={suggestions} />}>
      <AnswerFields {...page} form={form} promised={promised} />
    </Answered>
  );
}

/** What was answered so far and what is next, with what the report found beside it. */
function Answered({
  page,
  beside,
  children,
}: {
  page: Page;
  beside: ReactNode;
  children?: ReactNode;
}) {
  const { response, actions, today, mayAgree } = page;
  return (
    <WithAside
      asideLabel="What the report found"
      onPhone={children ? "after-next" : "below"}
      aside={beside}
    >
      <div className="los-next">
        <WhatNext {...page} />
      </div>
      <GivenAnswer response={response} actions={actions} today={today} />
      {mayAgree ? (
        <Button to={paths.responses.agree(response.id)}>Agree it, or send it back</Button>
      ) : null}
      {children}
    </WithAside>
  );
}

function Beside({ page, suggestions = null }: { page: Page; suggestions?: ReactNode }) {
  const { response, beside, mayRespond, today } = page;
  if (!beside) return null;
  return (
    <>
      {suggestions}
      {beside.previous ? <LastPromises previous={beside.previous} today={today} /> : null}
      <TeamFigures
        month={response.exerciseMonth}
        figures={beside.figures}
        report={paths.exercises.teamReport(response.exerciseId, response.teamId)}
        folded={mayRespond}
      />
    </>
  );
}

/** Who has to do what with it, and by when. */
function WhatNext({ response, state, today, mayRespond, mayAgree, fromAbove }: Page) {
  const { teamName, dueOn, toAgreeSince } = response;
  if (state === "agreed") {
    return (
      <p className="govuk-body">
        This answer is agreed. Whatever else the team does goes into the learning log by itself.
      </p>
    );
  }
  if (state === "answered") {
    if (!toAgreeSince) return null;
    return (
      <p className="govuk-body">
        {mayAgree
          ? "Read whether it answers what the report found."
          : "It waits to be agreed by the service manager."}{" "}
        {sentenceCase(waitingInWords(toAgreeSince, today))}.
      </p>
    );
  }
  return (
    <p className="govuk-body">
      {fromAbove
        ? `${teamName} has no manager at present, so whoever manages its service answers. `
        : ""}
      {mayRespond
        ? "Say what you will do about what the report found: at least one action, or why none is needed. Actions go into the learning log, where their owners say how they are going."
        : fromAbove
          ? "They have not responded yet."
          : "The team manager has not responded yet."}{" "}
      The date for it {dueOn < today ? "was" : "is"} {formatDate(dueOn)}.
    </p>
  );
}

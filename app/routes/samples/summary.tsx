import { useActionData, useLoaderData } from "@remix-run/react";
import { closeSampleForm } from "~/forms/sample-findings";
import { readChain } from "~/overviews/exercises/chain.server";
import { filingOf } from "~/overviews/learning-log/filing.server";
import { howGraded, readGrades } from "~/overviews/samples/grades.server";
import { paths } from "~/paths";
import type { StoredAnswer } from "~/rules/core/answer-merge";
import { formatInstant } from "~/rules/core/dates";
import { reasonOf, sampleEventInWords } from "~/rules/core/event-words";
import {
  advanceExercise,
  exerciseKindNames,
  exerciseStateColours,
  exerciseStateNames,
  triggerKindNames,
} from "~/rules/exercises/exercises";
import { actionReference } from "~/rules/learning-log/learning-log";
import { smallestInWords } from "~/rules/reports/figure-words";
import { listUnanswered, tallyAnswers } from "~/rules/samples/samples";
import { type Guarded, guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { answeredSampleFromUrl, sampleFromUrl } from "~/server/subjects.server";
import { ExerciseChain } from "~/ui/exercise-chain";
import type { FormOutcome } from "~/ui/form";
import { Link } from "~/ui/link";
import { InsetText } from "~/ui/notices";
import { BackLink, PageHeading } from "~/ui/page";
import { Blocks } from "~/ui/report/blocks";
import { StateTag } from "~/ui/tags";
import { listServices } from "~db/access/people.server";
import { listFindings } from "~db/audits/findings.server";
import { listEvents } from "~db/core/events.server";
import type { Db } from "~db/core/open.server";
import {
  type Exercise,
  findToolVersion,
  listMembers,
  type Member,
} from "~db/exercises/exercises.server";
import { findTestedAction } from "~db/learning-log/retests.server";
import { listSampleActions } from "~db/operations/samples/actions.server";
import { closeSample } from "~db/operations/samples/report.server";
import { listSampleCases } from "~db/samples/cases.server";
import { listFindingCases } from "~db/samples/finding-cases.server";
import { caseAnswersOf, listGridAnswers } from "~db/samples/grid.server";
import { CloseSample } from "./close-sample";
import { besideEarlier } from "./earlier.server";
import { navOf } from "./nav.server";
import { ReportFindings } from "./report-findings";
import { ReportHistory } from "./report-history";
import { ReportPlan } from "./report-plan";
import { SampleNav } from "./sample-nav";
import { SubjectContext } from "./subject-words";
import { TallyBars } from "./tally-bars";
import { ThenAndNow } from "./then-and-now";

export const meta = () => [{ title: "Report - Line of Sight" }];

const questionsOf = async (db: Db, { toolVersionId }: Exercise) =>
  toolVersionId ? ((await findToolVersion(db, toolVersionId))?.definition.questions ?? []) : [];

export const loader = guarded("exercises.read-report", sampleFromUrl, async (guard) => {
  const { db, actor, subject, may } = guard;
  const mayManage = may("exercises.manage", subject.access);
  const mayReview = may("exercises.review", subject.access);
  const closed = subject.state === "closed";
  // Until it is closed its figures and findings are those of the people who work on it.
  // Who answers apart from others reads no figure of theirs before that.
  const inside =
    closed || mayManage || (mayReview && !subject.graded && subject.reviewing === "together");
  // What auditors answer beside their grades is kept from its panel until it is closed, as these are.
  const answered = inside && (closed || !subject.graded);
  const questions = answered ? await questionsOf(db, subject) : [];
  const cases = inside ? await listSampleCases(db, subject.id) : [];
  const stored = await listGridAnswers(db, answered ? cases.map(({ auditId }) => auditId) : []);
  const byCase = cases.map((one) => ({
    reference: one.reference,
    answers: caseAnswersOf(questions, stored.get(one.auditId) ?? []),
  }));
  const tallies =
    subject.releasedAt !== null || closed
      ? tallyAnswers(
          questions,
          byCase.map((one) => one.answers),
        )
      : [];
  const services = await listServices(db);
  const findings = inside ? await listFindings(db, { exerciseId: subject.id, auditId: null }) : [];
  const { access, ...exercise } = subject;
  const closing = mayManage && subject.state === "auditing" && !subject.graded;
  return {
    exercise,
    service: services.find(({ id }) => id === subject.serviceId)?.name ?? null,
    kindName: exerciseKindNames[subject.kind],
    trigger: subject.triggerKind ? triggerKindNames[subject.triggerKind] : null,
    reviewers: subject.graded
      ? []
      : whoReviewed(subject, await listMembers(db, subject.id), [...stored.values()].flat()),
    mix: cases.map(({ cohort }) => cohort),
    chain: await readChain(guard, subject.id),
    inside,
    tallies,
    earlier: tallies.length > 0 ? await besideEarlier(guard, questions, tallies) : null,
    few: smallestInWords(),
    questions: questions.map(({ text }) => text),
    findings,
    grades: await readGrades(db, subject, guard.today),
    graded: subject.graded ? await howGraded(db, subject) : null,
    about: Object.fromEntries(inside ? await listFindingCases(db, subject.id) : []),
    onePage: subject.releasedAt !== null && (closed || (mayManage && !subject.graded)),
    tests: await testedAction(guard),
    filing: await filingOf(db, actor, findings, {
      auditState: null,
      exerciseKind: subject.kind,
      exerciseState: subject.state,
    }),
    actions: (inside ? await listSampleActions(db, subject.id) : []).map((one) => ({
      ...one,
      // Someone who reads this report may still not be one who reads that action in the log.
      readable: may("learning-log.read", {
        teamId: one.teamId,
        serviceId: one.serviceId,
        people: { owner: [one.ownerId] },
      }),
    })),
    unanswered: closing ? listUnanswered(questions, byCase) : [],
    history: mayManage
      ? (await listEvents(db, `exercise:${subject.id}`, 50)).map((event) => ({
          id: event.id,
          title: sampleEventInWords(event),
          meta: `${event.actorName ?? "The system"}, ${formatInstant(new Date(event.at))}`,
          at: event.at,
          reason: reasonOf(event),
        }))
      : [],
    closing,
    mayManage,
    mayReview,
    nav: navOf(guard),
  };
});

/** The action that it tests again, with whether this person finds it in the log. */
async function testedAction({ db, subject, may }: Guarded<Exercise>) {
  const tested = await findTestedAction(db, subject.id);
  if (!tested) return null;
  const { id, reference, teamId, service_id: serviceId, question } = tested;
  const readable = may("learning-log.read", { teamId, serviceId, people: {} });
  return { id, reference: actionReference(reference), question, readable };
}

/** Its reviewers, and whoever answered before their part went to someone else. */
function whoReviewed({ leadId }: Exercise, members: Member[], answers: StoredAnswer[]): string[] {
  const reviewers = members.filter(({ part }) => part === "reviewer");
  const named = new Set(reviewers.map(({ name }) => name));
  const before = answers.filter(({ by, byName }) => by !== leadId && !named.has(byName));
  return [
    ...reviewers.map(({ name, roleText }) => (roleText ? `${name} (${roleText})` : name)),
    ...new Set(before.map(({ byName }) => `${byName} (until it was handed over)`)),
  ];
}

export const action = guarded("exercises.manage", answeredSampleFromUrl, async (guard) => {
  const { db, subject, request, stamp, done } = guard;
  const form = await readForm(request, closeSampleForm);
  if (!form.ok) return refuse(form);
  const move = advanceExercise(subject, "close");
  if (!move.ok) return refuseWith({}, move.message);
  const questions = await questionsOf(db, subject);
  const exercise = { ...subject, version: form.value.version };
  const saved = await save(db, (tx) => closeSample(tx, stamp, exercise, questions));
  if (!saved.ok)
    return overtaken({}, "Read the report again: someone changed it since you opened it");
  const closed = saved.value;
  if (!closed) return refuseWith({}, "Answer the questions for at least one case first");
  return done(paths.exercises.summary(subject.id), "It is closed, and its report can be read");
});

export default function Summary() {
  const shown = useLoaderData<typeof loader>();
  const outcome: FormOutcome | undefined = useActionData<typeof action>();
  const { exercise, inside } = shown;
  const { id, state, title } = exercise;
  return (
    <SubjectContext.Provider value={shown.nav.subject}>
      <BackLink to={paths.programme()}>Programme</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          caption={shown.service ? `${shown.kindName}, ${shown.service}` : shown.kindName}
          title={title}
          tag={
            <StateTag colour={exerciseStateColours[state]}>{exerciseStateNames[state]}</StateTag>
          }
        />
        <SampleNav id={id} current="summary" {...shown.nav} />
        {shown.onePage ? (
          <p className="govuk-body los-no-print">
            <Link to={paths.exercises.onePage(id)}>On one page, and as a Word document</Link>
          </p>
        ) : null}
        <ReportPlan {...shown} chained={shown.chain.length > 0} />
        <ExerciseChain boxes={shown.chain} />
        {inside ? (
          <>
            <Blocks blocks={shown.grades} />
            {shown.graded ? null : (
              <TallyBars tallies={shown.tallies} few={shown.few} final={state === "closed"} />
            )}
            {shown.earlier ? <ThenAndNow earlier={shown.earlier} month={exercise.month} /> : null}
            <ReportFindings {...shown} />
          </>
        ) : (
          <InsetText>
            {state === "cancelled"
              ? "This exercise was cancelled."
              : "What was found appears here when the exercise is closed."}
          </InsetText>
        )}
        {shown.closing ? <CloseSample {...shown} outcome={outcome} /> : null}
        {shown.history.length > 0 ? <ReportHistory history={shown.history} /> : null}
      </main>
    </SubjectContext.Provider>
  );
}

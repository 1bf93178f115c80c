import { redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { answersForm, askedForm, endInvitationForm } from "~/forms/family-feedback";
import { paths } from "~/paths";
import { formatDate, formatInstant } from "~/rules/core/dates";
import { eventInWords, reasonOf } from "~/rules/core/event-words";
import { feedbackForInSentence, feedbackForNames } from "~/rules/family-feedback/forms";
import {
  feedbackReference,
  feedbackWayNames,
  isOpenInvitation,
  mayAsk,
  mayBeCorrected,
  notAskedReasonNames,
} from "~/rules/family-feedback/invitations";
import {
  type InvitationSubject,
  invitationFromUrl,
  mustBeIndependentOfFamily,
  refuseEnded,
} from "~/server/family-feedback-subjects.server";
import { type Guarded, guarded } from "~/server/guard.server";
import { readForm, readIntent, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { writtenAt, writtenSoFar } from "~/server/written.server";
import { Details, InsetText } from "~/ui/notices";
import { Breadcrumbs, PageHeading, TwoThirds } from "~/ui/page";
import { SummaryList } from "~/ui/summary-list";
import { Timeline } from "~/ui/timeline";
import { listEvents } from "~db/core/events.server";
import { forgetWritten } from "~db/core/written.server";
import { takeAnswers, wasEnteredHere } from "~db/family-feedback/answers.server";
import { callerObjections } from "~db/family-feedback/callers.server";
import { findFormVersion } from "~db/family-feedback/forms.server";
import { endInvitation, markAsked } from "~db/family-feedback/invitations.server";
import { findInvitationAnswers } from "~db/family-feedback/said.server";
import { AskingForms } from "./asking-forms";
import { ReadAnswers } from "./read-answers";
import { InvitationTag } from "./state-tag";

export const meta = () => [{ title: "Ask a family - Family feedback - Line of Sight" }];

const changedElsewhere =
  "Look at it again: someone else changed it after you opened this page. What you typed is kept here";

const questionsOf = async ({ db, subject }: Pick<Guarded<InvitationSubject>, "db" | "subject">) =>
  (await findFormVersion(db, subject.formVersionId))?.questions ?? [];

export const loader = guarded("family-feedback.ask", invitationFromUrl, async (guard) => {
  const { db, subject, actor, today, may } = guard;
  const plans = may("family-feedback.plan");
  const isOpen = isOpenInvitation(subject.state);
  // The QA lead sees where it stands; whoever asks is independent, or sees nothing.
  if (isOpen && !plans) await mustBeIndependentOfFamily(guard);
  const asks = isOpen && mayAsk(await callerObjections(db, actor.id, subject.auditId, today));
  const form = await findFormVersion(db, subject.formVersionId);
  return {
    ...{ id: subject.id, version: subject.version, state: subject.state, for: subject.for },
    ...{ way: subject.way, answersBy: subject.answersBy, plans, isOpen, asks },
    ...{ reason: subject.reason, codeMadeAt: subject.codeMadeAt },
    reference: feedbackReference(subject.reference),
    case: subject.caseReference,
    second: subject.number > 1,
    caller: subject.callerName ?? "Nobody",
    exercise: plans ? { id: subject.exerciseId, title: subject.exerciseTitle } : null,
    why: subject.reasonCode ? notAskedReasonNames[subject.reasonCode] : "",
    title: form?.title ?? "",
    introduction: form?.introduction ?? "",
    thanks: form?.thanks ?? "",
    questions: form?.questions ?? [],
    written: asks
      ? await writtenSoFar(guard, writtenAt(guard, "family-feedback", subject.id), {
          url: paths.written(paths.familyFeedback.one(subject.id)),
          version: subject.version,
        })
      : null,
    said:
      plans && subject.state === "answered" ? await findInvitationAnswers(db, subject.id) : null,
    correctable: plans && mayBeCorrected(subject.state, await wasEnteredHere(db, subject.id)),
    // What was entered before it was opened again: whoever enters it begins with that.
    entered: asks ? await findInvitationAnswers(db, subject.id) : null,
    events: plans
      ? (await listEvents(db, `feedback-invitation:${subject.id}`)).map((event) => ({
          id: event.id,
          at: event.at,
          by: event.actorName ?? "The family",
          title: eventInWords(event),
          reason: reasonOf(event),
        }))
      : [],
  };
});

export const action = guarded("family-feedback.ask", invitationFromUrl, async (guard) => {
  refuseEnded(guard);
  await mustBeIndependentOfFamily(guard);
  const intent = await readIntent(guard.request);
  if (intent === "asked") return asked(guard);
  if (intent === "end") return end(guard);
  return enter(guard);
});

type Asking = Guarded<InvitationSubject>;

/** Where whoever asks goes on: home, and the QA lead to the cycle. */
const onwards = ({ subject, may }: Asking): string =>
  may("family-feedback.plan") ? paths.familyFeedback.cycle(subject.exerciseId) : paths.home();

async function asked(guard: Asking) {
  const { request, db, subject, actor, stamp, done } = guard;
  const form = await readForm(request, askedForm);
  if (!form.ok) return refuse(form);
  const saved = await save(db, (tx) =>
    markAsked(tx, { ...stamp, actorId: actor.id }, subject, {
      version: form.value.version,
      codeDigest: null,
    }),
  );
  if (!saved.ok) return redirect(paths.familyFeedback.one(subject.id));
  return done(paths.familyFeedback.one(subject.id), "They have been asked");
}

async function end(guard: Asking) {
  const { request, db, subject, actor, stamp, done } = guard;
  const form = await readForm(request, endInvitationForm);
  if (!form.ok) return refuse({ ...form, typed: { ...form.typed, intent: "end" } });
  const { version, ending, code, reason } = form.value;
  const saved = await save(db, async (tx) => {
    await endInvitation(tx, { ...stamp, actorId: actor.id }, subject, ending, {
      ...{ version, reason, code: ending === "spare" ? (code ?? null) : null },
    });
    await forgetWritten(tx, writtenAt(guard, "family-feedback", subject.id));
  });
  if (!saved.ok) return overtaken({ ...form.typed, intent: "end" }, changedElsewhere);
  return done(onwards(guard), "It is recorded");
}

async function enter(guard: Asking) {
  const { request, db, subject, actor, stamp, done } = guard;
  const form = await readForm(request, answersForm(await questionsOf(guard), "staff"));
  if (!form.ok) return refuse(form);
  const saved = await save(db, async (tx) => {
    await takeAnswers(tx, { ...stamp, actorId: actor.id }, subject, form.value, { entered: true });
    await forgetWritten(tx, writtenAt(guard, "family-feedback", subject.id));
  });
  if (!saved.ok) return overtaken(form.typed, changedElsewhere);
  return done(
    onwards(guard),
    `The answers of ${feedbackReference(subject.reference)} are recorded`,
  );
}

/** What the QA lead may do with it next, as the link says it. */
const next = ({ isOpen, correctable }: { isOpen: boolean; correctable: boolean }) => {
  if (correctable) return { label: "Correct", hidden: "what was entered" };
  return { label: isOpen ? "Change" : "Ask again", hidden: "how, by whom and until when" };
};

export default function AskOne() {
  const page = useLoaderData<typeof loader>();
  const { exercise } = page;
  return (
    <>
      <Breadcrumbs
        items={[
          exercise
            ? { href: paths.familyFeedback.cycle(exercise.id), label: "Family feedback" }
            : { href: paths.home(), label: "Home" },
          { label: page.reference },
        ]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={`Family feedback ${page.reference}`}
            title={`The ${page.second ? "second " : ""}${feedbackForInSentence[page.for]} of case ${page.case}`}
            tag={<InvitationTag state={page.state} />}
          />
          <SummaryList
            rows={[
              { key: "How", value: feedbackWayNames[page.way] },
              ...(page.plans ? [{ key: "Who asks", value: page.caller }] : []),
              { key: "Answers by", value: formatDate(page.answersBy) },
              { key: "Form", value: `${feedbackForNames[page.for]}: ${page.title}` },
              ...(page.why || page.reason
                ? [{ key: "Why", value: [page.why, page.reason].filter(Boolean).join(": ") }]
                : []),
            ].map((row, at) =>
              at === 0 && page.plans && (page.state !== "answered" || page.correctable)
                ? { ...row, change: { href: paths.familyFeedback.change(page.id), ...next(page) } }
                : row,
            )}
          />
          {page.asks && page.written ? (
            <AskingForms page={{ ...page, written: page.written }} />
          ) : null}
          {page.isOpen && !page.asks ? (
            <InsetText>You are not independent of this case, so you can’t enter answers.</InsetText>
          ) : null}
          {!page.isOpen && !page.plans ? (
            <p className="govuk-body">
              You are done here. The answers are read by those who may read the audit.
            </p>
          ) : null}
          {page.said ? <ReadAnswers said={page.said} questions={page.questions} /> : null}
          {page.events.length > 0 ? (
            <Details summary="History">
              <Timeline
                items={page.events.map(({ id, at, by, title, reason }) => ({
                  id,
                  title,
                  at,
                  meta: `${by}, ${formatInstant(new Date(at))}`,
                  body: reason ? <p className="govuk-body">Reason: {reason}</p> : undefined,
                }))}
              />
            </Details>
          ) : null}
        </TwoThirds>
      </main>
    </>
  );
}

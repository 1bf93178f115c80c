import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { answersForm, codeForm } from "~/forms/family-feedback";
import { entriesToObject, parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { dateInLondon } from "~/rules/core/dates";
import { sourceOf } from "~/rules/core/networks";
import { codeLimits } from "~/rules/family-feedback/codes";
import {
  type FeedbackFor,
  type FeedbackQuestion,
  feedbackAnswerNames,
} from "~/rules/family-feedback/forms";
import type { RequestContext } from "~/server/context.server";
import { digestOfTyped } from "~/server/feedback-code.server";
import { publicly } from "~/server/guard.server";
import { formOf } from "~/server/posted.server";
import { type FormResult, passRetryAfter, readForm, readIntent } from "~/server/read-form.server";
import { save } from "~/server/save.server";
import { Button } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { TextField } from "~/ui/inputs/text-field";
import { KeptText } from "~/ui/kept-text";
import { Link } from "~/ui/link";
import { PageHeading, TwoThirds } from "~/ui/page";
import {
  findByCode,
  findQuestionsOf,
  takeAnswers,
  wasSentWith,
} from "~db/family-feedback/answers.server";
import { findFormVersion } from "~db/family-feedback/forms.server";
import { addAttempt } from "~db/people/accounts.server";
import { ForWorkerField, QuestionFields } from "./question-fields";

export const meta = () => [{ title: "Tell us what you think - Line of Sight" }];
export const headers = passRetryAfter;

/** What a family is shown of its form: what is asked, and nothing of whom it is about. */
type Asked = {
  code: string;
  for: FeedbackFor;
  title: string;
  introduction: string;
  questions: readonly FeedbackQuestion[];
};

type Answer = FormResult & { asked: Asked | null };

/** The same for a code that is wrong, was used or is over: it says nothing about which. */
const notOpen =
  "Check the code on your letter: this one does not open a form. If you have used it, you are done, thank you. If not, ask whoever gave you the letter for a new one";
const tooMany =
  "Wait 15 minutes and try again: too many codes were tried from where you are. What you wrote stays here";

/** Public: a family needs no account. The code alone opens a form, and only once. */
export const loader = publicly(async ({ request }) => ({
  sent: new URL(request.url).searchParams.get("sent") === "yes",
}));

const answer = (result: Answer, status: number, headers: HeadersInit = {}) =>
  data<Answer>(result, { status, headers });

/** Public: opens the form of a code, or takes what was answered with it. */
export const action = publicly(async ({ request, context }) => {
  const form = await readForm(request, codeForm);
  if (!form.ok) return answer({ ...form, asked: null }, form.status ?? 400);
  const { code } = form.value;
  const sends = (await readIntent(request)) === "send";
  const { db, clock, clientAddress } = context;
  const { attempts, windowMinutes } = codeLimits;
  const source = `feedback ${sourceOf(clientAddress)}`;
  const asked = await findAsked(context, code);
  if ((await addAttempt(db, source, clock.system(), windowMinutes)) > attempts)
    return answer(
      { errors: { "": tooMany }, typed: form.typed, asked: sends ? (asked?.shown ?? null) : null },
      429,
      {
        "Retry-After": String(windowMinutes * 60),
      },
    );
  if (!sends)
    return asked
      ? answer({ errors: {}, typed: {}, asked: asked.shown }, 200)
      : answer({ errors: { code: notOpen }, typed: form.typed, asked: null }, 400);
  return send(request, context, code, asked);
});

type Found = NonNullable<Awaited<ReturnType<typeof findAsked>>>;

async function findAsked(context: RequestContext, code: string) {
  const { db, clock } = context;
  const digest = digestOfTyped(context, code);
  if (digest === null) return null;
  const invitation = await findByCode(db, digest, dateInLondon(clock.now()));
  const version = invitation && (await findFormVersion(db, invitation.formVersionId));
  if (!version) return null;
  const { for: audience, title, introduction, questions } = version;
  return { invitation, digest, shown: { code, for: audience, title, introduction, questions } };
}

async function send(request: Request, context: RequestContext, code: string, found: Found | null) {
  const { db, clock } = context;
  if (!found) return sentBefore(request, context, code);
  const form = await readForm(request, answersForm(found.shown.questions, "family"));
  if (!form.ok)
    return answer(
      { errors: form.errors, typed: form.typed, asked: found.shown },
      form.status ?? 400,
    );
  const at = clock.now().toISOString();
  const saved = await save(db, (tx) =>
    takeAnswers(
      tx,
      { actorId: null, at, systemAt: clock.system().toISOString() },
      found.invitation,
      form.value,
      { entered: false, codeDigest: found.digest },
    ),
  );
  if (!saved.ok) return sentBefore(request, context, code);
  return redirect(paths.familyFeedback.open({ sent: "yes" }));
}

/** A button pressed twice sends the same again: that is no mistake. Anything else finds no open form. */
async function sentBefore(request: Request, context: RequestContext, code: string) {
  const digest = digestOfTyped(context, code);
  const posted = await formOf(request);
  const answered = digest === null ? null : await findQuestionsOf(context.db, digest);
  if (digest !== null && answered) {
    const form = parseForm(answersForm(answered, "family"), posted);
    if (form.ok && (await wasSentWith(context.db, digest, form.value)))
      return redirect(paths.familyFeedback.open({ sent: "yes" }));
  }
  const typed = { code, answers: entriesToObject(posted).answers };
  return answer({ errors: { code: notOpen }, typed, asked: null }, 400);
}

/** What was written in own words and could not be sent: it can be copied, and is not lost. */
const writtenIn = (answers: unknown): string[] =>
  typeof answers === "object" && answers !== null
    ? Object.values(answers).filter(
        (one): one is string =>
          typeof one === "string" && one.trim() !== "" && !(one in feedbackAnswerNames),
      )
    : [];

export default function OpenFeedback() {
  const { sent } = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  const asked = outcome?.asked ?? null;
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <TwoThirds>
        {asked ? <Questions key={asked.code} asked={asked} /> : sent ? <Sent /> : <Code />}
      </TwoThirds>
    </main>
  );
}

function Code() {
  const outcome = useActionData<typeof action>();
  const form = useGovForm({ check: (entries) => parseForm(codeForm, entries), outcome });
  return (
    <>
      <PageHeading
        title="Tell us what you think"
        lead="Type the code from your letter. Then we ask you a few questions."
      />
      <GovFormBody form={form}>
        <TextField
          {...form.field("code")}
          label="Your code"
          hint="It has 12 letters and numbers, like 7K2M-9QXD-4TBW"
          autoComplete="off"
          spellCheck={false}
          width={20}
        />
        <Button name="intent" value="open">
          Start
        </Button>
      </GovFormBody>
      <KeptText texts={writtenIn(outcome?.typed.answers)} />
      <p className="govuk-body">
        You do not need an account. We do not ask for your name. You can stop when you like.
      </p>
    </>
  );
}

function Questions({ asked }: { asked: Asked }) {
  const form = useGovForm({
    check: (entries) => parseForm(answersForm(asked.questions, "family"), entries),
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <PageHeading title={asked.title} />
      {asked.introduction ? <p className="govuk-body-l">{asked.introduction}</p> : null}
      <p className="govuk-body">
        Please do not write names, addresses or phone numbers. If someone is hurting you, or you are
        not safe, tell an adult you trust, or call 999.
      </p>
      <GovFormBody form={form}>
        <input type="hidden" name="code" value={asked.code} />
        <QuestionFields form={form} questions={asked.questions} />
        <ForWorkerField form={form} by={asked.for} />
        <Button name="intent" value="send">
          Send
        </Button>
      </GovFormBody>
    </>
  );
}

function Sent() {
  return (
    <>
      <PageHeading title="Thank you" lead="We have what you told us." />
      <p className="govuk-body">
        You can close this page now. Your code does not work any more, so nobody else can use it.
      </p>
      <p className="govuk-body">
        <Link to={paths.youSaid.all()}>See what we changed because of what people told us</Link>
      </p>
      <p className="govuk-body">
        <Link to={paths.familyFeedback.open()}>I have another code</Link>
      </p>
    </>
  );
}

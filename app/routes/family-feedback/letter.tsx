import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { askedForm } from "~/forms/family-feedback";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { feedbackReference } from "~/rules/family-feedback/invitations";
import {
  type InvitationSubject,
  invitationFromUrl,
  mustBeIndependentOfFamily,
  refuseEnded,
} from "~/server/family-feedback-subjects.server";
import { makeCode } from "~/server/feedback-code.server";
import { type Guarded, guarded, refusal } from "~/server/guard.server";
import { readForm } from "~/server/read-form.server";
import { save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { findSettings } from "~db/core/settings.server";
import { markAsked } from "~db/family-feedback/invitations.server";

export const meta = () => [{ title: "Letter with a code - Family feedback - Line of Sight" }];

async function mayMake(guard: Guarded<InvitationSubject>) {
  refuseEnded(guard);
  await mustBeIndependentOfFamily(guard);
  if (guard.subject.way !== "link")
    throw refusal(409, {
      title: "This family is asked in another way",
      because: "Only those who are asked by a one-time code are given one.",
    });
  if (guard.subject.answersBy < guard.today)
    throw refusal(409, {
      title: "The last day for answers is over",
      because: "A code would open nothing. The QA lead can give the family more time first.",
    });
}

export const loader = guarded("family-feedback.ask", invitationFromUrl, async (guard) => {
  await mayMake(guard);
  const { subject } = guard;
  return {
    ...{ id: subject.id, version: subject.version, renews: subject.codeMadeAt !== null },
    for: subject.for,
    reference: feedbackReference(subject.reference),
    by: formatDate(subject.answersBy),
  };
});

/** Makes the code and shows it, this once: nothing keeps it. */
export const action = guarded("family-feedback.ask", invitationFromUrl, async (guard) => {
  await mayMake(guard);
  const { request, db, context, actor, stamp, subject } = guard;
  const form = await readForm(request, askedForm);
  const { code, digest } = makeCode(context);
  const saved = form.ok
    ? await save(db, (tx) =>
        markAsked(tx, { ...stamp, actorId: actor.id }, subject, {
          version: form.value.version,
          codeDigest: digest,
        }),
      )
    : { ok: false as const };
  if (!saved.ok)
    throw refusal(409, {
      title: "A letter was made meanwhile",
      because:
        "Nothing was made just now, so that the code that is out still works. Open this page again to make a new one.",
    });
  const council = (await findSettings(db))["reports.council"];
  const url = context.mail?.publicUrl ?? new URL(request.url).origin;
  return { code, council, address: `${url.replace(/\/$/, "")}${paths.familyFeedback.open()}` };
});

export default function Letter() {
  const page = useLoaderData<typeof loader>();
  const letter = useActionData<typeof action>();
  return (
    <>
      <div className="los-no-print">
        <BackLink to={paths.familyFeedback.one(page.id)}>{page.reference}</BackLink>
      </div>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          {letter ? <Written letter={letter} page={page} /> : <Make page={page} />}
        </TwoThirds>
      </main>
    </>
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

function Make({ page }: { page: Page }) {
  return (
    <>
      <PageHeading
        caption={`Family feedback ${page.reference}`}
        title={page.renews ? "Make a new letter" : "Make the letter"}
        lead="It holds a code that opens the form once. You see the code this once: print the letter, or read the code out, before you leave the page."
      />
      {page.renews ? (
        <p className="govuk-body">The code of the letter before stops working.</p>
      ) : null}
      <Form method="post">
        <input type="hidden" name="version" value={page.version} />
        <ButtonGroup>
          <Button>Make the letter</Button>
          <Link to={paths.familyFeedback.one(page.id)}>Cancel</Link>
        </ButtonGroup>
      </Form>
    </>
  );
}

function Written({
  letter,
  page,
}: {
  letter: { code: string; council: string; address: string };
  page: Page;
}) {
  const isChild = page.for !== "parent";
  return (
    <>
      <p className="govuk-body los-no-print">
        Print this page with your browser, or read the code out. It is not shown again.
      </p>
      {letter.council ? <p className="govuk-body">{letter.council}</p> : null}
      <h1 className="govuk-heading-l">Tell us what you think</h1>
      <p className="govuk-body-l">
        {isChild
          ? "We want to know what it is like for you to have a worker. Will you tell us?"
          : "We check our work to make it better. Will you tell us what it is like to work with us?"}
      </p>
      <ol className="govuk-list govuk-list--number">
        <li>
          Go to <strong className="los-letter__address">{letter.address}</strong>
        </li>
        <li>
          Type this code: <strong className="los-letter__code">{letter.code}</strong>
        </li>
        <li>Answer the questions, and press Send.</li>
      </ol>
      <p className="govuk-body">
        The code works once, until {page.by}. You do not need an account, and we do not ask for your
        name. It is up to you: whatever you say, the help you get stays the same.
      </p>
      <p className="govuk-body-s">{page.reference}</p>
    </>
  );
}

import { useActionData, useLoaderData } from "@remix-run/react";
import { lastWordForm, reflectionForm } from "~/forms/audits";
import { paths } from "~/paths";
import { correctionsUntil, mayCorrect } from "~/rules/corrections";
import { formatDate, formatTime } from "~/rules/dates";
import { type Guarded, guarded, refusal } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { begunAuditFromUrl } from "~/server/subjects.server";
import type { FormOutcome } from "~/ui/form";
import { InsetText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import type { Audit } from "~db/audits.server";
import { findConversation } from "~db/conversations.server";
import { transact } from "~db/open.server";
import { findReflection, saveLastWord, saveReflection } from "~db/reflections.server";
import { findSettings } from "~db/settings.server";
import { Conflict, findLastChange } from "~db/versions.server";
import { LastWordForm } from "./last-word-form";
import { OwnWordsForm } from "./own-words-form";
import { ReflectionText } from "./reflection-text";

export const meta = () => [{ title: "Your reflection - Line of Sight" }];

const withdrawn = () =>
  refusal(410, {
    title: "This audit was withdrawn",
    because: "There is nothing to reflect on any more. What you wrote before is kept.",
  });

export const loader = guarded(
  "audits.reflect",
  begunAuditFromUrl,
  async ({ db, subject, today }) => {
    if (subject.state === "withdrawn") throw withdrawn();
    const days = (await findSettings(db))["audit.correction-working-days"];
    const { submittedAt } = subject;
    const final = subject.state === "final";
    return {
      id: subject.id,
      reference: subject.caseReference,
      auditor: subject.auditorName ?? "The auditor",
      submitted: submittedAt !== null,
      final,
      reflection: await findReflection(db, subject.id),
      // The auditor's account of the conversation is read with the audit.
      recordedOn: final ? ((await findConversation(db, subject.id))?.heldOn ?? null) : null,
      correctionsBy: submittedAt ? formatDate(correctionsUntil(submittedAt, days)) : null,
      mayCorrect: !final && mayCorrect(submittedAt, days, today),
    };
  },
);

export const action = guarded("audits.reflect", begunAuditFromUrl, async (guard) => {
  const { db, subject } = guard;
  if (subject.state === "withdrawn") throw withdrawn();
  try {
    return await (subject.state === "final" ? saveLast(guard) : saveOwn(guard));
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    const typed = (error as Conflict & { typed?: Record<string, unknown> }).typed ?? {};
    const now = await findReflection(db, subject.id);
    const { at } = await findLastChange(db, `audit:${subject.id}`);
    return refuse({
      errors: {},
      typed,
      conflict: {
        by: "You, on another page or device,",
        at: `at ${formatTime(new Date(at))}`,
        version: now?.version ?? 0,
        theirs: Object.fromEntries(
          Object.keys(typed)
            .filter((name) => name !== "version")
            .map((name) => [name, String(now?.[name as keyof typeof now] ?? "")]),
        ),
      },
    });
  }
});

/** A conflict takes along what was typed, so that none of it is lost. */
const keeping = async <T,>(typed: Record<string, unknown>, deed: () => Promise<T>): Promise<T> => {
  try {
    return await deed();
  } catch (error) {
    throw error instanceof Conflict ? Object.assign(error, { typed }) : error;
  }
};

async function saveOwn(guard: Guarded<Audit>) {
  const { db, subject, stamp, actor, request, today, done } = guard;
  const form = await readForm(request, reflectionForm);
  if (!form.ok) return refuse(form);
  const stored = await findReflection(db, subject.id);
  const { value } = form;
  const days = (await findSettings(db))["audit.correction-working-days"];
  const corrects = value.correction !== (stored?.correction ?? "");
  const open = mayCorrect(subject.submittedAt, days, today);
  const correction = open ? value.correction : (stored?.correction ?? "");
  const typed = { ...value, version: String(value.version) };
  if (corrects && value.correction && !open) {
    return refuseWith(
      typed,
      "Talk with your team manager about this fact: corrections are no longer taken here",
      "correction",
    );
  }
  const { proudOf, doDifferently, childWouldSay, raiseGrade } = value;
  if (!proudOf && !doDifferently && !childWouldSay && !raiseGrade && !correction) {
    return refuseWith(typed, "Enter your answer to at least one question", "proudOf");
  }
  const by = { ...stamp, actorId: actor.id };
  await keeping(typed, () =>
    transact(db, (tx) => saveReflection(tx, by, subject.id, { ...value, correction })),
  );
  return done(paths.audits.reflect(subject.id), "Your reflection is saved");
}

async function saveLast(guard: Guarded<Audit>) {
  const { db, subject, stamp, actor, request, today, done } = guard;
  const form = await readForm(request, lastWordForm);
  if (!form.ok) {
    // The page was opened before the audit became final: what was typed there is shown again.
    const late = Object.keys(form.typed).some((name) => name === "proudOf");
    return refuse(
      late
        ? {
            errors: {
              "": "Copy what you still want to say into your comment: the audit has just become final",
            },
            typed: { ...form.typed, comment: earlierWords(form.typed) },
          }
        : form,
    );
  }
  const { value } = form;
  const typed = { ...value, version: String(value.version) };
  if (value.conversationOn && value.conversationOn > today)
    return refuseWith(typed, "Enter a date that has passed", "conversationOn");
  const by = { ...stamp, actorId: actor.id };
  await keeping(typed, () => transact(db, (tx) => saveLastWord(tx, by, subject.id, value)));
  return done(paths.audits.reflect(subject.id), "Your comment and your answer are saved");
}

const earlierWords = (typed: Record<string, unknown>): string =>
  ["proudOf", "doDifferently", "childWouldSay", "raiseGrade", "correction"]
    .map((name) => typed[name])
    .filter((text) => typeof text === "string" && text.trim() !== "")
    .join("\n\n");

export default function OwnReflection() {
  const data = useLoaderData<typeof loader>();
  const { id, reference, auditor, submitted, final, reflection } = data;
  const outcome = useActionData<typeof action>() as FormOutcome | undefined;
  return (
    <>
      <BackLink to={submitted ? paths.audits.read(id) : paths.home()}>
        {submitted ? "The audit" : "Your work"}
      </BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={`Audit of ${reference}`}
            title={final ? "Your comment on the final audit" : "Your reflection"}
            lead={`An audit is done with you, not to you. ${auditor} and those who can read the audit read what you write here.`}
          />
          {submitted ? null : (
            <InsetText>
              The audit is being written. You can write now and change it until the audit is final;
              the auditor sees it before submitting.
            </InsetText>
          )}
          {final ? (
            <>
              <LastWordForm
                reflection={reflection}
                recordedOn={data.recordedOn}
                outcome={outcome}
              />
              {reflection ? (
                <>
                  <h2 className="govuk-heading-m">What you wrote before</h2>
                  <ReflectionText reflection={reflection} />
                </>
              ) : null}
            </>
          ) : (
            <OwnWordsForm
              reflection={reflection}
              submitted={submitted}
              mayCorrect={data.mayCorrect}
              correctionsBy={data.correctionsBy}
              outcome={outcome}
            />
          )}
        </TwoThirds>
      </main>
    </>
  );
}

import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { typedValues } from "~/forms/autosave";
import { parseForm } from "~/forms/fields";
import {
  answeredWord,
  lastWordFields,
  readLastWord,
  reflectionFields,
  reflectionForm,
  reflectionQuestions,
} from "~/forms/reflections";
import { paths } from "~/paths";
import { formatInstant } from "~/rules/core/dates";
import { draftOf, readEntries, saveWhole, textsOf } from "~/server/drafts.server";
import { type Guarded, guarded, refusal } from "~/server/guard.server";
import { refuse, refuseWith } from "~/server/read-form.server";
import { begunAuditFromUrl } from "~/server/subjects.server";
import type { FormOutcome } from "~/ui/form";
import { InsetText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { ReflectionText } from "~/ui/practitioner/reflection-text";
import { valuesOf } from "~db/audits/answers.server";
import type { Audit } from "~db/audits/audits.server";
import { findConversation } from "~db/audits/conversations.server";
import { findReflection, unsentOf } from "~db/audits/reflections.server";
import { LastWordForm } from "./last-word-form";
import { keepOwnWords, listWords, sendOwnWords } from "./own-words.server";
import { OwnWordsForm } from "./own-words-form";

export const meta = () => [{ title: "Your reflection - Line of Sight" }];

const withdrawn = () =>
  refusal(410, {
    title: "This audit was withdrawn",
    because: "There is nothing to reflect on any more. What you wrote before is kept.",
  });

export const loader = guarded("audits.reflect", begunAuditFromUrl, async (guard) => {
  const { db, subject, actor, today } = guard;
  if (subject.state === "withdrawn") throw withdrawn();
  const final = subject.state === "final";
  const sent = await findReflection(db, subject.id);
  const own = await listWords(guard);
  const fields = final ? lastWordFields : reflectionFields;
  const names = new Set(fields.map(({ name }) => name));
  return {
    id: subject.id,
    reference: subject.caseReference,
    auditor: subject.auditorName ?? "The auditor",
    submitted: subject.submittedAt !== null,
    final,
    saving: { url: paths.audits.ownWords(subject.id), personId: actor.id },
    draft: draftOf(fields, own, today),
    sent: sent && { ...sent, writtenAt: formatInstant(new Date(sent.writtenAt)) },
    /** What they wrote and can't send any more. */
    unsent: unsentOf(
      own.filter(({ field }) => !names.has(field)),
      sent,
    ),
    // The auditor's account of the conversation is read with the audit.
    recordedOn: final ? ((await findConversation(db, subject.id))?.heldOn ?? null) : null,
  };
});

export const action = guarded("audits.reflect", begunAuditFromUrl, async (guard) => {
  const { subject } = guard;
  if (subject.state === "withdrawn") throw withdrawn();
  const form = await readEntries(guard.request);
  return subject.state === "final" ? sendLastWord(guard, form) : sendReflection(guard, form);
});

/** Saves what the page holds for its writer; null when it is saved, else the answer to give. */
const keep = (guard: Guarded<Audit>, fields: typeof lastWordFields, form: FormData) =>
  saveWhole(guard, {
    fields,
    form,
    list: () => listWords(guard),
    save: async (draft) => {
      const saved = await keepOwnWords(guard, draft);
      if (!saved) throw justFinal();
      return saved;
    },
  });

const justFinal = () =>
  refusal(409, {
    title: "The audit has just become final",
    because:
      "Your reflection can’t be sent any more. What you wrote is kept: open the page again to put what you still want to say into your comment.",
  });

const comesBack = (guard: Guarded<Audit>) =>
  redirect(guard.subject.submittedAt ? paths.audits.read(guard.subject.id) : paths.home());

/** Whether the fields hold, since another page was saved, what this one did not show. */
const isOther = (fields: typeof lastWordFields, form: FormData, own: Record<string, string>) =>
  Object.entries(typedValues(fields, form)).some(
    ([field, value]) => value.trim() !== (own[field] ?? "").trim(),
  );

const changedElsewhere =
  "Read it through again before you send it: you changed it on another page or device";

async function sendReflection(guard: Guarded<Audit>, form: FormData) {
  const { subject, done } = guard;
  const typed = textsOf(form);
  const fields = reflectionFields;
  const refused = await keep(guard, fields, form);
  if (refused) return refused;
  if (typed.intent === "back") return comesBack(guard);
  const words = parseForm(reflectionForm, form);
  if (!words.ok) return refuse({ errors: words.errors, typed });
  const own = valuesOf(await listWords(guard));
  if (isOther(fields, form, own)) return refuseWith(own, changedElsewhere);
  if (!(await sendOwnWords(guard, { reflection: words.value }))) throw justFinal();
  return done(paths.audits.reflect(subject.id), "Your reflection is sent");
}

async function sendLastWord(guard: Guarded<Audit>, posted: FormData) {
  const { subject, today, done } = guard;
  const form = answeredWord(posted);
  const typed = textsOf(posted);
  // The page was opened before the audit became final: what was typed there is shown again.
  if (typed.proudOf !== undefined)
    return refuseWith(
      { ...typed, comment: earlierWords(typed) },
      "Copy what you still want to say into your comment: the audit has just become final",
    );
  const refused = await keep(guard, lastWordFields, form);
  if (refused) return refused;
  if (typed.intent === "back") return comesBack(guard);
  const word = readLastWord(form);
  if (!word.ok) return refuse({ errors: word.errors, typed });
  if (word.value.conversationOn && word.value.conversationOn > today)
    return refuseWith(typed, "Enter a date that has passed", "conversationOn");
  const own = valuesOf(await listWords(guard));
  if (isOther(lastWordFields, form, own)) return refuseWith(own, changedElsewhere);
  await sendOwnWords(guard, { lastWord: word.value });
  return done(paths.audits.reflect(subject.id), "Your comment and your answer are sent");
}

const earlierWords = (typed: Record<string, string>): string =>
  Object.keys(reflectionQuestions)
    .map((name) => typed[name] ?? "")
    .filter((text) => text.trim() !== "")
    .join("\n\n");

export default function OwnReflection() {
  const data = useLoaderData<typeof loader>();
  const { id, reference, auditor, submitted, final, sent, unsent } = data;
  const outcome = useActionData<typeof action>() as FormOutcome | undefined;
  const readers = `${auditor} and those who can read the audit`;
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
            lead={`An audit is done with you, not to you. ${readers} read what you write here once you send it, and nothing of it before.`}
          />
          {submitted ? null : (
            <InsetText>
              The audit is being written. You can write now, send it, and change it until the audit
              is final; what you send, the auditor sees before submitting.
            </InsetText>
          )}
          {final ? (
            <>
              <LastWordForm key="last-word" {...data} outcome={outcome} />
              {Object.keys(unsent).length > 0 ? (
                <>
                  <h2 className="govuk-heading-m">What you wrote before and did not send</h2>
                  <p className="govuk-body">
                    Only you can read it. What you still want to say goes into your comment.
                  </p>
                  <ReflectionText reflection={unsent} />
                </>
              ) : null}
              {sent ? (
                <>
                  <h2 className="govuk-heading-m">What you sent before</h2>
                  <ReflectionText reflection={sent} />
                </>
              ) : null}
            </>
          ) : (
            <OwnWordsForm key="own-words" {...data} outcome={outcome} />
          )}
        </TwoThirds>
      </main>
    </>
  );
}

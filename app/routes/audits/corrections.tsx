import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { asTyped, typedValues } from "~/forms/autosave";
import {
  correctionFields,
  correctionForm,
  correctionQuestion,
  mostOfCorrection,
} from "~/forms/corrections";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { mayCorrect } from "~/rules/audits/corrections";
import { formatDate } from "~/rules/core/dates";
import { readCorrections } from "~/server/corrections.server";
import { draftOf, readEntries, saveWhole, textsOf } from "~/server/drafts.server";
import { guarded, refusal } from "~/server/guard.server";
import { refuse, refuseWith } from "~/server/read-form.server";
import { submittedAuditFromUrl } from "~/server/subjects.server";
import { DraftBody, useDraft } from "~/ui/autosave/draft-form";
import { SaveStatus } from "~/ui/autosave/save-status";
import { Button, ButtonGroup } from "~/ui/button";
import type { FormOutcome } from "~/ui/form";
import { TextArea } from "~/ui/inputs/text-area";
import { InsetText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { CorrectionList } from "~/ui/practitioner/correction-list";
import { valuesOf } from "~db/audits/answers.server";
import { transact } from "~db/core/open.server";
import { sendCorrection } from "~db/operations/audits/corrections.server";
import { keepCorrection, listCorrectionDraft } from "./own-correction.server";

export const meta = () => [{ title: "Factual corrections - Line of Sight" }];

const withdrawn = () =>
  refusal(410, {
    title: "This audit was withdrawn",
    because: "There is nothing to correct any more. What was sent before is kept.",
  });

export const loader = guarded("audits.correct", submittedAuditFromUrl, async (guard) => {
  const { subject, actor, today } = guard;
  if (subject.state === "withdrawn") throw withdrawn();
  const own = await listCorrectionDraft(guard);
  return {
    id: subject.id,
    reference: subject.caseReference,
    isFinal: subject.state === "final",
    open: mayCorrect(subject, today),
    until: subject.correctionsUntil && formatDate(subject.correctionsUntil),
    saving: { url: paths.audits.correctionTyped(subject.id), personId: actor.id },
    draft: draftOf(correctionFields, own, today),
    /** Written and never sent: their own to read, still. */
    unsent: valuesOf(own).text ?? "",
    corrections: await readCorrections(guard, subject),
  };
});

const over = "Talk with your team manager about this fact: corrections are no longer taken here";

export const action = guarded("audits.correct", submittedAuditFromUrl, async (guard) => {
  const { request, db, subject, stamp, actor, today, done } = guard;
  if (subject.state === "withdrawn") throw withdrawn();
  const form = await readEntries(request);
  const typed = textsOf(form);
  const here = paths.audits.corrections(subject.id);
  const words = parseForm(correctionForm, form);
  // Sent by a second press of the button: the words are there already, and once is enough.
  const earlier = await readCorrections(guard, subject);
  if (words.ok && typed.intent !== "back") {
    const text = words.value.text;
    if (earlier.some((one) => one.text === text && one.by === actor.name)) return redirect(here);
  }
  if (!mayCorrect(subject, today)) return refuseWith(typed, over, "text");
  const refused = await saveWhole(guard, {
    fields: correctionFields,
    form,
    list: () => listCorrectionDraft(guard),
    save: async (draft) => {
      const saved = await keepCorrection(guard, draft);
      if (!saved) throw refusal(409, { title: "Corrections are no longer taken", because: over });
      return saved;
    },
  });
  if (refused) return refused;
  if (typed.intent === "back") return redirect(paths.audits.read(subject.id));
  if (!words.ok) return refuse({ errors: words.errors, typed });
  const own = valuesOf(await listCorrectionDraft(guard));
  if ((typedValues(correctionFields, form).text ?? "").trim() !== (own.text ?? "").trim())
    return refuseWith(
      own,
      "Read it through again before you send it: you changed it on another page or device",
    );
  const sent = await transact(db, (tx) =>
    sendCorrection(tx, { ...stamp, actorId: actor.id }, subject, words.value.text),
  );
  if (sent === null) return refuseWith(typed, over, "text");
  return done(here, "Your correction is sent. You will read the answer here");
});

export default function Corrections() {
  const page = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>() as FormOutcome | undefined;
  const { id, corrections } = page;
  return (
    <>
      <BackLink to={paths.audits.read(id)}>The audit</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={`Audit of ${page.reference}`}
            title="Factual corrections"
            lead={
              page.open
                ? `Send what is factually wrong by ${page.until}. The auditor answers each correction, and the audit does not become final before.`
                : undefined
            }
          />
          {page.open ? (
            <Write key={page.draft.saveId} page={page} outcome={outcome} />
          ) : (
            <>
              <InsetText>
                {page.isFinal
                  ? "This audit is final, so no correction can be sent any more."
                  : page.until
                    ? `Corrections were taken until ${page.until}. Talk with your team manager about a fact that is still wrong.`
                    : "No correction can be sent to this audit."}
              </InsetText>
              {page.unsent ? (
                <>
                  <h2 className="govuk-heading-m">What you wrote and did not send</h2>
                  <p className="govuk-body">Only you can read it.</p>
                  <p className="govuk-body los-as-written">{page.unsent}</p>
                </>
              ) : null}
            </>
          )}
          <h2 className="govuk-heading-m" id="sent">
            {corrections.length === 0 ? "Nothing was sent so far" : "What was sent"}
          </h2>
          <CorrectionList auditId={id} corrections={corrections} isFinal={page.isFinal} />
        </TwoThirds>
      </main>
    </>
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

function Write({ page, outcome }: { page: Page; outcome: FormOutcome | undefined }) {
  const draft = useDraft({
    saving: page.saving,
    ...asTyped(correctionFields),
    draft: page.draft,
    outcome,
    check: (entries) => parseForm(correctionForm, entries),
  });
  return (
    <DraftBody draft={draft}>
      <TextArea
        {...draft.field("text")}
        label={correctionQuestion}
        labelSize="m"
        hint="Say what is wrong, what is right, and where the record shows it. One fact at a time, so that each gets its answer. Grades are for the panel."
        rows={5}
        maxLength={mostOfCorrection}
      />
      <p className="govuk-body">
        Whoever can read the audit reads what you send. Until then only you can read it.
      </p>
      <ButtonGroup>
        <Button>Send this correction</Button>
        <Button variant="secondary" name="intent" value="back" formNoValidate>
          Save and come back later
        </Button>
      </ButtonGroup>
      <SaveStatus queue={draft.autosave.queue} savedBefore={draft.saved} />
    </DraftBody>
  );
}

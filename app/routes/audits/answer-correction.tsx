import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { asTyped, typedValues } from "~/forms/autosave";
import { answerFields, answerForm, mostOfCorrection } from "~/forms/corrections";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { correctionAnswerNames, correctionAnswers, mayAnswer } from "~/rules/audits/corrections";
import { formatInstant } from "~/rules/core/dates";
import { handoverCameFrom } from "~/server/came-from.server";
import { correctionFromUrl } from "~/server/correction-subjects.server";
import { draftOf, readEntries, saveWhole, textsOf } from "~/server/drafts.server";
import { guarded, refusal } from "~/server/guard.server";
import { refuse, refuseWith } from "~/server/read-form.server";
import { save } from "~/server/save.server";
import { DraftBody, useDraft } from "~/ui/autosave/draft-form";
import { SaveStatus } from "~/ui/autosave/save-status";
import { Button, ButtonGroup } from "~/ui/button";
import type { FormOutcome } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { TextArea } from "~/ui/inputs/text-area";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { valuesOf } from "~db/audits/answers.server";
import { answerCorrection, findAnsweringAuditor } from "~db/operations/audits/corrections.server";
import { keepAnswer, listAnswerDraft } from "./own-answer.server";

export const meta = () => [{ title: "Answer a correction - Line of Sight" }];

const notYours = (because: string) =>
  refusal(409, { title: "You can’t answer this correction", because });

export const loader = guarded("audits.answer-corrections", correctionFromUrl, async (guard) => {
  const { db, subject, actor, today } = guard;
  const { audit, correction } = subject;
  if (correction.answer !== null) throw redirect(paths.audits.read(audit.id));
  const auditorId = await findAnsweringAuditor(db, audit.id);
  const step = mayAnswer(correction, audit, { id: actor.id, auditorId });
  if (!step.ok) throw notYours(step.message);
  return {
    handover: handoverCameFrom(guard.request),
    auditId: audit.id,
    reference: audit.caseReference,
    by: correction.senderName,
    sent: formatInstant(new Date(correction.sentAt)),
    text: correction.text,
    version: correction.version,
    isLead: audit.auditorId !== actor.id,
    saving: { url: paths.audits.answerTyped(audit.id, correction.id), personId: actor.id },
    draft: draftOf(answerFields, await listAnswerDraft(guard), today),
  };
});

export const action = guarded("audits.answer-corrections", correctionFromUrl, async (guard) => {
  const { request, db, subject, stamp, actor, done } = guard;
  const { audit, correction } = subject;
  const form = await readEntries(request);
  const typed = textsOf(form);
  const refused = await saveWhole(guard, {
    fields: answerFields,
    form,
    list: () => listAnswerDraft(guard),
    save: async (draft) => {
      const saved = await keepAnswer(guard, draft);
      if (!saved) throw notYours("It has been answered already, or is someone else’s to answer.");
      return saved;
    },
  });
  if (refused) return refused;
  if (typed.intent === "back") return redirect(paths.audits.read(audit.id));
  const given = parseForm(answerForm, form);
  if (!given.ok) return refuse({ errors: given.errors, typed });
  const own = valuesOf(await listAnswerDraft(guard));
  const shown = Object.entries(typedValues(answerFields, form));
  if (shown.some(([field, value]) => value.trim() !== (own[field] ?? "").trim()))
    return refuseWith(
      own,
      "Read it through again before you send it: you changed it on another page or device",
    );
  const { version, ...answer } = given.value;
  const saved = await save(db, (tx) =>
    answerCorrection(tx, { ...stamp, actorId: actor.id }, { ...correction, version }, answer),
  );
  if (!saved.ok) {
    throw notYours("It was answered by someone else meanwhile.");
  }
  const answered = saved.value;
  if (!answered.ok) return refuseWith(typed, answered.message);
  const then = answered.final
    ? ". Nothing more was waited for: the audit is final"
    : answered.again
      ? ". The panel is asked to look at its decision again"
      : "";
  return done(
    handoverCameFrom(request) ?? paths.audits.read(audit.id),
    `${correction.senderName} can read your answer${then}`,
  );
});

const hints = {
  accepted:
    "The fact is as they say. Your audit’s text stays as it is; your answer stands beside it.",
  "in-part": undefined,
  declined: undefined,
};

export default function AnswerCorrection() {
  const page = useLoaderData<typeof loader>();
  const draft = useDraft({
    saving: page.saving,
    ...asTyped(answerFields),
    draft: page.draft,
    outcome: useActionData<typeof action>() as FormOutcome | undefined,
    check: (entries) => parseForm(answerForm, entries),
  });
  return (
    <>
      {page.handover ? (
        <BackLink to={page.handover}>Hand over</BackLink>
      ) : (
        <BackLink to={paths.audits.read(page.auditId)}>The audit</BackLink>
      )}
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={`Audit of ${page.reference}`}
            title="Answer a factual correction"
            lead={
              page.isLead
                ? "No auditor is left to answer for this audit, so it is yours to answer."
                : undefined
            }
          />
          <blockquote className="los-corrections__item los-corrections__quoted">
            <p className="govuk-body los-as-written">{page.text}</p>
            <p className="govuk-body-s los-corrections__by">
              {page.by}, {page.sent}
            </p>
          </blockquote>
          <DraftBody draft={draft}>
            <input type="hidden" name="version" value={page.version} readOnly />
            <Radios
              {...draft.field("answer")}
              legend="Your answer"
              legendSize="m"
              options={correctionAnswers.map((value) => ({
                value,
                label: correctionAnswerNames[value],
                hint: hints[value],
              }))}
            />
            <TextArea
              {...draft.field("words")}
              label="What you answer"
              labelSize="m"
              hint={`${page.by} reads it, and so does whoever can read the audit. Say why, and what it changes.`}
              rows={5}
              maxLength={mostOfCorrection}
            />
            <ButtonGroup>
              <Button>Send your answer</Button>
              <Button variant="secondary" name="intent" value="back" formNoValidate>
                Save and come back later
              </Button>
            </ButtonGroup>
            <SaveStatus queue={draft.autosave.queue} savedBefore={draft.saved} />
          </DraftBody>
        </TwoThirds>
      </main>
    </>
  );
}

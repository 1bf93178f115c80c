import { asTyped } from "~/forms/autosave";
import { parseForm } from "~/forms/fields";
import {
  mostWords,
  type ReflectionQuestion,
  reflectionFields,
  reflectionForm,
  reflectionQuestions,
} from "~/forms/reflections";
import { DraftBody, useDraft } from "~/ui/autosave/draft-form";
import type { FormOutcome } from "~/ui/form";
import { TextArea } from "~/ui/inputs/text-area";
import { InsetText } from "~/ui/notices";
import { type Draft, SendButtons, type Sent } from "./send-own-words";

/** The practitioner's reflection, theirs to change until the audit is final; corrections for a while. */
export function OwnWordsForm({
  sent,
  submitted,
  corrections,
  unsent,
  outcome,
  saving,
  draft: stored,
}: Draft & {
  sent: (Sent & Record<ReflectionQuestion, string>) | null;
  submitted: boolean;
  corrections: { open: boolean; by: string | null };
  /** A correction that was written and can't be sent any more. */
  unsent: { correction?: string };
  outcome: FormOutcome | undefined;
}) {
  const fields = reflectionFields(corrections.open);
  const draft = useDraft({
    saving,
    ...asTyped(fields),
    draft: stored,
    outcome,
    check: (entries) => parseForm(reflectionForm, entries),
  });
  const question = (name: ReflectionQuestion, hint?: string) => (
    <TextArea
      {...draft.field(name)}
      label={reflectionQuestions[name]}
      labelSize="s"
      hint={hint}
      maxLength={mostWords}
    />
  );
  return (
    <DraftBody draft={draft}>
      {question("proudOf")}
      {question("doDifferently")}
      {question("childWouldSay", "A baby too has a view of how things are.")}
      {question(
        "raiseGrade",
        "In your work, in the team or around it: what would have made it better for this child.",
      )}
      {corrections.open ? (
        question(
          "correction",
          `Say what is wrong, what is right, and where the record shows it. By ${corrections.by}. This is about facts: grades are for the panel.`,
        )
      ) : submitted ? (
        <>
          <input type="hidden" name="correction" value={sent?.correction ?? ""} readOnly />
          <p className="govuk-body">
            {sent?.correction
              ? `You sent a factual correction: ${sent.correction}`
              : `Factual corrections were taken until ${corrections.by}.`}
          </p>
          {unsent.correction ? (
            <InsetText>
              You wrote a correction and did not send it. Only you can read it; talk with your team
              manager about this fact:
              <span className="govuk-!-display-block los-as-written">{unsent.correction}</span>
            </InsetText>
          ) : null}
        </>
      ) : null}
      <SendButtons
        draft={draft}
        sent={sent}
        names={fields.map(({ name }) => name)}
        words="Send your reflection"
      />
    </DraftBody>
  );
}

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
import { type Draft, SendButtons, type Sent } from "./send-own-words";

/** The practitioner's reflection, theirs to change until the audit is final. */
export function OwnWordsForm({
  sent,
  outcome,
  saving,
  draft: stored,
}: Draft & {
  sent: (Sent & Record<ReflectionQuestion, string>) | null;
  outcome: FormOutcome | undefined;
}) {
  const fields = reflectionFields;
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
      <SendButtons
        draft={draft}
        sent={sent}
        names={fields.map(({ name }) => name)}
        words="Send your reflection"
      />
    </DraftBody>
  );
}

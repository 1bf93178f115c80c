import { asTyped } from "~/forms/autosave";
import { lastWordFields, lastWordQuestions, mostWords, readLastWord } from "~/forms/reflections";
import { formatDate } from "~/rules/core/dates";
import { DraftBody, useDraft } from "~/ui/autosave/draft-form";
import type { FormOutcome } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { DateField } from "~/ui/inputs/date-field";
import { TextArea } from "~/ui/inputs/text-area";
import { type Draft, SendButtons, type Sent } from "./send-own-words";

/** Once final: the practitioner's comment, and their own account of the reflective conversation. */
export function LastWordForm({
  sent,
  recordedOn,
  outcome,
  saving,
  draft: stored,
}: Draft & {
  sent: (Sent & { confirmedAt: string | null }) | null;
  /** YYYY-MM-DD: when the auditor says it was. */
  recordedOn: string | null;
  outcome: FormOutcome | undefined;
}) {
  const draft = useDraft({
    saving,
    ...asTyped(lastWordFields),
    draft: stored,
    outcome,
    check: readLastWord,
  });
  return (
    <DraftBody draft={draft}>
      <TextArea
        {...draft.field("comment")}
        label={lastWordQuestions.comment}
        labelSize="s"
        hint="If you have nothing to add, leave it empty."
        maxLength={mostWords}
      />
      <Radios
        {...draft.field("conversation")}
        legend={lastWordQuestions.conversation}
        legendSize="s"
        hint={
          recordedOn
            ? `The auditor recorded that it was on ${formatDate(recordedOn)}. If you remember it otherwise, say so: both are shown.`
            : "The auditor has recorded none. Say how it was for you."
        }
        options={[
          {
            value: "yes",
            label: "Yes",
            conditional: (
              <DateField
                {...draft.date("conversationOn")}
                legend={lastWordQuestions.conversationOn}
              />
            ),
          },
          { value: "no", label: "No, it has not taken place" },
        ]}
      />
      <SendButtons
        draft={draft}
        sent={sent?.confirmedAt ? sent : null}
        names={lastWordFields
          .map(({ name }) => name)
          .filter((name) => name !== "conversationOn" || draft.typed("conversation") === "yes")}
        words="Send"
      />
    </DraftBody>
  );
}

import { lastWordForm } from "~/forms/audits";
import { parseForm } from "~/forms/fields";
import { formatDate } from "~/rules/dates";
import { useAskBeforeLeaving } from "~/ui/ask-before-leaving";
import { Button } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { DateField } from "~/ui/inputs/date-field";
import { TextArea } from "~/ui/inputs/text-area";

const labels = {
  comment: "What do you want to say about the final audit?",
  conversation: "Did the reflective conversation with the auditor take place?",
  conversationOn: "When was it?",
};

/** Once final: the practitioner's comment, and their own account of the reflective conversation. */
export function LastWordForm({
  reflection,
  recordedOn,
  outcome,
}: {
  reflection: {
    comment: string;
    conversation: "" | "yes" | "no";
    conversationOn: string | null;
    version: number;
  } | null;
  /** YYYY-MM-DD: when the auditor says it was. */
  recordedOn: string | null;
  outcome: FormOutcome | undefined;
}) {
  const form = useGovForm({
    check: (entries) => parseForm(lastWordForm, entries),
    stored: { ...reflection },
    outcome,
  });
  useAskBeforeLeaving(form.id, reflection?.version);
  return (
    <GovFormBody form={form} version={reflection?.version ?? 0} labels={labels}>
      <TextArea
        {...form.field("comment")}
        label={labels.comment}
        labelSize="s"
        hint="If you have nothing to add, leave it empty."
        maxLength={4000}
      />
      <Radios
        {...form.field("conversation")}
        legend={labels.conversation}
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
              <DateField {...form.date("conversationOn")} legend={labels.conversationOn} />
            ),
          },
          { value: "no", label: "No, it has not taken place" },
        ]}
      />
      <Button>Save</Button>
    </GovFormBody>
  );
}

import { fieldNames, type VoicePart, voiceStatuses, voiceStatusNames } from "~/rules/audit-content";
import type { VoiceKind } from "~/rules/tools";
import { Checkboxes, Radios } from "~/ui/inputs/choices";
import { DateField } from "~/ui/inputs/date-field";
import { TextArea } from "~/ui/inputs/text-area";
import { TextField } from "~/ui/inputs/text-field";
import type { DraftForm } from "./draft-form";

const legends: Record<VoiceKind, string> = {
  child: "Did you hear the child or young person?",
  parent: "Did you hear them?",
  practitioner: "Did you talk with the practitioner?",
};

const saidHints: Record<VoiceKind, string> = {
  child:
    "Their own words where you can. For a baby or a child without words: what you or others observed.",
  parent: "What they said about the help they had, in their own words where you can.",
  practitioner: "What they are proud of, what they would do differently, what got in the way.",
};

/** One voice: whether it was heard, then what was said or why not. */
export function VoiceFieldset({
  voiceKey,
  kind,
  draft,
}: {
  voiceKey: string;
  kind: VoiceKind;
  draft: DraftForm;
}) {
  const name = (part: VoicePart) => fieldNames.voice(voiceKey, part);
  const date = draft.date(name("held-on"));
  return (
    <>
      {kind === "parent" ? (
        <TextField
          {...draft.field(name("label"))}
          label="Who is this in the child’s life?"
          hint="Each parent or carer apart, and a father who lives elsewhere too. A role, not a name: “Mother”, “Foster carer”."
          width="two-thirds"
        />
      ) : null}
      <Radios
        {...draft.field(name("status"))}
        legend={legends[kind]}
        options={voiceStatuses.map((status) => ({
          value: status,
          label: voiceStatusNames[status],
        }))}
        small
      />
      <TextArea
        {...draft.field(name("said"))}
        label="If you did: what did they say?"
        hint={saidHints[kind]}
        rows={4}
      />
      <div className="los-voice__when">
        <DateField {...date} legend="When?" />
        <TextField
          {...draft.field(name("method"))}
          label="How?"
          hint="For example: visit, telephone, video, letter"
          width={20}
        />
      </div>
      <TextArea
        {...draft.field(name("reason"))}
        label="If you did not: why not?"
        hint="For example how often you tried, or why it was not safe or right to make contact."
        rows={2}
      />
      {kind === "practitioner" ? null : (
        <Checkboxes
          {...draft.flag(name("not-shared"))}
          legend="Sharing"
          hideLegend
          options={[
            {
              value: "yes",
              label: "Not to be shared with the worker",
              hint: "Tick when they asked for this. The worker never sees it; their manager does.",
            },
          ]}
          small
        />
      )}
    </>
  );
}

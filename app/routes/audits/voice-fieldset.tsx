import { longText, noteText } from "~/forms/audit-draft";
import {
  fieldNames,
  type VoicePart,
  voiceStatuses,
  voiceStatusNames,
} from "~/rules/audits/content";
import type { VoiceKind } from "~/rules/tools/tools";
import type { DraftForm } from "~/ui/autosave/draft-form";
import { Checkboxes, Radios } from "~/ui/inputs/choices";
import { DateField } from "~/ui/inputs/date-field";
import { TextArea } from "~/ui/inputs/text-area";
import { TextField } from "~/ui/inputs/text-field";

const legends: Record<VoiceKind, string> = {
  child: "Was the child heard in this audit?",
  parent: "Were they heard in this audit?",
  practitioner: "Was the practitioner heard in this audit?",
};

const saidHints: Record<VoiceKind, string> = {
  child: "Their own words where you can. Of a child without words: what you or others saw.",
  parent: "What they said about the help they had, in their own words where you can.",
  practitioner: "What they are proud of, what they would do differently, what got in the way.",
};

const whyHints: Record<VoiceKind, string> = {
  child: "For example how often you tried and how, or why it was not safe or right to ask.",
  parent: "For example how often you tried and how, or why it was not safe or right to ask.",
  practitioner: "For example that they have left, or were away all the time you had.",
};

/** How a child who can’t speak is heard; null for one who can. */
function ofSmallChild(age: "unborn" | "baby" | null): string | null {
  if (age === "unborn")
    return "This child is not born yet. Choose “Not appropriate”, and say how the people around the pregnancy keep the baby in mind.";
  if (age === "baby")
    return "A baby is heard by being watched: choose “Heard” where you or others saw how the baby is with the people who care for them.";
  return null;
}

/** One voice: whether it was heard; then what was said, or why not, as the answer asks for. */
export function VoiceFieldset({
  voiceKey,
  kind,
  age,
  draft,
}: {
  voiceKey: string;
  kind: VoiceKind;
  age: "unborn" | "baby" | null;
  draft: DraftForm;
}) {
  const name = (part: VoicePart) => fieldNames.voice(voiceKey, part);
  const date = draft.date(name("held-on"));
  const status = draft.field(name("status"));
  // Nobody is kept safe from being asked about their own work.
  const offered = voiceStatuses.filter(
    (one) => kind !== "practitioner" || one !== "not-safe" || status.defaultValue === one,
  );
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
        {...status}
        legend={legends[kind]}
        hint={kind === "child" ? ofSmallChild(age) : undefined}
        options={offered.map((one) => ({ value: one, label: voiceStatusNames[one] }))}
        small
      />
      <div className="los-voice__said">
        <TextArea
          {...draft.field(name("said"))}
          label="What did they say?"
          hint={saidHints[kind]}
          rows={4}
          usual={60}
          maxLength={longText}
          keptInView
        />
      </div>
      <div className="los-voice__when">
        <DateField {...date} legend="When?" keptInView />
        <TextField
          {...draft.field(name("method"))}
          label="How?"
          hint="For example: visit, telephone, video, letter"
          width={20}
          keptInView
        />
      </div>
      <div className="los-voice__why">
        <TextArea
          {...draft.field(name("reason"))}
          label="Why not?"
          hint={whyHints[kind]}
          rows={3}
          maxLength={noteText}
          keptInView
        />
      </div>
      {kind === "practitioner" ? null : (
        <div className="los-voice__sharing">
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
        </div>
      )}
    </>
  );
}

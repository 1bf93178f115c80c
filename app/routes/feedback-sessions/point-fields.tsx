import { pointKindNames, pointKinds } from "~/rules/feedback-sessions/feedback-sessions";
import type { GovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { TextArea } from "~/ui/inputs/text-area";

/** One thing that was said: the same to write it down and to write it anew. */
export function PointFields({ form }: { form: GovForm }) {
  return (
    <>
      <TextArea
        {...form.field("text")}
        label="What was said"
        hint="In a sentence or two. Name no child, worker or team: everyone can read it."
        rows={3}
      />
      <Radios
        {...form.field("kind")}
        legend="What was meant"
        legendSize="s"
        inline
        small
        options={pointKinds.map((kind) => ({ value: kind, label: pointKindNames[kind] }))}
      />
    </>
  );
}

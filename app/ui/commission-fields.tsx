import { triggerKindNames, triggerKinds } from "~/rules/exercises/exercises";
import type { GovForm } from "./form";
import { Select, type SelectOption } from "./inputs/select";
import { TextArea } from "./inputs/text-area";
import { TextField } from "./inputs/text-field";

/** Why a thematic audit is done, and of whom, as its commission says; side by side where there is room. */
export function CommissionFields({
  form,
  promptedBy,
}: {
  form: GovForm;
  promptedBy: readonly SelectOption[];
}) {
  return (
    <div className="los-field-row los-field-row--three">
      <Select
        {...form.field("triggerKind")}
        label="What prompted it"
        options={triggerKinds.map((kind) => ({ value: kind, label: triggerKindNames[kind] }))}
        emptyLabel="Choose one"
      />
      <TextField
        {...form.field("triggerText")}
        label="Which inspection, figures or finding"
        width="full"
      />
      <Select
        {...form.field("promptedById")}
        label="The exercise that prompted it (optional)"
        options={promptedBy}
        emptyLabel="None"
      />
      <TextArea
        {...form.field("rationale")}
        label="Rationale"
        hint="What you want to be assured of"
        rows={4}
        maxLength={2000}
      />
      <TextArea
        {...form.field("linesOfEnquiry")}
        label="Key lines of enquiry"
        hint="One on each line"
        rows={4}
        maxLength={2000}
      />
      <TextArea
        {...form.field("methodology")}
        label="Cohort and method"
        hint="Which children, and how they are chosen"
        rows={4}
        maxLength={2000}
      />
    </div>
  );
}

import type { ReactNode } from "react";
import type { GovForm } from "~/ui/form";
import { Checkboxes, Radios } from "~/ui/inputs/choices";
import { DateField } from "~/ui/inputs/date-field";
import { Select } from "~/ui/inputs/select";
import { TextArea } from "~/ui/inputs/text-area";
import { TextField } from "~/ui/inputs/text-field";
import type { PlanChoices } from "./plan.server";

/** When it is graded and by whom: all that can change once people were asked. */
export function RaterFields({
  form,
  people,
  beside,
}: {
  form: GovForm;
  people: PlanChoices["people"];
  /** What stands beside the date where there is room. */
  beside?: ReactNode;
}) {
  return (
    <>
      <div className="los-plan-pair">
        {beside}
        <DateField
          {...form.date("dueOn")}
          legend="By when do they grade it?"
          legendSize="s"
          hint="Its session opens the day after, or when all have submitted"
        />
      </div>
      <div className="los-raters">
        <Checkboxes
          {...form.list("raters")}
          legend="Who grades it?"
          legendSize="s"
          hint="Auditors and moderators; two at least"
          small
          options={people}
        />
      </div>
    </>
  );
}

/** The whole plan: the same when making and when changing a draft. */
export function PlanFields({ form, choices }: { form: GovForm; choices: PlanChoices }) {
  return (
    <>
      <Radios
        {...form.field("kind")}
        legend="What is it for?"
        legendSize="s"
        inline
        small
        options={[
          { value: "calibration", label: "Calibration" },
          { value: "training", label: "Training of new auditors" },
        ]}
      />
      <TextField {...form.field("title")} label="Title" labelSize="s" width="two-thirds" />
      <Radios
        {...form.field("source")}
        legend="Which case?"
        legendSize="s"
        small
        options={[
          {
            value: "written",
            label: "One that is written here",
            conditional: (
              <TextArea
                {...form.field("narrative")}
                label="The case"
                hint="Made up, or changed so that nobody can be recognised: no names, no dates of birth, no places"
                rows={5}
                maxLength={8000}
              />
            ),
          },
          {
            value: "case",
            label: "A case of the caseload",
            conditional: (
              <TextField
                {...form.field("reference")}
                label="Reference of the case"
                hint="Raters read it in the case system: here they see its reference alone. Not one whose audit is under way"
                width="one-half"
                spellCheck={false}
              />
            ),
          },
        ]}
      />
      <RaterFields
        form={form}
        people={choices.people}
        beside={
          <Select
            {...form.field("toolVersionId")}
            label="Audit tool"
            labelSize="s"
            emptyLabel="Choose a tool"
            options={choices.tools}
          />
        }
      />
    </>
  );
}

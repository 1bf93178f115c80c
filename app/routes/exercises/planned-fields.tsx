import { exerciseKindNames, exerciseKinds } from "~/rules/exercises/exercises";
import type { GovForm } from "~/ui/form";
import { MonthField } from "~/ui/inputs/date-field";
import { Select, type SelectOption } from "~/ui/inputs/select";
import { TextField } from "~/ui/inputs/text-field";

export type PlannedChoices = {
  years: number[];
  services: SelectOption[];
  owners: SelectOption[];
};

/** What is planned: its kind where that is still to be said, month, service, lead and title. */
export function PlannedFields({
  form,
  choices,
  kind,
}: {
  form: GovForm;
  choices: PlannedChoices;
  /** Left out, it is chosen. */
  kind?: string;
}) {
  return (
    <>
      {kind === undefined ? (
        <Select
          {...form.field("kind")}
          label="What is planned"
          emptyLabel="Choose one"
          options={exerciseKinds.map((value) => ({ value, label: exerciseKindNames[value] }))}
        />
      ) : null}
      <MonthField {...form.month("month")} legend="Month" years={choices.years} />
      {kind === undefined || kind === "dip-sample" ? (
        <Select
          {...form.field("serviceId")}
          label={kind === undefined ? "Service, for a dip sample" : "Service"}
          emptyLabel="All services"
          options={choices.services}
        />
      ) : null}
      <Select {...form.field("ownerId")} label="Who leads it" options={choices.owners} />
      <TextField
        {...form.field("title")}
        label="Title (optional)"
        hint="Left empty, it is named after its kind"
        width="two-thirds"
      />
    </>
  );
}

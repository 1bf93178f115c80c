import type { GovForm } from "~/ui/form";
import { DateField } from "~/ui/inputs/date-field";
import { TextField } from "~/ui/inputs/text-field";

/** The same to plan a week and to change it. */
export function WeekFields({ form }: { form: GovForm }) {
  return (
    <>
      <TextField
        {...form.field("theme")}
        label="Theme"
        hint="For example, the voice of the child in plans"
        width="two-thirds"
      />
      <DateField {...form.date("startsOn")} legend="First day" hint="For example, 10 6 2024" />
      <DateField {...form.date("endsOn")} legend="Last day" />
    </>
  );
}

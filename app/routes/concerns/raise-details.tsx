import type { GovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { DateField } from "~/ui/inputs/date-field";
import { TextField } from "~/ui/inputs/text-field";
import { Details } from "~/ui/notices";

/** When they spoke: filled in with now, opened by who spoke earlier or mistyped it. */
export function SpokenDetails({ form, time }: { form: GovForm; time: string }) {
  const wrong = Boolean(form.errors.spokenOn || form.errors.spokenTime);
  return (
    <Details summary={`You spoke to them today at ${time}: change when`} open={wrong}>
      <DateField {...form.date("spokenOn")} legend="When did you speak to them?" legendSize="s" />
      <TextField {...form.field("spokenTime")} label="At what time?" hint="Like 14:05" width={5} />
    </Details>
  );
}

export type Bypassable = { id: string; words: string; above: boolean };

/** Someone implicated is left out: they are not told and nothing shows it to them. */
export function BypassDetails({ form, people }: { form: GovForm; people: Bypassable[] }) {
  if (people.length === 0) return null;
  const field = form.list("bypassed");
  const open = Boolean(form.errors.bypassed) || field.defaultValue.length > 0;
  return (
    <Details summary="Is one of those who would be told part of what worries you?" open={open}>
      <Checkboxes
        {...field}
        legend="Who must not be told?"
        legendSize="s"
        hint="They are not told and can’t see the concern, nor when they stand in for someone. If nobody of the team is left, it goes to the QA lead and the leaders at once."
        options={people.map(({ id, words }) => ({ value: id, label: words }))}
        small
      />
    </Details>
  );
}

import type { GovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { DateField } from "~/ui/inputs/date-field";
import { Select } from "~/ui/inputs/select";
import { TextField } from "~/ui/inputs/text-field";

/** When, where and who: the same to plan a meeting and to change it. */
export function MeetingFields({
  form,
  people,
}: {
  form: GovForm;
  people: { id: string; name: string }[];
}) {
  const options = people.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <DateField {...form.date("meetsOn")} legend="Date" hint="For example, 24 4 2024" />
      <TextField
        {...form.field("startsAt")}
        label="Starts at"
        hint="For example, 14:00"
        width={5}
      />
      <TextField
        {...form.field("place")}
        label="Where, or how to join"
        hint="A room, or the name of a call. You can leave this empty."
        width="two-thirds"
      />
      <Select
        {...form.field("chairId")}
        label="Chair"
        hint="Signs off the minutes"
        emptyLabel="Choose the chair"
        options={options}
      />
      <Checkboxes
        {...form.list("memberIds")}
        legend="Members"
        legendSize="s"
        hint="Two members take every decision, neither its auditor. The agenda says for which case too few would count."
        small
        options={options}
      />
    </>
  );
}

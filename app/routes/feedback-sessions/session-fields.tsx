import type { GovForm } from "~/ui/form";
import { DateField } from "~/ui/inputs/date-field";
import { TextField } from "~/ui/inputs/text-field";

/** When, where and by whom: the same to plan a session and to change it. */
export function SessionFields({ form }: { form: GovForm }) {
  return (
    <>
      <DateField {...form.date("heldOn")} legend="Date" hint="For example, 24 4 2024" />
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
      <TextField {...form.field("ledBy")} label="Led by" width="two-thirds" />
      <DateField
        {...form.date("sinceOn")}
        legend="Tell what came since"
        hint="Usually the day of the last session"
      />
    </>
  );
}

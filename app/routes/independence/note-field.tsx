import type { GovForm } from "~/ui/form";
import { TextArea } from "~/ui/inputs/text-area";

/** What makes it one, for QA leads to read. */
export function NoteField({ form }: { form: GovForm }) {
  return (
    <TextArea
      {...form.field("note")}
      label="What makes it a conflict of interest?"
      hint="Like: we are related, or I worked with them before. QA leads read this. Don’t name the child or the family."
      rows={3}
    />
  );
}

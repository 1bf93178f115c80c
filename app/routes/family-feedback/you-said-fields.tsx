import type { GovForm } from "~/ui/form";
import { TextArea } from "~/ui/inputs/text-area";
import { TextField } from "~/ui/inputs/text-field";

/** An entry: the same to write it and to word it anew. */
export function YouSaidFields({ form }: { form: GovForm }) {
  return (
    <>
      <TextArea
        {...form.field("said")}
        label="You said"
        hint="What children or families raised, as a child would say it. Nothing that tells who it was."
        rows={3}
      />
      <TextArea {...form.field("did")} label="We did" hint="What was done about it" rows={3} />
      <TextArea
        {...form.field("changed")}
        label="What is different now"
        hint="Or that you are still finding out"
        rows={3}
      />
      <TextField
        {...form.field("learning")}
        label="The learning it rests on"
        hint="For example, L-0042. It is not shown to whoever reads the page. You can leave it empty."
        width={10}
      />
      <TextField
        {...form.field("action")}
        label="The action that was done"
        hint="For example, A-0042. It is not shown either."
        width={10}
      />
    </>
  );
}

import { typedValues } from "~/forms/autosave";
import type { DraftField } from "~/forms/draft";
import type { AnswerBase } from "~/rules/core/answer-merge";
import { troubleId, useSavedFirst, versionsOf } from "~/ui/autosave/draft-form";
import { SaveStatus } from "~/ui/autosave/save-status";
import { SaveTrouble } from "~/ui/autosave/save-trouble";
import { useAutosave } from "~/ui/autosave/use-autosave";
import { Button } from "~/ui/button";
import type { GovForm } from "~/ui/form";
import { InsetText } from "~/ui/notices";
import type { WritingFrame } from "./writing.server";

type Options = {
  form: GovForm;
  frame: Pick<WritingFrame, "saving">;
  fields: readonly DraftField[];
  draft: { bases: Record<string, AnswerBase>; saved: string | null; begun: boolean };
};

/** The form of a finding or an action: kept as it is typed, added when its button is pressed. */
export function useFoundForm({ form, frame, fields, draft }: Options) {
  const autosave = useAutosave({
    formId: form.id,
    ...frame.saving,
    controls: fields,
    read: (entries) => typedValues(fields, entries),
    bases: draft.bases,
    savedAt: draft.saved,
  });
  const nameOf = (control: string) =>
    fields.find((field) => field.control === control)?.name ?? control;
  return {
    form: useSavedFirst(form, autosave),
    /** Where it is kept, and under which names: said in the page, for whoever looks. */
    keeping: {
      "data-saves-to": frame.saving.url,
      "data-saves-as": nameOf("area").slice(0, -"area".length),
    },
    notice: (control: string) => versionsOf(autosave, fields, nameOf(control)),
    trouble: <SaveTrouble id={troubleId(form)} queue={autosave.queue} />,
    status: <SaveStatus queue={autosave.queue} savedBefore={draft.begun ? draft.saved : null} />,
    /** Said where the form starts from what was typed before and not added. */
    begun: draft.begun ? (
      <InsetText>You typed this before and have not added it yet.</InsetText>
    ) : null,
    discard: draft.begun ? (
      <Button variant="secondary" name="intent" value="discard" formNoValidate>
        Throw this away
      </Button>
    ) : null,
  };
}

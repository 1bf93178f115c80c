import { parseForm } from "~/forms/fields";
import { cancelForm } from "~/forms/re-audits";
import { Button } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { TextArea } from "~/ui/inputs/text-area";
import { Details } from "~/ui/notices";

/** Only with a reason: the audit before keeps both. */
export function CancelReAudit({
  version,
  outcome,
}: {
  version: number;
  outcome: FormOutcome | undefined;
}) {
  const check = (entries: Iterable<[string, FormDataEntryValue]>) => parseForm(cancelForm, entries);
  const form = useGovForm({ check, outcome });
  const open = outcome !== undefined || Object.keys(form.errors).length > 0;
  return (
    <Details summary="Cancel the re-audit" open={open}>
      <GovFormBody form={form} version={version} labels={{ state: "State" }}>
        <input type="hidden" name="intent" value="cancel" />
        <TextArea
          {...form.field("reason")}
          label="Why is this case not audited again?"
          hint="The history of the earlier audit shows it."
          rows={3}
        />
        <Checkboxes
          {...form.list("confirmed")}
          legend="Confirm"
          hideLegend
          options={[{ value: "yes", label: "Yes, do not audit this case again" }]}
        />
        <Button variant="warning">Cancel the re-audit</Button>
      </GovFormBody>
    </Details>
  );
}

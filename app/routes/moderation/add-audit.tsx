import { Button } from "~/ui/button";
import { type GovForm, GovFormBody } from "~/ui/form";
import { Select } from "~/ui/inputs/select";
import { TextArea } from "~/ui/inputs/text-area";
import { Details } from "~/ui/notices";
import { FindReference } from "./find-reference";

/** Adds an audit to moderation by the lead's hand, with a reason. */
export function AddAudit({
  form,
  find,
  unselected,
  mostOffered,
}: {
  form: GovForm;
  find: string;
  unselected: { auditId: string; caseReference: string; teamName: string }[];
  /** Audits offered at once. */
  mostOffered: number;
}) {
  return (
    <Details
      summary="Add an audit to moderation"
      open={Object.keys(form.errors).length > 0 || find !== ""}
    >
      <p className="govuk-body">
        Nobody takes an audit out: who is moderated stays beyond anyone’s choice. You can add one,
        with your reason.
      </p>
      {unselected.length === mostOffered || find ? (
        <FindReference find={find} found={unselected.length} />
      ) : null}
      <GovFormBody form={form}>
        <Select
          {...form.field("auditId")}
          label="Audit"
          emptyLabel="Choose an audit"
          options={unselected.map((audit) => ({
            value: audit.auditId,
            label: `${audit.caseReference}, ${audit.teamName}`,
          }))}
        />
        <TextArea
          {...form.field("note")}
          label="Why it is to be moderated"
          hint="Its moderator sees this when they have committed their grades"
          rows={3}
        />
        <Button variant="secondary">Add to moderation</Button>
      </GovFormBody>
    </Details>
  );
}

import { paths } from "~/paths";
import { counted } from "~/rules/core/words";
import { Button, ButtonGroup } from "~/ui/button";
import type { GovForm } from "~/ui/form";
import { DateField } from "~/ui/inputs/date-field";
import { Select, type SelectOption } from "~/ui/inputs/select";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { Table } from "~/ui/table";

type Chosen = {
  id: string;
  reference: string;
  teamName: string;
  auditorName: string;
  due: string;
  /** Who handed it back, and why. */
  declined: string[];
};

/** The audits that were ticked, and the same again for the post. */
export function ChosenAudits({ audits }: { audits: readonly Chosen[] }) {
  return (
    <>
      <Table
        caption={counted(audits.length, "audit", "audits")}
        compact
        rows={audits}
        rowKey={(audit) => audit.id}
        columns={[
          { header: "Case", rowHeader: true, nowrap: true, cell: (audit) => audit.reference },
          { header: "Team", cell: (audit) => audit.teamName },
          {
            header: "Auditor",
            cell: (audit) => (
              <>
                {audit.auditorName}
                <ul className="los-flags">
                  {audit.declined.map((words) => (
                    <li key={words}>{words}</li>
                  ))}
                </ul>
              </>
            ),
          },
          { header: "Due", nowrap: true, cell: (audit) => audit.due },
        ]}
      />
      {audits.map(({ id }) => (
        <input key={id} type="hidden" name="audits" value={id} readOnly />
      ))}
    </>
  );
}

export function ExtendFields({ form, cancel }: { form: GovForm; cancel: string }) {
  return (
    <>
      <DateField {...form.date("dueOn")} legend="New due date" />
      <TextArea {...form.field("reason")} label="Why do they get longer?" rows={3} />
      <ButtonGroup>
        <Button>Give this date</Button>
        <Link to={cancel}>Cancel</Link>
      </ButtonGroup>
    </>
  );
}

export function ReallocateFields({
  form,
  cancel,
  handover,
  auditors,
}: {
  form: GovForm;
  /** Where whoever thinks again goes back to. */
  cancel: string;
  /** Something was written already. */
  handover: boolean;
  auditors: readonly SelectOption[];
}) {
  return (
    <>
      <Select
        {...form.field("auditorId")}
        label="New auditor"
        hint={handover ? "What was written so far is handed over with the audit" : undefined}
        emptyLabel="Choose an auditor"
        options={auditors}
      />
      <TextArea {...form.field("reason")} label="Why is it changed?" rows={3} />
      <TextArea
        {...form.field("override")}
        label="Reason for overriding a conflict of interest"
        hint="Only where they have one, or audited the same case the last time: it is shown with the audit"
        rows={2}
      />
      <ButtonGroup>
        <Button>Change the auditor</Button>
        <Link to={cancel}>Cancel</Link>
      </ButtonGroup>
    </>
  );
}

export function NothingChosen({ exerciseId }: { exerciseId: string }) {
  return (
    <p className="govuk-body">
      No audit is chosen that can be changed. Tick audits that are not yet submitted in the{" "}
      <Link to={paths.exercises.one(exerciseId)}>list of audits</Link>.
    </p>
  );
}

import type { Cohort } from "~/rules/caseload";
import { cohortNames } from "~/rules/caseload";
import { Button, ButtonGroup } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";

type Data = {
  state: "staged" | "confirmed" | "discarded";
  version: number;
  counted: { bad: number; add: number; change: number; close: number; absent: number };
  absent: { cohort: Cohort; count: number }[];
};

/** The two choices that are nobody else's to make, and the buttons; once done, only what was refused. */
export function ConfirmImport({ data, outcome }: { data: Data; outcome: FormOutcome | undefined }) {
  const form = useGovForm({ outcome });
  const { counted, absent, state, version } = data;
  const absentWords = absent
    .map(({ cohort, count }) => `${count} ${cohortNames[cohort].toLowerCase()}`)
    .join(", ");
  if (state !== "staged") return <GovFormBody form={form}>{null}</GovFormBody>;
  return (
    <GovFormBody form={form} version={version}>
      {counted.bad > 0 ? (
        <Checkboxes
          {...form.list("leaveOut")}
          legend="Bad rows"
          legendSize="s"
          options={[
            {
              value: "yes",
              label:
                counted.bad === 1
                  ? "Leave out the bad row"
                  : `Leave out the ${counted.bad} bad rows`,
              hint: "Each is listed below with its line and the reason. Without this nothing can be imported.",
            },
          ]}
        />
      ) : null}
      {counted.absent > 0 ? (
        <Checkboxes
          {...form.list("complete")}
          legend="Cases that the file does not name"
          legendSize="s"
          options={[
            {
              value: "yes",
              label: "This list is complete for its cohorts",
              hint: `Closes ${counted.absent} open ${counted.absent === 1 ? "case" : "cases"} today that the file does not name: ${absentWords}. Left empty, they stay open.`,
            },
          ]}
        />
      ) : null}
      <ButtonGroup>
        <Button name="intent" value="confirm">
          Confirm and import
        </Button>
        <Button name="intent" value="discard" variant="secondary">
          Discard
        </Button>
      </ButtonGroup>
    </GovFormBody>
  );
}

import { parseForm } from "~/forms/fields";
import {
  chooseRecordsForm,
  drawRecordsForm,
  listRecordsForm,
  mostListed,
} from "~/forms/sample-records";
import { counted, insideSentence } from "~/rules/core/words";
import { type SampleOf, subjectName } from "~/rules/samples/records";
import { Button, ButtonGroup } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { RowCheckbox } from "~/ui/inputs/choices";
import { TextArea } from "~/ui/inputs/text-area";
import { TextField } from "~/ui/inputs/text-field";
import { Details } from "~/ui/notices";
import { Table } from "~/ui/table";

type Listed = {
  id: string;
  reference: string;
  teamName: string;
  workerName: string | null;
  supervisorName: string | null;
  chosen: boolean;
};

type Props = {
  exercise: { id: string; version: number; size: number; of: SampleOf };
  listed: Listed[];
  cases: readonly unknown[];
  outcome: FormOutcome | undefined;
};

/** The list of records, given in by hand, and what is drawn or chosen from it. */
export function RecordList({ outcome, ...props }: Props) {
  const of = (...intents: string[]) =>
    intents.includes(String(outcome?.typed.intent)) ? outcome : undefined;
  return (
    <>
      {props.listed.length > 0 ? (
        <>
          <DrawRecords {...props} outcome={of("draw")} />
          <ChooseRecords {...props} outcome={of("choose", "unlist")} />
        </>
      ) : null}
      <GiveList {...props} outcome={of("list")} />
    </>
  );
}

function GiveList({ exercise, listed, outcome }: Props) {
  const form = useGovForm({ check: (entries) => parseForm(listRecordsForm, entries), outcome });
  const problems = outcome?.typed.problems;
  return (
    <section aria-labelledby="list-records">
      <h2 className="govuk-heading-m" id="list-records">
        {listed.length > 0
          ? "Add to the list"
          : `List the ${insideSentence(subjectName(exercise.of))}`}
      </h2>
      <GovFormBody form={form} version={exercise.version}>
        <input type="hidden" name="intent" value="list" />
        {Array.isArray(problems) && problems.length > 0 ? (
          <ul className="govuk-list govuk-list--bullet govuk-error-message">
            {problems.map((problem) => (
              <li key={String(problem)}>{String(problem)}</li>
            ))}
          </ul>
        ) : null}
        <TextArea
          {...form.field("list")}
          label="One on each line, or pasted from a spreadsheet"
          hint="Reference, team, worker, supervisor. The worker and the supervisor may be left out; nobody reviews a record of their own work."
          rows={6}
          maxLength={mostListed}
        />
        <Button variant={listed.length > 0 ? "secondary" : undefined}>Add to the list</Button>
      </GovFormBody>
    </section>
  );
}

function DrawRecords({ exercise, listed, cases, outcome }: Props) {
  const form = useGovForm({
    check: (entries) => parseForm(drawRecordsForm, entries),
    stored: { drawn: String(Math.min(exercise.size, listed.length)) },
    outcome,
  });
  const again = cases.length > 0;
  return (
    <section aria-labelledby="draw">
      <h2 className="govuk-heading-m" id="draw">
        {again ? "Draw again" : "Draw at random"}
      </h2>
      <p className="govuk-body">
        From {counted(listed.length, "record")} on the list, shared between the teams. The draw is
        kept, so that anyone can run it again.
      </p>
      <GovFormBody form={form} version={exercise.version}>
        <input type="hidden" name="intent" value="draw" />
        <TextField {...form.field("drawn")} label="How many" inputMode="numeric" width={3} />
        {again ? (
          <TextArea {...form.field("redrawReason")} label="Why they are drawn anew" rows={2} />
        ) : null}
        <Button variant={again ? "secondary" : undefined}>
          {again ? "Draw again" : "Draw the records"}
        </Button>
      </GovFormBody>
    </section>
  );
}

function ChooseRecords({ exercise, listed, outcome }: Props) {
  const form = useGovForm({ check: (entries) => parseForm(chooseRecordsForm, entries), outcome });
  const ticked = outcome?.typed.recordIds;
  const isTicked = (id: string) => (Array.isArray(ticked) ? ticked.includes(id) : ticked === id);
  const left = listed.filter(({ chosen }) => !chosen);
  if (left.length === 0) return null;
  return (
    <section aria-label="Choose by hand" id="by-hand">
      <Details
        summary={`The list: ${counted(left.length, "record")} to choose from by hand`}
        open={outcome !== undefined}
      >
        <GovFormBody form={form} version={exercise.version}>
          {form.errors.recordIds ? (
            <p className="govuk-error-message">{form.errors.recordIds}</p>
          ) : null}
          <Table
            caption={subjectName(exercise.of)}
            hideCaption
            rows={left}
            rowKey={(row) => row.id}
            onNarrow="lines"
            compact
            columns={[
              {
                header: "Choose",
                hideHeader: true,
                cell: (row) => (
                  <RowCheckbox
                    id={row.id === left[0]?.id ? "recordIds" : `record-${row.id}`}
                    name="recordIds"
                    value={row.id}
                    label={`Choose ${row.reference}`}
                    defaultChecked={isTicked(row.id)}
                  />
                ),
              },
              { header: "Record", cell: (row) => row.reference, rowHeader: true, nowrap: true },
              { header: "Team", cell: (row) => row.teamName },
              { header: "Worker", cell: (row) => row.workerName ?? "Not said" },
              { header: "Supervisor", cell: (row) => row.supervisorName ?? "Not said" },
            ]}
          />
          <TextArea
            {...form.field("chooseReason")}
            label="Why these records"
            hint="Shown beside each: “the latest of each worker”"
            rows={2}
          />
          <ButtonGroup>
            <Button variant="secondary" name="intent" value="choose">
              Add the ticked records
            </Button>
            <Button variant="secondary" name="intent" value="unlist" formNoValidate>
              Remove the ticked from the list
            </Button>
          </ButtonGroup>
        </GovFormBody>
      </Details>
    </section>
  );
}

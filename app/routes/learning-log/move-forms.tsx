import type { ReactNode } from "react";
import { parseForm } from "~/forms/fields";
import { moveForms, ownMoveForm, ownMoveNames } from "~/forms/learning-log";
import type { MoveKind } from "~/rules/learning-log/action-moves";
import type { ActionLevel } from "~/rules/learning-log/learning-log";
import { useWrittenForm, type Written, WrittenBody } from "~/ui/autosave/written-form";
import { Button } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes, Radios } from "~/ui/inputs/choices";
import { DateField } from "~/ui/inputs/date-field";
import { Select, type SelectOption } from "~/ui/inputs/select";
import { TextArea } from "~/ui/inputs/text-area";
import { TextField } from "~/ui/inputs/text-field";
import { Details } from "~/ui/notices";

type MoveFormProps = {
  version: number;
  /** What the server gave back for this form, if anything. */
  outcome: FormOutcome | undefined;
};

const labels = { state: "State", due: "Due", owner: "Owner", said: "Last said" };

/** The owner's form: how it is going, or that it is done. */
export function OwnerForm({
  written,
  version,
  outcome,
  level,
  started,
  supervisionOn,
  today,
}: MoveFormProps & {
  written: Written;
  level: ActionLevel;
  started: boolean;
  supervisionOn: string | null;
  today: string;
}) {
  const form = useWrittenForm({
    written,
    check: (entries) => parseForm(ownMoveForm, entries),
    stored: { completedOn: today, supervisionOn: supervisionOn ?? undefined },
    outcome,
  });
  return (
    <WrittenBody form={form} version={version} labels={labels}>
      <Radios
        {...form.field("move")}
        legend="Where does it stand?"
        options={[
          {
            value: "progress",
            label: ownMoveNames.progress,
            conditional: (
              <>
                <TextArea {...form.field("note")} label="How is it going?" rows={3} />
                {started ? null : (
                  <Checkboxes
                    {...form.list("started")}
                    legend="Started"
                    hideLegend
                    small
                    options={[{ value: "yes", label: "The work has started" }]}
                  />
                )}
              </>
            ),
          },
          {
            value: "complete",
            label: ownMoveNames.complete,
            conditional: (
              <>
                <TextArea
                  {...form.field("evidence")}
                  label="What shows that it is done?"
                  hint="Say what someone else can look at: minutes, a plan, a record, a link, a date. A file can stand instead: add it under “Files” first"
                  rows={4}
                />
                <DateField {...form.date("completedOn")} legend="Completed on" />
                {level === "child" ? (
                  <DateField
                    {...form.date("supervisionOn")}
                    legend="Discussed in supervision on"
                    hint="An action for a child is talked through in supervision before it is completed"
                  />
                ) : null}
              </>
            ),
          },
        ]}
      />
      <Button>Save</Button>
    </WrittenBody>
  );
}

/** The verifier's form. */
export function VerifyForm({
  written,
  version,
  outcome,
  level,
}: MoveFormProps & { written: Written; level: ActionLevel }) {
  const form = useWrittenForm({
    written,
    check: (entries) => parseForm(moveForms.verify, entries),
    outcome,
  });
  return (
    <WrittenBody form={form} version={version} labels={labels}>
      <input type="hidden" name="move" value="verify" />
      <TextArea
        {...form.field("impact")}
        label="What difference did it make?"
        hint="For children, families or practice"
        rows={4}
      />
      <TextArea
        {...form.field("howKnown")}
        label="How do you know?"
        hint="What you saw, read or were told, and where"
        rows={3}
      />
      {level === "child" ? null : (
        <TextField
          {...form.field("retestQuestion")}
          label="Question for a dip sample (optional)"
          hint="To have it tested again later: what a reviewer would ask of a case. “Does the plan say what happens if it does not work?”"
        />
      )}
      <Button>Verify its impact</Button>
    </WrittenBody>
  );
}

/** A move that is needed now and then: folded, open when it comes back with an error. */
function OtherMove({
  kind,
  summary,
  button,
  warning = false,
  version,
  outcome,
  fields,
}: MoveFormProps & {
  kind: MoveKind;
  summary: string;
  button: string;
  warning?: boolean;
  fields: (form: ReturnType<typeof useGovForm>) => ReactNode;
}) {
  const form = useGovForm({
    check: (entries) => parseForm(moveForms[kind], entries),
    outcome,
  });
  return (
    <Details summary={summary} open={outcome !== undefined}>
      <GovFormBody form={form} version={version} labels={labels}>
        <input type="hidden" name="move" value={kind} />
        {fields(form)}
        <Button variant={warning ? "warning" : "secondary"}>{button}</Button>
      </GovFormBody>
    </Details>
  );
}

/** The moves behind what usually comes next, as far as this person may make them. */
export function OtherMoves({
  moves,
  version,
  outcomeOf,
  owners,
}: {
  moves: readonly MoveKind[];
  version: number;
  owners: SelectOption[];
  outcomeOf: (kind: MoveKind) => FormOutcome | undefined;
}) {
  const shared = (kind: MoveKind) => ({ kind, version, outcome: outcomeOf(kind) });
  return (
    <>
      {moves.includes("discuss") ? (
        <OtherMove
          {...shared("discuss")}
          summary="It was discussed in supervision"
          button="Record the supervision"
          fields={(form) => (
            <>
              <DateField {...form.date("discussedOn")} legend="Discussed on" />
              <TextArea
                {...form.field("discussedNote")}
                label="What was said (optional)"
                rows={3}
              />
            </>
          )}
        />
      ) : null}
      {moves.includes("retest") ? (
        <OtherMove
          {...shared("retest")}
          summary="Test it again with a dip sample"
          button="Order the dip sample"
          fields={(form) => (
            <TextField
              {...form.field("question")}
              label="Which question would show the change?"
              hint="As a reviewer would ask it of a case"
            />
          )}
        />
      ) : null}
      {moves.includes("change-due") ? (
        <OtherMove
          {...shared("change-due")}
          summary="Change the due date"
          button="Change the due date"
          fields={(form) => (
            <>
              <DateField
                {...form.date("newDue")}
                legend="New due date"
                hint="Leave the day empty for “by the end of the month”"
              />
              <TextArea {...form.field("dueReason")} label="Why does it have to change?" rows={3} />
            </>
          )}
        />
      ) : null}
      {moves.includes("change-owner") ? (
        <OtherMove
          {...shared("change-owner")}
          summary="Give it to another owner"
          button="Change the owner"
          fields={(form) => (
            <>
              <Select
                {...form.field("newOwner")}
                label="Who is to own it?"
                emptyLabel="Choose a person"
                options={owners}
              />
              <TextArea
                {...form.field("ownerReason")}
                label="Why does it go to someone else?"
                rows={3}
              />
            </>
          )}
        />
      ) : null}
      {moves.includes("not-achieved") ? (
        <OtherMove
          {...shared("not-achieved")}
          summary="It was not achieved"
          button="Close as not achieved"
          warning
          fields={(form) => (
            <TextArea
              {...form.field("notAchievedReason")}
              label="Why was it not achieved?"
              rows={3}
            />
          )}
        />
      ) : null}
      {moves.includes("supersede") ? (
        <OtherMove
          {...shared("supersede")}
          summary="Another action takes its place"
          button="Supersede this action"
          fields={(form) => (
            <>
              <TextField
                {...form.field("supersededBy")}
                label="Reference of the other action"
                hint="Like A-0042"
                width={10}
              />
              <TextArea {...form.field("supersedeReason")} label="Why?" rows={3} />
            </>
          )}
        />
      ) : null}
      {moves.includes("reopen") ? (
        <OtherMove
          {...shared("reopen")}
          summary="Reopen this action"
          button="Reopen"
          fields={(form) => (
            <TextArea {...form.field("reopenReason")} label="Why reopen it?" rows={3} />
          )}
        />
      ) : null}
    </>
  );
}

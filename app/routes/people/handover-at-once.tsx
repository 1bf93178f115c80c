import { parseForm } from "~/forms/fields";
import { handOverForm } from "~/forms/people";
import type { LeftBehind } from "~/rules/people/handovers";
import { Button } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { DateField } from "~/ui/inputs/date-field";
import { Select } from "~/ui/inputs/select";
import { TextArea } from "~/ui/inputs/text-area";
import { InsetText } from "~/ui/notices";

type Outcome = FormOutcome | undefined;
type Option = { value: string; label: string };

const ofIntent = (outcome: Outcome, intent: string): Outcome =>
  outcome?.typed.intent === intent ? outcome : undefined;

/** All of some kinds to one person, today or on a later day. */
export function HandOverAtOnce({
  parts,
  takers,
  outcome,
}: {
  parts: Option[];
  takers: Option[];
  outcome: Outcome;
}) {
  const form = useGovForm({
    check: (entries) => parseForm(handOverForm, entries),
    stored: { parts: parts.map(({ value }) => value) },
    outcome: ofIntent(outcome, "hand-over"),
  });
  return (
    <>
      <h2 className="govuk-heading-m">Hand over to one person</h2>
      <p className="govuk-body">
        Everything is checked when it goes: conflicts of interest, whose grades have been read, and
        how many the new person may have. What can’t go stays listed here.
      </p>
      <GovFormBody form={form}>
        <input type="hidden" name="intent" value="hand-over" />
        <Checkboxes
          {...form.list("parts")}
          legend="What is handed over?"
          legendSize="s"
          small
          options={parts}
        />
        <Select
          {...form.field("toId")}
          label="Who takes it over?"
          emptyLabel="Choose a person"
          options={takers}
        />
        <DateField
          {...form.date("onDate")}
          legend="On which day? (optional)"
          legendSize="s"
          hint="Leave it empty to hand over now"
        />
        <TextArea {...form.field("reason")} label="Why is it handed over?" rows={2} />
        <Button>Hand over</Button>
      </GovFormBody>
    </>
  );
}

type PlannedOne = { id: string; words: string; mayCancel: boolean };

/** What waits for its day; each can be cancelled before by whoever planned it, or a QA lead. */
export function PlannedHandovers({
  planned,
  outcome,
}: {
  planned: PlannedOne[];
  outcome: Outcome;
}) {
  if (planned.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-m">Planned for a later day</h2>
      {planned.map((one) => (
        <Planned key={one.id} {...one} outcome={ofIntent(outcome, "cancel")} />
      ))}
    </>
  );
}

function Planned({ id, words, mayCancel, outcome }: PlannedOne & { outcome: Outcome }) {
  const form = useGovForm({ outcome });
  if (!mayCancel) return <p className="govuk-body">{words}</p>;
  return (
    <GovFormBody form={form}>
      <p className="govuk-body govuk-!-margin-bottom-2">{words}</p>
      <input type="hidden" name="intent" value="cancel" />
      <input type="hidden" name="handoverId" value={id} />
      <Button variant="secondary">
        Cancel this hand-over<span className="govuk-visually-hidden">: {words}</span>
      </Button>
    </GovFormBody>
  );
}

/** What could not go, with why, for as long as it is still theirs. */
export function LeftOver({ left }: { left: (LeftBehind & { toName: string })[] }) {
  if (left.length === 0) return null;
  return (
    <InsetText>
      <p className="govuk-body">This could not be handed over. Give it to someone else below:</p>
      <ul className="govuk-list govuk-list--bullet govuk-!-margin-bottom-0">
        {left.map(({ part, id, what, toName, why }) => (
          <li key={`${part} ${id}`}>
            {what}, to {toName}: {why}
          </li>
        ))}
      </ul>
    </InsetText>
  );
}

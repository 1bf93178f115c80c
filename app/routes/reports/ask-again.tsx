import { parseForm } from "~/forms/fields";
import { askForm } from "~/forms/responses";
import { Button } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { DateField } from "~/ui/inputs/date-field";
import { Select } from "~/ui/inputs/select";

type Asking = { usualDueOn: string; today: string; outcome: FormOutcome | undefined };

/** Asks every team of the cycle, by one date. */
export function AskAll({ usualDueOn, today, outcome }: Asking) {
  const form = useGovForm({
    check: (entries) => parseForm(askForm(today), entries),
    stored: { dueOn: usualDueOn },
    outcome,
  });
  return (
    <GovFormBody form={form}>
      <DateField {...form.date("dueOn")} legend="Responses are due by" legendSize="m" />
      <Button name="intent" value="ask-all">
        Ask the teams
      </Button>
    </GovFormBody>
  );
}

/** Asks one team again, by a later date. */
export function AskAgain({
  waiting,
  usualDueOn,
  today,
  outcome,
}: Asking & { waiting: readonly { id: string; teamName: string; version: number }[] }) {
  const form = useGovForm({
    check: (entries) => parseForm(askForm(today), entries),
    stored: { dueOn: usualDueOn },
    outcome,
  });
  return (
    <section className="los-no-print">
      <h2 className="govuk-heading-m">Ask again</h2>
      <p className="govuk-body">Gives one team another date, and puts it on their home page.</p>
      <GovFormBody form={form} labels={{ dueOn: "Due" }}>
        {waiting.map(({ id, version }) => (
          <input key={id} type="hidden" name={`versions.${id}`} value={version} readOnly />
        ))}
        <Select
          {...form.field("responseId")}
          label="Team"
          emptyLabel="Choose a team"
          options={waiting.map(({ id, teamName }) => ({ value: id, label: teamName }))}
        />
        <DateField {...form.date("dueOn")} legend="New date" />
        <Button name="intent" value="ask-again" variant="secondary">
          Ask again
        </Button>
      </GovFormBody>
    </section>
  );
}

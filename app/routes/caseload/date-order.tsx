import type { DateOrder, OrderQuestion } from "~/rules/date-order";
import { Button } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";

type Props = {
  question: OrderQuestion;
  order: DateOrder | "";
  version: number;
  outcome: FormOutcome | undefined;
};

/** Which way round the dates of the file are written, where the file itself does not say. */
export function DateOrderForm({ question, order, version, outcome }: Props) {
  const standing = order || (question.needed ? "" : "day");
  const form = useGovForm({ stored: { dateOrder: standing }, outcome });
  return (
    <GovFormBody form={form} version={version}>
      <Radios
        {...form.field("dateOrder")}
        legend="How are the dates in the file written?"
        legendSize="s"
        hint={`${question.words}.`}
        small
        options={[
          { value: "day", label: "Day first: 05/04/2024 is 5 April" },
          { value: "month", label: "Month first: 05/04/2024 is 4 May" },
        ]}
      />
      <Button name="intent" value="dates" variant="secondary">
        Read the dates so
      </Button>
    </GovFormBody>
  );
}

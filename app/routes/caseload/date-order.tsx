import type { OrderQuestion } from "~/rules/imports/date-order";
import { Button } from "~/ui/button";
import type { GovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";

/** Which way round the dates of the file are written, where the file itself does not say. */
export function DateOrderChoice({ form, question }: { form: GovForm; question: OrderQuestion }) {
  return (
    <>
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
      <p>
        <Button name="intent" value="dates" variant="secondary">
          Read the dates this way
        </Button>
      </p>
    </>
  );
}

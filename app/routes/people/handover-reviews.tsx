import { parseForm } from "~/forms/fields";
import { newReviewerForm } from "~/forms/people";
import { Button } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { Select } from "~/ui/inputs/select";
import { TextArea } from "~/ui/inputs/text-area";

/** Dip samples and thematic audits that they review, given to another reviewer. */
export function Reviews({
  reviews,
  reviewers,
  outcome,
}: {
  reviews: { id: string; title: string }[];
  reviewers: { value: string; label: string }[];
  outcome: FormOutcome | undefined;
}) {
  const form = useGovForm({
    check: (entries) => parseForm(newReviewerForm, entries),
    stored: { reviews: reviews.map(({ id }) => id) },
    outcome: outcome?.typed.intent === "review" ? outcome : undefined,
  });
  return (
    <>
      <h2 className="govuk-heading-m">Dip samples and thematic audits they review</h2>
      <p className="govuk-body">
        What they answered stays under their name. The new reviewer is checked for conflicts of
        interest with the cases that are still open.
      </p>
      <GovFormBody form={form}>
        <input type="hidden" name="intent" value="review" />
        <Checkboxes
          {...form.list("reviews")}
          legend="Which of them?"
          legendSize="s"
          small
          options={reviews.map(({ id, title }) => ({ value: id, label: title }))}
        />
        <Select
          {...form.field("newReviewer")}
          label="Who is to review them?"
          emptyLabel="Choose a person"
          options={reviewers}
        />
        <Checkboxes
          {...form.list("despiteConflict")}
          legend="Conflict of interest"
          hideLegend
          small
          options={[
            {
              value: "yes",
              label: "Give them even with a conflict of interest",
              hint: "Another reviewer then has to review the cases it is about",
            },
          ]}
        />
        <TextArea
          {...form.field("reviewReason")}
          label="Why does someone else review them?"
          rows={2}
        />
        <Button>Give these to the new reviewer</Button>
      </GovFormBody>
    </>
  );
}

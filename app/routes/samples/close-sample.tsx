import { parseForm } from "~/forms/fields";
import { closeSampleForm } from "~/forms/sample-findings";
import { paths } from "~/paths";
import { plural } from "~/rules/core/words";
import type { Unanswered } from "~/rules/samples/samples";
import { Button } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { Link } from "~/ui/link";
import { useSubject } from "./subject-words";

/** Closes the exercise; what is not answered is named first. */
export function CloseSample({
  exercise,
  unanswered,
  mix,
  mayReview,
  outcome,
}: {
  exercise: { id: string; version: number };
  unanswered: Unanswered[];
  mix: readonly unknown[];
  mayReview: boolean;
  outcome: FormOutcome | undefined;
}) {
  const { one, many } = useSubject();
  const form = useGovForm({ check: (entries) => parseForm(closeSampleForm, entries), outcome });
  return (
    <section className="los-no-print los-panel" aria-labelledby="close">
      <h2 className="govuk-heading-m" id="close">
        Close and publish the report
      </h2>
      {unanswered.length === 0 ? (
        <p className="govuk-body">
          Every {one} is complete. Once closed, answers and findings stay as they are, and managers
          and leaders can read the report.
        </p>
      ) : (
        <>
          <p className="govuk-body">
            {unanswered.length} of {mix.length} {many} {plural(unanswered.length, "is", "are")} not
            complete
            {mayReview ? (
              <>
                : <Link to={paths.exercises.grid(exercise.id)}>go back to the answers</Link>
              </>
            ) : null}
            . If you close now, cases without any answer are withdrawn, and answers that are missing
            stay out of the counts.
          </p>
          <ul className="govuk-list govuk-list--bullet">
            {unanswered.map(({ reference, questions, all }) => (
              <li key={reference}>
                <strong>{reference}</strong>: {all ? "not reviewed at all" : questions.join("; ")}
              </li>
            ))}
          </ul>
        </>
      )}
      <GovFormBody form={form} version={exercise.version}>
        <input type="hidden" name="intent" value="close" />
        <Checkboxes
          {...form.list("confirmed")}
          legend="Confirm"
          hideLegend
          options={[
            {
              value: "yes",
              label: unanswered.length > 0 ? "Close it with answers missing" : "Close it",
            },
          ]}
        />
        <Button>Close this exercise</Button>
      </GovFormBody>
    </section>
  );
}

import { parseForm } from "~/forms/fields";
import { releaseSampleForm } from "~/forms/samples";
import { paths } from "~/paths";
import { countedSubjects, type SampleOf, subjectWords } from "~/rules/samples/records";
import { Button } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";

/** What is graded is allocated to auditors first, and released from there. */
export function Allocate({ id }: { id: string }) {
  return (
    <section aria-labelledby="allocate">
      <h2 className="govuk-heading-m" id="allocate">
        Who audits them
      </h2>
      <p className="govuk-body">
        When these are the right cases, give each an auditor, and release them from there.
      </p>
      <Button to={paths.exercises.allocate(id)}>Allocate auditors</Button>
    </section>
  );
}

/** Opens the cases to their reviewers; from then on the cases and the questions stay as they are. */
export function Release({
  exercise,
  cases,
  reviewers,
  outcome,
}: {
  exercise: { version: number; of: SampleOf };
  cases: readonly unknown[];
  reviewers: { id: string; name: string; roleText: string }[];
  outcome: FormOutcome | undefined;
}) {
  const form = useGovForm({ check: (entries) => parseForm(releaseSampleForm, entries), outcome });
  const { many } = subjectWords[exercise.of.subject];
  const count = countedSubjects(cases.length, exercise.of);
  return (
    <section aria-labelledby="release">
      <h2 className="govuk-heading-m" id="release">
        Start reviewing
      </h2>
      <p className="govuk-body">
        {reviewers.map((r) => (r.roleText ? `${r.name} (${r.roleText})` : r.name)).join(", ")} will
        see the references of the {count}. After that the {many} and the questions can’t be changed.
      </p>
      <GovFormBody form={form} version={exercise.version}>
        <input type="hidden" name="intent" value="release" />
        <Checkboxes
          {...form.list("confirmed")}
          legend="Confirm"
          hideLegend
          options={[{ value: "yes", label: `These are the right ${count}` }]}
        />
        <Button>Release to the reviewers</Button>
      </GovFormBody>
    </section>
  );
}

import { parseForm } from "~/forms/fields";
import { addReviewerForm, chairForm, removeReviewerForm } from "~/forms/sample-reviewing";
import { paths } from "~/paths";
import { Button, ButtonGroup } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { Select, type SelectOption } from "~/ui/inputs/select";
import { TextArea } from "~/ui/inputs/text-area";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { Details } from "~/ui/notices";

/** Ends someone’s part; what they answered stays under their name. */
export function RemoveReviewer({
  id,
  person,
  outcome,
}: {
  id: string;
  person: { id: string; name: string };
  outcome: FormOutcome | undefined;
}) {
  const form = useGovForm({ check: (entries) => parseForm(removeReviewerForm, entries), outcome });
  return (
    <section className="govuk-inset-text" aria-labelledby="remove">
      <h2 className="govuk-heading-m" id="remove">
        Remove {person.name}
      </h2>
      <p className="govuk-body">
        They see none of its cases from now on. What they answered stays under their name.
      </p>
      <GovFormBody form={form} action={paths.exercises.reviewers(id)}>
        <input type="hidden" name="intent" value="remove" />
        <input type="hidden" name="personId" value={person.id} />
        <TextArea {...form.field("reason")} label="Why they no longer review" rows={2} />
        <ButtonGroup>
          <Button variant="warning">Remove them</Button>
          <Link to={paths.exercises.reviewers(id)}>Cancel</Link>
        </ButtonGroup>
      </GovFormBody>
    </section>
  );
}

/** One more reviewer, of the council or of another agency. */
export function AddReviewer({
  id,
  toName,
  mayInvite,
  outcome,
}: {
  id: string;
  toName: SelectOption[];
  mayInvite: boolean;
  outcome: FormOutcome | undefined;
}) {
  const form = useGovForm({ check: (entries) => parseForm(addReviewerForm, entries), outcome });
  return (
    <Details summary="Name one more reviewer" open={outcome !== undefined}>
      <GovFormBody form={form} action={paths.exercises.reviewers(id)}>
        <input type="hidden" name="intent" value="add" />
        <Select {...form.field("personId")} label="Who" options={toName} emptyLabel="Choose one" />
        <TextField {...form.field("roleText")} label="Their role here (optional)" width={20} />
        <Button variant="secondary">Name them</Button>
      </GovFormBody>
      {mayInvite ? (
        <p className="govuk-body">
          Someone of another agency who is not in the list:{" "}
          <Link to={paths.people.invitePartner()}>invite them first</Link>.
        </p>
      ) : null}
    </Details>
  );
}

/** Who writes the agreed view of each case. */
export function Chair({
  version,
  chair,
  outcome,
}: {
  version: number;
  chair: { id: string; gone: boolean; choices: { value: string; label: string }[] };
  outcome: FormOutcome | undefined;
}) {
  const form = useGovForm({
    check: (entries) => parseForm(chairForm, entries),
    stored: { chairId: chair.gone ? "" : chair.id },
    outcome,
  });
  return (
    <section aria-labelledby="chair">
      <h2 className="govuk-heading-m" id="chair">
        Who chairs it
      </h2>
      {chair.gone ? (
        <p className="govuk-body">
          Whoever was named is not here any more, or in no role that chairs. Nobody writes the
          agreed views until you name someone.
        </p>
      ) : null}
      <GovFormBody form={form} version={version}>
        <input type="hidden" name="intent" value="chair" />
        <Select
          {...form.field("chairId")}
          label="Writes the agreed view of each case"
          options={chair.choices}
          emptyLabel="Whoever leads it"
        />
        <Button variant="secondary">Save who chairs it</Button>
      </GovFormBody>
    </section>
  );
}

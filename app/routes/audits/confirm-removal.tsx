import { Form } from "@remix-run/react";
import { Button, ButtonGroup } from "~/ui/button";
import { Link } from "~/ui/link";

/** Asks once more before something that was written is removed. */
export function ConfirmRemoval({
  what,
  words,
  id,
  version,
  backTo,
}: {
  what: string;
  words: string;
  id: string;
  version: number;
  backTo: string;
}) {
  return (
    <section className="govuk-inset-text" aria-labelledby="removal">
      <h2 className="govuk-heading-m" id="removal">
        Remove this {what}?
      </h2>
      <p className="govuk-body los-as-written">{words}</p>
      <Form method="post" action={backTo}>
        <input type="hidden" name="intent" value="remove" />
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="version" value={version} />
        <ButtonGroup>
          <Button variant="warning">Remove it</Button>
          <Link to={backTo}>Keep it</Link>
        </ButtonGroup>
      </Form>
    </section>
  );
}

import { Button } from "~/ui/button";
import { TextField } from "~/ui/inputs/text-field";

/** Narrows the audits to choose from, which are the first so many by reference. */
export function FindReference({ find, found }: { find: string; found: number }) {
  return (
    <form method="get">
      <TextField
        id="find"
        name="find"
        label="Case reference"
        hint="The first 50 submitted audits are offered: find another by part of its reference"
        width={10}
        defaultValue={find}
      />
      {find && found === 0 ? <p className="govuk-body">No submitted audit is like this.</p> : null}
      <Button variant="secondary">Find</Button>
    </form>
  );
}

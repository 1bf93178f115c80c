import { parseForm } from "~/forms/fields";
import { sampleFindingForm } from "~/forms/sample-findings";
import { paths } from "~/paths";
import { useWrittenForm, type Written, WrittenBody } from "~/ui/autosave/written-form";
import { Button, ButtonGroup } from "~/ui/button";
import type { FormOutcome } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import type { SelectOption } from "~/ui/inputs/select";
import { TextArea } from "~/ui/inputs/text-area";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { AreaAndTheme } from "./area-and-theme";
import { useSubject } from "./subject-words";

type Finding = {
  id: string;
  text: string;
  area: string | null;
  theme: string | null;
  caseCount: number | null;
  version: number;
};

/** One strength or area for development, new or changed. */
export function FindingForm({
  id,
  kind,
  finding,
  fresh,
  cases,
  about,
  areas,
  themes,
  written,
  outcome,
}: {
  id: string;
  /** Every case of the exercise, and those that it is about. */
  cases: SelectOption[];
  about: string[];
  kind: "strength" | "development";
  finding: Finding | undefined;
  /** The id of a new one. */
  fresh: string;
  areas: SelectOption[];
  themes: SelectOption[];
  written: Written;
  outcome: FormOutcome | undefined;
}) {
  const form = useWrittenForm({
    written,
    check: (entries) => parseForm(sampleFindingForm, entries),
    stored: { ...finding, auditIds: about },
    outcome,
  });
  const { many } = useSubject();
  const strength = kind === "strength";
  return (
    <section className="los-panel" aria-labelledby="finding">
      <h2 className="govuk-heading-m" id="finding">
        {finding ? "Change" : "Add"} {strength ? "a strength" : "an area for development"}
      </h2>
      <WrittenBody form={form} version={finding?.version} labels={{ text: "What was found" }}>
        <input type="hidden" name="intent" value="finding" />
        <input type="hidden" name="kind" value={kind} />
        <input
          type="hidden"
          name="id"
          value={finding?.id ?? String(outcome?.typed.id || fresh)}
          readOnly
        />
        <TextArea {...form.field("text")} label="What was found" rows={3} maxLength={1000} />
        {cases.length > 0 ? (
          <div className="los-case-boxes">
            <Checkboxes
              {...form.list("auditIds")}
              legend={`In which ${many} (optional)`}
              options={cases}
              small
            />
          </div>
        ) : null}
        <TextField
          {...form.field("caseCount")}
          label="Or only in how many (optional)"
          inputMode="numeric"
          width={3}
        />
        <AreaAndTheme form={form} areas={areas} themes={themes} />
        <ButtonGroup>
          <Button>Save</Button>
          <Link to={paths.exercises.findings(id)}>Leave it</Link>
        </ButtonGroup>
      </WrittenBody>
    </section>
  );
}

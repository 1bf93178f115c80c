import { parseForm } from "~/forms/fields";
import { sampleActionForm } from "~/forms/sample-findings";
import { paths } from "~/paths";
import { actionLevelNames } from "~/rules/learning-log/learning-log";
import { useWrittenForm, type Written, WrittenBody } from "~/ui/autosave/written-form";
import { Button, ButtonGroup } from "~/ui/button";
import type { FormOutcome } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { DateField } from "~/ui/inputs/date-field";
import { Select, type SelectOption } from "~/ui/inputs/select";
import { TextArea } from "~/ui/inputs/text-area";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { AreaAndTheme } from "./area-and-theme";

type Action = {
  id: string;
  dueOn: string | null;
  duePrecision: "day" | "month";
  version: number;
};

/** One action for the learning log, new or changed while nobody has begun on it. */
export function ActionForm({
  id,
  action,
  finding,
  areas,
  themes,
  owners,
  teams,
  written,
  outcome,
}: {
  id: string;
  action: Action | undefined;
  /** The finding that a new one answers. */
  finding: { id: string; text: string; area: string | null; theme: string | null } | undefined;
  areas: SelectOption[];
  themes: SelectOption[];
  owners: SelectOption[];
  teams: SelectOption[];
  written: Written;
  outcome: FormOutcome | undefined;
}) {
  const due = action?.duePrecision === "month" ? action.dueOn?.slice(0, 7) : action?.dueOn;
  const form = useWrittenForm({
    written,
    check: (entries) => parseForm(sampleActionForm, entries),
    stored: action
      ? { ...action, due: due ?? "" }
      : { level: "service", area: finding?.area ?? "", theme: finding?.theme ?? "" },
    outcome,
  });
  return (
    <section className="los-panel" aria-labelledby="action">
      <h2 className="govuk-heading-m" id="action">
        {action ? "Change an action" : "Add an action"}
      </h2>
      <WrittenBody form={form} version={action?.version} labels={{ what: "What is to be done" }}>
        <input type="hidden" name="intent" value="action" />
        <input type="hidden" name="id" value={action?.id ?? ""} readOnly />
        <input type="hidden" name="findingId" value={finding?.id ?? ""} readOnly />
        {finding ? <p className="govuk-body">It answers: {finding.text}</p> : null}
        <TextArea {...form.field("what")} label="What is to be done" rows={2} maxLength={1000} />
        <Radios
          {...form.field("level")}
          legend="Level"
          options={(["team", "service", "strategic"] as const).map((level) => ({
            value: level,
            label: actionLevelNames[level],
          }))}
          inline
          small
        />
        <Select
          {...form.field("teamId")}
          label="Team (for an action of one team)"
          options={teams}
          emptyLabel="None"
        />
        <div className="los-search">
          <Select
            {...form.field("ownerId")}
            label="Owner"
            options={owners}
            emptyLabel="Nobody by name"
          />
          <TextField {...form.field("ownerRole")} label="Or the owner’s role" width={20} />
        </div>
        <DateField
          {...form.date("due")}
          legend="Due (optional)"
          hint="Leave the day empty when only a month is set"
        />
        <TextArea
          {...form.field("successMeasure")}
          label="How you will know that it made a difference"
          rows={2}
          maxLength={1000}
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

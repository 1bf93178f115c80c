import type { FieldErrors } from "~/forms/fields";
import { paths } from "~/paths";
import { cohortNames, cohorts } from "~/rules/caseload/caseload";
import { formatMonth } from "~/rules/core/dates";
import type { TrendsChoice } from "~/rules/reports/trends-choices";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Select } from "~/ui/inputs/select";
import { Link } from "~/ui/link";

type Named = { id: string; name: string };

/** What the trends page shows: a GET form, so that its address can be copied. */
export function TrendsChoices({
  choice,
  errors,
  months,
  areas,
  teams,
  services,
  tools,
}: {
  choice: TrendsChoice;
  errors: FieldErrors;
  months: readonly string[];
  areas: readonly { code: string; name: string }[];
  teams: readonly Named[];
  services: readonly Named[];
  /** Those that graded a closed cycle. */
  tools: readonly Named[];
}) {
  const form = useGovForm({ stored: choice, outcome: { errors, typed: choice } });
  const monthOptions = months.map((month) => ({ value: month, label: formatMonth(month) }));
  return (
    <div className="los-choices los-no-print">
      <GovFormBody form={form} method="get" action={paths.trends()}>
        <div className="los-choices__fields">
          <Select
            {...form.field("whose")}
            label="Whose figures"
            options={[
              { value: "", label: "All teams" },
              ...services.map(({ id, name }) => ({
                value: `service:${id}`,
                label: `Service: ${name}`,
              })),
              ...teams.map(({ id, name }) => ({ value: `team:${id}`, label: `Team: ${name}` })),
            ]}
          />
          <Select
            {...form.field("area")}
            label="Graded"
            options={[
              { value: "", label: "Overall grade" },
              ...areas.map(({ code, name }) => ({ value: code, label: name })),
            ]}
          />
          <Select
            {...form.field("cohort")}
            label="Cohort"
            options={[
              { value: "", label: "All cohorts" },
              ...cohorts.map((code) => ({ value: code, label: cohortNames[code] })),
            ]}
          />
          {tools.length > 1 ? (
            <Select
              {...form.field("tool")}
              label="Audit tool"
              options={[
                { value: "", label: "All audit tools" },
                ...tools.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          ) : null}
          <Select {...form.field("from")} label="From" options={monthOptions} />
          <Select {...form.field("to")} label="To" options={monthOptions} />
        </div>
        <ButtonGroup>
          <Button>Show</Button>
          <Link to={paths.trends()}>Start again</Link>
        </ButtonGroup>
      </GovFormBody>
    </div>
  );
}

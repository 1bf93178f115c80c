import { formatMonth } from "~/rules/core/dates";
import { versionInWords } from "~/rules/tools/versions";
import { Button, ButtonGroup } from "~/ui/button";
import { CommissionFields } from "~/ui/commission-fields";
import type { GovForm } from "~/ui/form";
import { DateField, MonthField } from "~/ui/inputs/date-field";
import { Select, type SelectOption } from "~/ui/inputs/select";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { SummaryList } from "~/ui/summary-list";
import { IndependenceFields } from "./independence-fields";
import { ModerationFields } from "./moderation-fields";
import { Auditors, Moderators, type Person } from "./people-fields";

export type CoreFormChoices = {
  promptedBy: SelectOption[];
  tools: { versionId: string; name: string; major: number; minor: number }[];
  auditors: Person[];
  moderators: Person[];
  years: number[];
  /** Set when the cases are drawn or out: these stand fixed. */
  fixed?: { month: string; tool: string; size: number | null };
  /** `fixed` once released: what is moderated, in words. */
  moderation: { fixed: string | null };
};

/** The names of the fields, for a conflict between two people. */
export const coreLabels = {
  title: "Title",
  month: "Month",
  size: "Cases",
  auditsDueOn: "Audits due",
  moderationDueOn: "Moderation due",
  responsesDueOn: "Responses due",
  triggerKind: "What prompted it",
  triggerText: "Which inspection, figures or finding",
  rationale: "Rationale",
  linesOfEnquiry: "Key lines of enquiry",
  methodology: "Cohort and method",
  members: "Who takes part",
  rulesOff: "Rules of independence set aside",
  moderation: "Moderation",
};

/** The fields of a core cycle, in the order in which they are decided. */
export function CoreFields({
  form,
  choices,
  save,
  cancelHref,
  thematic = false,
}: {
  form: GovForm;
  choices: CoreFormChoices;
  /** With the commission of a thematic audit; no team answers its report. */
  thematic?: boolean;
  save: string;
  cancelHref: string;
}) {
  const { fixed } = choices;
  return (
    <>
      {thematic ? (
        <>
          <TextField
            {...form.field("title")}
            label="Title"
            hint="“Early signs of exploitation”"
            width="two-thirds"
          />
          <h2 className="govuk-heading-m">Why</h2>
          <CommissionFields form={form} promptedBy={choices.promptedBy} />
        </>
      ) : null}
      <h2 className="govuk-heading-m">{thematic ? "How" : "The cycle"}</h2>
      {fixed ? <Fixed fixed={fixed} form={form} /> : null}
      <div className="los-field-row los-field-row--three">
        {fixed ? null : (
          <MonthField {...form.month("month")} legend="When does it run?" years={choices.years} />
        )}
        {thematic ? null : (
          <>
            <TextField
              {...form.field("title")}
              label="Title"
              hint="Left empty, it is named after its month"
            />
            <Select
              {...form.field("promptedById")}
              label="The exercise that prompted it (optional)"
              hint="Drawn as the chain of what led to what"
              emptyLabel="None"
              options={choices.promptedBy}
            />
          </>
        )}
        {fixed ? null : (
          <Select
            {...form.field("toolVersionId")}
            label="Audit tool"
            hint="Fixed once the cases are drawn"
            emptyLabel="Choose a tool"
            options={choices.tools.map(({ versionId, name, major, minor }) => ({
              value: versionId,
              label: `${name}, version ${versionInWords({ major, minor })}`,
            }))}
          />
        )}
        {fixed?.size != null ? null : (
          <TextField
            {...form.field("size")}
            label="How many cases"
            hint={
              thematic ? "You draw them or choose them next" : "The draw shares them over the teams"
            }
            inputMode="numeric"
            width={4}
          />
        )}
      </div>
      <h2 className="govuk-heading-m">Dates</h2>
      <p className="govuk-body">
        A date left empty is set for you: audits by the last working day of the month, and at least
        three working weeks from now; moderation two working weeks later
        {thematic ? "" : ", responses two after that"}.
        {fixed ? " Audits not yet submitted move with the date they were due on." : ""}
      </p>
      <div className="los-field-row los-field-row--three">
        <DateField {...form.date("auditsDueOn")} legend="Audits due" />
        <DateField {...form.date("moderationDueOn")} legend="Moderation due" />
        {thematic ? null : (
          <DateField {...form.date("responsesDueOn")} legend="Team managers’ responses due" />
        )}
      </div>
      <Auditors form={form} people={choices.auditors} />
      <ModerationFields form={form} fixed={choices.moderation.fixed} />
      <Moderators form={form} people={choices.moderators} />
      <IndependenceFields form={form} />
      <ButtonGroup>
        <Button>{save}</Button>
        <Link to={cancelHref}>Cancel</Link>
      </ButtonGroup>
    </>
  );
}

/** What the draw has settled, still posted so that the same form reads it. */
function Fixed({ fixed, form }: { fixed: NonNullable<CoreFormChoices["fixed"]>; form: GovForm }) {
  const kept = ["toolVersionId", ...(fixed.size === null ? [] : ["size"])];
  const month = form.month("month").defaultValue;
  return (
    <>
      <SummaryList
        rows={[
          { key: "Month", value: formatMonth(fixed.month) },
          { key: "Audit tool", value: fixed.tool },
          ...(fixed.size === null ? [] : [{ key: "Cases", value: fixed.size }]),
        ]}
      />
      <input type="hidden" name="month.month" value={month.month} readOnly />
      <input type="hidden" name="month.year" value={month.year} readOnly />
      {kept.map((name) => (
        <input
          key={name}
          type="hidden"
          name={name}
          value={form.field(name).defaultValue ?? ""}
          readOnly
        />
      ))}
    </>
  );
}

import { formatMonth } from "~/rules/core/dates";
import { versionInWords } from "~/rules/tools/versions";
import { Button, ButtonGroup } from "~/ui/button";
import type { GovForm } from "~/ui/form";
import { RowCheckbox } from "~/ui/inputs/choices";
import { DateField, MonthField } from "~/ui/inputs/date-field";
import { Hint } from "~/ui/inputs/form-group";
import { Select, type SelectOption } from "~/ui/inputs/select";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { SummaryList } from "~/ui/summary-list";
import { Table } from "~/ui/table";
import { IndependenceFields } from "./independence-fields";
import { ModerationFields } from "./moderation-fields";

type Person = { id: string; name: string; jobTitle: string; teamName: string };

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
}: {
  form: GovForm;
  choices: CoreFormChoices;
  save: string;
  cancelHref: string;
}) {
  const { fixed } = choices;
  return (
    <>
      <h2 className="govuk-heading-m">The cycle</h2>
      {fixed ? <Fixed fixed={fixed} form={form} /> : null}
      <div className="los-field-row">
        {fixed ? null : (
          <MonthField {...form.month("month")} legend="When does it run?" years={choices.years} />
        )}
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
            hint="The draw shares them over the teams"
            inputMode="numeric"
            width={4}
          />
        )}
      </div>
      <h2 className="govuk-heading-m">Dates</h2>
      <p className="govuk-body">
        A date left empty is set for you: audits by the last working day of the month, and at least
        three working weeks from now; moderation two working weeks later, responses two after that.
        {fixed ? " Audits not yet submitted move with the date they were due on." : ""}
      </p>
      <div className="los-field-row los-field-row--three">
        <DateField {...form.date("auditsDueOn")} legend="Audits due" />
        <DateField {...form.date("moderationDueOn")} legend="Moderation due" />
        <DateField {...form.date("responsesDueOn")} legend="Team managers’ responses due" />
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

const about = (person: Person) =>
  [person.jobTitle, person.teamName].filter(Boolean).join(", ") || "No team";

const takesPart = (form: GovForm, list: "auditors" | "moderators", person: Person) => {
  const { defaultValue, inputProps } = form.list(list);
  return (
    <RowCheckbox
      id={`${list}-${person.id}`}
      name={list}
      value={person.id}
      label={`${person.name} takes part`}
      defaultChecked={defaultValue.includes(person.id)}
      inputProps={inputProps}
    />
  );
};

function Auditors({ form, people }: { form: GovForm; people: Person[] }) {
  const count = (name: string, label: string) => (
    <div className="los-cell-input">
      <TextField {...form.field(name)} label={label} hideLabel inputMode="numeric" width={2} />
    </div>
  );
  const error = form.errors.auditors;
  return (
    <>
      <h2 className="govuk-heading-m" id="auditors">
        Auditors
      </h2>
      <Hint id="auditors">
        Tick who takes part. Allocation aims at the expected number and never goes above the most.
      </Hint>
      {error ? <p className="govuk-error-message">{error}</p> : null}
      {people.length === 0 ? (
        <p className="govuk-body">Nobody has the role auditor yet.</p>
      ) : (
        <div className="los-people-taking-part">
          <Table
            caption="Auditors"
            hideCaption
            compact
            onNarrow="lines"
            rows={people}
            rowKey={(person) => person.id}
            columns={[
              {
                header: "Takes part",
                hideHeader: true,
                cell: (person) => takesPart(form, "auditors", person),
              },
              { header: "Name", rowHeader: true, cell: (person) => person.name },
              { header: "Works in", ownLine: true, cell: about },
              {
                header: "Expected",
                labelled: true,
                cell: (person) => count(`expected.${person.id}`, `Expected of ${person.name}`),
              },
              {
                header: "At most",
                labelled: true,
                cell: (person) => count(`maximum.${person.id}`, `At most for ${person.name}`),
              },
            ]}
          />
        </div>
      )}
    </>
  );
}

function Moderators({ form, people }: { form: GovForm; people: Person[] }) {
  const error = form.errors.moderators;
  return (
    <>
      <h3 className="govuk-heading-s" id="moderators">
        Moderators
      </h3>
      <Hint id="moderators">The panel that grades the selected audits blind.</Hint>
      {error ? <p className="govuk-error-message">{error}</p> : null}
      {people.length === 0 ? (
        <p className="govuk-body">Nobody has the role moderator yet.</p>
      ) : (
        <div className="los-people-taking-part">
          <Table
            caption="Moderators"
            hideCaption
            compact
            onNarrow="lines"
            rows={people}
            rowKey={(person) => person.id}
            columns={[
              {
                header: "Takes part",
                hideHeader: true,
                cell: (person) => takesPart(form, "moderators", person),
              },
              { header: "Name", rowHeader: true, cell: (person) => person.name },
              { header: "Works in", ownLine: true, cell: about },
            ]}
          />
        </div>
      )}
    </>
  );
}

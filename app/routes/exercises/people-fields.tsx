import type { GovForm } from "~/ui/form";
import { RowCheckbox } from "~/ui/inputs/choices";
import { Hint } from "~/ui/inputs/form-group";
import { TextField } from "~/ui/inputs/text-field";
import { Table } from "~/ui/table";

export type Person = { id: string; name: string; jobTitle: string; teamName: string };

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

/** Who audits, and how much is expected of each. */
export function Auditors({ form, people }: { form: GovForm; people: Person[] }) {
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

/** Who moderates. */
export function Moderators({ form, people }: { form: GovForm; people: Person[] }) {
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

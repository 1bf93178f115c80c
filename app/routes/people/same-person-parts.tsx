import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { parseForm } from "~/forms/fields";
import { pointForm } from "~/forms/people";
import { paths } from "~/paths";
import { counted } from "~/rules/core/words";
import { Button, ButtonGroup } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { TextArea } from "~/ui/inputs/text-area";
import { TextField } from "~/ui/inputs/text-field";
import { KeptText } from "~/ui/kept-text";
import { Link } from "~/ui/link";
import { EmptyState, InsetText } from "~/ui/notices";
import { SummaryList } from "~/ui/summary-list";
import { Table } from "~/ui/table";
import type { ToldRecord } from "./told-record";

type Outcome = FormOutcome | undefined;

const useWhy = (outcome: Outcome) =>
  useGovForm({ check: (entries) => parseForm(pointForm, entries), outcome });

const why = "Whoever confirms it, and the history of both records, show this";

type Found = {
  id: string;
  name: string;
  staffNumber: string | null;
  email: string | null;
  team: string | null;
  active: boolean;
};

/** Looks for the person who stays; names much like this one's are found at once. */
export function Choose({
  record,
  search,
  found,
}: {
  record: ToldRecord;
  search: string;
  found: readonly Found[];
}) {
  return (
    <>
      <form method="get">
        <TextField
          id="search"
          name="search"
          label="Find the person who stays"
          hint="Part of a name or email address, or a staff number"
          defaultValue={search}
          spellCheck={false}
        />
        <Button variant="secondary">Search</Button>
      </form>
      {found.length === 0 ? (
        <EmptyState title="Nobody else is found">
          <p className="govuk-body">Search for another part of the name, or for a staff number.</p>
        </EmptyState>
      ) : (
        <Table
          caption={counted(found.length, "person found", "people found")}
          rows={found}
          rowKey={(row) => row.id}
          compact
          columns={[
            { header: "Name", rowHeader: true, cell: (row) => row.name },
            { header: "Staff number", cell: (row) => row.staffNumber ?? "Not given" },
            { header: "Email address", cell: (row) => row.email ?? "Not given" },
            { header: "Team", cell: (row) => row.team ?? "None" },
            { header: "State", cell: (row) => (row.active ? "Active" : "No longer active") },
            {
              header: "Choose",
              hideHeader: true,
              cell: (row) => (
                <Link to={paths.people.samePerson(record.id, { stays: row.id })}>
                  Choose<span className="govuk-visually-hidden"> {row.name}</span>
                </Link>
              ),
            },
          ]}
        />
      )}
    </>
  );
}

const summary = ({ name, facts }: ToldRecord) => [
  { key: "Name", value: name },
  ...facts.map(([key, value]) => ({ key, value })),
];

/** An email address is long, and two stand side by side on a phone. */
const Fact = ({ children }: { children: ReactNode }) => (
  <span className="los-anywhere">{children}</span>
);

/** A reason whose form is gone, because the records stand otherwise by now. */
export const Unsaid = ({ outcome }: { outcome: Outcome }) => (
  <KeptText texts={outcome?.typed.why ? [String(outcome.typed.why)] : []} />
);

/** Both records side by side. */
export function Compare({ record, stays }: { record: ToldRecord; stays: ToldRecord }) {
  return (
    <Table
      caption="Compare the two"
      captionSize="m"
      onNarrow="keep"
      compact
      rows={summary(record).map((one, at) => ({ ...one, stays: summary(stays)[at]?.value }))}
      rowKey={({ key }) => key}
      columns={[
        { header: "Fact", hideHeader: true, rowHeader: true, cell: ({ key }) => key },
        { header: "This record", cell: ({ value }) => <Fact>{value}</Fact> },
        { header: "The person who stays", cell: ({ stays: value }) => <Fact>{value}</Fact> },
      ]}
    />
  );
}

/** What one does by saying that they are one person. */
export const WhatFollows = ({ brings }: { brings: readonly string[] }) => (
  <>
    <h2 className="govuk-heading-m">What follows</h2>
    <ul className="govuk-list govuk-list--bullet">
      {brings.map((line) => (
        <li key={line}>{line}</li>
      ))}
      <li>Nothing is rewritten: it can be lifted again, and everything is as it was</li>
    </ul>
  </>
);

/** What one does by saying that they are two after all. */
export const LiftFollows = ({ stays }: { stays: string }) => (
  <p className="govuk-body">
    What this record holds is then its own again, and so are its roles and its account. {stays} no
    longer has them. Conflicts of interest are looked at again.
  </p>
);

/** Both records, and what follows, before anything is done. */
export function Preview({
  record,
  stays,
  problem,
  brings,
  outcome,
}: {
  record: ToldRecord;
  stays: ToldRecord;
  problem: string | null;
  brings: readonly string[];
  outcome: Outcome;
}) {
  const form = useWhy(outcome);
  return (
    <>
      <Compare record={record} stays={stays} />
      <p className="govuk-body">
        <Link to={paths.people.samePerson(stays.id, { stays: record.id })}>
          Let {record.name} stay instead
        </Link>
      </p>
      {problem ? (
        <>
          <InsetText>{problem}</InsetText>
          <Unsaid outcome={outcome} />
        </>
      ) : (
        <>
          <WhatFollows brings={brings} />
          <GovFormBody form={form}>
            <input type="hidden" name="stays" value={stays.id} />
            <TextArea
              {...form.field("why")}
              label="How do you know that they are one person?"
              hint={why}
              rows={3}
            />
            <ButtonGroup>
              <Button variant="warning">They are the same person</Button>
              <Link to={paths.people.samePerson(record.id)}>Choose someone else</Link>
            </ButtonGroup>
          </GovFormBody>
        </>
      )}
    </>
  );
}

type Two = {
  /** Who said that they are two people, and when. */
  said: string | null;
  /** Their numbers differ by zeros alone: which one a file means is said with them. */
  byNumber: boolean;
  own: boolean;
};

/** The other answer to a comparison: they are two people, or are to be looked at again. */
export function TwoPeople({
  record,
  stays,
  two,
}: {
  record: ToldRecord;
  stays: ToldRecord;
  two: Two;
}) {
  return (
    <>
      <h2 className="govuk-heading-m">If they are two people</h2>
      {two.byNumber ? (
        <p className="govuk-body">
          Their staff numbers are nearly the same, so imports have to know whom a file means.{" "}
          <Link to={paths.people.number(record.id)}>Tell their staff numbers apart</Link>.
        </p>
      ) : two.own ? (
        <p className="govuk-body">Another administrator has to say so: one record is your own.</p>
      ) : (
        <Form method="post">
          <input type="hidden" name="stays" value={stays.id} />
          <p className="govuk-body">
            {two.said
              ? `${two.said}: they are two people.`
              : "They then leave the list of people who may be recorded twice. Nothing else changes, and you can list them again."}
          </p>
          <Button variant="secondary" name="intent" value={two.said ? "again" : "two"}>
            {two.said ? "List them again" : "They are two people"}
          </Button>
        </Form>
      )}
    </>
  );
}

/** Gives a record back to itself. */
export function Lift({
  record,
  sameAs,
  outcome,
}: {
  record: ToldRecord;
  sameAs: { id: string; name: string; waits: boolean };
  outcome: Outcome;
}) {
  const form = useWhy(outcome);
  return (
    <>
      <SummaryList
        rows={[
          ...summary(record),
          {
            key: "Another record of",
            value: <Link to={paths.people.one(sameAs.id)}>{sameAs.name}</Link>,
          },
        ]}
      />
      <LiftFollows stays={sameAs.name} />
      {sameAs.waits ? <InsetText>A second person confirms it before it holds.</InsetText> : null}
      <GovFormBody form={form}>
        <input type="hidden" name="intent" value="lift" />
        <TextArea
          {...form.field("why")}
          label="Why are they not the same person?"
          hint={why}
          rows={3}
        />
        <ButtonGroup>
          <Button variant="warning">They are two people</Button>
          <Link to={paths.people.one(record.id)}>Cancel</Link>
        </ButtonGroup>
      </GovFormBody>
    </>
  );
}

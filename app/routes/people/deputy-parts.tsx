import { deputyForm } from "~/forms/deputies";
import { parseForm } from "~/forms/fields";
import { termState } from "~/rules/access/deputies";
import { formatDate } from "~/rules/core/dates";
import { Button } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { DateField } from "~/ui/inputs/date-field";
import { Select } from "~/ui/inputs/select";
import { Table } from "~/ui/table";
import { StateTag } from "~/ui/tags";

type Term = {
  id: string;
  deputyName: string;
  fromOn: string;
  toOn: string;
  endedAt: string | null;
  version: number;
};

/** The deputies of one person from today on, each to be ended. */
export function DeputyList({ terms, today }: { terms: Term[]; today: string }) {
  if (terms.length === 0) return null;
  return (
    <Table
      caption="Deputies named"
      captionSize="m"
      rows={terms}
      rowKey={(term) => term.id}
      columns={[
        { header: "Deputy", rowHeader: true, cell: (term) => term.deputyName },
        { header: "First day", nowrap: true, cell: (term) => formatDate(term.fromOn) },
        { header: "Last day", nowrap: true, cell: (term) => formatDate(term.toOn) },
        {
          header: "State",
          cell: (term) =>
            termState(term, today) === "in-force" ? (
              <StateTag colour="green">In force</StateTag>
            ) : (
              <StateTag colour="grey">To come</StateTag>
            ),
        },
        {
          header: "End it",
          hideHeader: true,
          cell: (term) => (
            <form method="post">
              <input type="hidden" name="termId" value={term.id} />
              <input type="hidden" name="version" value={term.version} />
              <Button variant="secondary" name="intent" value="end" hidden={term.deputyName}>
                End now
              </Button>
            </form>
          ),
        },
      ]}
    />
  );
}

/** Who stands in, from when, until when. */
export function DeputyForm({
  people,
  outcome,
}: {
  people: { value: string; label: string }[];
  outcome: FormOutcome | undefined;
}) {
  const form = useGovForm({ check: (entries) => parseForm(deputyForm, entries), outcome });
  return (
    <>
      <h2 className="govuk-heading-m">Name a deputy</h2>
      <GovFormBody form={form}>
        <Select
          {...form.field("deputyId")}
          label="Who stands in?"
          hint="Someone who works with cases and can sign in"
          emptyLabel="Choose a person"
          options={people}
        />
        <DateField {...form.date("fromOn")} legend="First day" />
        <DateField {...form.date("toOn")} legend="Last day" />
        <Button>Name this deputy</Button>
      </GovFormBody>
    </>
  );
}

/** What a deputy can do, and what not: said before one is named. */
export function WhatIsLent({ whose }: { whose: "you" | "them" }) {
  const you = whose === "you";
  return (
    <>
      <p className="govuk-body">
        A deputy reads and acknowledges safeguarding concerns in {you ? "your" : "their"} place. The
        deputy of a team or service manager also reads submitted audits, answers team reports and
        works on and verifies actions; the deputy of a practitioner works on{" "}
        {you ? "your" : "their"} actions. They get a copy of the messages about these.
      </p>
      <p className="govuk-body">
        A deputy never audits or moderates in {you ? "your" : "someone’s"} place, and never sees
        what either of you must not. Everything they do carries both names. {you ? "You" : "They"}{" "}
        keep every right and get every message as before.
      </p>
    </>
  );
}

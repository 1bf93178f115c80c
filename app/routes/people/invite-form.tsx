import type { ComponentProps } from "react";
import { paths } from "~/paths";
import { counted } from "~/rules/core/words";
import { Button } from "~/ui/button";
import { type GovForm, GovFormBody } from "~/ui/form";
import { RowCheckbox } from "~/ui/inputs/choices";
import { Link } from "~/ui/link";
import { type Column, Table } from "~/ui/table";

type Row = { id: string; name: string; team: string | null; words: string; invitable: boolean };

type Props = {
  form: GovForm;
  count: number;
  people: Row[];
  byMail: boolean;
  /** The page with every box ticked; null where they are. */
  tickHref: string | null;
};

/** The list; where email can go out, those ticked are invited together. */
export function InviteForm({ form, count, people, byMail, tickHref }: Props) {
  const { defaultValue, inputProps } = form.list("person");
  const offers = byMail && people.some(({ invitable }) => invitable);
  // The error summary leads to the first box that there is.
  const first = people.find(({ invitable }) => invitable)?.id;
  const selection: Column<Row> = {
    header: "Select",
    hideHeader: true,
    cell: ({ id, name, invitable }) =>
      invitable ? (
        <RowCheckbox
          id={id === first ? "person" : `person-${id}`}
          name="person"
          value={id}
          label={`Select ${name}`}
          defaultChecked={defaultValue.includes(id)}
          inputProps={inputProps}
        />
      ) : null,
  };
  const table: ComponentProps<typeof Table<Row>> = {
    caption: `${counted(count, "person", "people")}`,
    rows: people,
    rowKey: ({ id }) => id,
    compact: true,
    onNarrow: "lines",
    columns: [
      ...(offers ? [selection] : []),
      {
        header: "Name",
        rowHeader: true,
        cell: ({ id, name }) => <Link to={paths.people.one(id)}>{name}</Link>,
      },
      { header: "Team", labelled: true, cell: ({ team }) => team ?? "None" },
      { header: "Invitation", cell: ({ words }) => words },
    ],
  };
  if (!offers) return <Table {...table} />;
  return (
    <GovFormBody form={form}>
      {tickHref ? (
        <p className="govuk-body">
          <Link to={tickHref}>Tick everyone on this page</Link>
        </p>
      ) : null}
      <Table {...table} />
      <Button>Invite those ticked</Button>
    </GovFormBody>
  );
}

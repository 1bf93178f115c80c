import { EmptyState } from "~/ui/notices";
import { Pagination } from "~/ui/pagination";
import { Table } from "~/ui/table";

/** Who opened a record, a row a person and day, the latest first. */
export function ReadersList({
  rows,
  page,
  pages,
  hrefFor,
}: {
  rows: { name: string; at: string }[];
  page: number;
  pages: number;
  hrefFor: (page: number) => string;
}) {
  if (rows.length === 0) {
    return (
      <EmptyState title="Nobody has opened it yet">
        <p className="govuk-body">
          Whoever opens it is listed from then on, once for each day. What was opened before this
          log was kept is not in it.
        </p>
      </EmptyState>
    );
  }
  return (
    <>
      <Table
        caption="Who has opened it"
        hideCaption
        rows={rows}
        rowKey={({ name, at }) => `${name} ${at}`}
        columns={[
          { header: "Who", rowHeader: true, cell: ({ name }) => name },
          { header: "First opened that day", nowrap: true, cell: ({ at }) => at },
        ]}
      />
      <Pagination page={page} pages={pages} hrefFor={hrefFor} />
    </>
  );
}

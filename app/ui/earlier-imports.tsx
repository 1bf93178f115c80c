import { formatInstant } from "~/rules/core/dates";
import { Link } from "./link";
import { type Column, Table } from "./table";

type Imported = { id: string; fileName: string; readAt: string; by: string };

/** The files that were read before, the newest first: what each was, and `more` of its kind. */
export function EarlierImports<T extends Imported>({
  imports,
  hrefFor,
  more,
}: {
  imports: readonly T[];
  hrefFor: (id: string) => string;
  more: readonly Column<T>[];
}) {
  if (imports.length === 0) return null;
  return (
    <Table
      caption="Earlier imports"
      captionSize="m"
      rows={imports}
      rowKey={(row) => row.id}
      columns={[
        {
          header: "File",
          rowHeader: true,
          cell: (row) => <Link to={hrefFor(row.id)}>{row.fileName}</Link>,
        },
        { header: "Read", nowrap: true, cell: (row) => formatInstant(new Date(row.readAt)) },
        { header: "By", cell: (row) => row.by },
        ...more,
      ]}
    />
  );
}

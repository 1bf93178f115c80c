import { paths } from "~/paths";
import { formatMonth } from "~/rules/core/dates";
import type { ThenAndNow as Row } from "~/rules/samples/then-and-now";
import { Link } from "~/ui/link";
import { ShareCell } from "~/ui/report/block-table";
import { Table } from "~/ui/table";

/** What the same questions found before, beside what they find now. */
export function ThenAndNow({
  earlier,
  month,
}: {
  earlier: { id: string; title: string; month: string; rows: Row[] };
  month: string;
}) {
  return (
    <section aria-labelledby="then-and-now">
      <h2 className="govuk-heading-m" id="then-and-now">
        Then and now
      </h2>
      <p className="govuk-body">
        The same questions were asked in{" "}
        <Link to={paths.exercises.summary(earlier.id)}>
          {earlier.title}, {formatMonth(earlier.month)}
        </Link>
        . A change is more than chance where its 95% interval leaves out nought.
      </p>
      <Table
        caption="Met then and now"
        hideCaption
        onNarrow="lines"
        rows={earlier.rows}
        rowKey={({ code }) => code}
        columns={[
          { header: "Question", rowHeader: true, cell: ({ text }) => text },
          {
            header: `Met in ${formatMonth(earlier.month)}`,
            labelled: true,
            ownLine: true,
            cell: ({ before }) => <ShareCell figure={before} />,
          },
          {
            header: `Met in ${formatMonth(month)}`,
            labelled: true,
            ownLine: true,
            cell: ({ now }) => <ShareCell figure={now} />,
          },
          { header: "Change", ownLine: true, cell: ({ words }) => words },
        ]}
      />
    </section>
  );
}

import { paths } from "~/paths";
import { countedUpTo } from "~/rules/core/counting";
import { actionStatusNames } from "~/rules/learning-log/learning-log";
import { Link } from "~/ui/link";
import { Table } from "~/ui/table";

type Row = {
  theme: string;
  name: string;
  overdue: number;
  open: number;
  "in-progress": number;
  completed: number;
  verified: number;
  "not-achieved": number;
  child: number;
};

const states = ["open", "in-progress", "completed", "verified", "not-achieved"] as const;

/** The log by theme and state: how many actions of each, each number leading to its list. */
export function ThemeTable({
  rows,
  params,
}: {
  rows: readonly Row[];
  params: Record<string, string | undefined>;
}) {
  const to = (theme: string, more: Record<string, string>) =>
    paths.log.list({ ...params, view: "", status: "", overdue: "", theme, ...more });
  const number = (row: Row, count: number, more: Record<string, string>, about: string) =>
    count === 0 ? (
      <span className="los-none">0</span>
    ) : (
      <Link to={to(row.theme, more)} hidden={`${about}: ${row.name}`}>
        {countedUpTo(count)}
      </Link>
    );
  return (
    <Table
      caption="Actions of teams, services and the whole council, by theme and state"
      hideCaption
      compact
      onNarrow="scroll"
      rows={rows}
      rowKey={({ theme }) => theme}
      columns={[
        {
          header: "Theme",
          rowHeader: true,
          cell: (row) => <Link to={to(row.theme, {})}>{row.name}</Link>,
        },
        {
          header: "Overdue",
          numeric: true,
          cell: (row) =>
            row.overdue === 0 ? (
              number(row, 0, {}, "")
            ) : (
              <strong className="los-overdue">
                {number(row, row.overdue, { overdue: "yes" }, "Overdue")}
              </strong>
            ),
        },
        ...states.map((status) => ({
          header: status === "completed" ? "To verify" : actionStatusNames[status],
          numeric: true,
          cell: (row: Row) => number(row, row[status], { status }, actionStatusNames[status]),
        })),
        // What they say is case content: how many there are is all that is shown.
        { header: "For one child", numeric: true, cell: ({ child }) => countedUpTo(child) },
      ]}
    />
  );
}

import type { DrawSums } from "~/rules/sampling/draw-sums";
import { closedShownMonths } from "~/rules/sampling/frame";
import { casesInWords } from "~/rules/sampling/sizes";
import { exclusionNames } from "~/rules/sampling/strata";
import { Table } from "~/ui/table";

type Row = { name: string; count: number; sum?: boolean };

/** From every open case to those that can be drawn, as a sum that its reader can check. */
export function DrawSumsTable({ sums, past }: { sums: DrawSums; past?: boolean }) {
  const rows: Row[] = [
    { name: past ? "Open cases that day" : "Open cases today", count: sums.open, sum: true },
    ...sums.leftOut.map(({ reason, count }) => ({
      name: `Less: ${exclusionNames[reason].toLowerCase()}`,
      count,
    })),
    { name: past ? "Could be drawn" : "Can be drawn", count: sums.canBeDrawn, sum: true },
  ];
  const bold = ({ sum }: Row, words: string) => (sum ? <strong>{words}</strong> : words);
  return (
    <>
      <Table
        caption={past ? "Who could be drawn" : "From the open cases to those that can be drawn"}
        hideCaption={!past}
        compact
        onNarrow="keep"
        rows={rows}
        rowKey={({ name }) => name}
        columns={[
          { header: "Cases", rowHeader: true, cell: (row) => bold(row, row.name) },
          {
            header: "Number",
            numeric: true,
            cell: (row) => bold(row, row.count.toLocaleString("en-GB")),
          },
        ]}
      />
      {sums.closed > 0 ? (
        <p className="govuk-body">
          Counted apart, and not among the open cases: {casesInWords(sums.closed)} closed in the{" "}
          {closedShownMonths} months before.
        </p>
      ) : null}
    </>
  );
}

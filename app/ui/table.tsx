import { type ReactNode, useId } from "react";

export type Column<Row> = {
  header: string;
  cell: (row: Row) => ReactNode;
  numeric?: boolean;
  /** For references and dates that a line break would tear apart. */
  nowrap?: boolean;
  /** The cell that names the row; one column at most. */
  rowHeader?: boolean;
  /** For a column whose meaning its cells show (a checkbox, a link). */
  hideHeader?: boolean;
  /** Where rows are lines: this cell starts the next line; its header stands before it. */
  ownLine?: boolean;
  labelled?: boolean;
  /** Where rows are lines there is no room for it: another cell says it too. */
  notInLines?: boolean;
};

export type TableProps<Row> = {
  caption: ReactNode;
  captionSize?: "s" | "m" | "l";
  hideCaption?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /**
   * Where there is no room: cards, or short lines of cells that need no headers but for numbers; or it
   * scrolls within itself, the names of its rows kept in view; or as it is.
   */
  onNarrow?: "stack" | "lines" | "scroll" | "keep";
  compact?: boolean;
};

/** How much room the columns ask for; the stylesheet knows the widths. */
const width = (columns: number) => (columns <= 5 ? "few" : columns <= 7 ? "some" : "many");

export function Table<Row>(props: TableProps<Row>) {
  const { columns, onNarrow = "stack" } = props;
  const id = useId();
  const scrolls = onNarrow === "scroll";
  const boxed = onNarrow === "stack" || onNarrow === "lines";
  const look = `${boxed ? ` los-table--${width(columns.length)}` : ""}${onNarrow === "lines" ? " los-table--lines" : ""}${props.compact ? " los-table--compact" : ""}`;
  const captionLook = `govuk-table__caption--${props.captionSize ?? "s"}`;
  const table = (
    <table className={`govuk-table${look}`}>
      <caption
        id={scrolls ? id : undefined}
        className={`govuk-table__caption ${props.hideCaption || scrolls ? "govuk-visually-hidden" : captionLook}`}
      >
        {props.caption}
      </caption>
      <thead className="govuk-table__head">
        <tr className="govuk-table__row">
          {columns.map((column) => (
            <th
              key={column.header}
              scope="col"
              className={`govuk-table__header${column.numeric ? " govuk-table__header--numeric" : ""}`}
            >
              {column.hideHeader ? (
                <span className="govuk-visually-hidden">{column.header}</span>
              ) : (
                column.header
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="govuk-table__body">
        {props.rows.map((row) => (
          <tr key={props.rowKey(row)} className="govuk-table__row">
            {columns.map((column) => (
              <Cell key={column.header} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
  if (boxed) return <div className="los-table-box">{table}</div>;
  if (!scrolls) return table;
  return (
    <>
      {props.hideCaption ? null : (
        // What scrolls would take its caption along: it is shown above, and said once.
        <div aria-hidden="true" className={`govuk-table__caption ${captionLook}`}>
          {props.caption}
        </div>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard */}
      <section className="los-table-scroll" aria-labelledby={id} tabIndex={0}>
        {table}
      </section>
    </>
  );
}

type OnLines = Pick<Column<never>, "ownLine" | "labelled" | "notInLines">;

const onLines = ({ ownLine, labelled, notInLines }: OnLines): string =>
  `${ownLine ? " los-table__own-line" : ""}${labelled ? " los-table__labelled" : ""}${notInLines ? " los-not-in-lines" : ""}`;

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const label = column.hideHeader ? undefined : column.header;
  const nowrap = column.nowrap ? " los-nowrap" : "";
  if (column.rowHeader) {
    return (
      <th
        scope="row"
        className={`govuk-table__header los-table__row-header${nowrap}`}
        data-label={label}
      >
        <div>{column.cell(row)}</div>
      </th>
    );
  }
  return (
    <td
      className={`govuk-table__cell${column.numeric ? " govuk-table__cell--numeric" : ""}${nowrap}${onLines(column)}`}
      data-label={label}
    >
      <div>{column.cell(row)}</div>
    </td>
  );
}

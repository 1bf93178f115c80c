import type { ReactNode } from "react";
import { formatDate } from "~/rules/core/dates";
import type { BlockColumn, Cell, TableBlock } from "~/rules/reports/blocks";
import {
  absentInWords,
  caveatOf,
  countInWords,
  countWithShare,
  figureInWords,
} from "~/rules/reports/figure-words";
import { Link } from "../link";
import { Table } from "../table";
import { Sparkline } from "./sparkline";

/** A figure in words, marked where it can't be relied on. */
export function ShareCell({ figure }: { figure: Parameters<typeof figureInWords>[0] }) {
  const caveat = caveatOf(figure);
  return (
    <>
      <span className="los-nowrap">{figureInWords(figure)}</span>
      {caveat ? <span className="los-standing"> {caveat}</span> : null}
    </>
  );
}

const standsAlone = /^((\d{1,2} )?[A-Z][a-z]+ \d{4}|[A-Z]{1,3}-\d+)$/;

/** A date or a reference that stands alone is never broken over two lines. */
export const unbroken = (text: string): ReactNode =>
  standsAlone.test(text) ? <span className="los-date">{text}</span> : text;

/** What a page shows of a cell. */
export function cellView(cell: Cell | undefined, kind: BlockColumn["kind"]): ReactNode {
  if (cell === undefined) return absentInWords["not available"];
  if (typeof cell === "string") return unbroken(cell);
  if ("to" in cell) return <Link to={cell.to}>{unbroken(cell.text)}</Link>;
  if ("number" in cell) return cell.number;
  if ("on" in cell) return unbroken(formatDate(cell.on));
  if ("absent" in cell) return absentInWords[cell.absent];
  if ("sparkline" in cell) return <Sparkline points={cell.sparkline} />;
  if (kind === "share") return <ShareCell figure={cell.figure} />;
  return kind === "part" ? countWithShare(cell.figure) : countInWords(cell.figure);
}

const inWords: readonly BlockColumn["kind"][] = ["text", "date", "sparkline"];

export const isNumeric = (kind: BlockColumn["kind"]): boolean => !inWords.includes(kind);

/** So many numbers a row would make long cards on a phone, where they are to be compared. */
const mostInCards = 3;

/** What its row is called takes a word or two ("Case 12"): never on two lines. */
const isShort = ([name]: readonly Cell[]): boolean => typeof name === "string" && name.length <= 10;

/** A table of a report. */
export function BlockTable({ block, hideCaption }: { block: TableBlock; hideCaption?: boolean }) {
  type Row = { key: string; cells: readonly Cell[] };
  const numbers = block.columns.filter(({ kind }) => isNumeric(kind)).length;
  const [, ...others] = block.columns;
  const slim = others.length <= 2 && others.every(({ kind }) => kind === "number");
  const { inLines } = block;
  const apart = slim ? "keep" : numbers > mostInCards ? "scroll" : "stack";
  const narrow = inLines ? "lines" : apart;
  return (
    <Table<Row>
      caption={block.caption}
      hideCaption={hideCaption}
      compact
      onNarrow={narrow}
      rows={block.rows.map((cells, at) => ({ key: String(at), cells }))}
      rowKey={({ key }) => key}
      columns={block.columns.map(({ header, kind }, at) => ({
        header: standsAlone.test(header) ? header.replaceAll(" ", "\u00a0") : header,
        rowHeader: at === 0,
        ownLine: inLines !== undefined && at === 1,
        labelled: inLines?.labelled.includes(header),
        nowrap: at === 0 && (kind !== "text" || block.rows.every(isShort)),
        numeric: isNumeric(kind),
        cell: ({ cells }: Row) => cellView(cells[at], kind),
      }))}
    />
  );
}

/**
 * Owns what the tables of documents and slides show of a cell: the words of a page, without its links.
 */
import { formatDate, formatMonth, isMonth } from "~/rules/core/dates";
import type { BlockColumn, Cell } from "~/rules/reports/blocks";
import {
  absentInWords,
  countInWords,
  countWithShare,
  figureWithCaveat,
} from "~/rules/reports/figure-words";
import { sparklineInWords } from "~/rules/reports/sparkline";

/** What stands where nothing is to be said. */
const nothing = "–";

const wordsOf = (text: string): string => (isMonth(text) ? formatMonth(text) : text || nothing);

export function cellInWords(cell: Cell | undefined, { kind }: BlockColumn): string {
  if (cell === undefined) return absentInWords["not available"];
  if (typeof cell === "string") return wordsOf(cell);
  if ("number" in cell) return String(cell.number);
  if ("on" in cell) return formatDate(cell.on);
  if ("absent" in cell) return absentInWords[cell.absent];
  if ("text" in cell) return wordsOf(cell.text);
  if ("sparkline" in cell) return sparklineInWords(cell.sparkline);
  if (kind === "share") return figureWithCaveat(cell.figure);
  return kind === "part" ? countWithShare(cell.figure) : countInWords(cell.figure);
}

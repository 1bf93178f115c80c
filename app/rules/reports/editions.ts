/**
 * Owns the editions of a report: for whom one is published, and what changed since the last.
 * Practice: an edition keeps its figures, their basis, its author and its time for ever; whatever
 * changes later makes a new edition that says what changed, and the old one stays readable.
 */
import { formatDate } from "../core/dates";
import { counted } from "../core/words";
import { tablesOf, type Value, type ValueTable, valueTableOf } from "./block-tables";
import { type Block, eachBlock, type Report } from "./blocks";
import { absentInWords } from "./figure-words";

/** Whom an edition is for: those who read reports whole, or anyone, with small numbers hidden. */
export const audiences = ["staff", "publication"] as const;
export type Audience = (typeof audiences)[number];

export const audienceNames: Record<Audience, string> = {
  staff: "For staff",
  publication: "For publication",
};

/** Longer lists of changes are counted. */
const most = 12;

const valueInWords = (value: Value | undefined): string =>
  value === undefined
    ? "nothing"
    : typeof value === "object"
      ? "date" in value
        ? formatDate(value.date)
        : absentInWords[value.absent]
      : String(value);

const nameOf = (row: readonly Value[], cells: number): string =>
  row.slice(0, cells).map(valueInWords).join(", ");

/** How many of its first cells name a row: one, or as many as it takes to tell the rows apart. */
function cellsOfNames(tables: readonly ValueTable[]): number {
  const most = Math.max(...tables.map(({ columns }) => columns.length));
  const tells = (cells: number) =>
    tables.every(({ rows }) => new Set(rows.map((row) => nameOf(row, cells))).size === rows.length);
  for (let cells = 1; cells < most; cells += 1) if (tells(cells)) return cells;
  return most;
}

function changesInTable(before: ValueTable, after: ValueTable): string[] {
  const cells = cellsOfNames([before, after]);
  const rowsByName = ({ rows }: ValueTable) =>
    new Map(rows.map((row) => [nameOf(row, cells), row] as const));
  const old = rowsByName(before);
  const now = rowsByName(after);
  const changed = [...now].flatMap(([name, row]) => {
    const was = old.get(name);
    if (!was) return [`${after.caption}: ${name} is new`];
    return after.columns.flatMap((column, at) => {
      const from = was[before.columns.findIndex((one) => one.name === column.name)];
      const [a, b] = [valueInWords(from), valueInWords(row[at])];
      return a === b ? [] : [`${after.caption}: ${name}, ${column.header}, from ${a} to ${b}`];
    });
  });
  const gone = [...old.keys()].filter((name) => !now.has(name));
  return [...changed, ...gone.map((name) => `${after.caption}: ${name} is no longer there`)];
}

const wordsOf = (blocks: readonly Block[]): string =>
  [...eachBlock(blocks)]
    .map(({ block }) =>
      block.kind === "section"
        ? block.title
        : block.kind === "text" || block.kind === "note" || block.kind === "heading"
          ? block.text
          : block.kind === "list" || block.kind === "facts"
            ? JSON.stringify("items" in block ? block.items : block.rows)
            : "",
    )
    .join("\n");

/** What an edition changes of the one before it, in words; empty where it changes nothing. */
export function changesBetween(before: Report, after: Report): string[] {
  const old = new Map(tablesOf(before.blocks).map((table) => [table.name, valueTableOf(table)]));
  const now = tablesOf(after.blocks).map(valueTableOf);
  const figures = now.flatMap((table) => {
    const was = old.get(table.name);
    return was ? changesInTable(was, table) : [`${table.caption} is new`];
  });
  const names = new Set(now.map(({ name }) => name));
  const left = [...old.values()].filter(({ name }) => !names.has(name));
  const all = [...figures, ...left.map(({ caption }) => `${caption} is no longer there`)];
  const shown =
    all.length > most
      ? [...all.slice(0, most), `${counted(all.length - most, "other figure")} changed`]
      : all;
  return wordsOf(before.blocks) === wordsOf(after.blocks) ? shown : [...shown, "The words changed"];
}

/** "Edition 2, for staff": how an edition is called. */
export const editionName = (edition: { number: number; audience: Audience }): string =>
  `Edition ${edition.number}, ${audienceNames[edition.audience].toLowerCase()}`;

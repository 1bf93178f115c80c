/**
 * Owns what a written record is made of: typed blocks without a look of their own, and a report made
 * of them. A report is written once; a page, a print, a file and slides show the same blocks, so
 * that no output says more than another, or anything else.
 * Practice: figures stand in blocks whole, with their counts and how far they can be relied on.
 */
import type { Figure, GradeMix } from "./figure";

/** Why a cell holds no number; in files [c], [x] and [z]. */
export type Absent = "hidden" | "not available" | "not applicable";

/** One cycle of a sparkline; `apart` where it is not joined with the one before it. */
export type SparkPoint = { month: string; figure: Figure; apart: boolean };

export type Cell =
  | string
  /** What a page leads to from it; a file holds the words alone. */
  | { text: string; to: string }
  | { number: number }
  /** YYYY-MM-DD. */
  | { on: string }
  | { figure: Figure }
  /** A share over the last cycles, oldest first. */
  | { sparkline: readonly SparkPoint[] }
  | { absent: Absent };

/**
 * What the cells of a column are. Of figures, "count" shows how many, "part" how many with the
 * percentage of a whole that stands elsewhere, "share" how many of how many with the percentage; a
 * file has a column for each of these numbers. A "sparkline" is a small line on a page and its
 * percentages in words in a file.
 */
export type ColumnKind = "text" | "number" | "date" | "count" | "part" | "share" | "sparkline";

export type BlockColumn = {
  /** What programs call it: small letters and underscores; never changed once published. */
  name: string;
  header: string;
  kind: ColumnKind;
};

export type TableBlock = {
  kind: "table";
  /** What programs call it, unique within a report. */
  name: string;
  caption: string;
  columns: readonly BlockColumn[];
  /** The first cell of each row names it. */
  rows: readonly (readonly Cell[])[];
  /**
   * Read row by row and not compared: on a phone each is a few running lines, in which these columns
   * alone keep their headers.
   */
  inLines?: { labelled: readonly string[] };
};

/** A row of a chart of grades: whose mix it is, and beside it what else is known of the same. */
export type GradesRow = {
  /** What programs call it. */
  key: string;
  name: string;
  /** Where a page leads from its name. */
  to?: string;
  mix: GradeMix;
  /** One for each of the chart's `beside` columns. */
  beside?: readonly Cell[];
};

/** Grades of several areas, teams or cycles: bars with their figures as columns. */
export type GradesBlock = {
  kind: "grades";
  name: string;
  title: string;
  /** What its rows are: "Practice area". */
  rowsAre: string;
  rows: readonly GradesRow[];
  beside?: readonly BlockColumn[];
};

/** One point of a series over time. */
export type TrendPoint = {
  key: string;
  /** YYYY-MM. */
  month: string;
  figure: Figure;
  /** Percentages of the control chart there; null where undefined. */
  centre: number | null;
  lower: number | null;
  upper: number | null;
  /** The rule that it breaks, in words; empty for noise. */
  signal: string;
  /** Why it is not joined with the point before it; empty where it is. */
  breakBefore: string;
  /** What was completed or verified meanwhile, in words. */
  marks: readonly string[];
};

/** A share over time with what is signal and what is noise. */
export type TrendBlock = {
  kind: "trend";
  name: string;
  title: string;
  /** What its figures are of, in words. */
  of: string;
  /** Oldest first. */
  points: readonly TrendPoint[];
  /** What it says, in a sentence or two. */
  says: string;
};

/** One line of a list, and what stands under it: the words behind a theme. */
export type ListItem = string | { text: string; under: readonly string[] };

export type Block =
  | {
      kind: "section";
      title: string;
      blocks: readonly Block[];
      /** A page folds it: it is there for who looks for it. */
      folded?: boolean;
      /** The one idea it makes on a slide; a section without is on none. */
      idea?: string;
    }
  | { kind: "heading"; text: string }
  /** Lines are kept. */
  | { kind: "text"; text: string }
  | {
      kind: "list";
      items: readonly ListItem[];
      /** A page folds what stands under each item. */
      folded?: boolean;
    }
  /** How figures come about, or what to mind: smaller. */
  | { kind: "note"; text: string }
  | { kind: "figure"; label: string; figure: Figure }
  /** Names and what they are, one a line. */
  | { kind: "facts"; rows: readonly (readonly [string, string])[] }
  /** Side by side where there is room. */
  | { kind: "beside"; blocks: readonly Block[] }
  | TableBlock
  | GradesBlock
  | TrendBlock;

export type Report = {
  title: string;
  /** What it is a report of, above the title: "Cycle report". */
  caption: string;
  /** The sentence it begins with. */
  lead: string;
  standing: "final" | "provisional";
  /** Meant to stand on one page: a file of it has no contents and little space. */
  onOnePage?: boolean;
  /** Of what, by whom and when: what a cover says. */
  about: readonly (readonly [string, string])[];
  blocks: readonly Block[];
  /** A row for each team, area and grade, for programs; files hold it, pages do not. */
  data: TableBlock | null;
};

/** A column of words unless said; programs call it what its header says, unless that has changed. */
export const column = (
  header: string,
  kind: ColumnKind = "text",
  name: string = nameOf(header),
): BlockColumn => ({ name, header, kind });

/** What programs call what is headed so: "Not applicable" is not_applicable. */
export const nameOf = (header: string): string =>
  header
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_|_$/g, "");

/** Every block, those in sections after their section, with how deep it stands (0 first). */
export function* eachBlock(
  blocks: readonly Block[],
  depth = 0,
): Generator<{ block: Block; depth: number }> {
  for (const block of blocks) {
    yield { block, depth };
    if (block.kind === "section") yield* eachBlock(block.blocks, depth + 1);
    if (block.kind === "beside") yield* eachBlock(block.blocks, depth);
  }
}

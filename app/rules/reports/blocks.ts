/**
 * Owns what a written record is made of: blocks of four kinds, without a look of their own.
 * Practice: a page, a print and a file show the same blocks, so that no output says more than another.
 */
export type Block =
  | { kind: "heading"; text: string }
  /** Lines are kept. */
  | { kind: "text"; text: string }
  | { kind: "list"; items: readonly string[] }
  | {
      kind: "table";
      caption: string;
      /** The first cell of each row names it. */
      columns: readonly string[];
      rows: readonly (readonly string[])[];
    };

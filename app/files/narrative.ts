/**
 * Owns what a report says in words, in its order: for the files that hold its tables apart.
 */

import { tablesOf } from "~/rules/reports/block-tables";
import type { Block, ListItem, Report } from "~/rules/reports/blocks";
import { figureWithCaveat } from "~/rules/reports/figure-words";

export type Said = {
  kind: "heading" | "text" | "item" | "under" | "note" | "table";
  /** How deep its section stands; 0 at the top. */
  depth: number;
  text: string;
};

/** Everything that is said, with where each table stands. */
export function narrativeOf(report: Report): Said[] {
  return [{ kind: "text", depth: 0, text: report.lead }, ...saidIn(report.blocks, 0)];
}

const saidIn = (blocks: readonly Block[], depth: number): Said[] =>
  blocks.flatMap((block) => saidOf(block, depth));

function saidOf(block: Block, depth: number): Said[] {
  const said = (kind: Said["kind"], text: string): Said => ({ kind, depth, text });
  switch (block.kind) {
    case "section":
      return [said("heading", block.title), ...saidIn(block.blocks, depth + 1)];
    case "beside":
      return saidIn(block.blocks, depth);
    case "heading":
      return [said("heading", block.text)];
    case "text":
      return [said("text", block.text)];
    case "note":
      return [said("note", block.text)];
    case "list":
      return block.items.flatMap((item) => itemsOf(item, depth));
    case "figure":
      return [said("text", `${block.label}: ${figureWithCaveat(block.figure)}`)];
    case "facts":
      return block.rows.map(([name, value]) => said("item", `${name}: ${value}`));
    case "trend":
      return [...captionsOf(block, depth), said("text", block.says)];
    case "table":
    case "grades":
      return captionsOf(block, depth);
  }
}

const captionsOf = (block: Block, depth: number): Said[] =>
  tablesOf([block]).map(({ caption }) => ({ kind: "table", depth, text: caption }));

function itemsOf(item: ListItem, depth: number): Said[] {
  if (typeof item === "string") return [{ kind: "item", depth, text: item }];
  return [
    { kind: "item", depth, text: item.text },
    ...item.under.map((text): Said => ({ kind: "under", depth, text })),
  ];
}

const lineOf: Record<Said["kind"], (said: Said) => string> = {
  heading: ({ text, depth }) => `\n${"#".repeat(depth + 2)} ${text}\n`,
  text: ({ text }) => `${text}\n`,
  item: ({ text }) => `- ${text}`,
  under: ({ text }) => `  - ${text}`,
  note: ({ text }) => `Note: ${text}\n`,
  table: ({ text }) => `Table: ${text}\n`,
};

/** The words of a report as plain text; its headings begin with #. */
export function narrativeText(report: Report): string {
  const lines = [
    `# ${report.title}`,
    "",
    `${report.caption}, ${report.standing}`,
    "",
    ...report.about.map(([name, value]) => `- ${name}: ${value}`),
    "",
    ...narrativeOf(report).map((said) => lineOf[said.kind](said)),
  ];
  return `${lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trimEnd()}\n`;
}

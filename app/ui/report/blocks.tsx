import type { Block, ListItem } from "~/rules/reports/blocks";
import { figureWithCaveat } from "~/rules/reports/figure-words";
import { Details } from "../notices";
import { SummaryList } from "../summary-list";
import { BlockTable } from "./block-table";
import { GradesChart } from "./grades-chart";
import { TrendChart } from "./trend-chart";

/** A written record as a page, and as it prints. */
export function Blocks({ blocks, depth = 0 }: { blocks: readonly Block[]; depth?: number }) {
  return (
    <div className={depth === 0 ? "los-blocks los-print-whole" : undefined}>
      {blocks.map((block, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of one record never change places
        <BlockView key={at} block={block} depth={depth} />
      ))}
    </div>
  );
}

function BlockView({ block, depth }: { block: Block; depth: number }) {
  switch (block.kind) {
    case "section":
      return <Section block={block} depth={depth} />;
    case "heading":
      return <h2 className="govuk-heading-m">{block.text}</h2>;
    case "text":
      return <p className="govuk-body los-written">{block.text}</p>;
    case "note":
      return <p className="govuk-body-s los-report-note">{block.text}</p>;
    case "list":
      return <List {...block} />;
    case "figure":
      return (
        <p className="govuk-body">
          {block.label}: <strong>{figureWithCaveat(block.figure)}</strong>
        </p>
      );
    case "facts":
      return <SummaryList rows={block.rows.map(([key, value]) => ({ key, value }))} />;
    case "beside":
      return (
        <div className="los-side-by-side">
          {block.blocks.map((one, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <BlockView key={at} block={one} depth={depth} />
          ))}
        </div>
      );
    case "table":
      return <BlockTable block={block} />;
    case "grades":
      return <GradesChart block={block} />;
    case "trend":
      return <TrendChart block={block} />;
  }
}

const headings = [
  ["h2", "govuk-heading-m"],
  ["h3", "govuk-heading-s"],
  ["h4", "govuk-heading-s"],
] as const;

function Section({ block, depth }: { block: Block & { kind: "section" }; depth: number }) {
  const inner = <Blocks blocks={block.blocks} depth={depth + 1} />;
  if (block.folded) {
    return (
      <div className="los-report-fold">
        <Details summary={block.title}>{inner}</Details>
      </div>
    );
  }
  const [Heading, look] = headings[Math.min(depth, headings.length - 1)] ?? headings[0];
  return (
    <section className="los-report-section">
      <Heading className={look}>{block.title}</Heading>
      {inner}
    </section>
  );
}

function List({ items, folded = false }: { items: readonly ListItem[]; folded?: boolean }) {
  return (
    <ul className={folded ? "govuk-list los-report-words" : "govuk-list govuk-list--bullet"}>
      {items.map((item) => {
        const { text, under } = typeof item === "string" ? { text: item, under: [] } : item;
        return (
          <li key={text}>
            {folded && under.length > 0 ? (
              <Details summary={text}>
                <Under under={under} />
              </Details>
            ) : (
              <>
                {text}
                <Under under={under} />
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}

const Under = ({ under }: { under: readonly string[] }) =>
  under.map((text) => (
    <p key={text} className="los-themes__text">
      {text}
    </p>
  ));

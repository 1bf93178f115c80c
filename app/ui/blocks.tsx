import type { Block } from "~/rules/reports/blocks";
import { Table } from "./table";

/** A written record as a page, and as it prints. */
export function Blocks({ blocks }: { blocks: readonly Block[] }) {
  return (
    <div className="los-blocks">
      {blocks.map((block, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of one record never change places
        <BlockView key={at} block={block} />
      ))}
    </div>
  );
}

function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case "heading":
      return <h2 className="govuk-heading-m">{block.text}</h2>;
    case "text":
      return <p className="govuk-body los-written">{block.text}</p>;
    case "list":
      return (
        <ul className="govuk-list govuk-list--bullet">
          {block.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      );
    case "table":
      return (
        <Table<readonly string[]>
          caption={block.caption}
          compact
          rows={block.rows}
          rowKey={([name]) => name ?? ""}
          columns={block.columns.map((header, at) => ({
            header,
            rowHeader: at === 0,
            nowrap: at === 0,
            cell: (row) => row[at],
          }))}
        />
      );
  }
}

/**
 * What becomes of each kind of block in a Word document.
 * Practice: a chart is a picture with alternative text, and its figures stand in a table under it.
 */
import { HeadingLevel, ImageRun, Paragraph, type Table, TextRun } from "docx";
import type { Block, GradesBlock, ListItem, TrendBlock } from "~/rules/reports/blocks";
import { figureWithCaveat } from "~/rules/reports/figure-words";
import { drawingOf, pngOf } from "./drawing.server";
import { textWidth } from "./word-page.server";
import { bullets } from "./word-styles.server";
import { factsTable, tableInWord, tableOfChart } from "./word-tables.server";

type Written = Paragraph | Table;

const levels = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
] as const;

const heading = (text: string, depth: number): Paragraph =>
  new Paragraph({
    heading: levels[Math.min(depth, levels.length - 1)],
    children: [new TextRun(text)],
  });

/** Lines are kept; a blank one ends a paragraph. */
const paragraphs = (text: string, style?: string): Paragraph[] =>
  text.split(/\n{2,}/).map(
    (part) =>
      new Paragraph({
        style,
        children: part.split("\n").map((line, at) => new TextRun({ text: line, break: at && 1 })),
      }),
  );

export const blocksInWord = async (blocks: readonly Block[], depth = 0): Promise<Written[]> =>
  (await Promise.all(blocks.map((block) => blockInWord(block, depth)))).flat();

async function blockInWord(block: Block, depth: number): Promise<Written[]> {
  switch (block.kind) {
    case "section":
      return [heading(block.title, depth), ...(await blocksInWord(block.blocks, depth + 1))];
    case "heading":
      return [heading(block.text, depth)];
    case "text":
      return paragraphs(block.text);
    case "note":
      return paragraphs(block.text, "Note");
    case "list":
      return block.items.flatMap(item);
    case "figure":
      return [
        new Paragraph({
          children: [
            new TextRun(`${block.label}: `),
            new TextRun({ text: figureWithCaveat(block.figure), bold: true }),
          ],
        }),
      ];
    case "facts":
      return factsTable(block.rows);
    case "beside":
      return blocksInWord(block.blocks, depth);
    case "table":
      return tableInWord(block);
    case "grades":
      return [...(await pictures(block)), ...tableOfChart(block)];
    case "trend":
      return [...(await pictures(block)), ...paragraphs(block.says), ...tableOfChart(block)];
  }
}

function item(one: ListItem): Paragraph[] {
  const text = typeof one === "string" ? one : one.text;
  const under = typeof one === "string" ? [] : one.under;
  return [
    new Paragraph({
      style: "ListParagraph",
      numbering: { reference: bullets, level: 0 },
      children: [new TextRun(text)],
    }),
    ...under.flatMap((words) => paragraphs(words, "Quoted")),
  ];
}

/** So many rows of a chart fit a page in letters that can be read. */
const rowsOnPage = 14;

/** A chart in pictures of which each fits a page. */
function parts(block: GradesBlock | TrendBlock): (GradesBlock | TrendBlock)[] {
  if (block.kind === "trend" || block.rows.length <= rowsOnPage) return [block];
  const count = Math.ceil(block.rows.length / rowsOnPage);
  return Array.from({ length: count }, (_, at) => ({
    ...block,
    title: `${block.title}, part ${at + 1} of ${count}`,
    rows: block.rows.slice(at * rowsOnPage, (at + 1) * rowsOnPage),
  }));
}

/** Pixels of 96 to the inch. */
const widest = (textWidth / 1440) * 96;

async function pictures(block: GradesBlock | TrendBlock): Promise<Paragraph[]> {
  if (block.kind === "grades" && block.rows.length === 0) return [];
  return (await Promise.all(parts(block).map(picture))).flat();
}

async function picture(block: GradesBlock | TrendBlock): Promise<Paragraph[]> {
  const drawn = drawingOf(block);
  const width = Math.min(widest, drawn.width);
  const image = new ImageRun({
    type: "png",
    data: await pngOf(drawn),
    transformation: { width, height: (drawn.height * width) / drawn.width },
    altText: { name: drawn.name, title: drawn.title, description: drawn.words },
  });
  return [
    new Paragraph({ style: "Caption", children: [new TextRun(block.title)] }),
    new Paragraph({ children: [image] }),
  ];
}

/**
 * What shows the idea of a slide: the first chart of its section, or else its table, its figures or
 * its words.
 */
import type Pptxgen from "pptxgenjs";
import { type Block, eachBlock, type ListItem, type TableBlock } from "~/rules/reports/blocks";
import { figureWithCaveat } from "~/rules/reports/figure-words";
import { isNumeric } from "~/ui/report/block-table";
import { cellInWords } from "./cell-words";
import { isChart } from "./drawing.server";
import { gradesChart, spokenGrades, trendChart } from "./slide-charts.server";
import { font, place, quiet } from "./slide-masters.server";

type Slide = ReturnType<Pptxgen["addSlide"]>;

const rowsOnSlide = 10;
const linesOnSlide = 7;

const only = (shown: number, all: number, what: string): string =>
  shown < all ? `${shown} of ${all} ${what}: the report has all of them.` : "";

export function bodyOf(deck: Pptxgen, slide: Slide, blocks: readonly Block[]): void {
  const all = [...eachBlock(blocks)].map(({ block }) => block);
  const chart = all.find(isChart);
  const table = all.find((block): block is TableBlock => block.kind === "table");
  const said =
    chart?.kind === "grades"
      ? gradesChart(deck, slide, chart)
      : chart?.kind === "trend"
        ? trendChart(deck, slide, chart)
        : table
          ? tableOn(slide, table)
          : wordsOn(slide, all);
  if (said) {
    slide.addText(said, {
      ...place.said,
      ...font,
      color: quiet,
      fontSize: 13,
      valign: "top",
      margin: 0,
    });
  }
  const notes = [
    ...(chart?.kind === "grades" ? spokenGrades(chart) : []),
    ...all.flatMap((block) => (block.kind === "note" ? [block.text] : [])),
  ];
  if (notes.length > 0) slide.addNotes(notes.join("\n"));
}

function tableOn(slide: Slide, { columns, rows, caption }: TableBlock): string {
  const border = { type: "solid", pt: 0.5, color: "B1B4B6" } as const;
  const shown = rows.slice(0, rowsOnSlide);
  const cell = (text: string, numeric: boolean, bold: boolean) => ({
    text,
    options: { ...font, bold, align: numeric ? ("right" as const) : ("left" as const) },
  });
  slide.addTable(
    [
      columns.map((column) => cell(column.header, isNumeric(column.kind), true)),
      ...shown.map((row) =>
        columns.map((column, at) =>
          cell(cellInWords(row[at], column), isNumeric(column.kind), at === 0),
        ),
      ),
    ],
    {
      ...{ x: place.body.x, y: place.body.y, w: place.body.w, objectName: caption },
      ...{ fontSize: columns.length > 6 ? 11 : 14, border, margin: 0.05 },
    },
  );
  return [caption, only(shown.length, rows.length, "rows")].filter(Boolean).join(". ");
}

const itemText = (item: ListItem): string => (typeof item === "string" ? item : item.text);

type Line = { text: string; bullet: boolean };

/** What is said in points; where there are none, the texts. */
function linesOf(blocks: readonly Block[]): Line[] {
  const points = blocks.flatMap(pointsOf).map((text) => ({ text, bullet: true }));
  if (points.length > 0) return points;
  const texts = blocks.flatMap((block) => (block.kind === "text" ? block.text.split(/\n+/) : []));
  return texts.map((text) => ({ text, bullet: false }));
}

function pointsOf(block: Block): string[] {
  if (block.kind === "list") return block.items.map(itemText);
  if (block.kind === "facts") return block.rows.map(([name, value]) => `${name}: ${value}`);
  if (block.kind === "figure") return [`${block.label}: ${figureWithCaveat(block.figure)}`];
  return [];
}

function wordsOn(slide: Slide, blocks: readonly Block[]): string {
  const lines = linesOf(blocks);
  const shown = lines.slice(0, linesOnSlide);
  if (shown.length === 0) return "";
  slide.addText(
    shown.map(({ text, bullet }) => ({ text, options: { bullet, breakLine: true } })),
    { ...place.body, ...font, fontSize: 20, valign: "top", paraSpaceAfter: 10, fit: "shrink" },
  );
  return only(shown.length, lines.length, "points");
}

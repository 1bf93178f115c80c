/**
 * Makes the drawings of a report that stand alone: as SVG, and as PNG where a program takes no SVG.
 * Practice: the same drawing as on the page, with its title and description in it.
 */
import { renderAsync } from "@resvg/resvg-js";
import { renderToStaticMarkup } from "react-dom/server";
import type { Block, GradesBlock, TrendBlock } from "~/rules/reports/blocks";
import { GradesDrawing, gradesDrawing, gradesInWords } from "~/ui/report/grades-drawing";
import { TrendDrawing, trendInWords, trendSizes } from "~/ui/report/trend-drawing";
import { fontFiles } from "./fonts.server";

export type Drawn = {
  /** What the report calls it. */
  name: string;
  title: string;
  /** What it shows, in words: its alternative text. */
  words: string;
  svg: string;
  /** In pixels. */
  width: number;
  height: number;
};

type ChartBlock = GradesBlock | TrendBlock;

export const isChart = (block: Block): block is ChartBlock =>
  block.kind === "grades" || block.kind === "trend";

/** A chart of a report as a drawing that stands alone. */
export function drawingOf(block: ChartBlock): Drawn {
  const grades = block.kind === "grades";
  const width = grades ? gradesDrawing.width : trendSizes.wide.width;
  const height = grades
    ? gradesDrawing.top + block.rows.length * gradesDrawing.rowHeight
    : trendSizes.wide.height;
  const words = grades ? gradesInWords(block) : trendInWords(block);
  const svg = renderToStaticMarkup(
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      fontFamily={fontFiles.family}
      role="img"
    >
      <title>{block.title}</title>
      <desc>{words}</desc>
      <rect width={width} height={height} fill="#ffffff" />
      {grades ? <GradesDrawing block={block} /> : <TrendDrawing block={block} size="wide" />}
    </svg>,
  );
  return { name: block.name, title: block.title, words, svg, width, height };
}

/** Twice its size, sharp in print; drawn beside what the server answers meanwhile. */
export async function pngOf({ svg, width }: Drawn): Promise<Buffer> {
  const image = await renderAsync(svg, {
    fitTo: { mode: "width", value: 2 * width },
    font: {
      fontFiles: [...fontFiles.files],
      loadSystemFonts: false,
      defaultFontFamily: fontFiles.family,
    },
  });
  return Buffer.from(image.asPng());
}

/**
 * The page of a Word document: its size, and what stands above and below.
 */
import { Footer, Header, PageNumber, Paragraph, Tab, TextRun } from "docx";
import type { Report } from "~/rules/reports/blocks";
import { type FileOptions, markingOf } from "./options";

/** In twentieths of a point: A4 with margins of two centimetres. */
const size = { width: 11906, height: 16838 };
const margin = 1134;

export const page = {
  size,
  margin: { top: 1418, bottom: 1304, left: margin, right: margin, header: 567, footer: 567 },
} as const;

/** Of a report that is to stand on one page. */
export const narrowPage = {
  size,
  margin: { top: 850, bottom: 850, left: margin, right: margin, header: 340, footer: 340 },
} as const;

/** How wide what stands between the margins is. */
export const textWidth = size.width - 2 * margin;

const tabStops = [{ type: "right", position: textWidth }] as const;

const besides = (left: string, right: readonly TextRun[]) =>
  new Paragraph({
    style: "Margin",
    tabStops: [...tabStops],
    children: [new TextRun(left), new TextRun({ children: [new Tab()] }), ...right],
  });

const marked = (options: FileOptions) => new TextRun({ text: markingOf(options), bold: true });

export const headerOf = (options: FileOptions): Header =>
  new Header({ children: [besides(options.council, [marked(options)])] });

export const footerOf = ({ title, caption }: Report, options: FileOptions): Footer =>
  new Footer({
    children: [
      besides(`${caption}: ${title}`, [
        new TextRun({
          children: ["Page ", PageNumber.CURRENT, " of ", PageNumber.TOTAL_PAGES],
        }),
      ]),
      besides("", [marked(options)]),
    ],
  });

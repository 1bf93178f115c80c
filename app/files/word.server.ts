/**
 * Makes a report a Word document.
 * Practice: headings are headings and tables have header rows, so that a screen reader finds its way;
 * the contents are there before any program has worked them out.
 */
import {
  Document,
  type ISectionOptions,
  Packer,
  Paragraph,
  type ParagraphChild,
  TableOfContents,
  TextRun,
} from "docx";
import { estimatePageNumbers } from "docx/layout";
import type { Report } from "~/rules/reports/blocks";
import { type FileOptions, language, markingOf } from "./options";
import { finished } from "./package.server";
import { blocksInWord } from "./word-blocks.server";
import { footerOf, headerOf, narrowPage, page } from "./word-page.server";
import { numbering, styles, stylesOnOnePage } from "./word-styles.server";
import { factsTable } from "./word-tables.server";

const line = (style: string, children: readonly ParagraphChild[]) =>
  new Paragraph({ style, children: [...children] });

const provisionalWords = "Provisional: its figures may still change.";

function opening(report: Report) {
  return [
    line("ReportCaption", [new TextRun(report.caption)]),
    line("Title", [new TextRun(report.title)]),
    line("Lead", [new TextRun(report.lead)]),
    ...(report.standing === "provisional" ? [line("Lead", [new TextRun(provisionalWords)])] : []),
    ...factsTable(report.about),
    ...(report.onOnePage
      ? []
      : [
          line("ContentsTitle", [new TextRun("Contents")]),
          new TableOfContents("Contents", { hyperlink: true, headingStyleRange: "1-2" }),
        ]),
  ];
}

/** The settings that the library has no option for. */
function rewrite(xml: string, part: string): string {
  if (part !== "word/settings.xml" || xml.includes("w:themeFontLang")) return xml;
  const said = `<w:themeFontLang w:val="${language}"/>`;
  const before = /<w:(clrSchemeMapping|decimalSymbol|listSeparator)\b/.exec(xml)?.index;
  const at = before ?? xml.indexOf("</w:settings>");
  return xml.slice(0, at) + said + xml.slice(at);
}

export async function wordOf(report: Report, options: FileOptions): Promise<Buffer> {
  const blocks = await blocksInWord(report.blocks);
  const section = (children: ISectionOptions["children"]): ISectionOptions => ({
    properties: { page: report.onOnePage ? narrowPage : page },
    headers: { default: headerOf(options) },
    footers: { default: footerOf(report, options) },
    children,
  });
  const document = new Document({
    title: report.title,
    subject: report.caption,
    creator: options.council,
    keywords: markingOf(options),
    styles: report.onOnePage ? stylesOnOnePage : styles,
    numbering,
    pageNumbers: estimatePageNumbers,
    // The second begins a page.
    sections: report.onOnePage
      ? [section([...opening(report), ...blocks])]
      : [section(opening(report)), ...(blocks.length > 0 ? [section(blocks)] : [])],
  });
  return finished(await Packer.toBuffer(document), report, options, rewrite);
}

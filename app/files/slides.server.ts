/**
 * Makes the board summary of a report as slides.
 * Practice: one idea a slide, said in its title; what shows it is a chart of the program itself, so
 * that its numbers can be read and its colours changed.
 */
import Pptxgen from "pptxgenjs";
import { type Block, eachBlock, type Report } from "~/rules/reports/blocks";
import { type FileOptions, language, markingOf } from "./options";
import { finished } from "./package.server";
import { bodyOf } from "./slide-bodies.server";
import { defineMasters, font, masters, place } from "./slide-masters.server";
import { dressedChart } from "./slide-series";

type Section = Extract<Block, { kind: "section" }>;

function ideasOf(report: Report): (Section & { idea: string })[] {
  const found: (Section & { idea: string })[] = [];
  for (const { block } of eachBlock(report.blocks)) {
    if (block.kind === "section" && block.idea) found.push({ ...block, idea: block.idea });
  }
  return found;
}

function titleSlide(deck: Pptxgen, report: Report, options: FileOptions): void {
  const slide = deck.addSlide({ masterName: masters.title });
  slide.addText(report.title, { placeholder: "title" });
  const lines = [
    `${report.caption}, ${options.council}`,
    report.lead,
    ...(report.standing === "provisional" ? ["Provisional: its figures may still change."] : []),
    ...report.about.map(([name, value]) => `${name}: ${value}`),
  ];
  slide.addText(
    lines.map((text, at) => ({ text, options: { breakLine: true, fontSize: at < 2 ? 20 : 16 } })),
    { ...place.opening, ...font, valign: "top", margin: 0, paraSpaceAfter: 6 },
  );
}

/** The library writes American English everywhere. */
const rewrite = (xml: string, part: string): string => {
  const inLanguage = xml.replaceAll("en-US", language);
  return part.startsWith("ppt/charts/") ? dressedChart(inLanguage) : inLanguage;
};

export async function slidesOf(report: Report, options: FileOptions): Promise<Buffer> {
  const deck = new Pptxgen();
  deck.layout = "LAYOUT_WIDE";
  deck.title = report.title;
  deck.author = options.council;
  deck.company = options.council;
  deck.subject = report.caption;
  deck.theme = { headFontFace: "Arial", bodyFontFace: "Arial" };
  defineMasters(deck, `${options.council}. ${report.title}`, markingOf(options));
  titleSlide(deck, report, options);
  for (const section of ideasOf(report)) {
    const slide = deck.addSlide({ masterName: masters.idea });
    slide.addText(section.idea, { placeholder: "title" });
    bodyOf(deck, slide, section.blocks);
  }
  const made = (await deck.write({ outputType: "nodebuffer" })) as Buffer;
  return finished(made, report, options, rewrite);
}

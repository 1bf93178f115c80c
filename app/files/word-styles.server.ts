/**
 * The styles of a Word document.
 * Practice: what something is stands in its style, never in its looks alone; Arial is on every
 * machine, and black on white reads best on paper.
 */
import { type INumberingOptions, type IStylesOptions, LevelFormat, LineRuleType } from "docx";
import { language } from "./options";

const font = "Arial";
const ink = "0B0C0C";
const quiet = "484949";

const heading = (size: number, before: number, after: number) => ({
  run: { font, size, bold: true, color: ink },
  paragraph: { spacing: { before, after }, keepNext: true, keepLines: true },
});

const style = (
  id: string,
  name: string,
  run: { size?: number; color?: string; bold?: boolean },
  spacing: { before?: number; after?: number },
  more: { keepNext?: boolean; indent?: { left: number } } = {},
) => ({ id, name, basedOn: "Normal", quickFormat: true, run, paragraph: { spacing, ...more } });

export const styles: IStylesOptions = {
  default: {
    document: {
      run: { font, size: 21, color: ink, language: { value: language } },
      paragraph: { spacing: { after: 120, line: 264, lineRule: LineRuleType.AUTO } },
    },
    title: heading(48, 0, 160),
    heading1: heading(32, 400, 140),
    heading2: heading(26, 300, 120),
    heading3: heading(22, 240, 100),
    heading4: heading(21, 200, 100),
    caption: {
      run: { font, size: 20, bold: true, italics: false, color: ink },
      paragraph: { spacing: { before: 200, after: 80 }, keepNext: true },
    },
    listParagraph: { paragraph: { spacing: { after: 60 } } },
  },
  paragraphStyles: [
    style("ReportCaption", "Report caption", { size: 24, color: quiet }, { after: 40 }),
    style("Lead", "Lead", { size: 24 }, { after: 160 }),
    style(
      "ContentsTitle",
      "Contents title",
      { size: 32, bold: true },
      { before: 360, after: 120 },
      { keepNext: true },
    ),
    style("Note", "Note", { size: 18, color: quiet }, { before: 60, after: 120 }),
    style("Quoted", "Quoted", { size: 20, color: quiet }, { after: 60 }, { indent: { left: 720 } }),
    style("TableText", "Table text", { size: 18 }, { before: 30, after: 30 }),
    style("TableTextSmall", "Table text, small", { size: 16 }, { before: 30, after: 30 }),
    style("Margin", "Margin", { size: 17, color: quiet }, { after: 0 }),
    style("TOC1", "toc 1", { size: 21 }, { after: 60 }),
    style("TOC2", "toc 2", { size: 20 }, { after: 40 }, { indent: { left: 280 } }),
  ],
};

/** Of a report that is to stand on one page: smaller, and with little space between. */
export const stylesOnOnePage: IStylesOptions = {
  default: {
    ...styles.default,
    document: {
      run: { font, size: 16, color: ink, language: { value: language } },
      paragraph: { spacing: { after: 20, line: 220, lineRule: LineRuleType.AUTO } },
    },
    title: heading(30, 0, 30),
    heading1: heading(20, 70, 20),
    heading2: heading(18, 60, 20),
    caption: {
      run: { font, size: 18, bold: true, italics: false, color: ink },
      paragraph: { spacing: { before: 70, after: 20 }, keepNext: true },
    },
    listParagraph: { paragraph: { spacing: { after: 0 } } },
  },
  paragraphStyles: [
    style("ReportCaption", "Report caption", { size: 18, color: quiet }, { after: 0 }),
    style("Lead", "Lead", { size: 17 }, { after: 40 }),
    style("Note", "Note", { size: 15, color: quiet }, { before: 20, after: 20 }),
    style("Quoted", "Quoted", { size: 16, color: quiet }, { after: 0 }, { indent: { left: 720 } }),
    style("TableText", "Table text", { size: 15 }, { before: 0, after: 0 }),
    style("TableTextSmall", "Table text, small", { size: 14 }, { before: 0, after: 0 }),
    style("Margin", "Margin", { size: 15, color: quiet }, { after: 0 }),
  ],
};

/** The bullets of lists. */
export const bullets = "bullets";

export const numbering: INumberingOptions = {
  config: [
    {
      reference: bullets,
      levels: [
        {
          level: 0,
          format: LevelFormat.BULLET,
          text: "•",
          style: { paragraph: { indent: { left: 420, hanging: 280 } } },
        },
      ],
    },
  ],
};

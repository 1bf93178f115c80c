import { beforeAll, expect, test } from "vitest";
import { cellInWords } from "~/files/cell-words";
import { fileOf } from "~/files/formats.server";
import { tablesOf, valueTableOf } from "~/rules/reports/block-tables";
import { eachBlock } from "~/rules/reports/blocks";
import { describeOffice } from "../../support/office";
import { sampleOptions, sampleReport } from "../../support/sample-report";

const endings = ["docx", "xlsx", "pptx"] as const;

/** Words as often as they occur: a line that wraps in its cell is torn apart in the text of a page. */
function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of text.split(/\s+/).filter(Boolean))
    counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** What of it is missing on the pages; a word that is broken for want of room counts as missing. */
function missing(pages: string, texts: readonly string[]): string[] {
  const shown = countWords(pages);
  return [...countWords(texts.join(" "))]
    .filter(([word, count]) => (shown.get(word) ?? 0) < count)
    .map(([word, count]) => `${word}: ${shown.get(word) ?? 0} of ${count}`);
}

const tables = tablesOf(sampleReport.blocks);

describeOffice("a report opened in LibreOffice", (office) => {
  let pages: Record<string, string>;
  const of = (ending: (typeof endings)[number]): string => pages[`report.${ending}`] ?? "";

  beforeAll(async () => {
    const files: Record<string, Buffer> = {};
    for (const ending of endings) {
      const file = await fileOf(sampleReport, ending, sampleOptions);
      if (file) files[`report.${ending}`] = file.content;
    }
    pages = await office.textOf(files);
  });

  test("shows in Word every word and figure of every table", () => {
    const texts = tables.flatMap(({ columns, rows }) =>
      rows.flatMap((row) => columns.map((column, at) => cellInWords(row[at], column))),
    );
    expect(missing(of("docx"), texts)).toEqual([]);
    expect(of("docx")).toMatch(/Overall +2\s\(4%\) +31\s\(58%\) +20\s\(38%\) +0 +33 of 53 \(62%\)/);
    expect(of("docx")).toMatch(/Assessment +0 +38\s\(72%\)/);
  });

  test("shows in Word every heading, text, list and note, folded ones too", () => {
    const texts = [...eachBlock(sampleReport.blocks)].flatMap(({ block }) => {
      if (block.kind === "section") return [block.title];
      if (block.kind === "text" || block.kind === "note" || block.kind === "heading")
        return [block.text];
      if (block.kind !== "list") return [];
      return block.items.flatMap((item) =>
        typeof item === "string" ? [item] : [item.text, ...item.under],
      );
    });
    expect(
      missing(
        of("docx"),
        texts.map((text) => text.replace("\u0007", "")),
      ),
    ).toEqual([]);
  });

  test("counts its pages, and repeats what stands on each", () => {
    const all = of("docx").split("\f").slice(0, -1);
    expect(all.length).toBeGreaterThan(5);
    all.forEach((page, at) => {
      expect(page).toContain(`Page ${at + 1} of ${all.length}`);
      expect(page.match(/OFFICIAL-SENSITIVE/g)).toHaveLength(2);
    });
    // The contents name the page on which a heading stands.
    for (const [, title = "", page] of of("docx").matchAll(/^ *(\S.*?)\.{5,} *(\d+)$/gm)) {
      expect(all[Number(page) - 1], `${title} on page ${page}`).toContain(title);
    }
  });

  test("shows in Excel every value", () => {
    const values = tables.map(valueTableOf).flatMap(({ rows }) => rows.flat());
    const texts = values.map((value) =>
      typeof value === "object" ? ("date" in value ? value.date : "") : String(value),
    );
    expect(missing(of("xlsx"), texts)).toEqual([]);
    expect(of("xlsx")).toMatch(/Overall +2 +4 +31 +58 +20 +38 +0 +0 +33 +53 +62 +final/);
    expect(of("xlsx")).toMatch(/Willow +Overall +Inadequate +\[c\]/);
  });

  test("shows on slides each idea with its figures", () => {
    const slides = of("pptx").split("\f");
    expect(slides[1]).toContain("Six in ten audits were Good or above");
    expect(slides[1]).toContain("Overall: 33 of 53 (62%)");
    expect(slides[1]).toMatch(/\b2 +31 +20\b/);
    expect(slides[2]).toMatch(/90%/);
    expect(slides[5]).toContain("31 of 53 (58%)");
    slides.slice(0, 6).forEach((slide, at) => {
      expect(slide).toContain("OFFICIAL-SENSITIVE");
      expect(slide).toMatch(new RegExp(`OFFICIAL-SENSITIVE\\s+${at + 1}\\b`));
    });
  });
});

import { beforeAll, describe, expect, test } from "vitest";
import { fileOf } from "~/files/formats.server";
import {
  attributes,
  elements,
  type Parts,
  part,
  partsFrom,
  partsOf,
  textOf,
} from "../../support/office-parts";
import { sampleOptions, sampleReport } from "../../support/sample-report";

let parts: Parts;
let body: string;
beforeAll(async () => {
  const file = await fileOf(sampleReport, "docx", sampleOptions);
  parts = await partsOf(file?.content ?? Buffer.alloc(0));
  body = part(parts, "word/document.xml");
});

const paragraphs = () =>
  elements(body, "w:p").map((xml) => ({
    style: attributes(xml, "w:pStyle", "w:val")[0],
    text: textOf(xml, "w:t"),
  }));

describe("a report in Word", () => {
  test("has headings that are headings, one below the other, folded sections too", () => {
    const headings = paragraphs().filter(({ style }) => style?.startsWith("Heading"));
    expect(headings.map(({ style, text }) => `${style?.slice(-1)} ${text}`)).toEqual([
      "1 Headline",
      "1 Over time",
      "1 Strengths and areas for development",
      "2 What panels said",
      "3 In detail",
      "1 Teams",
      "1 Themes",
      "1 How figures come about",
      "2 Basis",
    ]);
    expect(paragraphs().find(({ style }) => style === "Title")?.text).toBe("November 2023");
  });

  test("has contents that are filled in, with pages", () => {
    const entries = paragraphs().filter(({ style }) => /^TOC\d$/.test(style ?? ""));
    expect(entries).toHaveLength(8);
    expect(entries[0]?.text).toMatch(/^Headline\s*2$/);
    for (const { text } of entries) expect(text).toMatch(/\d$/);
    expect(body).toContain('TOC \\h \\o "1-2"'.replaceAll('"', "&quot;"));
  });

  test("repeats the header of every table of figures, and splits no row", () => {
    const tables = elements(body, "w:tbl");
    const withHeader = tables.filter((table) => table.includes("<w:tblHeader"));
    expect(withHeader).toHaveLength(4);
    for (const table of withHeader) {
      const [first, ...others] = elements(table, "w:tr");
      expect(first).toContain("<w:tblHeader");
      expect(others.join()).not.toContain("<w:tblHeader");
      expect(attributes(table, "w:tblLook", "w:firstRow")).toEqual([
        expect.stringMatching(/1|true/),
      ]);
    }
    for (const row of elements(body, "w:tr")) expect(row).toContain("<w:cantSplit");
    expect(elements(withHeader[2] ?? "", "w:tr")).toHaveLength(41);
    expect(body).not.toContain("<w:vMerge");
    expect(body).not.toContain("<w:gridSpan");
  });

  test("describes every picture in words", () => {
    const titles = attributes(body, "wp:docPr", "title");
    expect(titles).toEqual([
      "Grades by practice area",
      "Good or above over time",
      "Grades by team, part 1 of 3",
      "Grades by team, part 2 of 3",
      "Grades by team, part 3 of 3",
    ]);
    const words = attributes(body, "wp:docPr", "descr");
    expect(words[0]).toContain("Overall: 2 Outstanding, 31 Good, 20 Requires improvement");
    expect(words[0]).not.toMatch(/Fostering: \d/);
    for (const text of words) expect(text?.length).toBeGreaterThan(50);
    expect(new Set(attributes(body, "wp:docPr", "id")).size).toBe(5);
  });

  test("says its title and language", () => {
    const core = part(parts, "docProps/core.xml");
    expect(textOf(core, "dc:title")).toBe("November 2023");
    expect(textOf(core, "dc:language")).toBe("en-GB");
    expect(textOf(core, "dc:creator")).toBe("Northshire Council");
    expect(textOf(core, "cp:category")).toBe("OFFICIAL-SENSITIVE");
    expect(textOf(core, "dcterms:created")).toBe("2023-12-18T10:30:00Z");
    const styles = part(parts, "word/styles.xml");
    expect(attributes(styles, "w:lang", "w:val")).toEqual(["en-GB"]);
    expect(attributes(part(parts, "word/settings.xml"), "w:themeFontLang", "w:val")).toEqual([
      "en-GB",
    ]);
  });

  test("says on every page whose it is, how it is marked, and which page of how many", () => {
    const [header, footer] = ["word/header", "word/footer"].map(
      (at) => partsFrom(parts, at)[0] ?? "",
    );
    expect(textOf(header ?? "", "w:t")).toBe("Northshire CouncilOFFICIAL-SENSITIVE");
    expect(textOf(footer ?? "", "w:t")).toContain("Cycle report: November 2023");
    expect(textOf(footer ?? "", "w:t")).toContain("OFFICIAL-SENSITIVE");
    expect(footer).toMatch(/\bPAGE\b[\s\S]*\bNUMPAGES\b/);
  });

  test("bears another marking, or none where it is published", async () => {
    for (const marking of ["OFFICIAL", ""]) {
      const file = await fileOf({ ...sampleReport, blocks: [] }, "docx", {
        ...sampleOptions,
        marking,
      });
      const made = await partsOf(file?.content ?? Buffer.alloc(0));
      expect(textOf(partsFrom(made, "word/header")[0] ?? "", "w:t")).toBe(
        `Northshire Council${marking}`,
      );
    }
  });

  test("keeps lines, lists and what stands under them, and drops what XML can't hold", () => {
    const texts = paragraphs().map(({ text }) => text);
    expect(texts).toContain("First line.Second line of the same.");
    expect(texts).toContain("A new paragraph with <b>signs</b> & a bell.");
    expect(texts).toContain("Last recorded in March, “in passing”.");
    expect(paragraphs().filter(({ style }) => style === "ListParagraph")).toHaveLength(2);
    expect(texts).toContain("Nothing to show.");
  });
});

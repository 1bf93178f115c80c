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
beforeAll(async () => {
  const file = await fileOf(sampleReport, "pptx", sampleOptions);
  parts = await partsOf(file?.content ?? Buffer.alloc(0));
});

const slides = () => partsFrom(parts, "ppt/slides/slide");
const charts = () => partsFrom(parts, "ppt/charts/chart");
const titleOf = (slide: string): string => {
  const shape = elements(slide, "p:sp").find((one) => one.includes('type="title"'));
  return textOf(shape ?? "", "a:t");
};
const numbersOf = (series: string): Record<string, number> =>
  Object.fromEntries(
    elements(elements(series, "c:val")[0] ?? "", "c:pt").map((point) => [
      attributes(point, "c:pt", "idx")[0],
      Number(textOf(point, "c:v")),
    ]),
  );

describe("a report as slides", () => {
  test("has a title slide, then one for each idea, which is its title", () => {
    expect(slides().map(titleOf)).toEqual([
      "November 2023",
      "Six in ten audits were Good or above",
      "More than noise in January",
      "Assessment is strong; supervision is seldom recorded",
      "Forty teams",
      "What panels raised",
    ]);
  });

  test("bears marking, council and number on each", () => {
    for (const layout of [
      "ppt/slideLayouts/slideLayout2.xml",
      "ppt/slideLayouts/slideLayout3.xml",
    ]) {
      expect(textOf(part(parts, layout), "a:t")).toContain("OFFICIAL-SENSITIVE");
      expect(textOf(part(parts, layout), "a:t")).toContain("Northshire Council. November 2023");
    }
    for (const slide of slides()) expect(slide).toContain('type="slidenum"');
  });

  test("draws grades as bars of the program's own, with nothing for what is hidden", () => {
    const [bars = "", line = "", teams = ""] = charts();
    expect(bars).toContain("<c:barChart>");
    expect(bars).toContain('<c:grouping val="percentStacked"/>');
    const series = elements(bars, "c:ser");
    expect(series.map(numbersOf)).toEqual([
      { 0: 2, 1: 0, 2: 0, 3: 0, 4: 0 },
      { 0: 31, 1: 38, 2: 2, 3: 0, 4: 0 },
      { 0: 20, 1: 15, 2: 0, 3: 0, 4: 0 },
      { 0: 0, 1: 0, 2: 1, 3: 0, 4: 0 },
    ]);
    const labels = textOf(elements(bars, "c:cat")[0] ?? "", "c:v");
    expect(labels).toContain("Overall: 33 of 53 (62%)");
    expect(labels).toContain("Fostering: hidden: small numbers");
    expect(line).toContain("<c:lineChart>");
    expect(Object.keys(numbersOf(elements(teams, "c:ser")[0] ?? ""))).toHaveLength(12);
    expect(slides()[4]).toContain("12 of 40 are shown");
  });

  test("draws a trend with dashed limits and a gap where it is not joined", () => {
    const series = elements(charts()[1] ?? "", "c:ser");
    const [good, , lower] = series.map(numbersOf);
    expect(good).toEqual({ 0: 48, 1: 52, 2: 50, 3: 57, 4: 90, 6: 60, 8: 54 });
    expect(lower).toEqual({ 0: 29.2, 1: 29.2, 2: 29.2, 3: 29.2, 4: 29.2 });
    expect(series.map((xml) => attributes(xml, "a:prstDash", "val")[0])).toEqual([
      "solid",
      "solid",
      "dash",
      "dash",
    ]);
    expect(series.map((xml) => attributes(xml, "c:symbol", "val")[0])).toEqual([
      "circle",
      "none",
      "none",
      "none",
    ]);
    expect(charts()[1]).toContain('<c:dispBlanksAs val="gap"/>');
    for (const xml of series)
      expect(xml.indexOf("<c:marker>")).toBeLessThan(xml.indexOf("<c:dLbls>"));
  });

  test("describes every chart in words", () => {
    const described = slides().flatMap((slide) =>
      elements(slide, "p:graphicFrame")
        .filter((frame) => frame.includes("c:chart"))
        .flatMap((frame) => attributes(frame, "p:cNvPr", "descr")),
    );
    expect(described).toHaveLength(3);
    expect(described[0]).toContain("Overall: 2 Outstanding, 31 Good, 20 Requires improvement");
    expect(described[1]).toContain("January 2024, 45 of 50 (90%), Above the upper limit");
  });

  test("gives the speaker every figure of a chart, and the notes", () => {
    const notes = textOf(partsFrom(parts, "ppt/notesSlides/notesSlide")[1] ?? "", "a:t");
    expect(notes).toContain(
      "Overall: 2\u00a0(4%) Outstanding, 31\u00a0(58%) Good, 20\u00a0(38%) Requires improvement, 0 Inadequate; Good or above 33 of 53 (62%)",
    );
    expect(notes).toContain("Fostering: hidden Outstanding");
    expect(notes).toContain("Of final grades; 2 audits were not judged.");
  });

  test("shows lists and tables where there is no chart", () => {
    expect(textOf(slides()[3] ?? "", "a:t")).toContain("Supervision is not recorded (22 of 53)");
    expect(slides()[3]).not.toContain("First line.");
    const cells = elements(slides()[5] ?? "", "a:tc").map((cell) => textOf(cell, "a:t"));
    expect(cells.slice(5, 10)).toEqual([
      "Voice of the child",
      "31",
      "31 of 53 (58%)",
      "30 November 2023",
      "3",
    ]);
  });

  test("says its title and language", () => {
    const core = part(parts, "docProps/core.xml");
    expect(textOf(core, "dc:title")).toBe("November 2023");
    expect(textOf(core, "dc:language")).toBe("en-GB");
    for (const xml of parts.values()) expect(xml).not.toContain("en-US");
  });
});

import { describe, expect, test } from "vitest";
import { drawingOf, pngOf } from "~/files/drawing.server";
import { figureOf, gradeMix } from "~/rules/reports/figure";
import { noJudgements } from "~/rules/tools/grades";

const grades = {
  kind: "grades",
  name: "areas",
  title: "Grades by practice area",
  rowsAre: "Practice area",
  rows: [
    { key: "a", name: "Assessment", mix: gradeMix({ ...noJudgements(), good: 12, inadequate: 2 }) },
  ],
} as const;

const trend = {
  kind: "trend",
  name: "good",
  title: "Good or above",
  of: "Good or above",
  says: "No signal.",
  points: ["2023-11", "2024-01"].map((month, at) => ({
    key: month,
    month,
    figure: figureOf("Good or above", 12 + at, 26, { exact: true }),
    centre: 50,
    lower: 20,
    upper: 80,
    signal: "",
    breakBefore: at === 1 ? "Rebased" : "",
    marks: [],
  })),
} as const;

describe("the drawings of a report", () => {
  test.each([grades, trend])("stand alone, with title and description: $title", (block) => {
    const { svg, words, height } = drawingOf(block);
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(svg).toContain(`<title>${block.title}</title>`);
    expect(svg).toContain(`<desc>${words}</desc>`);
    expect(svg).not.toContain("NaN");
    expect(height).toBeGreaterThan(80);
  });

  test("become pictures of twice their size", async () => {
    const png = await pngOf(drawingOf(grades));
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect(png.readUInt32BE(16)).toBe(2 * 760);
  });
});

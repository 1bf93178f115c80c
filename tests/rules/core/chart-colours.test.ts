/**
 * Charts are told apart in grey, as a photocopier and a monochrome printer show them: their colours
 * are read where the charts and the style sheets read them, and turned into how light they are.
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { grades, toneOf } from "~/rules/tools/scale";
import { answerSeries, gradeSeries, type Series } from "~/ui/charts/patterns";

/** How light a colour is in grey, from 0 to 1 (WCAG 2, relative luminance). */
function lightness(colour: string): number {
  const digits = colour.slice(1).replace(/^(.)(.)(.)$/, "$1$1$2$2$3$3");
  const [red = 0, green = 0, blue = 0] = [0, 2, 4]
    .map((at) => Number.parseInt(digits.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [lightness(one), lightness(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const least = { neighbours: 1.5, weave: 1.8, ink: 4.5, steps: 1.3 };

/** What is not told apart in a chart, its series in the order in which they are drawn. */
function faultsOf(palette: Readonly<Record<string, Series>>): string[] {
  const series = Object.entries(palette);
  return series.flatMap(([name, one], index) => {
    const next = series[index + 1];
    const others = series.slice(index + 1);
    return [
      next && contrast(one.fill, next[1].fill) < least.neighbours
        ? `${name} and ${next[0]} are as light as each other`
        : "",
      ...others.map(([other, { weave }]) =>
        weave === one.weave ? `${name} and ${other} have one weave` : "",
      ),
      one.weave !== "plain" && contrast(one.fill, one.thread) < least.weave
        ? `the weave of ${name} is not seen`
        : "",
      contrast(one.fill, one.ink) < least.ink && one.weave === "plain"
        ? `nothing written on ${name} is read`
        : "",
    ].filter(Boolean);
  });
}

const style = (name: string) => readFileSync(`app/styles/_${name}.scss`, "utf8");

describe("Charts in grey", () => {
  it.each<[string, Readonly<Record<string, Series>>]>([
    ["grades", gradeSeries],
    ["answers to a sample’s questions", answerSeries],
  ])("tell %s apart", (_, palette) => {
    expect(faultsOf(palette)).toEqual([]);
  });

  it("would not pass with a colour as light as its neighbour, or a weave that is not seen", () => {
    const { good, ...others } = gradeSeries;
    const faults = (changed: Partial<Series>) =>
      faultsOf({ outstanding: others.outstanding, good: { ...good, ...changed } });
    expect(faults({ fill: "#5a2a6d" })).toContain(
      "outstanding and good are as light as each other",
    );
    expect(faults({ weave: "plain" })).toContain("outstanding and good have one weave");
    expect(faults({ thread: "#3b82c4" })).toEqual(["the weave of good is not seen"]);
  });

  it("have their colours in one place", () => {
    const files = readdirSync("app", { recursive: true, encoding: "utf8" });
    const palettes = files.filter(
      (file) => /\.tsx?$/.test(file) && /weave: "/.test(readFileSync(`app/${file}`, "utf8")),
    );
    expect(palettes).toEqual(["ui/charts/patterns.tsx"]);
    const fills = [...style("grades").matchAll(/"([\w-]+)": \(\s*(#\w+),/g)];
    expect(Object.fromEntries(fills.map(([, tone, fill]) => [tone, fill]))).toEqual(
      Object.fromEntries(
        grades.map((grade) => [toneOf[grade], gradeSeries[grade].fill.toLowerCase()]),
      ),
    );
  });

  it("step the cells of a heat table so that each is darker than the one before", () => {
    const steps = [...style("reports").matchAll(/\.los-heat--\d \{\s*background: (#\w+)/g)];
    const colours = steps.map(([, colour = ""]) => colour);
    expect(colours).toHaveLength(4);
    const apart = colours.slice(1).map((colour, at) => contrast(colour, colours[at] ?? ""));
    expect(Math.min(...apart)).toBeGreaterThanOrEqual(least.steps);
    expect(colours.map(lightness)).toEqual(colours.map(lightness).sort((a, b) => b - a));
    for (const light of colours.slice(0, 3)) {
      expect(contrast(light, "#0b0c0c")).toBeGreaterThanOrEqual(7);
    }
  });

  it("give each answer of a matrix a pattern and an edge that are nobody else’s", () => {
    const marks = [...style("matrix").matchAll(/\n\.los-mark--([\w-]+) \{([^}]*)\}?/g)];
    expect(marks.length).toBeGreaterThanOrEqual(5);
    const plain = marks.flatMap(([, , rules = ""]) => /background: (#\w+)/.exec(rules)?.[1] ?? []);
    const pairs = plain.flatMap((one, at) => plain.slice(at + 1).map((two) => contrast(one, two)));
    expect(Math.min(...pairs)).toBeGreaterThanOrEqual(least.neighbours);
    const weaves = marks.flatMap(([, , rules = ""]) => (rules.includes("gradient") ? [rules] : []));
    expect(new Set(weaves.map((rules) => rules.replace(/#\w+/g, ""))).size).toBe(weaves.length);
    for (const rules of weaves) {
      const [thread = ""] = rules.match(/#\w+/) ?? [];
      expect(contrast(thread, "#ffffff")).toBeGreaterThanOrEqual(least.weave);
    }
  });
});

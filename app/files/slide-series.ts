/**
 * Owns what the library for slides says of no series by itself: the colour of the numbers on a bar,
 * and that limits are dashed lines without points. It also sets a line's parts in the order of the
 * standard.
 */
import { judgementNames } from "~/rules/tools/grades";
import { grades } from "~/rules/tools/scale";
import { gradeSeries } from "~/ui/charts/patterns";

export const hex = (colour: string): string => colour.replace("#", "").toUpperCase();

/** What the lines of a control chart are called. */
export const lineNames = {
  centre: "Centre line",
  lower: "Lower limit",
  upper: "Upper limit",
} as const;

const dashes: Record<string, string> = {
  [lineNames.centre]: "solid",
  [lineNames.lower]: "dash",
  [lineNames.upper]: "dash",
};

/** What the numbers on bars are written in before they are dressed. */
export const labelInk = "FFFFFF";

const inks = new Map(grades.map((grade) => [judgementNames[grade], hex(gradeSeries[grade].ink)]));

const nameIn = (series: string): string => /<c:tx>[\s\S]*?<c:v>([^<]*)</.exec(series)?.[1] ?? "";

function dressedLine(series: string, dash: string | undefined): string {
  const marker = /<c:marker>[\s\S]*?<\/c:marker>/.exec(series)?.[0] ?? "";
  const ordered = series
    .replace(marker, "")
    .replace(/<c:invertIfNegative [^>]*>/, "")
    .replace("<c:dLbls>", `${marker}<c:dLbls>`);
  if (!dash) return ordered;
  return ordered
    .replace('<c:symbol val="circle"/>', '<c:symbol val="none"/>')
    .replace('<c:showVal val="1"/>', '<c:showVal val="0"/>')
    .replace('<a:prstDash val="solid"/>', `<a:prstDash val="${dash}"/>`)
    .replace(/<a:ln w="\d+"/, '<a:ln w="19050"');
}

function dressedSeries(series: string): string {
  const name = nameIn(series);
  if (series.includes("<c:marker>")) return dressedLine(series, dashes[name]);
  const ink = inks.get(name);
  if (!ink) return series;
  return series.replace(/<c:dLbls>[\s\S]*?<\/c:dLbls>/, (labels) => labels.replace(labelInk, ink));
}

/** A chart's part of a file; a point that has no number is left out. */
export const dressedChart = (xml: string): string =>
  xml
    .replace(/<c:ser>[\s\S]*?<\/c:ser>/g, dressedSeries)
    .replace(/<c:pt idx="\d+"(?: formatCode="[^"]*")?><c:v><\/c:v><\/c:pt>/g, "");

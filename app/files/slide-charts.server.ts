/**
 * The charts of slides, made of the figures that the report shows.
 * Practice: a hidden figure has no bar and says that it is hidden; limits are dashed, and the line is
 * broken where the report breaks it.
 */
import type Pptxgen from "pptxgenjs";
import { formatMonth } from "~/rules/core/dates";
import type { GradesBlock, TrendBlock, TrendPoint } from "~/rules/reports/blocks";
import {
  countWithShare,
  figureWithCaveat,
  hiddenWords,
  isEmpty,
  isFew,
} from "~/rules/reports/figure-words";
import { judgementNames } from "~/rules/tools/grades";
import { grades } from "~/rules/tools/scale";
import { shortName } from "~/ui/charts/figures";
import { goodSeries, gradeSeries } from "~/ui/charts/patterns";
import { gradesInWords } from "~/ui/report/grades-drawing";
import { trendInWords } from "~/ui/report/trend-drawing";
import { language } from "./options";
import { ink, place, quiet } from "./slide-masters.server";
import { hex, labelInk, lineNames } from "./slide-series";

type Slide = ReturnType<Pptxgen["addSlide"]>;

const rowsOnSlide = 12;

const look = {
  ...place.body,
  lang: language,
  showLegend: true,
  legendPos: "b",
  legendFontFace: "Arial",
  legendFontSize: 13,
  catAxisLabelFontFace: "Arial",
  catAxisLabelFontSize: 12,
  catAxisLabelColor: ink,
  valAxisLabelFontFace: "Arial",
  valAxisLabelFontSize: 12,
  valAxisLabelColor: quiet,
} as const;

export function gradesChart(deck: Pptxgen, slide: Slide, block: GradesBlock): string {
  const rows = block.rows.slice(0, rowsOnSlide);
  if (rows.length === 0) return "Nothing to show.";
  const labels = rows.map(({ name, mix }) => {
    const good = mix.good;
    if (mix.segments.length > 0) return `${shortName(name, 40)}: ${figureWithCaveat(good)}`;
    return `${shortName(name, 40)}: ${isEmpty(good) ? "none graded" : hiddenWords}`;
  });
  const series = grades.map((grade) => ({
    name: judgementNames[grade],
    labels,
    values: rows.map(({ mix }) => mix.segments.find(({ code }) => code === grade)?.count ?? 0),
  }));
  slide.addChart(deck.ChartType.bar, series, {
    ...look,
    barDir: "bar",
    barGrouping: "percentStacked",
    barGapWidthPct: 40,
    chartColors: grades.map((grade) => hex(gradeSeries[grade].fill)),
    catAxisOrientation: "maxMin" as "minMax",
    valAxisHidden: true,
    valGridLine: { style: "none" },
    showValue: true,
    dataLabelColor: labelInk,
    dataLabelFontSize: 12,
    dataLabelFontBold: true,
    dataLabelFormatCode: "0;;;",
    altText: `${block.title}. ${gradesInWords({ ...block, rows })}`,
  });
  const few = block.rows.length > rows.length;
  return `${block.title}: how many of each, and the share of ${rows[0]?.mix.good.of ?? ""}.${
    few ? ` ${rows.length} of ${block.rows.length} are shown: the report has all of them.` : ""
  }`;
}

/** Every figure of a chart in words, a line a row: what a speaker has at hand. */
export const spokenGrades = ({ rows }: GradesBlock): string[] =>
  rows.map(({ name, mix }) => {
    const each = grades.map(
      (grade) => `${countWithShare(mix.grades[grade])} ${judgementNames[grade]}`,
    );
    return `${name}: ${each.join(", ")}; ${mix.good.of} ${figureWithCaveat(mix.good)}`;
  });

/** A month for each point, and an empty place before one that is not joined. */
function slotsOf(points: readonly TrendPoint[]): (TrendPoint | null)[] {
  return points.flatMap((point, at) => (point.breakBefore && at > 0 ? [null, point] : [point]));
}

const placeIn = (point: TrendPoint | null): number | null =>
  !point || point.figure.standing === "hidden" ? null : (point.figure.share ?? null);

/** The month, and why no point stands over it. */
function monthInWords(point: TrendPoint): string {
  const month = formatMonth(point.month);
  if (placeIn(point) !== null) return month;
  return `${month}: ${isEmpty(point.figure) ? "none graded" : hiddenWords}`;
}

export function trendChart(deck: Pptxgen, slide: Slide, block: TrendBlock): string {
  const slots = slotsOf(block.points);
  if (slots.length === 0) return "Nothing to show.";
  const labels = slots.map((point) => (point ? monthInWords(point) : " "));
  const series = [
    { name: `${block.of}, %`, labels, values: slots.map(placeIn) },
    { name: lineNames.centre, labels, values: slots.map((point) => point?.centre ?? null) },
    { name: lineNames.lower, labels, values: slots.map((point) => point?.lower ?? null) },
    { name: lineNames.upper, labels, values: slots.map((point) => point?.upper ?? null) },
  ];
  slide.addChart(deck.ChartType.line, series, {
    ...look,
    chartColors: [hex(goodSeries.fill), "1D70B8", quiet, quiet],
    lineSize: 2.25,
    lineDataSymbolSize: 9,
    displayBlanksAs: "gap",
    showValue: true,
    dataLabelFormatCode: '0"%"',
    dataLabelPosition: "t",
    dataLabelFontBold: true,
    dataLabelFontSize: 12,
    valAxisMinVal: 0,
    valAxisMaxVal: 100,
    valAxisMajorUnit: 20,
    valAxisLabelFormatCode: '0"%"',
    valGridLine: { color: "CECFCF", size: 0.5 },
    altText: `${block.title}. ${trendInWords(block)}`,
  });
  const few = block.points.some(({ figure }) => isFew(figure));
  return [block.says, few ? "Some points stand for few audits: indicative only." : ""]
    .filter(Boolean)
    .join(" ");
}

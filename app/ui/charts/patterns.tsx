import type { ReactNode } from "react";
import { forGrades, type Tone } from "~/rules/tools/scale";

/** What tells a series from its neighbours where its colour does not. */
type Weave = "plain" | "dots" | "rising" | "falling";

/** One series of a chart: its fill, the ink of what is written on it, its weave and that one's colour. */
export type Series = { fill: string; ink: string; weave: Weave; thread: string };

/** Each tone with a weave that tells it apart in grey, on paper and in colours of the reader's own. */
const tones: Record<Tone, Series> = {
  highest: { fill: "#12436D", ink: "#ffffff", weave: "plain", thread: "#12436D" },
  high: { fill: "#2073BC", ink: "#ffffff", weave: "dots", thread: "#83b6e4" },
  low: { fill: "#F46A25", ink: "#0b0c0c", weave: "rising", thread: "#fdc4a9" },
  lowest: { fill: "#801650", ink: "#ffffff", weave: "falling", thread: "#b56a95" },
};
export const gradeSeries = forGrades(({ tone }) => tones[tone]);
/** What the share of good grades is drawn in. */
export const goodSeries = tones.highest;

/** Each answer to a question of a sample. */
export const answerSeries = {
  met: { fill: "#12436D", ink: "#ffffff", weave: "plain", thread: "#12436D" },
  partly: { fill: "#28A197", ink: "#0b0c0c", weave: "rising", thread: "#b5e2dd" },
  "not-met": { fill: "#801650", ink: "#ffffff", weave: "falling", thread: "#b56a95" },
} as const satisfies Record<string, Series>;

export const ink = "#0b0c0c";
export const quietInk = "#484949";
export const rule = "#cecfcf";

/** What to fill a series with, in a drawing that holds its pattern under the same prefix. */
export const seriesFill = (key: string, prefix: string): string => `url(#${prefix}-${key})`;

const threads: Record<Weave, ReactNode> = {
  plain: null,
  dots: <circle cx="3.5" cy="3.5" r="1.1" />,
  rising: <rect width="2" height="7" />,
  falling: <rect width="2" height="7" />,
};

const turns: Record<Weave, number> = { plain: 0, dots: 0, rising: 45, falling: -45 };

/** Ids are per drawing: a pattern inside a hidden drawing would paint nothing. */
export function SeriesPatterns({
  prefix,
  series,
}: {
  prefix: string;
  series: Readonly<Record<string, Series>>;
}): ReactNode {
  return (
    <defs>
      {Object.entries(series).map(([key, { fill, weave, thread }]) => (
        <pattern
          key={key}
          id={`${prefix}-${key}`}
          width="7"
          height="7"
          patternUnits="userSpaceOnUse"
          patternTransform={`rotate(${turns[weave]})`}
        >
          <rect
            className={`los-series__ground los-series__ground--${weave}`}
            width="7"
            height="7"
            fill={fill}
          />
          <g className="los-series__thread" fill={thread}>
            {threads[weave]}
          </g>
        </pattern>
      ))}
    </defs>
  );
}

/** How a number is written on a series: clear of its weave. */
export const onSeries = ({ ink: colour, fill }: Series) =>
  ({
    fill: colour,
    stroke: fill,
    strokeWidth: 4,
    paintOrder: "stroke",
    textAnchor: "middle",
    fontWeight: "700",
  }) as const;

/** The sign of a series beside its name in a key. */
export function Swatch({ id, series }: { id: string; series: Series }) {
  return (
    <svg className="los-swatch" width="20" height="20" aria-hidden="true" focusable="false">
      <SeriesPatterns prefix={id} series={{ key: series }} />
      <rect className="los-series" width="20" height="20" fill={seriesFill("key", id)} />
    </svg>
  );
}

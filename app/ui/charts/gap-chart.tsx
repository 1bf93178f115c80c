import { scaleLinear, scalePoint } from "d3-scale";
import { line } from "d3-shape";
import { formatMonth } from "~/rules/core/dates";
import { decimal } from "~/rules/reports/agreement-words";
import type { GapPoint } from "~/rules/reports/leans";
import { signalInWords } from "~/rules/reports/signal-words";
import { Table } from "../table";
import { ChartFigure, Drawing } from "./chart-figure";
import { CycleLabel } from "./cycle-axis";
import { periodsOf, reachOf } from "./figures";
import { goodSeries, ink, quietInk, rule } from "./patterns";

const sizes = {
  wide: { width: 900, height: 220, left: 112, font: 14 },
  narrow: { width: 360, height: 300, left: 84, font: 15 },
} as const;
type Kind = keyof typeof sizes;
const blue = goodSeries.fill;
const signalInk = "#801650";

/** The gap between auditors and panel per cycle, with the limits of what chance explains. */
export function GapChart({
  title,
  points,
  words,
}: {
  title: string;
  /** Oldest first. */
  points: readonly GapPoint[];
  /** What the chart says and how far it can be trusted. */
  words: string;
}) {
  const desc = `${points.map(pointInWords).join("; ")}.`;
  return (
    <ChartFigure title={title} table={<GapTable title={title} points={points} />}>
      {(["wide", "narrow"] as const).map((kind) => (
        <Drawing key={kind} kind={kind} {...sizes[kind]} title={title} desc={desc}>
          <Plot kind={kind} points={points} />
        </Drawing>
      ))}
      <p className="los-grade-bar__words">{words}</p>
    </ChartFigure>
  );
}

const pointInWords = ({ month, n, value, signal }: GapPoint): string =>
  value === null
    ? `${formatMonth(month)}, no pairs`
    : `${formatMonth(month)}, ${decimal(value)} of ${n}${signalInWords(signal) ? `, ${signalInWords(signal)}` : ""}`;

function Plot({ kind, points }: { kind: Kind; points: readonly GapPoint[] }) {
  const { width, height, left, font } = sizes[kind];
  const [top, bottom, right] = [14, height - 56, width - 14];
  const reach = reachOf(points);
  const x = scalePoint(
    points.map(({ id }) => id),
    [left, right],
  ).padding(0.5);
  const y = scaleLinear([-reach, reach], [bottom, top]);
  const xOf = ({ id }: GapPoint) => x(id) ?? left;
  const half = x.step() / 2;
  const path = line<GapPoint>()
    .defined(({ value }) => value !== null)
    .x(xOf)
    .y(({ value }) => y(value ?? 0));
  const periods = periodsOf(points);
  const every = Math.ceil(44 / x.step());
  return (
    <>
      {[
        { at: top + 4, words: "harsher" },
        { at: y(0) + 5, words: "as the panel" },
        { at: bottom, words: "more generous" },
      ].map(({ at, words }) => (
        <text key={words} x={0} y={at} fill={quietInk} fontSize={kind === "wide" ? font : 13}>
          {words}
        </text>
      ))}
      <line x1={left} x2={right} y1={y(0)} y2={y(0)} stroke={ink} strokeWidth="1" />
      {points.map((point) =>
        [point.lower, point.upper, point.centre].map((at, of) =>
          at === null ? null : (
            <line
              key={`${point.id} ${of === 0 ? "lower" : of === 1 ? "upper" : "centre"}`}
              x1={xOf(point) - half}
              x2={xOf(point) + half}
              y1={y(at)}
              y2={y(at)}
              stroke={of === 2 ? blue : quietInk}
              strokeWidth="1.5"
              strokeDasharray={of === 2 ? undefined : "5 4"}
            />
          ),
        ),
      )}
      {periods.map((period) => (
        <path
          key={period[0]?.id}
          d={path(period) ?? ""}
          fill="none"
          stroke={blue}
          strokeWidth="2.5"
        />
      ))}
      {points.map((point, at) => (
        <g key={point.id}>
          {at % every === 0 ? (
            <CycleLabel x={xOf(point)} y={bottom + 24} month={point.month} />
          ) : null}
          <Mark point={point} x={xOf(point)} y={y} labelled={kind === "wide"} />
        </g>
      ))}
      <line x1={left} x2={right} y1={bottom + 6} y2={bottom + 6} stroke={rule} />
    </>
  );
}

/** A square where a rule says it is more than noise. */
function Mark({
  point: { value, signal },
  x,
  y,
  labelled,
}: {
  point: GapPoint;
  x: number;
  y: (value: number) => number;
  labelled: boolean;
}) {
  if (value === null) return null;
  const isSignal = signalInWords(signal) !== "";
  return (
    <>
      {isSignal ? (
        <rect
          className="los-point"
          x={x - 7}
          y={y(value) - 7}
          width="14"
          height="14"
          fill={signalInk}
        />
      ) : (
        <circle className="los-point" cx={x} cy={y(value)} r="6" fill={blue} />
      )}
      {labelled ? (
        <text
          x={x}
          y={y(value) - 12}
          textAnchor="middle"
          fill={ink}
          fontSize="14"
          stroke="#ffffff"
          strokeWidth="4"
          paintOrder="stroke"
        >
          {decimal(value)}
        </text>
      ) : null}
    </>
  );
}

function GapTable({ title, points }: { title: string; points: readonly GapPoint[] }) {
  const number = (value: number | null) => (value === null ? "–" : decimal(value));
  return (
    <Table
      caption={title}
      rows={points}
      rowKey={({ id }) => id}
      columns={[
        { header: "Cycle", rowHeader: true, cell: ({ month }) => formatMonth(month) },
        { header: "Pairs", numeric: true, cell: ({ n }) => n },
        { header: "Gap", numeric: true, cell: ({ value }) => number(value) },
        {
          header: "Limits",
          numeric: true,
          cell: ({ lower, upper }) =>
            lower === null ? "none" : `${number(lower)} to ${number(upper)}`,
        },
        { header: "Signal", cell: ({ signal }) => signalInWords(signal) || "none" },
      ]}
      compact
    />
  );
}

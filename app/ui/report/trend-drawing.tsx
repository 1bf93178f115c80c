import { scaleLinear, scalePoint } from "d3-scale";
import { line } from "d3-shape";
import { formatMonth } from "~/rules/core/dates";
import type { TrendBlock, TrendPoint } from "~/rules/reports/blocks";
import { countsInWords, figureWithCaveat, isEmpty, isFew } from "~/rules/reports/figure-words";
import { CycleLabel, PercentAxis } from "../charts/cycle-axis";
import { placeOf } from "../charts/figures";
import { goodSeries, ink, quietInk } from "../charts/patterns";

export const trendSizes = {
  wide: { width: 760, height: 290, left: 52, font: 14 },
  narrow: { width: 360, height: 320, left: 46, font: 14 },
} as const;
export type TrendSize = keyof typeof trendSizes;

const blue = goodSeries.fill;
const signalInk = "#801650";

export const trendInWords = ({ points }: TrendBlock): string =>
  `${points
    .map(({ month, figure, signal, breakBefore, marks }) =>
      [
        breakBefore ? `Not joined with what is before (${breakBefore})` : "",
        `${formatMonth(month)}, ${figureWithCaveat(figure)}`,
        signal,
        ...marks,
      ]
        .filter(Boolean)
        .join(", "),
    )
    .join("; ")}.`;

/** The points that are joined: from one break to the next. */
function runsOf(points: readonly TrendPoint[]): TrendPoint[][] {
  const runs: TrendPoint[][] = [];
  for (const point of points) {
    const last = runs.at(-1);
    if (last && !point.breakBefore) last.push(point);
    else runs.push([point]);
  }
  return runs;
}

/** A trend with its control limits, as a drawing that stands alone. */
export function TrendDrawing({ block, size }: { block: TrendBlock; size: TrendSize }) {
  const { width, height, left, font } = trendSizes[size];
  const { points } = block;
  const [top, bottom, right] = [44, height - 52, width - 10];
  const x = scalePoint(
    points.map(({ key }) => key),
    [left, right],
  ).padding(0.5);
  const y = scaleLinear([0, 100], [bottom, top]);
  const xOf = ({ key }: TrendPoint) => x(key) ?? left;
  const half = Math.min(x.step(), right - left) / 2;
  const path = line<TrendPoint>()
    .defined(({ figure }) => placeOf(figure) !== undefined)
    .x(xOf)
    .y(({ figure }) => y(placeOf(figure) ?? 0));
  const every = Math.max(1, Math.ceil(44 / x.step()));
  const said = x.step() >= 44;
  return (
    <>
      <PercentAxis left={left} right={right} yOf={y} />
      {points.map((point) => (
        <g key={point.key}>
          {[point.lower, point.upper, point.centre].map((at, of) =>
            at === null ? null : (
              <line
                key={of === 0 ? "lower" : of === 1 ? "upper" : "centre"}
                x1={xOf(point) - half}
                x2={xOf(point) + half}
                y1={y(at)}
                y2={y(at)}
                stroke={of === 2 ? blue : quietInk}
                strokeWidth="1.5"
                strokeDasharray={of === 2 ? undefined : "5 4"}
              />
            ),
          )}
          {point.breakBefore ? (
            <line
              x1={xOf(point) - half}
              x2={xOf(point) - half}
              y1={top - 24}
              y2={bottom}
              stroke={ink}
              strokeWidth="2"
              strokeDasharray="6 5"
            />
          ) : null}
        </g>
      ))}
      {runsOf(points).map((run) => (
        <path key={run[0]?.key} d={path(run) ?? ""} fill="none" stroke={blue} strokeWidth="2.5" />
      ))}
      {points.map((point, at) => (
        <g key={point.key}>
          {at % every === 0 ? (
            <CycleLabel x={xOf(point)} y={bottom + 22} month={point.month} />
          ) : null}
          <Mark point={point} x={xOf(point)} y={y} bottom={bottom} said={said} font={font} />
          {point.marks.length > 0 ? (
            <path
              d={`M${xOf(point) - 6} ${bottom - 2} l6 -11 l6 11 z`}
              fill="#ffffff"
              stroke={ink}
              strokeWidth="1.5"
            />
          ) : null}
        </g>
      ))}
    </>
  );
}

/** A square where a rule says that it is more than noise; hollow where it stands for few. */
function Mark({
  point: { figure, signal },
  x,
  y,
  bottom,
  said,
  font,
}: {
  point: TrendPoint;
  x: number;
  y: (percent: number) => number;
  bottom: number;
  said: boolean;
  font: number;
}) {
  const place = placeOf(figure);
  if (place === undefined) {
    return said ? (
      <text x={x} y={bottom - 18} textAnchor="middle" fill={quietInk} fontSize={font - 2}>
        {isEmpty(figure) ? "none" : "hidden"}
      </text>
    ) : null;
  }
  const colour = signal ? signalInk : blue;
  const className = isFew(figure) ? "los-point los-point--few" : "los-point";
  const look = {
    className,
    fill: isFew(figure) ? "#ffffff" : colour,
    stroke: colour,
    strokeWidth: 2.5,
  };
  const halo = { stroke: "#ffffff", strokeWidth: 4, paintOrder: "stroke", textAnchor: "middle" };
  const percent = figure.standing === "hidden" ? undefined : figure.share;
  return (
    <>
      {signal ? (
        <rect x={x - 6.5} y={y(place) - 6.5} width="13" height="13" {...look} />
      ) : (
        <circle cx={x} cy={y(place)} r="5.5" {...look} />
      )}
      {said ? (
        <text
          x={x}
          y={y(place) - 26}
          fill={ink}
          fontSize={font + 1}
          fontWeight="700"
          {...(halo as object)}
        >
          {percent}%
          <tspan x={x} dy="15" fontSize={font - 2} fontWeight="400">
            {countsInWords(figure)}
          </tspan>
        </text>
      ) : null}
    </>
  );
}

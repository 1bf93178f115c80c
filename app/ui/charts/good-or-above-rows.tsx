import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { formatMonth } from "~/rules/core/dates";
import type { Figure } from "~/rules/reports/figure";
import { figureInWords, isFew } from "~/rules/reports/figure-words";
import { Drawing } from "./chart-figure";
import { type GoodOrAboveCycle, placeOf, shortEdition, withBreaks } from "./figures";
import { goodSeries, ink, quietInk, rule } from "./patterns";

const width = 360;
const rowHeight = 56;
const top = 34;
/** Left of it stand the names and figures, which the line then never crosses. */
const plotLeft = 160;
const blue = goodSeries.fill;
const ticks = [0, 50, 100];

/** The same chart turned on its side for a phone: a row per cycle, time running down. */
export function GoodOrAboveRows({
  title,
  desc,
  cycles,
}: {
  title: string;
  desc: string;
  cycles: readonly GoodOrAboveCycle[];
}) {
  const slots = withBreaks(cycles).map((slot, index) => ({
    ...slot,
    top: top + index * rowHeight,
  }));
  const bottom = top + slots.length * rowHeight;
  const x = scaleLinear([0, 100], [plotLeft, width - 10]);
  const dotY = (slot: { top: number }) => slot.top + 26;
  const path = line<(typeof slots)[number]>()
    .defined(({ cycle }) => cycle !== undefined && placeOf(cycle.good) !== undefined)
    .x(({ cycle }) => x((cycle && placeOf(cycle.good)) ?? 0))
    .y(dotY)(slots);
  return (
    <Drawing kind="narrow" width={width} height={bottom + 6} title={title} desc={desc}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={x(tick)} x2={x(tick)} y1={top - 8} y2={bottom} stroke={rule} />
          <text
            x={x(tick)}
            y={18}
            textAnchor={tick === 100 ? "end" : "middle"}
            fill={quietInk}
            fontSize="15"
          >
            {tick}%
          </text>
        </g>
      ))}
      <path d={path ?? ""} fill="none" stroke={blue} strokeWidth="3" />
      {slots.map((slot) =>
        slot.cycle ? (
          <g key={slot.key}>
            <text x="0" y={slot.top + 20} fill={ink} fontSize="16">
              {formatMonth(slot.cycle.month)}{" "}
              <tspan x="0" dy="21" fontWeight="700">
                {figureInWords(slot.cycle.good)}
              </tspan>
            </text>
            <Dot x={x} y={dotY(slot)} good={slot.cycle.good} />
          </g>
        ) : (
          <g key={slot.key}>
            <line
              x1="0"
              x2={width}
              y1={slot.top + 38}
              y2={slot.top + 38}
              stroke={ink}
              strokeWidth="2"
              strokeDasharray="6 5"
            />
            <text
              x="0"
              y={slot.top + 30}
              fill={ink}
              fontSize="16"
              fontWeight="700"
              stroke="#ffffff"
              strokeWidth="8"
              paintOrder="stroke"
            >
              {shortEdition(slot.edition)}
            </text>
          </g>
        ),
      )}
    </Drawing>
  );
}

/** Nothing where there is no figure to see: the words beside it say so. */
function Dot({ x, y, good }: { x: (place: number) => number; y: number; good: Figure }) {
  const place = placeOf(good);
  if (place === undefined) return null;
  const few = isFew(good);
  return (
    <circle
      className={few ? "los-point los-point--few" : "los-point"}
      cx={x(place)}
      cy={y}
      r="6.5"
      fill={few ? "#ffffff" : blue}
      stroke={blue}
      strokeWidth="3"
    />
  );
}

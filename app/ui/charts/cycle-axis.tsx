import { formatMonth } from "~/rules/core/dates";
import { placeBreakLabels, type Slot } from "./figures";
import { ink, quietInk, rule } from "./patterns";

/** "2023-11" as ["Nov", "2023"]: two short lines under a column. */
export function shortMonth(month: string): [string, string] {
  const [name = "", year = ""] = formatMonth(month).split(" ");
  return [name.slice(0, 3), year];
}

/** Month and year beneath a point or column, and one line more when given. */
export function CycleLabel({
  x,
  y,
  month,
  more,
}: {
  x: number;
  y: number;
  month: string;
  more?: string;
}) {
  const [name, year] = shortMonth(month);
  return (
    <text x={x} y={y} textAnchor="middle" fill={ink} fontSize="15">
      <tspan x={x}>{name}</tspan>
      <tspan x={x} dy="18">
        {year}
      </tspan>
      {more ? (
        <tspan x={x} dy="20" fill={quietInk} fontSize="14">
          {more}
        </tspan>
      ) : null}
    </text>
  );
}

/** Horizontal lines at 0 to 100% with their labels on the left. */
export function PercentAxis({
  left,
  right,
  yOf,
}: {
  left: number;
  right: number;
  yOf: (percent: number) => number;
}) {
  return [0, 25, 50, 75, 100].map((tick) => (
    <g key={tick}>
      <line
        x1={left}
        x2={right}
        y1={yOf(tick)}
        y2={yOf(tick)}
        stroke={tick === 0 ? ink : rule}
        strokeWidth="1"
      />
      <text x={left - 8} y={yOf(tick) + 5} textAnchor="end" fill={quietInk} fontSize="14">
        {tick}%
      </text>
    </g>
  ));
}

/** The dashed lines where the tool, or its major version, changed, and what graded from there. */
export function Breaks({
  slots,
  xOf,
  top,
  bottom,
  right,
}: {
  slots: readonly Slot<unknown>[];
  xOf: (key: string) => number;
  top: number;
  bottom: number;
  right: number;
}) {
  const breaks = slots.flatMap((slot) =>
    "edition" in slot ? [{ key: slot.key, x: xOf(slot.key), edition: slot.edition }] : [],
  );
  const labels = placeBreakLabels(breaks, right);
  return breaks.map(({ key, x }, index) => {
    const label = labels[index];
    return (
      <g key={key}>
        <line
          x1={x}
          x2={x}
          y1={top}
          y2={bottom}
          stroke={ink}
          strokeWidth="2"
          strokeDasharray="6 5"
        />
        {label ? (
          <text x={x + 8} y={top + 12} fill={ink} fontSize="15" fontWeight="700">
            <tspan>{label[0]}</tspan>{" "}
            <tspan x={x + 8} dy="18">
              {label[1]}
            </tspan>
          </text>
        ) : null}
      </g>
    );
  });
}

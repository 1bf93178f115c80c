import { scaleBand, scaleLinear } from "d3-scale";
import { formatMonth } from "~/rules/core/dates";
import { countedInWords, isEmpty, mixInWords } from "~/rules/reports/figure-words";
import { editionInWords } from "~/rules/tools/versions";
import { BreaksInWords, ChartFigure, Drawing, GradeKey, usePrefix } from "./chart-figure";
import { Breaks, CycleLabel, PercentAxis } from "./cycle-axis";
import { type GradeMixCycle, withBreaks } from "./figures";
import { GradeBar } from "./grade-bar";
import { GradeTable } from "./grade-table";
import { gradeSeries, onSeries, quietInk, SeriesPatterns, seriesFill } from "./patterns";

const width = 760;
const height = 350;
const plot = { left: 60, right: 744, top: 44, bottom: height - 74 };

/** The grade mix per cycle: stacked columns, Outstanding at the foot; bars in rows on a phone. */
export function GradeMixChart({
  title,
  cycles,
}: {
  title: string;
  /** Oldest first. */
  cycles: readonly GradeMixCycle[];
}) {
  const desc = `${cycles
    .map(({ month, mix }) => `${formatMonth(month)}, ${mixInWords(mix)}`)
    .join("; ")}.`;
  const tableRows = cycles.map(({ id, month, edition, mix }) => ({
    key: id,
    name: `${formatMonth(month)} (${editionInWords(edition)})`,
    mix,
  }));
  return (
    <ChartFigure
      title={title}
      chartKey={<GradeKey />}
      table={<GradeTable caption={title} nameHeader="Cycle" rows={tableRows} />}
    >
      <Drawing kind="wide" width={width} height={height} title={title} desc={desc}>
        <Columns cycles={cycles} />
      </Drawing>
      <BreaksInWords cycles={cycles} />
      <ol className="los-grade-rows los-chart__drawing--narrow">
        {withBreaks(cycles).map((slot) =>
          slot.cycle ? (
            <li key={slot.key} className="los-grade-rows__row">
              <p className="los-grade-rows__words">
                {formatMonth(slot.cycle.month)}, {countedInWords(slot.cycle.mix.graded, "audit")}
              </p>
              <GradeBar label={formatMonth(slot.cycle.month)} mix={slot.cycle.mix} />
            </li>
          ) : (
            <li key={slot.key} className="los-grade-rows__break">
              {editionInWords(slot.edition)}
            </li>
          ),
        )}
      </ol>
    </ChartFigure>
  );
}

function Columns({ cycles }: { cycles: readonly GradeMixCycle[] }) {
  const prefix = usePrefix();
  const slots = withBreaks(cycles);
  const x = scaleBand(
    slots.map((slot) => slot.key),
    [plot.left, plot.right],
  ).padding(0.25);
  const y = scaleLinear([0, 100], [plot.bottom, plot.top]);
  const column = Math.min(x.bandwidth(), 96);
  const middle = (key: string) => (x(key) ?? plot.left) + x.bandwidth() / 2;
  return (
    <>
      <SeriesPatterns prefix={prefix} series={gradeSeries} />
      <PercentAxis left={plot.left} right={plot.right} yOf={y} />
      {slots.map((slot) =>
        slot.cycle ? (
          <g key={slot.key}>
            {slot.cycle.mix.segments.map((segment) => (
              <g key={segment.code}>
                <rect
                  className="los-series"
                  x={middle(slot.key) - column / 2}
                  width={column}
                  y={y(segment.to)}
                  height={y(segment.from) - y(segment.to)}
                  fill={seriesFill(segment.code, prefix)}
                  stroke="#ffffff"
                  strokeWidth="2"
                />
                {segment.to - segment.from >= 6 ? (
                  <text
                    x={middle(slot.key)}
                    y={y((segment.from + segment.to) / 2) + 6}
                    fontSize="17"
                    {...onSeries(gradeSeries[segment.code])}
                  >
                    {segment.count}
                  </text>
                ) : null}
              </g>
            ))}
            {slot.cycle.mix.segments.length > 0 || isEmpty(slot.cycle.mix.good) ? null : (
              <text
                x={middle(slot.key)}
                y={plot.bottom - 10}
                textAnchor="middle"
                fill={quietInk}
                fontSize="14"
              >
                hidden
              </text>
            )}
            <CycleLabel
              x={middle(slot.key)}
              y={plot.bottom + 24}
              month={slot.cycle.month}
              more={countedInWords(slot.cycle.mix.graded, "audit")}
            />
          </g>
        ) : null,
      )}
      <Breaks slots={slots} xOf={middle} {...plot} top={4} />
      <text x={0} y={16} fill={quietInk} fontSize="15">
        Share of audits
      </text>
    </>
  );
}

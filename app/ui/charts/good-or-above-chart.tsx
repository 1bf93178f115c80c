import { scaleLinear, scalePoint } from "d3-scale";
import { line } from "d3-shape";
import { formatMonth } from "~/rules/core/dates";
import { shareWithStanding, smallest } from "~/rules/reports/reports";
import { wholePercent } from "~/rules/statistics/percent";
import { goodOrAboveWords } from "~/rules/tools/scale";
import { editionInWords } from "~/rules/tools/versions";
import { Table } from "../table";
import { BreaksInWords, ChartFigure, Drawing } from "./chart-figure";
import { Breaks, CycleLabel, PercentAxis } from "./cycle-axis";
import { type GoodOrAboveCycle, withBreaks } from "./figures";
import { GoodOrAboveRows } from "./good-or-above-rows";
import { goodSeries, ink, quietInk } from "./patterns";

const width = 760;
const height = 380;
const plot = { left: 60, right: 744, top: 84, bottom: 312 };
const blue = goodSeries.fill;

const cycleInWords = ({ month, count, of }: GoodOrAboveCycle) =>
  `${formatMonth(month)}, ${shareWithStanding(count, of)}`;

/** The share of good grades per cycle, not joined where the tool or its major version changed. */
export function GoodOrAboveChart({
  title,
  cycles,
}: {
  title: string;
  /** Oldest first. */
  cycles: readonly GoodOrAboveCycle[];
}) {
  const desc = `${cycles.map(cycleInWords).join("; ")}.`;
  const few = cycles.some(({ of }) => of > 0 && of < smallest.firm);
  return (
    <ChartFigure title={title} table={<CycleTable title={title} cycles={cycles} />}>
      <Drawing kind="wide" width={width} height={height} title={title} desc={desc}>
        <Plot cycles={cycles} />
      </Drawing>
      <BreaksInWords cycles={cycles} />
      <GoodOrAboveRows title={title} desc={desc} cycles={cycles} />
      {few ? (
        <p className="los-grade-bar__words">
          Hollow points stand for fewer than {smallest.firm} audits: indicative only.
        </p>
      ) : null}
    </ChartFigure>
  );
}

function Plot({ cycles }: { cycles: readonly GoodOrAboveCycle[] }) {
  const slots = withBreaks(cycles);
  const keys = slots.map((slot) => slot.key);
  const x = scalePoint(keys, [plot.left, plot.right]).padding(0.6);
  const y = scaleLinear([0, 100], [plot.bottom, plot.top]);
  const xOf = (key: string) => x(key) ?? plot.left;
  const path = line<(typeof slots)[number]>()
    .defined((slot) => slot.cycle !== undefined && slot.cycle.of > 0)
    .x((slot) => xOf(slot.key))
    .y(({ cycle }) => (cycle ? y((100 * cycle.count) / cycle.of) : 0))([...slots]);
  return (
    <>
      <text x={0} y={16} fill={quietInk} fontSize="15">
        Share graded {goodOrAboveWords}
      </text>
      <PercentAxis left={plot.left} right={plot.right} yOf={y} />
      <Breaks slots={slots} xOf={xOf} {...plot} top={26} />
      <path d={path ?? ""} fill="none" stroke={blue} strokeWidth="3" />
      {slots.map(({ key, cycle }) =>
        cycle ? (
          <g key={key}>
            <CycleLabel x={xOf(key)} y={plot.bottom + 24} month={cycle.month} />
            {cycle.of > 0 ? (
              <Point x={xOf(key)} y={y((100 * cycle.count) / cycle.of)} cycle={cycle} />
            ) : (
              <text
                x={xOf(key)}
                y={plot.bottom - 10}
                textAnchor="middle"
                fill={quietInk}
                fontSize="14"
              >
                none graded
              </text>
            )}
          </g>
        ) : null,
      )}
    </>
  );
}

function Point({ x, y, cycle }: { x: number; y: number; cycle: GoodOrAboveCycle }) {
  const halo = { stroke: "#ffffff", strokeWidth: 5, paintOrder: "stroke" };
  const showPercent = cycle.of >= smallest.percentage;
  return (
    <g textAnchor="middle" fill={ink}>
      <circle
        className={cycle.of < smallest.firm ? "los-point los-point--few" : "los-point"}
        cx={x}
        cy={y}
        r="6.5"
        fill={cycle.of < smallest.firm ? "#ffffff" : blue}
        stroke={blue}
        strokeWidth="3"
      />
      {showPercent ? (
        <text x={x} y={y - 33} fontSize="18" fontWeight="700" {...halo}>
          {wholePercent(cycle.count, cycle.of)}%
        </text>
      ) : null}
      <text x={x} y={y - 15} fontSize="14" {...halo}>
        {cycle.count} of {cycle.of}
      </text>
    </g>
  );
}

function CycleTable({ title, cycles }: { title: string; cycles: readonly GoodOrAboveCycle[] }) {
  return (
    <Table
      caption={title}
      rows={cycles}
      rowKey={(cycle) => cycle.id}
      columns={[
        { header: "Cycle", rowHeader: true, cell: (cycle) => formatMonth(cycle.month) },
        { header: "Graded with", cell: (cycle) => editionInWords(cycle.edition) },
        {
          header: goodOrAboveWords,
          numeric: true,
          cell: (cycle) => shareWithStanding(cycle.count, cycle.of),
        },
      ]}
      compact
    />
  );
}

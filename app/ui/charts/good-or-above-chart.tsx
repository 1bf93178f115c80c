import { scaleLinear, scalePoint } from "d3-scale";
import { line } from "d3-shape";
import { formatMonth } from "~/rules/core/dates";
import type { Figure } from "~/rules/reports/figure";
import {
  countInWords,
  countsInWords,
  fewInWords,
  figureWithCaveat,
  isEmpty,
  isFew,
  percentInWords,
} from "~/rules/reports/figure-words";
import { goodOrAboveWords } from "~/rules/tools/scale";
import { editionInWords } from "~/rules/tools/versions";
import { Table } from "../table";
import { BreaksInWords, ChartFigure, Drawing } from "./chart-figure";
import { Breaks, CycleLabel, PercentAxis } from "./cycle-axis";
import { type GoodOrAboveCycle, placeOf, withBreaks } from "./figures";
import { GoodOrAboveRows } from "./good-or-above-rows";
import { goodSeries, ink, quietInk } from "./patterns";

const width = 760;
const height = 380;
const plot = { left: 60, right: 744, top: 84, bottom: 312 };
const blue = goodSeries.fill;

const cycleInWords = ({ month, good }: GoodOrAboveCycle) =>
  `${formatMonth(month)}, ${figureWithCaveat(good)}`;

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
  const few = cycles.some(({ good }) => isFew(good));
  return (
    <ChartFigure title={title} table={<CycleTable title={title} cycles={cycles} />}>
      <Drawing kind="wide" width={width} height={height} title={title} desc={desc}>
        <Plot cycles={cycles} />
      </Drawing>
      <BreaksInWords cycles={cycles} />
      <GoodOrAboveRows title={title} desc={desc} cycles={cycles} />
      {few ? (
        <p className="los-grade-bar__words">
          Hollow points stand for {fewInWords} audits: indicative only.
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
    .defined((slot) => slot.cycle !== undefined && placeOf(slot.cycle.good) !== undefined)
    .x((slot) => xOf(slot.key))
    .y(({ cycle }) => y((cycle && placeOf(cycle.good)) ?? 0))([...slots]);
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
            <Mark x={xOf(key)} y={y} good={cycle.good} />
          </g>
        ) : null,
      )}
    </>
  );
}

/** The point with its figure, or at the foot why there is none. */
function Mark({ x, y, good }: { x: number; y: (place: number) => number; good: Figure }) {
  const place = placeOf(good);
  if (place !== undefined) return <Point x={x} y={y(place)} good={good} />;
  return (
    <text x={x} y={plot.bottom - 10} textAnchor="middle" fill={quietInk} fontSize="14">
      {isEmpty(good) ? "none graded" : countInWords(good)}
    </text>
  );
}

function Point({ x, y, good }: { x: number; y: number; good: Figure }) {
  const halo = { stroke: "#ffffff", strokeWidth: 5, paintOrder: "stroke" };
  const percent = percentInWords(good);
  const few = isFew(good);
  return (
    <g textAnchor="middle" fill={ink}>
      <circle
        className={few ? "los-point los-point--few" : "los-point"}
        cx={x}
        cy={y}
        r="6.5"
        fill={few ? "#ffffff" : blue}
        stroke={blue}
        strokeWidth="3"
      />
      {percent ? (
        <text x={x} y={y - 33} fontSize="18" fontWeight="700" {...halo}>
          {percent}
        </text>
      ) : null}
      <text x={x} y={y - 15} fontSize="14" {...halo}>
        {countsInWords(good)}
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
          cell: (cycle) => figureWithCaveat(cycle.good),
        },
      ]}
      compact
    />
  );
}

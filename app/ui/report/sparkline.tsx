import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import type { SparkPoint } from "~/rules/reports/blocks";
import { sparklineInWords, sparkRuns } from "~/rules/reports/sparkline";
import { goodSeries, rule } from "../charts/patterns";

const size = { width: 84, height: 30, edge: 4 };

/** A share over the last cycles as a small line from 0 to 100%, its figures in its words. */
export function Sparkline({ points }: { points: readonly SparkPoint[] }) {
  const { width, height, edge } = size;
  const words = sparklineInWords(points);
  const x = scaleLinear([0, Math.max(1, points.length - 1)], [edge, width - edge]);
  const y = scaleLinear([0, 100], [height - edge, edge]);
  const path = line<{ at: number; place: number }>()
    .x(({ at }) => x(at))
    .y(({ place }) => y(place));
  const runs = sparkRuns(points);
  const last = runs.at(-1)?.at(-1);
  if (!last) return words;
  return (
    <svg
      className="los-sparkline"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={words}
    >
      <title>{words}</title>
      <path d={`M0 ${y(0)}H${width}M0 ${y(100)}H${width}`} stroke={rule} fill="none" />
      {runs.map((run) => (
        <path
          key={run[0]?.at}
          d={path(run) ?? ""}
          stroke={goodSeries.fill}
          strokeWidth="2"
          strokeLinecap="round"
          fill="none"
        />
      ))}
      {runs
        .filter((run) => run.length === 1)
        .map(([one]) =>
          one ? (
            <circle key={one.at} cx={x(one.at)} cy={y(one.place)} r="2" fill={goodSeries.fill} />
          ) : null,
        )}
      <circle cx={x(last.at)} cy={y(last.place)} r="3.5" fill={goodSeries.fill} />
    </svg>
  );
}

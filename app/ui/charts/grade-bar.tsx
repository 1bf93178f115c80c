import { shareInWords } from "~/rules/reports/reports";
import {
  goodOrAbove,
  gradedTotal,
  type JudgementCounts,
  judgementNames,
} from "~/rules/tools/grades";
import { goodOrAboveWords } from "~/rules/tools/scale";
import { usePrefix } from "./chart-figure";
import { hasRoom, segments } from "./figures";
import { gradeSeries, onSeries, SeriesPatterns, seriesFill } from "./patterns";

/** "2 Outstanding, 31 Good, 20 Requires improvement"; "none graded" for nothing. */
export function mixInWords(counts: JudgementCounts): string {
  const parts = segments(counts).map(({ grade, count }) => `${count} ${judgementNames[grade]}`);
  return parts.join(", ") || "none graded";
}

/**
 * The grade mix as one bar across the full width, counts inside where there is room. Laid out in
 * percentages, so that the type keeps its size at any width. Thinner for what it is compared with.
 */
export function GradeBar({
  label,
  counts,
  thin = false,
}: {
  label: string;
  counts: JudgementCounts;
  thin?: boolean;
}) {
  const prefix = usePrefix();
  const height = thin ? 18 : 32;
  const words = `${label}: ${mixInWords(counts)}`;
  return (
    <svg className="los-grade-bar" width="100%" height={height} role="img" aria-label={words}>
      <title>{words}</title>
      <SeriesPatterns prefix={prefix} series={gradeSeries} />
      {segments(counts).map((segment, index) => (
        <g key={segment.grade}>
          <rect
            className="los-series"
            x={`${segment.from}%`}
            width={`${segment.to - segment.from}%`}
            height={height}
            fill={seriesFill(segment.grade, prefix)}
          />
          {index > 0 ? (
            <rect
              className="los-series__gap"
              x={`${segment.from}%`}
              width="2"
              height={height}
              fill="#ffffff"
            />
          ) : null}
          {hasRoom(segment) ? (
            <text
              x={`${(segment.from + segment.to) / 2}%`}
              y={thin ? 14 : 22}
              fontSize={thin ? 14 : 17}
              {...onSeries(gradeSeries[segment.grade])}
            >
              {segment.count}
            </text>
          ) : null}
        </g>
      ))}
    </svg>
  );
}

/** The bar with its counts and Good or above in words beneath. */
export function GradeBarInWords({ label, counts }: { label: string; counts: JudgementCounts }) {
  return (
    <div className="govuk-!-margin-bottom-4">
      <GradeBar label={label} counts={counts} />
      <p className="los-grade-bar__words">
        {mixInWords(counts)}. {goodOrAboveWords}:{" "}
        {shareInWords(goodOrAbove(counts), gradedTotal(counts))}.
      </p>
    </div>
  );
}

import { sentenceCase } from "~/rules/core/words";
import type { GradeMix } from "~/rules/reports/figure";
import { figureInWords, hiddenWords, isEmpty, mixInWords } from "~/rules/reports/figure-words";
import { usePrefix } from "./chart-figure";
import { hasRoom } from "./figures";
import { gradeSeries, onSeries, SeriesPatterns, seriesFill } from "./patterns";

/**
 * The grade mix as one bar across the full width, counts inside where there is room. Laid out in
 * percentages, so that the type keeps its size at any width. Thinner for what it is compared with.
 */
export function GradeBar({
  label,
  mix,
  thin = false,
}: {
  label: string;
  mix: GradeMix;
  thin?: boolean;
}) {
  const prefix = usePrefix();
  const height = thin ? 18 : 32;
  const words = `${label}: ${mixInWords(mix)}`;
  return (
    <svg className="los-grade-bar" width="100%" height={height} role="img" aria-label={words}>
      <title>{words}</title>
      <SeriesPatterns prefix={prefix} series={gradeSeries} />
      {mix.segments.map((segment, index) => (
        <g key={segment.code}>
          <rect
            className="los-series"
            x={`${segment.from}%`}
            width={`${segment.to - segment.from}%`}
            height={height}
            fill={seriesFill(segment.code, prefix)}
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
              {...onSeries(gradeSeries[segment.code])}
            >
              {segment.count}
            </text>
          ) : null}
        </g>
      ))}
    </svg>
  );
}

/** The bar among others, or in its place why there is none. */
export function GradeBarOrNone(props: { label: string; mix: GradeMix; thin?: boolean }) {
  const { mix } = props;
  if (mix.segments.length > 0) return <GradeBar {...props} />;
  return (
    <p className="los-grade-rows__none">
      {isEmpty(mix.good) ? "None graded" : sentenceCase(hiddenWords)}
    </p>
  );
}

/** The bar with its counts and Good or above in words beneath. */
export function GradeBarInWords({ label, mix }: { label: string; mix: GradeMix }) {
  return (
    <div className="govuk-!-margin-bottom-4">
      <GradeBar label={label} mix={mix} />
      <p className="los-grade-bar__words">
        {mixInWords(mix)}. {mix.good.of}: {figureInWords(mix.good)}.
      </p>
    </div>
  );
}

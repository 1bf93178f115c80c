import { type ReactNode, useId } from "react";
import { plural } from "~/rules/core/words";
import { judgementNames } from "~/rules/tools/grades";
import { type Grade, grades } from "~/rules/tools/scale";
import { Details } from "../notices";
import { breaksInWords, type ChartCycle } from "./figures";
import { gradeSeries, Swatch } from "./patterns";

/** A chart with its title, its key, two drawings of the same figures, and the table behind it. */
export function ChartFigure({
  title,
  chartKey,
  children,
  table,
}: {
  title: string;
  chartKey?: ReactNode;
  children: ReactNode;
  table: ReactNode;
}) {
  const titleId = useId();
  return (
    <figure className="los-chart" aria-labelledby={titleId}>
      <figcaption id={titleId} className="los-chart__title">
        {title}
      </figcaption>
      {chartKey}
      {children}
      <div className="los-chart__table">
        <Details summary="Show these figures as a table">{table}</Details>
      </div>
    </figure>
  );
}

/** Where the figures break, in words, under the drawing that has too little room for them. */
export function BreaksInWords({ cycles }: { cycles: readonly ChartCycle[] }) {
  const breaks = breaksInWords(cycles);
  if (breaks.length === 0) return null;
  return (
    <p className="los-grade-bar__words">
      Not to be compared across the {plural(breaks.length, "break", "breaks")}: {breaks.join("; ")}.
    </p>
  );
}

/** A drawing of fixed proportions, for wide or for narrow screens; the other one is hidden. */
export function Drawing({
  kind,
  width,
  height,
  title,
  desc,
  children,
}: {
  kind: "wide" | "narrow";
  width: number;
  height: number;
  title: string;
  desc: string;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <svg
      className={`los-chart__drawing los-chart__drawing--${kind}`}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-desc`}>{desc}</desc>
      {children}
    </svg>
  );
}

/** React's ids hold colons; a url() reference is safer without. */
export const usePrefix = (): string => `p${useId().replaceAll(":", "")}`;

/** The grades' colours and weaves beside their words. */
export function GradeKey({ shown = grades }: { shown?: readonly Grade[] }) {
  const prefix = usePrefix();
  return (
    <ul className="los-key" aria-label="Key">
      {shown.map((grade) => (
        <li key={grade} className="los-key__item">
          <Swatch id={`${prefix}-${grade}`} series={gradeSeries[grade]} />
          {judgementNames[grade]}
        </li>
      ))}
    </ul>
  );
}

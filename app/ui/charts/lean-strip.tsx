import { ink, quietInk } from "./patterns";

const width = 240;
const height = 26;
/** Steps either side of the middle that are drawn; what goes further runs to the edge. */
const reach = 0.8;
const place = (steps: number): number =>
  width / 2 + (Math.max(-reach, Math.min(reach, steps)) / reach) * (width / 2 - 8);

/** One lean as a dot with its interval, generous to the left; the words stand beside it. */
export function LeanStrip({
  value,
  lower,
  upper,
  sure,
  words,
}: {
  value: number;
  lower: number;
  upper: number;
  /** It is told from chance: filled, not hollow. */
  sure: boolean;
  words: string;
}) {
  const y = height / 2;
  return (
    <svg className="los-lean" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={words}>
      <line x1={width / 2} x2={width / 2} y1="0" y2={height} stroke={quietInk} strokeWidth="1" />
      <line x1={place(lower)} x2={place(upper)} y1={y} y2={y} stroke={ink} strokeWidth="3" />
      {[lower, upper].map((end) =>
        Math.abs(end) > reach ? null : (
          <line
            key={end}
            x1={place(end)}
            x2={place(end)}
            y1={y - 5}
            y2={y + 5}
            stroke={ink}
            strokeWidth="3"
          />
        ),
      )}
      <circle
        className={sure ? "los-point" : "los-point los-point--few"}
        cx={place(value)}
        cy={y}
        r="6"
        fill={sure ? "#12436D" : "#ffffff"}
        stroke="#12436D"
        strokeWidth="3"
      />
    </svg>
  );
}

/** What left, middle and right of the strips mean. */
export function LeanAxis() {
  return (
    <span className="los-lean-axis">
      <span>more generous</span>
      <span>harsher</span>
    </span>
  );
}

import { useId } from "react";

const wide = 220;
/** From no better than the opposite of chance to full agreement. */
const least = -0.5;
const x = (value: number) =>
  ((Math.max(least, Math.min(1, value)) - least) / (1 - least)) * (wide - 12) + 6;

/** Alpha as a dot with its interval, on a line from −0.5 to 1; 0 and 0.667 are marked. */
export function AlphaDrawing({
  alpha,
  interval,
  words,
}: {
  alpha: number;
  interval: { lower: number; upper: number } | null;
  words: string;
}) {
  const id = useId();
  return (
    <svg className="los-alpha" viewBox={`0 0 ${wide} 22`} role="img" aria-labelledby={id}>
      <title id={id}>{`Agreement ${words}, on a line from −0.5 to 1`}</title>
      <line x1="6" x2={wide - 6} y1="11" y2="11" stroke="#b1b4b6" />
      {[0, 0.667].map((mark) => (
        <line
          key={mark}
          x1={x(mark)}
          x2={x(mark)}
          y1="3"
          y2="19"
          stroke="#505a5f"
          strokeDasharray="2 2"
        />
      ))}
      {interval ? (
        <line
          x1={x(interval.lower)}
          x2={x(interval.upper)}
          y1="11"
          y2="11"
          stroke="#12436d"
          strokeWidth="4"
        />
      ) : null}
      <circle cx={x(alpha)} cy="11" r="6" fill="#12436d" />
    </svg>
  );
}

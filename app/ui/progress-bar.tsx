/** How far something is, in words first; the bar repeats them. */
export function ProgressBar({
  words,
  count,
  of,
}: {
  /** "19 of 28 submitted, 5 moderated, 2 late". */
  words: string;
  count: number;
  of: number;
}) {
  const percent = of > 0 ? Math.min(100, (100 * count) / of) : 0;
  return (
    <div className="los-progress">
      {words}
      <svg
        className="los-progress__bar"
        width="100%"
        height="10"
        aria-hidden="true"
        focusable="false"
      >
        <rect className="los-progress__track" width="100%" height="10" fill="#cecfcf" />
        <rect className="los-progress__done" width={`${percent}%`} height="10" fill="#12436D" />
      </svg>
    </div>
  );
}

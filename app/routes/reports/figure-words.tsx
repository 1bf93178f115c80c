import type { Figure } from "~/rules/reports/figure";
import { caveatOf, figureInWords } from "~/rules/reports/figure-words";

/** A figure in words, marked where it can't be relied on. */
export function FigureWords({ figure }: { figure: Figure }) {
  const caveat = caveatOf(figure);
  return (
    <>
      <span className="los-nowrap">{figureInWords(figure)}</span>
      {caveat ? <span className="los-standing"> {caveat}</span> : null}
    </>
  );
}

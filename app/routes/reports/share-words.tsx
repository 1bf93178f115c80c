import { type Share, shareInWords, standingOf, standingWords } from "~/rules/reports/reports";

/** A share in words, marked where it can't be relied on. */
export function ShareWords({ count, of }: Pick<Share, "count" | "of">) {
  const standing = standingWords[standingOf(of)];
  return (
    <>
      <span className="los-nowrap">{shareInWords(count, of)}</span>
      {standing ? <span className="los-standing"> {standing}</span> : null}
    </>
  );
}

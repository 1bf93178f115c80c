/**
 * Owns which words of a text are marked as found, and which part of a long text is shown.
 * Practice: marked is what was looked for, in the spelling of whoever wrote it.
 */
import { isLastOf, type Term } from "./search";
import { type Token, tokensOf } from "./tokens";

/** A piece of a text, as it was written. */
export type Piece = { text: string; marked: boolean };

type Range = { from: number; to: number; term: number };

const isAt = (tokens: readonly Token[], at: number, term: Term): boolean =>
  term.words.every((word, step) => {
    const found = tokens[at + step]?.word;
    if (found === undefined) return false;
    return step === term.words.length - 1 ? isLastOf(term, found) : found === word;
  });

function rangesIn(text: string, terms: readonly Term[]): Range[] {
  const tokens = tokensOf(text);
  return tokens.flatMap((token, at) =>
    terms.flatMap((term, number) => {
      const last = tokens[at + term.words.length - 1];
      return last && isAt(tokens, at, term)
        ? [{ from: token.from, to: last.to, term: number }]
        : [];
    }),
  );
}

function piecesOf(text: string, ranges: readonly Range[], from: number, to: number): Piece[] {
  const pieces: Piece[] = [];
  let at = from;
  const add = (until: number, marked: boolean) => {
    if (until > at) pieces.push({ text: text.slice(at, until), marked });
    at = Math.max(at, until);
  };
  for (const range of ranges) {
    if (range.from >= to) break;
    add(Math.min(range.from, to), false);
    add(Math.min(range.to, to), true);
  }
  add(to, false);
  return pieces;
}

/** Where a text may be cut, at or before a place: between two words. */
const cutBefore = (text: string, at: number): number => {
  if (at <= 0) return 0;
  if (at >= text.length) return text.length;
  const space = text.lastIndexOf(" ", at);
  return space > at - 40 && space > 0 ? space : at;
};

/** The whole text, or so much of it around the first word found as fits. */
export function markedIn(text: string, terms: readonly Term[], most = 300): Piece[] {
  const ranges = rangesIn(text, terms);
  if (text.length <= most) return piecesOf(text, ranges, 0, text.length);
  const first = ranges[0];
  const from = first && first.to > most ? cutBefore(text, first.from - Math.floor(most / 4)) : 0;
  const to = Math.max(cutBefore(text, from + most), Math.min(first?.to ?? 0, text.length));
  const inner = piecesOf(text, ranges, from, to);
  return [
    ...(from > 0 ? [{ text: "… ", marked: false }] : []),
    ...inner,
    ...(to < text.length ? [{ text: " …", marked: false }] : []),
  ];
}

/** Of several texts the one with most of what was looked for, cut to what fits; none where none has any. */
export function snippetOf(texts: readonly string[], terms: readonly Term[], most = 150): Piece[] {
  let best = "";
  let score = 0;
  for (const text of texts) {
    const distinct = new Set(rangesIn(text, terms).map(({ term }) => term)).size;
    if (distinct > score) [best, score] = [text, distinct];
  }
  return score === 0 ? [] : markedIn(best, terms, most);
}

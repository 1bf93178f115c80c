/**
 * Owns where the boxes of a chain stand when it is drawn: what prompted what, from left to right.
 * Practice: a column is a step further from what began it; a row is an end of the chain.
 */
export type Link = { id: string; from: string | null };

export type Placed<L extends Link> = L & { column: number; row: number };

/** Each after what prompted it, those of one in the order given; a ring is cut where it closes. */
export function layOutChain<L extends Link>(links: readonly L[]): Placed<L>[] {
  const known = new Set(links.map(({ id }) => id));
  const placed: Placed<L>[] = [];
  const seen = new Set<string>();
  let rows = 0;
  const place = (link: L, column: number): number => {
    seen.add(link.id);
    const at = placed.length;
    placed.push({ ...link, column, row: 0 });
    const next = links.filter(({ id, from }) => from === link.id && !seen.has(id));
    const ends = next.flatMap((one) => (seen.has(one.id) ? [] : [place(one, column + 1)]));
    // As high as the first of those it led to, so that a chain without branches is a line.
    const row = ends[0] ?? rows++;
    placed[at] = { ...link, column, row };
    return row;
  };
  for (const link of links) {
    if (link.from === null || !known.has(link.from)) if (!seen.has(link.id)) place(link, 0);
  }
  for (const link of links) if (!seen.has(link.id)) place(link, 0);
  return placed;
}

/** Words over lines of so many letters, the last one cut short where there are more. */
export function wrapWords(words: string, letters: number, lines: number): string[] {
  const wrapped: string[] = [];
  for (const word of words.split(/\s+/)) {
    const last = wrapped.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= letters) {
      wrapped[wrapped.length - 1] = `${last} ${word}`;
    } else wrapped.push(word);
  }
  if (wrapped.length <= lines) return wrapped;
  const kept = wrapped.slice(0, lines);
  return [...kept.slice(0, -1), `${kept.at(-1)?.slice(0, letters - 1)}…`];
}

/**
 * Owns which record a number means where two that are stored differ by zeros, spaces or case alone.
 * Practice: nothing is guessed. As it is spelled exactly it is that one, unless someone has said
 * that both are one; by another spelling it is whichever was said to be meant, else nobody's.
 */

/** What was said of such a pair, and which of the two imports mean. */
export type Settled = { answer: "same" | "different"; meantId: string | null };

/** By key (`foldNumber`). */
export type SettledNumbers = ReadonlyMap<string, Settled>;

/** The one of `all` that is meant; undefined where there is none, or nobody has said which. */
export function meantOf<T extends { id: string }>(
  all: readonly T[],
  isSpelledSo: (one: T) => boolean,
  settled: Settled | undefined,
): T | undefined {
  if (all.length < 2) return all[0];
  const meant = all.find(({ id }) => id === settled?.meantId);
  if (settled?.answer === "same") return meant;
  const exact = all.filter(isSpelledSo);
  return exact.length === 1 ? exact[0] : meant;
}

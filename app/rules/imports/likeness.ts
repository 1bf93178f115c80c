/**
 * Owns finding the names that another name may stand for: other spelling, another order, a word
 * more or less.
 * Practice: likeness only suggests; a person chooses. Optimal string alignment distance (Damerau
 * 1964: one slip is a letter too many, missing, wrong or swapped with its neighbour).
 */
import { fold } from "../core/folding";

const words = (name: string): string[] =>
  fold(name.replace(/&/g, " and "))
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");

/** Whether two names have the same letters, taken together from any word on: "O Brien" is "OBrien". */
function runTogether(a: readonly string[], b: readonly string[]): boolean {
  const [one, other] = [a.join(""), b.join("")];
  if (one.length !== other.length) return false;
  return (
    b.some((_, at) => [...b.slice(at), ...b.slice(0, at)].join("") === one) ||
    a.some((_, at) => [...a.slice(at), ...a.slice(0, at)].join("") === other)
  );
}

/** How many slips of the pen lie between two texts; more than `most` counts as `most` + 1. */
export function slips(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let two: number[] = [];
  let one = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(
        (one[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (one[j - 1] ?? 0) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (two[j - 2] ?? 0) + 1);
      }
      row.push(best);
    }
    two = one;
    one = row;
  }
  return Math.min(one[b.length] ?? 0, most + 1);
}

/** Words that say no more than that it is a team. */
const empty = new Set(["team", "the", "service", "and", "of"]);

/** From 0 (the same words in any order) upwards; null when the names are not alike. */
export function likeness(a: string, b: string): number | null {
  const [wordsA, wordsB] = [words(a), words(b)];
  const sorted = (list: string[]) => [...list].sort().join(" ");
  if (sorted(wordsA) === sorted(wordsB)) return 0;
  if (runTogether(wordsA, wordsB)) return 1;
  const bare = (list: string[]) => list.filter((word) => !empty.has(word));
  const [bareA, bareB] = [bare(wordsA), bare(wordsB)];
  if (bareA.length === 0 || bareB.length === 0) return null;
  if (sorted(bareA) === sorted(bareB)) return 1;
  const [textA, textB] = [sorted(bareA), sorted(bareB)];
  const most = Math.min(textA.length, textB.length) >= 8 ? 2 : 1;
  const far = slips(textA, textB, most);
  if (far <= most && Math.min(textA.length, textB.length) >= 4) return 1 + far;
  // "P Lindley" for "Pat Lindley"; "Willow North" for "Willow".
  const initials = bareA.length === bareB.length && bareA.every((w, i) => initialOf(w, bareB[i]));
  if (initials && bareA.some((w, i) => w === bareB[i])) return 4;
  const [few, many] = bareA.length < bareB.length ? [bareA, bareB] : [bareB, bareA];
  if (few.length < many.length && few.every((word) => word.length > 2 && many.includes(word))) {
    return 5;
  }
  return null;
}

const initialOf = (a: string, b: string | undefined): boolean =>
  b !== undefined && (a === b || (a.length === 1 && b[0] === a) || (b.length === 1 && a[0] === b));

/** The most like first, at most `most` of them. */
export function suggest<T extends { name: string }>(
  name: string,
  among: readonly T[],
  most = 3,
): T[] {
  return among
    .map((one) => ({ one, far: likeness(name, one.name) }))
    .filter((pair): pair is { one: T; far: number } => pair.far !== null)
    .sort((a, b) => a.far - b.far || (a.one.name < b.one.name ? -1 : 1))
    .slice(0, most)
    .map(({ one }) => one);
}

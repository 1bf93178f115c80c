/**
 * Owns finding the names that another name may stand for: other spelling, another order, a word
 * more or less.
 * Practice: likeness only suggests; a person chooses. Optimal string alignment distance (Damerau
 * 1964: one slip is a letter too many, missing, wrong or swapped with its neighbour).
 */
import { fold } from "../core/folding";

/** A name as it is compared. */
type Read = { words: string[]; sorted: string; bare: string[]; bareSorted: string };

/** No name is longer than what is looked at of it. */
export const longestName = 200;
const mostWords = 12;

/** Words that say no more than that it is a team. */
const empty = new Set(["team", "the", "service", "and", "of"]);

/** A file is compared with the same names over and over: each is read once. */
const met = new Map<string, Read>();

function readName(name: string): Read {
  const looked = name.slice(0, longestName);
  const known = met.get(looked);
  if (known) return known;
  const words = fold(looked.replace(/&/g, " and "))
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .slice(0, mostWords);
  const bare = words.filter((word) => !empty.has(word));
  const sorted = (list: readonly string[]) => [...list].sort().join(" ");
  const read = { words, sorted: sorted(words), bare, bareSorted: sorted(bare) };
  if (met.size > 20_000) met.clear();
  met.set(looked, read);
  return read;
}

/** The words that tell a name from another. */
export const wordsOf = (name: string): readonly string[] => readName(name).bare;

/** Whether two names have the same letters, taken together from any word on: "O Brien" is "OBrien". */
function runTogether(a: readonly string[], b: readonly string[]): boolean {
  const lengthOf = (list: readonly string[]) => list.reduce((sum, { length }) => sum + length, 0);
  if (lengthOf(a) !== lengthOf(b)) return false;
  const [one, other] = [a.join(""), b.join("")];
  return (
    b.some((_, at) => [...b.slice(at), ...b.slice(0, at)].join("") === one) ||
    a.some((_, at) => [...a.slice(at), ...a.slice(0, at)].join("") === other)
  );
}

/** How many slips of the pen lie between two texts; more than `most` counts as `most` + 1. */
export function slips(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  const far = most + 1;
  let two: number[] = [];
  let before = 0;
  let one = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    // Further from the diagonal than `most` nothing counts any more.
    const [from, to] = [Math.max(1, i - most), Math.min(b.length, i + most)];
    const row: number[] = [];
    row[from - 1] = from === 1 ? i : far;
    let least = from === 1 ? i : far;
    for (let j = from; j <= to; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(
        (one[j] ?? far) + 1,
        (row[j - 1] ?? far) + 1,
        (one[j - 1] ?? far) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (two[j - 2] ?? far) + 1);
      }
      row[j] = best;
      least = Math.min(least, best);
    }
    // A swap reaches back two rows: it can't come back from two that are too far.
    if (least > most && before > most) return far;
    before = least;
    two = one;
    one = row;
  }
  return Math.min(one[b.length] ?? far, far);
}

/** From 0 (the same words in any order) upwards; null when the names are not alike. */
export function likeness(a: string, b: string): number | null {
  const [one, other] = [readName(a), readName(b)];
  if (one.sorted === other.sorted) return 0;
  if (runTogether(one.words, other.words)) return 1;
  const { bare: bareA, bareSorted: textA } = one;
  const { bare: bareB, bareSorted: textB } = other;
  if (bareA.length === 0 || bareB.length === 0) return null;
  if (textA === textB) return 1;
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

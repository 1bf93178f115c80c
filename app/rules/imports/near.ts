/**
 * Owns which new names of a file are so like another's that someone must say whether they are two:
 * of the staff, whoever left included, or of others who are new in the same file.
 * Practice: a near match is asked, never decided; two numbers are two people, and so are two names
 * with other figures in them. Each pair is asked of once, at the later name. A few thousand names are
 * millions of pairs: most are told apart by their letters alone, and the work is done in slices.
 */

import { foldName, foldNumber } from "../core/folding";
import { likeness, longestName, wordsOf } from "./likeness";
import type { KnownPerson, NewWorker } from "./matching-people";

export type Near = { name: string; number: string };

type Prepared = {
  name: string;
  folded: string;
  number: string | null;
  figures: string;
  words: readonly string[];
  hasInitial: boolean;
};

function prepare(written: string, number: string | null): Prepared {
  const name = written.slice(0, longestName);
  const folded = foldName(name);
  const figures = folded.replace(/\D+/g, " ").trim();
  const words = wordsOf(name);
  const hasInitial = words.some(({ length }) => length === 1);
  const folds = number === null ? null : foldNumber(number.slice(0, longestName));
  return { name, folded, number: folds, figures, words, hasInitial };
}

/** The letters of a name, a bit each. */
function lettersOf({ words }: Prepared): number {
  let letters = 0;
  for (const word of words) {
    for (let at = 0; at < word.length; at += 1) {
      const letter = word.charCodeAt(at) - 97;
      if (letter >= 0 && letter < 26) letters |= 1 << letter;
    }
  }
  return letters;
}

/**
 * Two slips change four letters at most: names further apart are alike only by a word that both have,
 * where one has an initial or a word more.
 */
const mostLettersApart = 4;

const mayBeAlikeByWord = (a: Prepared, b: Prepared): boolean =>
  a.words.length !== b.words.length || a.hasInitial || b.hasInitial;

function bitsOf(set: number): number {
  let bits = set - ((set >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

function alike(a: Prepared, b: Prepared): boolean {
  const twoNumbers = a.number !== null && b.number !== null && a.number !== b.number;
  if (a.figures !== b.figures || (twoNumbers && a.folded !== b.folded)) return false;
  return a.folded === b.folded || likeness(a.name, b.name) !== null;
}

export type NearNames = {
  /** Whether one of the staff is much like it. */
  known: boolean;
  /** The new ones before it that are. */
  near: Near[];
};

const shown = 4;

/** The most new people of one file: more would be gone through by nobody. */
export const mostNewPeople = 5000;

/** Why a file that names so many new people is not taken; null where it is. */
export const whyTooMany = (count: number): string | null =>
  count <= mostNewPeople
    ? null
    : `Check the columns with names of staff: the file names ${count.toLocaleString("en-GB")} people whom nobody here knows, and at most ${mostNewPeople.toLocaleString("en-GB")} can be gone through`;

/** Names in their order, found by what makes them alike. */
class Names {
  private readonly all: Prepared[] = [];
  private letters = new Int32Array(256);
  private readonly byWord = new Map<string, number[]>();
  /** How many pairs were looked at closely. */
  compared = 0;

  add(one: Prepared): void {
    const at = this.all.push(one) - 1;
    if (at === this.letters.length) {
      const more = new Int32Array(at * 2);
      more.set(this.letters);
      this.letters = more;
    }
    this.letters[at] = lettersOf(one);
    for (const word of new Set(one.words)) {
      const having = this.byWord.get(word);
      if (having) having.push(at);
      else this.byWord.set(word, [at]);
    }
  }

  /** Where the first ones stand that are like it, at most `most` of them. */
  find(wanted: Prepared, most: number, isLike: (one: Prepared) => boolean): number[] {
    const letters = lettersOf(wanted);
    const found = new Set<number>();
    const look = (at: number) => {
      const one = this.all[at];
      if (!one || found.has(at)) return;
      this.compared += 1;
      if (isLike(one)) found.add(at);
    };
    for (let at = 0; at < this.all.length && found.size < most; at += 1) {
      if (bitsOf((this.letters[at] ?? 0) ^ letters) <= mostLettersApart) look(at);
    }
    for (const word of new Set(wanted.words)) {
      const having = this.byWord.get(word) ?? [];
      for (let n = 0; n < having.length && found.size < most * 2; n += 1) {
        const one = this.all[having[n] ?? -1];
        if (one && mayBeAlikeByWord(wanted, one)) look(having[n] ?? -1);
      }
    }
    return [...found].sort((a, b) => a - b).slice(0, most);
  }
}

const atOnce = 1_000;

/**
 * For each of the new workers of a file, by their `ref`, whom they are much like. Stops between
 * slices of the work, for whoever runs it to let others in.
 */
export function* findNear(
  added: readonly NewWorker[],
  known: readonly KnownPerson[],
): Generator<undefined, Map<string, NearNames>> {
  const staff = new Names();
  for (const { name, staffNumber } of known) staff.add(prepare(name, staffNumber));
  const met = new Names();
  const found = new Map<string, NearNames>();
  let slice = 0;
  for (const [at, one] of added.entries()) {
    const prepared = prepare(one.name, one.staffNumber);
    // Two new ones of the very same name have two numbers, or are one.
    const near = met.find(
      prepared,
      shown,
      (other) => other.folded !== prepared.folded && alike(other, prepared),
    );
    const isKnown = staff.find(prepared, 1, (person) => alike(person, prepared)).length > 0;
    if (isKnown || near.length > 0) {
      found.set(one.ref, {
        known: isKnown,
        near: near.flatMap((at) => {
          const other = added[at];
          return other
            ? [{ name: other.name, number: other.staffNumber ?? other.email ?? "" }]
            : [];
        }),
      });
    }
    met.add(prepared);
    if (staff.compared + met.compared - slice < atOnce && at % 50 !== 49) continue;
    slice = staff.compared + met.compared;
    yield;
  }
  return found;
}

/** Work that stops now and then, in one go. */
export function inOneGo<T>(work: Generator<undefined, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** The same for the few of a staff list. */
export const nearNames = (
  added: readonly NewWorker[],
  known: readonly KnownPerson[],
): Map<string, NearNames> => inOneGo(findNear(added, known));

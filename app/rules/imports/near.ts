/**
 * Owns which new names of a file are so like another's that somebody must say whether they are two:
 * of the staff, whoever left included, or of others who are new in the same file.
 * Practice: a near match is asked, never decided; two numbers are two people, and so are two names
 * with other figures in them. Each pair is asked of once, at the later name.
 */

import { foldName, foldNumber } from "../core/folding";
import { likeness } from "./likeness";
import type { KnownPerson, NewWorker } from "./matching-people";

export type Near = { name: string; number: string };

type Prepared = {
  name: string;
  folded: string;
  number: string | null;
  letters: number;
  figures: string;
};

function prepare(name: string, number: string | null): Prepared {
  const folded = foldName(name);
  let letters = 0;
  for (const letter of folded) {
    const at = letter.charCodeAt(0) - 97;
    if (at >= 0 && at < 26) letters |= 1 << at;
  }
  const figures = folded.replace(/\D+/g, " ").trim();
  return { name, folded, number: number === null ? null : foldNumber(number), letters, figures };
}

function bitsOf(set: number): number {
  let [left, count] = [set, 0];
  for (; left !== 0; left &= left - 1) count += 1;
  return count;
}

/** Looked at before anything costly: names far apart in letters are not alike but by their words. */
const mayBeAlike = (a: Prepared, b: Prepared): boolean =>
  bitsOf(a.letters ^ b.letters) <= 4 ||
  a.folded.split(" ").some((word) => ` ${b.folded} `.includes(` ${word} `));

function alike(a: Prepared, b: Prepared): boolean {
  const twoNumbers = a.number !== null && b.number !== null && a.number !== b.number;
  if (a.figures !== b.figures || (twoNumbers && a.folded !== b.folded)) return false;
  return a.folded === b.folded || (mayBeAlike(a, b) && likeness(a.name, b.name) !== null);
}

export type NearNames = {
  /** Whether one of the staff is much like it. */
  known: boolean;
  /** The new ones before it that are. */
  near: Near[];
};

const shown = 4;

/** For each of the new workers of a file, by their `ref`, whom they are much like. */
export function nearNames(
  added: readonly NewWorker[],
  known: readonly KnownPerson[],
): Map<string, NearNames> {
  const staff = known.map(({ name, staffNumber }) => prepare(name, staffNumber));
  const met: { one: NewWorker; prepared: Prepared }[] = [];
  const found = new Map<string, NearNames>();
  for (const one of added) {
    const prepared = prepare(one.name, one.staffNumber);
    // Two new ones of the very same name have two numbers, or are one.
    const near = met.filter(
      (other) => other.prepared.folded !== prepared.folded && alike(other.prepared, prepared),
    );
    const isKnown = staff.some((person) => alike(person, prepared));
    if (isKnown || near.length > 0) {
      found.set(one.ref, {
        known: isKnown,
        near: near.slice(0, shown).map(({ one: { name, staffNumber, email } }) => ({
          name,
          number: staffNumber ?? email ?? "",
        })),
      });
    }
    met.push({ one, prepared });
  }
  return found;
}

/**
 * Owns the codes by which a family opens its form: how they are written, typed and made.
 * Practice: letters and digits that can't be mistaken for each other (Crockford's base 32), twelve of
 * them, so 60 bits; what was misread is put right, and nothing of the family is in it.
 */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const length = 12;
const group = 4;

/** A code of 12 random bytes or more, in three groups of four: "7K2M-9QXD-4TBW". */
export function codeOf(random: Uint8Array): string {
  if (random.length < length) throw new RangeError("A code needs twelve random bytes");
  const letters = [...random.slice(0, length)].map((byte) => alphabet[byte % alphabet.length]);
  return inGroups(letters.join(""));
}

const inGroups = (letters: string): string =>
  (letters.match(new RegExp(`.{${group}}`, "g")) ?? []).join("-");

/** The twelve letters that were meant, whatever was typed between or mistaken; null where it is none. */
export function readCode(typed: string): string | null {
  const letters = typed
    .slice(0, 100)
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\-–—_.·]/g, "")
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1")
    .replace(/U/g, "V");
  return letters.length === length && [...letters].every((letter) => alphabet.includes(letter))
    ? letters
    : null;
}

/** Forms opened or sent from one network in so many minutes; a guess in 2^60 has no chance then. */
export const codeLimits = { attempts: 60, windowMinutes: 15 } as const;

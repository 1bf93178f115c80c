/**
 * Owns when two names, numbers or words count as the same: what is set aside before comparing.
 * Practice: case systems, staff lists and people write the same name with another apostrophe,
 * hyphen or accent, and the same number with zeros before it; what differs beyond that is another.
 */

/** Characters that nobody sees. */
export const unseen = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;

const apostrophes = /['’‘‛ʼʻʹ`´′＇]/g;
const hyphens = /[-‐‑‒–—―−﹣－]+/g;

/** Letters that are no letter with a mark to take off, as others spell them. */
const spelled: Record<string, string> = {
  ...{ ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h", ı: "i" },
};

/** Lower case and single spaces, all else as it is: for what must stay apart by one mark. */
export const lowered = (text: string): string =>
  text.normalize("NFKC").toLocaleLowerCase("en-GB").replace(/\s+/g, " ").trim();

/**
 * Words for finding and comparing: without case, accents, apostrophes and hyphens. "Niamh O’Brien-
 * Møller" and "niamh obrien moller" are the same. Both databases' own lower() know ASCII alone.
 */
export const fold = (text: string): string =>
  text
    .replace(apostrophes, "")
    .replace(unseen, "")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[ßæœøłđðþħı]/g, (letter) => spelled[letter] ?? letter)
    .replace(hyphens, " ")
    .replace(/\s+/g, " ")
    .trim();

const joining = new RegExp(`${apostrophes.source}|${unseen.source}|\\p{M}`, "u");

/** Whether folding takes this character away and joins what stands on either side of it. */
export const isJoining = (character: string): boolean => joining.test(character);

/** "Lindley, Pat" as "Pat Lindley"; anything else as it is. */
export function naturalName(name: string): string {
  const turned = /^([^,]+),([^,]+)$/.exec(name);
  return turned ? `${turned[2]?.trim()} ${turned[1]?.trim()}` : name;
}

/** A person's name for comparing, whichever way round it is written. */
export const foldName = (name: string): string => fold(naturalName(name));

/**
 * A staff number or a case reference for comparing: without case, spaces and zeros before it.
 * "00A12", "a12" and " A 12" are the same; zeros further in count.
 */
export const foldNumber = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(unseen, "")
    .replace(/\s+/g, "")
    .toLowerCase()
    .replace(/^0+(?=[0-9a-z])/, "");

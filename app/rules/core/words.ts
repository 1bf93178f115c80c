/** Owns lists, counts and plurals in words, as British English writes them. */

const conjunction = new Intl.ListFormat("en-GB", { type: "conjunction" });
const disjunction = new Intl.ListFormat("en-GB", { type: "disjunction" });
const rules = new Intl.PluralRules("en-GB");

/** "a", "a and b", "a, b and c"; empty for none. */
export const andList = (words: Iterable<string>): string => conjunction.format(words);

/** "a", "a or b", "a, b or c"; empty for none. */
export const orList = (words: Iterable<string>): string => disjunction.format(words);

/** The form of a word that goes with this many. */
export const plural = (n: number, one: string, many: string): string =>
  rules.select(n) === "one" ? one : many;

/** "Their own team" for "their own team": words that stand by themselves. */
export const sentenceCase = (words: string): string =>
  words.charAt(0).toUpperCase() + words.slice(1);

/** "Case recording" becomes "case recording"; an abbreviation such as "PLO" stays. */
export const insideSentence = (words: string): string =>
  /^\p{Lu}[\p{Ll}\s]/u.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words;

/** "1 audit", "1,200 audits". */
export const counted = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString("en-GB")} ${plural(n, one, many)}`;

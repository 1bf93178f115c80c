/**
 * Owns how words are put into sentences.
 */

/** "Case recording" becomes "case recording"; an abbreviation such as "PLO" stays. */
export const insideSentence = (name: string): string =>
  /^\p{Lu}\p{Ll}/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;

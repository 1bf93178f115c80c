/**
 * Owns which characters of a text can be stored: both databases keep the same, and give it back.
 * Practice: PostgreSQL takes no NUL, and neither database half of a surrogate pair; each becomes
 * the replacement character, as browsers show it, so that what is shown is what was stored.
 */

/** The text with every character that can't be stored replaced. */
export const storable = (text: string): string => text.replace(/[\0\p{Surrogate}]/gu, "\uFFFD");

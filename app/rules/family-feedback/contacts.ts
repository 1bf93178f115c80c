/**
 * Owns telling words that look like how a family is reached, which is never kept here.
 * Practice: phone numbers as they are written in the United Kingdom, email addresses and postcodes; a
 * date, a year or a reference is none.
 */
const phone = /(?<![\d-])(?:\+44|0044|\(0\d|0\d)[\d\s()-]{7,16}\d(?!\d)/;
const email = /[^\s@<>]+@[^\s@<>]+\.[a-z]{2,}/i;
const postcode = /\b[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b/;
/** As it is typed on a phone; "the s47 2nd visit" and "1hr" are none. */
const inSmallLetters =
  /\b[a-z]{1,2}\d[a-z\d]? ?\d(?!(?:st|nd|rd|th|hr|yr)\b)[abd-hjlnp-uw-z]{2}\b/i;

/** What in a text looks like a contact: "a phone number"; null where nothing does. */
export function contactIn(text: string): string | null {
  const found = phone.exec(text)?.[0] ?? "";
  if (found.replace(/\D/g, "").length >= 10) return "a phone number";
  if (email.test(text)) return "an email address";
  return postcode.test(text) || inSmallLetters.test(text) ? "a postcode" : null;
}

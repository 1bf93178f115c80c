/** Owns the password an administrator hands over: random, easy to read out, to be changed at once. */
import { randomInt } from "node:crypto";

// Without letters and digits that look or sound alike.
const letters = "abcdefghjkmnpqrstuvwxyz23456789";

/** Four groups of four, about 79 bits: "k7fm-t82q-…". */
export function makeStartPassword(): string {
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join("");
  return Array.from({ length: 4 }, group).join("-");
}

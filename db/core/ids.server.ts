/**
 * Owns identifiers: UUIDv7 text, so that ids sort by the time they were made, and those that one
 * process makes within a millisecond in the order it made them.
 * Practice: RFC 9562, version 7, with a counter of 26 bits after the time (section 6.2, method 1)
 * and 48 random bits, which nobody can guess.
 */
import { randomBytes } from "node:crypto";

let latest = -1;
let counter = 0;

/** A new id; `at` is the instant it carries (system time by default). */
export function newId(at: number = Date.now()): string {
  const bytes = randomBytes(16);
  // Begins in the lower half, so that it does not run over.
  counter = at === latest ? (counter + 1) % 2 ** 26 : bytes.readUInt32BE(6) % 2 ** 25;
  latest = at;
  bytes.writeUIntBE(at, 0, 6);
  bytes.writeUInt16BE(0x7000 | (counter >>> 14), 6);
  bytes.writeUInt16BE(0x8000 | (counter & 0x3fff), 8);
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

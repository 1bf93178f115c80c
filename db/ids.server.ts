/**
 * Owns identifiers: UUIDv7 text, so that ids sort by the time they were made.
 * Practice: RFC 9562, version 7.
 */
import { randomBytes } from "node:crypto";

/** A new id; `at` is the instant it carries (system time by default). */
export function newId(at: number = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(at, 0, 6);
  bytes[6] = (bytes.readUInt8(6) & 0x0f) | 0x70;
  bytes[8] = (bytes.readUInt8(8) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/**
 * Owns which characters a file can hold: those that XML allows.
 */

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to go
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** The same with every text in it printable; what someone pasted may hold anything. */
export function printable<T>(value: T): T {
  if (typeof value === "string") {
    return value.replace(unprintable, "").replace(loneSurrogate, "\ufffd") as T;
  }
  if (Array.isArray(value)) return value.map(printable) as T;
  if (value === null || typeof value !== "object" || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, printable(one)])) as T;
}

/**
 * Owns a posted form that is carried through signing in, and where it may be posted to afterwards.
 * Practice: only to a path of this site; never a password or a file; nothing too large to be shown
 * again, for the browser's own Back still holds it.
 */
import { isFlatJson } from "./posted-limits";

export type Carried = {
  /** A path of this site, with its query. */
  action: string;
  entries: [string, string][];
};

const mostEntries = 3000;
const mostCharacters = 400_000;
const secret = /password|passcode|token|secret/i;
/** Pages of signing in and out themselves: nothing typed there is carried. */
const closed =
  /^\/(sign-in|sign-out|session|signed-in|set-up|choose-password|forgotten-password|account)(\/|\?|$)/;

/** A path of this site and no way to another: browsers read "/\\" and a slash, tab, slash as "//". */
export const isOwnPath = (to: string): boolean =>
  /^\/(?!\/)[^\\\s]*$/.test(to) && to.length <= 2000;

/** Whether a form may be posted there after signing in. */
export const mayCarryTo = (to: string): boolean => isOwnPath(to) && !closed.test(to);

/** What is carried of a form; null when there is nothing to carry, or too much. */
export function carry(
  action: string,
  form: Iterable<[string, FormDataEntryValue]>,
): Carried | null {
  const entries = [...form].filter(
    (entry): entry is [string, string] => typeof entry[1] === "string" && !secret.test(entry[0]),
  );
  const size = entries.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  if (entries.length === 0 || entries.length > mostEntries || size > mostCharacters) return null;
  return mayCarryTo(action) ? { action, entries } : null;
}

/** Reads what a sign-in form carried; null for anything that is not such a form. */
export function readCarried(text: string): Carried | null {
  if (!isFlatJson(text, 3, mostEntries * 4)) return null;
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof read !== "object" || read === null) return null;
  const { action, entries } = read as Record<string, unknown>;
  const isEntry = (one: unknown): one is [string, string] =>
    Array.isArray(one) && one.length === 2 && one.every((part) => typeof part === "string");
  if (typeof action !== "string" || !Array.isArray(entries) || !entries.every(isEntry)) return null;
  return carry(action, entries);
}

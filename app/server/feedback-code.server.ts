/**
 * Owns the codes by which a family opens its form once.
 * Practice: 60 random bits, shown once to whoever makes the letter; what is stored is a digest that
 * only this installation can make; no log holds a code, since it is never in an address.
 */
import { randomBytes } from "node:crypto";
import { codeOf, readCode } from "~/rules/family-feedback/codes";
import type { RequestContext } from "./context.server";
import { digestFor } from "./known-browser.server";

const digest = (context: RequestContext, letters: string): string =>
  digestFor(context, "feedback code", letters);

export function makeCode(context: RequestContext): { code: string; digest: string } {
  const code = codeOf(randomBytes(12));
  return { code, digest: digest(context, readCode(code) ?? "") };
}

/** What is stored of a code as it was typed; null where it can be none. */
export function digestOfTyped(context: RequestContext, typed: string): string | null {
  const letters = readCode(typed);
  return letters === null ? null : digest(context, letters);
}

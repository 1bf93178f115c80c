/**
 * Owns how a count reads that stops: a list of the past says "1,000 or more" rather than read all there
 * ever was.
 */
import { counted } from "./words";

/** Where counting stops. */
export const mostCounted = 1_000;

/** "999", "1,000+". */
export const countedUpTo = (n: number): string =>
  n < mostCounted ? n.toLocaleString("en-GB") : `${mostCounted.toLocaleString("en-GB")}+`;

/** "1 action", "999 actions", "1,000 or more actions". */
export const countedUpToOf = (n: number, one: string, many = `${one}s`): string =>
  n < mostCounted
    ? counted(n, one, many)
    : `${mostCounted.toLocaleString("en-GB")} or more ${many}`;

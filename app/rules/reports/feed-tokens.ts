/**
 * Owns when a token of the feed works.
 * Practice: the machine's clock; it ends by itself, by being revoked, and with the rights of whoever
 * made it, which are looked up at each use and never copied.
 */

export const tokenPrefix = "los_";

/** What is sent of a token, before anything is looked up: the prefix and 256 bits. */
export const looksLikeToken = (sent: string): boolean => /^los_[\w-]{43}$/.test(sent);

export const lastingDays = { "30": 30, "90": 90, "180": 180, "365": 365 } as const;
export type Lasting = keyof typeof lastingDays;
export const lastings = Object.keys(lastingDays).toSorted((a, b) => Number(a) - Number(b)) as [
  Lasting,
  ...Lasting[],
];

const day = 24 * 60 * 60 * 1000;

export const expiryOf = (now: Date, lasting: Lasting): string =>
  new Date(now.getTime() + lastingDays[lasting] * day).toISOString();

export type TokenState = "works" | "expired" | "revoked";

export function stateOfToken(
  token: { expiresAt: string; revokedAt: string | null },
  now: Date,
): TokenState {
  if (token.revokedAt !== null) return "revoked";
  return token.expiresAt <= now.toISOString() ? "expired" : "works";
}

/** How many tokens one person may have that work. */
export const mostTokens = 10;

/** How many wrong tokens a network may send in a while before it has to wait. */
export const wrongTokens = { most: 20, windowMinutes: 15 } as const;

/** The token that a request carries: as a Basic password, whatever the user name, or as Bearer. */
export function sentToken(
  header: string | null,
  decode: (base64: string) => string,
): string | null {
  const [, scheme = "", value = ""] = header?.match(/^(basic|bearer) +(\S+)\s*$/i) ?? [];
  if (scheme.toLowerCase() === "bearer") return value;
  if (scheme.toLowerCase() !== "basic") return null;
  const pair = decode(value);
  const colon = pair.indexOf(":");
  return colon < 0 ? null : pair.slice(colon + 1);
}

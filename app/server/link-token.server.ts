/**
 * Owns the token of a link to choose a password, and the cookie in which it stays out of sight
 * while its reader types.
 * Practice: 256 bits, never stored, never logged, in the address of one request alone; the cookie
 * is signed, unreadable to scripts and forgotten with the browser or after an hour.
 */
import { createHash, randomBytes } from "node:crypto";
import { createCookie } from "@remix-run/node";
import type { RequestContext } from "./context.server";

export const makeToken = (): string => randomBytes(32).toString("base64url");

/** What is stored of a token. */
export const digestOf = (token: string): string => createHash("sha256").update(token).digest("hex");

const cookieOf = ({ secure, sessionSecret }: RequestContext) =>
  createCookie(secure ? "__Host-password-link" : "password-link", {
    httpOnly: true,
    // A link in a mail comes from another site: its page must find the cookie all the same.
    sameSite: "lax",
    path: "/",
    secure,
    secrets: [sessionSecret],
    maxAge: 3600,
  });

/** The header that keeps a token for the page which its link leads to. */
export const keepToken = (context: RequestContext, token: string): Promise<string> =>
  cookieOf(context).serialize(token.slice(0, 100));

/** The header that forgets it. */
export const forgetToken = (context: RequestContext): Promise<string> =>
  cookieOf(context).serialize("", { maxAge: 0 });

/** The digest of the token that a request keeps; null without one. */
export async function keptDigest(
  context: RequestContext,
  request: Request,
): Promise<string | null> {
  const kept: unknown = await cookieOf(context).parse(request.headers.get("Cookie"));
  return typeof kept === "string" && kept !== "" ? digestOf(kept) : null;
}

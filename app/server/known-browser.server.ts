/**
 * Owns the cookie by which a browser is known to be one that the owner of an account has signed in
 * with, so that guesses from elsewhere never hold the owner up.
 * Practice: signed, unreadable to scripts, and without any name or address in it; it opens nothing
 * by itself.
 */
import { createHmac, randomBytes } from "node:crypto";
import { createCookie } from "@remix-run/node";
import { lowered } from "~/rules/core/folding";
import type { RequestContext } from "./context.server";

type Known = { id: string; of: string[] };

const days = 90;
/** People who share a browser and are each known on it. */
const most = 5;

const cookieOf = ({ secure, sessionSecret }: RequestContext) =>
  createCookie(secure ? "__Host-browser" : "browser", {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    secure,
    secrets: [sessionSecret],
    maxAge: days * 86_400,
  });

/** A digest that only this installation can make: what went into it can't be found by trying. */
export const digestFor = ({ sessionSecret }: RequestContext, ...parts: string[]): string =>
  createHmac("sha256", sessionSecret).update(JSON.stringify(parts)).digest("hex");

const ownerOf = (context: RequestContext, email: string): string =>
  digestFor(context, "browser of", lowered(email)).slice(0, 16);

async function read(context: RequestContext, request: Request): Promise<Known | null> {
  const kept: unknown = await cookieOf(context).parse(request.headers.get("Cookie"));
  if (typeof kept !== "object" || kept === null) return null;
  const { id, of } = kept as Partial<Known>;
  return typeof id === "string" && Array.isArray(of) ? { id, of } : null;
}

/** The browser's id, where this address has signed in with it before; else null. */
export async function knownBrowser(
  context: RequestContext,
  request: Request,
  email: string,
): Promise<string | null> {
  const known = await read(context, request);
  return known?.of.includes(ownerOf(context, email)) ? known.id : null;
}

/** The header that makes the browser known from now on as one of this address. */
export async function keepKnown(
  context: RequestContext,
  request: Request,
  email: string,
): Promise<string> {
  const known = (await read(context, request)) ?? { id: randomBytes(12).toString("hex"), of: [] };
  const owner = ownerOf(context, email);
  const of = [owner, ...known.of.filter((one) => one !== owner)].slice(0, most);
  return cookieOf(context).serialize({ id: known.id, of });
}

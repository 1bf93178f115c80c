/**
 * Owns what a request meets whose session has ended: nothing that was typed is lost by it.
 * Practice: a page asked for leads to the sign-in page and back; a form that was posted comes back
 * with the sign-in page and is posted again by the person who signs in; a save in the background
 * gets a plain 401. Bodies are never logged; passwords and files are never carried.
 */
import { redirect } from "@remix-run/node";
import { paths } from "~/paths";
import { type Carried, carry, mayCarryTo } from "~/rules/core/carried";
import { formOf } from "./posted.server";

/** The person a background save was typed by: its id, so that nobody else saves it. */
export const personHeader = "X-Person";

export const asksForJson = (request: Request): boolean =>
  request.headers.get("Accept") === "application/json";

const answer = (status: number, body: object): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/json; charset=utf-8" },
  });

const signIn = {
  title: "Sign in to save what you typed",
  because: "You’ve been signed out. Nothing was saved yet.",
};

/** What to throw when nobody is signed in. */
export async function signedOut(request: Request): Promise<Response> {
  if (asksForJson(request)) return answer(401, { ...signIn, reason: "signed-out" });
  const to = returnTo(request);
  if (request.method !== "POST" || !mayCarryTo(to)) return redirect(paths.signIn(to));
  const carried = await readCarried(request, to);
  return carried ? answer(401, { ...signIn, carried }) : redirect(paths.signIn(to));
}

/** What to throw when a background save was typed by someone else than who is signed in now. */
export const otherPerson = (name: string): Response =>
  answer(409, {
    reason: "other-person",
    title: "Someone else is signed in now",
    because: `${name} is signed in in this browser now, so what you typed was not saved in their name.`,
  });

/** Whether a request says whose it is, and that is not this person. */
export function isOtherPersons(request: Request, personId: string): boolean {
  const typedBy = request.headers.get(personHeader);
  return typedBy !== null && typedBy !== personId;
}

async function readCarried(request: Request, to: string): Promise<Carried | null> {
  try {
    return carry(to, await formOf(request));
  } catch {
    return null;
  }
}

/** The address to come back to: a form's own page, with what it was asked to show. */
export function returnTo(request: Request): string {
  const url = new URL(request.url);
  const search = new URLSearchParams(url.search);
  // Remix's own: which route of the page an action belongs to.
  search.delete("_routes");
  search.delete("index");
  return url.pathname.replace(/\.data$/, "") + (search.size > 0 ? `?${search}` : "");
}

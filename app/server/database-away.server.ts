/**
 * Owns what a request meets while the database can't serve: a plain 503 that says when to come back
 * and keeps what was typed.
 * Practice: the log says what is the matter, the person what to do; nothing counts as saved.
 */
import { type Carried, carry } from "~/rules/core/carried";
import { pathInLog } from "~/rules/core/path-in-log";
import { awayBecause } from "~db/core/away.server";
import type { RequestContext } from "./context.server";
import { formOf } from "./posted.server";
import { returnTo } from "./signed-out.server";
import { spareForm, withTyped } from "./typed-kept.server";

/** What the log says, for whoever runs the server. */
export const logged = {
  full: "The disk of the database is full: nothing can be saved until there is room",
  slow: "The database did not answer in time",
  gone: "The database can't be reached",
} as const;

const told = {
  full: "There is no room left to save anything. Tell your administrator.",
  slow: "It is taking longer than it should. Wait a moment and try again.",
  gone: "It can’t be reached just now. Wait a moment and try again.",
} as const;

/** Seconds after which it is worth asking again. */
const retryAfter = "10";

/**
 * Does `work`; where the database can't serve, throws the answer to that instead of the error. A
 * refusal of a form goes on with what was typed in it.
 * Every loader and action passes here, guarded or public.
 */
export async function whileServed<T>(
  { log }: Pick<RequestContext, "log">,
  request: Request,
  work: () => Promise<T>,
): Promise<T> {
  const spare = spareForm(request);
  try {
    return await work();
  } catch (error) {
    if (error instanceof Response) throw await withTyped(error, spare);
    const away = awayBecause(error);
    if (!away) throw error;
    log.error({ err: error, pathname: pathInLog(new URL(request.url).pathname) }, logged[away]);
    const carried = spare ? await carriedOf(spare) : null;
    const words = {
      title: "The database is not answering",
      because: `${told[away]}${carried ? " Nothing was saved yet: what you typed is kept on this page." : ""}`,
    };
    throw new Response(JSON.stringify(carried ? { ...words, again: carried } : words), {
      status: 503,
      headers: {
        "Content-Type": "application/json; charset=utf-8",
        "Retry-After": retryAfter,
      },
    });
  }
}

async function carriedOf(request: Request): Promise<Carried | null> {
  try {
    return carry(returnTo(request), await formOf(request));
  } catch {
    return null;
  }
}

/**
 * Owns the way in to the feed: a token says who asks, and the policy whether they may, each time.
 * Practice: no session opens it; a token is looked up by its digest and is never logged; whoever
 * sends many wrong ones waits; the answer to a wrong one says nothing of why it is wrong.
 */
import { mayEver } from "~/rules/access/permission";
import { sourceOf } from "~/rules/core/networks";
import { isLocked } from "~/rules/people/sign-in";
import { looksLikeToken, sentToken, stateOfToken, wrongTokens } from "~/rules/reports/feed-tokens";
import { findActor } from "~db/access/people.server";
import { addAttempt } from "~db/people/accounts.server";
import { findTokenByDigest, recordTokenUse } from "~db/reports/feed-tokens.server";
import type { RequestContext } from "./context.server";
import { digestOf } from "./link-token.server";

export type FeedRefusal = {
  status: number;
  code: string;
  message: string;
  headers?: Record<string, string>;
};

const unknown: FeedRefusal = {
  status: 401,
  code: "Unauthorized",
  message:
    "Sign in with Basic authentication and a token of Line of Sight as the password. Make one under Connect Power BI or Excel.",
  headers: { "WWW-Authenticate": 'Basic realm="Line of Sight", charset="UTF-8"' },
};

const forbidden: FeedRefusal = {
  status: 403,
  code: "Forbidden",
  message: "The owner of this token may not read the feed, or not any more.",
};

const slower: FeedRefusal = {
  status: 429,
  code: "TooManyRequests",
  message: "Too many wrong tokens came from your network. Wait, and try again.",
  headers: { "Retry-After": String(wrongTokens.windowMinutes * 60) },
};

const decoded = (base64: string): string => Buffer.from(base64, "base64").toString("utf8");

/** Who reads, where the request may read the feed: that is then written down. */
export async function admitToFeed(
  request: Request,
  context: RequestContext,
): Promise<{ refusal: FeedRefusal } | { refusal: null; ownerId: string }> {
  const { db, clock, clientAddress } = context;
  const now = clock.system();
  const sent = sentToken(request.headers.get("Authorization"), decoded);
  // Programs ask without first, to be told how to sign in.
  if (sent === null || sent === "") return { refusal: unknown };
  const token = looksLikeToken(sent) ? await findTokenByDigest(db, digestOf(sent)) : undefined;
  if (!token || stateOfToken(token, now) !== "works") {
    const from = `feed ${sourceOf(clientAddress)}`;
    const attempts = await addAttempt(db, from, now, wrongTokens.windowMinutes);
    return { refusal: attempts > wrongTokens.most ? slower : unknown };
  }
  const owner = isLocked(token.lockedUntil, now) ? null : await findActor(db, token.personId);
  if (!owner || owner.mustChange || !mayEver(owner, "feed.read")) return { refusal: forbidden };
  await recordTokenUse(db, token.id, now);
  return { refusal: null, ownerId: owner.id };
}

/**
 * Owns the way in: every loader and action passes here, or is on the short public list.
 * Practice: sign in, check the role, load the record once, check the record, and only then let
 * the form be read. The capability stands on the export line.
 */
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  redirect,
  type Session,
} from "@remix-run/node";
import { paths } from "~/paths";
import { type Access, councilWide, type PolicyRow } from "~/rules/access/access";
import type { Actor } from "~/rules/access/people";
import { decideAccess, may, mayEver, type Scope, scopeOf } from "~/rules/access/permission";
import { type Capability, policy } from "~/rules/access/policy";
import { isOwnPath } from "~/rules/core/carried";
import { dateInLondon } from "~/rules/core/dates";
import { findActor } from "~db/access/people.server";
import type { Stamp } from "~db/core/events.server";
import type { Db } from "~db/core/open.server";
import { recordRead } from "~db/reading/reading.server";
import { contextOf, type RequestContext } from "./context.server";
import { whileServed } from "./database-away.server";
import { sessionsOf, type UserSession } from "./session.server";
import { isOtherPersons, otherPerson, signedOut } from "./signed-out.server";
import { withSmallest } from "./smallest.server";

type Args = LoaderFunctionArgs | ActionFunctionArgs;

/** A record as a guard needs it: whatever the page wants of it, and its access. */
export type Guardable = { access: Access };

export type Finding = {
  db: Db;
  actor: Actor;
  /** The business instant, and its date in London. */
  now: Date;
  today: string;
  params: Record<string, string | undefined>;
};

/** Loads the record named by the URL; null answers 404. */
export type Find<S extends Guardable> = (finding: Finding) => Promise<S | null>;

/** For pages that are about no single record: the role alone is asked for. */
export const noRecord: Find<Guardable> = async () => ({ access: councilWide });

export type Guarded<S> = {
  request: Request;
  params: Record<string, string | undefined>;
  context: RequestContext;
  db: Db;
  actor: Actor;
  subject: S;
  /** The records a list made under this capability may show. */
  scope: Scope;
  /** The business instant, and its date in London. */
  now: Date;
  today: string;
  /** Who, and when: every write takes it. */
  stamp: Stamp;
  session: UserSession;
  may: (capability: Capability, access?: Access) => boolean;
  /** Redirects, and says once on the next page what was done. */
  done: (to: string, words: string) => Promise<Response>;
};

type Words = { title: string; because: string };

/** A refusal, thrown so that nothing after it runs: a page shows its words, a file answers them. */
export function refusal(status: number, words: Words): Response {
  return new Response(JSON.stringify(words), {
    status,
    headers: { "Content-Type": "application/json; charset=utf-8" },
  });
}

export const notFound = () =>
  refusal(404, {
    title: "Page not found",
    because:
      "There is nothing at this address that you can see. Check the address, or start from your home page.",
  });

type SignedIn = { session: UserSession; actor: Actor | null };

/** Who asks, for each request that only reads: the frame and the page ask the same question. */
const readers = new WeakMap<RequestContext, Promise<SignedIn>>();

/** The signed-in person of a request, or null; asked anew after anything may have been written. */
export function findSignedIn(request: Request, context: RequestContext): Promise<SignedIn> {
  if (!isReading(request)) return readSignedIn(request, context);
  const found = readers.get(context) ?? readSignedIn(request, context);
  readers.set(context, found);
  return found;
}

async function readSignedIn(request: Request, context: RequestContext): Promise<SignedIn> {
  const session: UserSession = await sessionsOf(context).getSession(request.headers.get("Cookie"));
  const personId = session.get("personId");
  const today = dateInLondon(context.clock.now());
  const actor = personId ? await findActor(context.quick ?? context.db, personId, today) : null;
  return { session, actor };
}

/** Only a path of this site may be returned to after signing in. */
export function safeReturn(to: string | null): string {
  if (!to || !isOwnPath(to) || !URL.canParse(to, "http://own")) return paths.home();
  // As a header holds it: letters of other scripts are escaped, and "/.." can't make it "//".
  const { pathname, search, hash } = new URL(to, "http://own");
  const path = pathname + search + hash;
  return isOwnPath(path) ? path : paths.home();
}

/** Makes a loader or an action out of a capability, a record and what is done with it. */
export function guarded<S extends Guardable, T>(
  capability: Capability,
  find: Find<S>,
  handle: (guarded: Guarded<S>) => Promise<T>,
): (args: Args) => Promise<T> {
  const answer = async ({ request, params, context: loadContext }: Args) => {
    const context = contextOf(loadContext);
    const { db, clock } = context;
    const { session, actor } = await findSignedIn(request, context);
    if (!actor) throw await signedOut(request);
    if (isOtherPersons(request, actor.id)) throw otherPerson(actor.name);
    // A password that someone else knows opens nothing but the page to change it.
    if (actor.mustChange && capability !== "account.keep") throw redirect(paths.account());
    if (!mayEver(actor, capability)) throw forbidden(decideAccess(capability, actor, councilWide));
    const now = clock.now();
    const today = dateInLondon(now);
    const subject = await find({ db, actor, now, today, params });
    if (!subject) throw notFound();
    let onBehalfOf: string | undefined;
    if ((find as unknown) !== noRecord) {
      const verdict = decideAccess(capability, actor, subject.access);
      if (!verdict.allowed) throw forbidden(verdict);
      onBehalfOf = verdict.onBehalfOf;
    }
    const asked: Guarded<S> = {
      request,
      params,
      context,
      db,
      actor,
      subject,
      scope: scopeOf(actor, capability),
      now,
      today,
      stamp: {
        actorId: actor.id,
        at: now.toISOString(),
        systemAt: clock.system().toISOString(),
        ...(onBehalfOf ? { onBehalfOf } : {}),
      },
      session,
      may: (other, access) => (access ? may(other, actor, access) : mayEver(actor, other)),
      done: async (to, words) => {
        session.flash("done", words);
        return redirect(to, { headers: await commit(context, session) });
      },
    };
    const shown = await withSmallest(context, () => handle(asked));
    // What was opened is kept before it is shown; a page that sends on has shown nothing.
    const { record } = subject.access;
    const { logged }: PolicyRow = policy[capability];
    if (logged && record && isReading(request) && !(shown instanceof Response)) {
      const reader = { personId: actor.id, forPersonId: onBehalfOf ?? null };
      await recordRead(db, { ...record, ...reader, day: today, at: now.toISOString() });
    }
    return shown;
  };
  const guardedBy = (args: Args) =>
    whileServed(contextOf(args.context), args.request, () => answer(args));
  // A test asks every loader and action for its capability.
  return Object.assign(guardedBy, { capability });
}

/** Makes a loader or an action that anyone may call; it is on the short list that a test keeps. */
export function publicly<T>(
  handle: (asked: { request: Request; context: RequestContext }) => Promise<T>,
): (args: Args) => Promise<T> {
  return ({ request, context: loadContext }) => {
    const context = contextOf(loadContext);
    return whileServed(context, request, () => handle({ request, context }));
  };
}

const isReading = ({ method }: Request): boolean => method === "GET" || method === "HEAD";

function forbidden(verdict: ReturnType<typeof decideAccess>) {
  if (verdict.allowed || verdict.status === 404) return notFound();
  return refusal(403, { title: "You can’t use this page", because: verdict.because });
}

export async function commit(context: RequestContext, session: Session): Promise<HeadersInit> {
  return { "Set-Cookie": await sessionsOf(context).commitSession(session) };
}

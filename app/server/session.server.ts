/**
 * Owns the session: who is signed in, kept in the database behind a signed cookie.
 * Practice: the cookie carries a random id, the table only its digest; twelve hours at most,
 * however much is done in it, and less when nothing is; a session that was ended is not brought
 * back by what was under way.
 */
import { createHash, randomBytes } from "node:crypto";
import { createCookie, createSessionStorage, type Session } from "@remix-run/node";
import { isToBeNoted, sessionHours, sessionLeft } from "~/rules/people/session";
import {
  addSession,
  findSession,
  removeSession,
  saveSeen,
  saveSessionData,
} from "~db/people/accounts.server";
import type { RequestContext } from "./context.server";

type SessionData = { personId: string };
type SessionFlash = { done: string };
export type UserSession = Session<SessionData, SessionFlash>;

const digest = (id: string): string => createHash("sha256").update(id).digest("hex");

/** The cookie that carries the id of a session; it is Secure behind TLS. */
const cookieOf = ({ secure, sessionSecret }: RequestContext) =>
  createCookie(secure ? "__Host-session" : "session", {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    secure,
    secrets: [sessionSecret],
    maxAge: sessionHours * 3600,
  });

async function idOf(context: RequestContext, request: Request): Promise<string | null> {
  const id: unknown = await cookieOf(context).parse(request.headers.get("Cookie"));
  return typeof id === "string" && id !== "" ? id : null;
}

/** The storage of this request's sessions. */
export function sessionsOf(context: RequestContext) {
  const { clock } = context;
  const db = context.quick ?? context.db;
  return createSessionStorage<SessionData, SessionFlash>({
    cookie: cookieOf(context),
    createData: async (data) => {
      const id = randomBytes(32).toString("base64url");
      const now = clock.system();
      await addSession(db, {
        id: digest(id),
        personId: data.personId ?? null,
        data: JSON.stringify(data),
        now: now.toISOString(),
        expiresAt: new Date(now.getTime() + sessionHours * 3_600_000).toISOString(),
      });
      return id;
    },
    readData: async (id) => {
      const now = clock.system();
      const found = await findSession(db, digest(id));
      if (!found || sessionLeft(found, now).seconds === 0) return null;
      if (isToBeNoted(found, now)) await note(context, found.id, now);
      return JSON.parse(found.data);
    },
    updateData: (id, data) => saveSessionData(db, digest(id), JSON.stringify(data)),
    deleteData: (id) => removeSession(db, digest(id)),
  });
}

/** Reading goes on where nothing can be written just now: the session is then used up sooner. */
async function note(context: RequestContext, id: string, now: Date): Promise<void> {
  try {
    await saveSeen(context.quick ?? context.db, id, now.toISOString());
  } catch (error) {
    context.log.error({ err: error }, "That a session was used could not be written down");
  }
}

/** How long the session of a request lasts, and whose it is; asking is no use of it. */
export async function timeLeft(context: RequestContext, request: Request) {
  const id = await idOf(context, request);
  const found = id ? await findSession(context.quick ?? context.db, digest(id)) : null;
  const personId: unknown = found ? JSON.parse(found.data).personId : null;
  if (!found || typeof personId !== "string") return null;
  const left = sessionLeft(found, context.clock.system());
  return left.seconds > 0 ? { ...left, idleMinutes: found.idleMinutes, personId } : null;
}

/** Uses the session, and says how long it lasts from now on. */
export async function goOn(context: RequestContext, request: Request) {
  const id = await idOf(context, request);
  if (id && (await timeLeft(context, request))) {
    const db = context.quick ?? context.db;
    await saveSeen(db, digest(id), context.clock.system().toISOString());
  }
  return timeLeft(context, request);
}

/** The digest under which a session is stored, to spare it when the others are ended. */
export const storedId = (session: UserSession): string => digest(session.id);

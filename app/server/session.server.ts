/**
 * Owns the session: who is signed in, kept in the database behind a signed cookie.
 * Practice: the cookie carries a random id, the table only its digest; twelve hours at most,
 * however much is done in it; a session that was ended is not brought back by what was under way.
 */
import { createHash, randomBytes } from "node:crypto";
import { createSessionStorage, type Session } from "@remix-run/node";
import { addSession, findSession, removeSession, saveSessionData } from "~db/accounts.server";
import type { RequestContext } from "./context.server";

type SessionData = { personId: string };
type SessionFlash = { done: string };
export type UserSession = Session<SessionData, SessionFlash>;

const hours = 12;
const digest = (id: string): string => createHash("sha256").update(id).digest("hex");

/** The storage of this request's sessions; cookies are Secure behind TLS. */
export function sessionsOf(context: RequestContext) {
  const { clock } = context;
  const db = context.quick ?? context.db;
  return createSessionStorage<SessionData, SessionFlash>({
    cookie: {
      name: context.secure ? "__Host-session" : "session",
      httpOnly: true,
      sameSite: "lax",
      path: "/",
      secure: context.secure,
      secrets: [context.sessionSecret],
      maxAge: hours * 3600,
    },
    createData: async (data) => {
      const id = randomBytes(32).toString("base64url");
      const now = clock.system();
      await addSession(db, {
        id: digest(id),
        personId: data.personId ?? null,
        data: JSON.stringify(data),
        now: now.toISOString(),
        expiresAt: new Date(now.getTime() + hours * 3_600_000).toISOString(),
      });
      return id;
    },
    readData: async (id) => {
      const found = await findSession(db, digest(id), clock.system().toISOString());
      return found ? JSON.parse(found.data) : null;
    },
    updateData: (id, data) => saveSessionData(db, digest(id), JSON.stringify(data)),
    deleteData: (id) => removeSession(db, digest(id)),
  });
}

/** The digest under which a session is stored, to spare it when the others are ended. */
export const storedId = (session: UserSession): string => digest(session.id);

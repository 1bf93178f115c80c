/**
 * Owns checking a password, and the same answer for a wrong password as for no account.
 * Practice: argon2id; system time; the address limit before anything costly; attempts on one
 * account are judged one after another, so that many at once get no more guesses than one by one.
 */
import { hash, verify } from "@node-rs/argon2";
import { afterFailure, isLocked, isLockedByHand, signInLimits } from "~/rules/sign-in";
import {
  addAttempt,
  findAccountByEmail,
  holdAccount,
  saveFailures,
  saveSignedIn,
} from "~db/accounts.server";
import { appendEvent } from "~db/events.server";
import { transact } from "~db/open.server";
import type { RequestContext } from "./context.server";

export type SignIn =
  | { ok: true; personId: string }
  | { ok: false; message: string; field: "" | "password" };

// Verified against when there is no such account, so that both take as long.
let standIn: Promise<string> | undefined;

const wrong = {
  ok: false,
  field: "password",
  message: "Check your e-mail address and password: they do not match an account",
} as const;

export async function signIn(
  context: RequestContext,
  email: string,
  password: string,
): Promise<SignIn> {
  const { db, clock, clientAddress } = context;
  const now = clock.system();
  const attempts = await addAttempt(db, clientAddress, now, signInLimits.addressWindowMinutes);
  if (attempts > signInLimits.attemptsPerAddress) {
    return {
      ok: false,
      field: "",
      message: "Wait a few minutes and try again: there were too many attempts from your network",
    };
  }
  const account = await findAccountByEmail(db, email);
  standIn ??= hash("no account has this password");
  const matches = await verify(account?.passwordHash ?? (await standIn), password);
  if (!account) return wrong;
  const { personId, passwordHash } = account;
  const stamp = { at: clock.now().toISOString(), systemAt: now.toISOString() };
  return transact(db, async (tx): Promise<SignIn> => {
    // Checked again of what stands now: a lock or a new password may have come while it was hashed.
    const held = await holdAccount(tx, personId);
    if (!held || held.passwordHash !== passwordHash) return wrong;
    if (isLocked(held.lockedUntil, now)) return locked(held.lockedUntil);
    const next = matches ? { failures: 0, lockedUntil: null } : afterFailure(held.failures, now);
    await saveFailures(tx, personId, next.failures, next.lockedUntil);
    if (matches) {
      await saveSignedIn(tx, { actorId: personId, ...stamp }, personId);
      return { ok: true, personId };
    }
    const kind = next.lockedUntil ? "account.locked" : "account.sign-in-failed";
    await appendEvent(tx, { actorId: null, ...stamp }, { stream: `person:${personId}`, kind });
    return wrong;
  });
}

const locked = (until: string | null): SignIn => ({
  ok: false,
  field: "",
  message: isLockedByHand(until)
    ? "Ask your administrator to unlock your account"
    : `Wait ${signInLimits.lockedMinutes} minutes and try again: this account is locked after repeated wrong passwords`,
});

/**
 * Owns checking a password, and the same answer for a wrong password as for no account.
 * Practice: argon2id; system time; the address limit before anything costly.
 */
import { hash, verify } from "@node-rs/argon2";
import { afterFailure, isLocked, isLockedByHand, signInLimits } from "~/rules/sign-in";
import { addAttempt, findAccountByEmail, saveFailure } from "~db/accounts.server";
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
  const attempts = await transact(db, (tx) =>
    addAttempt(tx, clientAddress, now, signInLimits.addressWindowMinutes),
  );
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
  if (account && isLocked(account.lockedUntil, now)) {
    return {
      ok: false,
      field: "",
      message: isLockedByHand(account.lockedUntil)
        ? "Ask your administrator to unlock your account"
        : `Wait ${signInLimits.lockedMinutes} minutes and try again: this account is locked after repeated wrong passwords`,
    };
  }
  const stamp = { at: clock.now().toISOString(), systemAt: now.toISOString() };
  if (!account || !matches) {
    if (account) {
      const next = afterFailure(account.failures, now);
      await transact(db, async (tx) => {
        await saveFailure(tx, account.personId, next.failures, next.lockedUntil);
        await appendEvent(
          tx,
          { actorId: null, ...stamp },
          {
            stream: `person:${account.personId}`,
            kind: next.lockedUntil ? "account.locked" : "account.sign-in-failed",
          },
        );
      });
    }
    return wrong;
  }
  await transact(db, async (tx) => {
    await saveFailure(tx, account.personId, 0, null);
    await appendEvent(
      tx,
      { actorId: account.personId, ...stamp },
      { stream: `person:${account.personId}`, kind: "account.signed-in" },
    );
  });
  return { ok: true, personId: account.personId };
}

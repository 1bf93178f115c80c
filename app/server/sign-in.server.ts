/**
 * Owns checking a password: the same words, work and time whether or not anyone has the address.
 * Practice: argon2id; the machine's clock; the limit of the network before anything costly; an
 * attempt is counted before it is looked at. What is known only of real accounts (history, messages)
 * is written down and done apart.
 */

import { lowered } from "~/rules/core/folding";
import { networkOf, sourceOf } from "~/rules/core/networks";
import { counted } from "~/rules/core/words";
import {
  afterSuccess,
  type Count,
  type Counts,
  isLocked,
  judgeAttempt,
  minutesLeft,
  signInLimits,
} from "~/rules/people/sign-in";
import { type Tx, transact } from "~db/core/open.server";
import {
  addAttempt,
  findAccountByEmail,
  holdAccount,
  saveSignedIn,
  saveStrengthened,
} from "~db/people/accounts.server";
import { holdCounts, saveCounts } from "~db/people/sign-in-counts.server";
import { addNote } from "~db/people/sign-in-notes.server";
import type { RequestContext } from "./context.server";
import { strengthened, verifyPassword } from "./hashing.server";
import { digestFor, knownBrowser } from "./known-browser.server";
import { refuseForNow, refuseWith } from "./read-form.server";

export type Proof =
  | { ok: true; personId: string }
  /** `wait`: in how many seconds it may be tried again. */
  | { ok: false; message: string; field: "" | "password"; wait?: number };

const wrong: Proof = {
  ok: false,
  field: "password",
  message: "Check your email address and password: they do not match an account",
};

const wait = (minutes: number, because: string): Proof => ({
  ok: false,
  field: "",
  wait: minutes * 60,
  message: `Wait ${counted(minutes, "minute", "minutes")} and try again: ${because}`,
});

/** The answer to a password that was not proved: `typed` is what the page keeps. */
export const refuseProof = (
  { message, field, wait }: Extract<Proof, { ok: false }>,
  typed: Record<string, unknown> = {},
) => (wait ? refuseForNow(429, wait, typed, message, field) : refuseWith(typed, message, field));

/** Signs in with an address and a password, whoever asks. */
export async function signIn(
  context: RequestContext,
  request: Request,
  email: string,
  password: string,
): Promise<Proof> {
  const { db, clock, clientAddress } = context;
  const { addressWindowMinutes, attemptsPerAddress } = signInLimits;
  const source = sourceOf(clientAddress);
  const attempts = await addAttempt(db, source, clock.system(), addressWindowMinutes);
  if (attempts > attemptsPerAddress) {
    return wait(addressWindowMinutes, "there were too many attempts from your network");
  }
  return provePassword(context, request, email, password, (tx, personId) =>
    saveSignedIn(tx, { ...stampOf(context), actorId: personId }, personId),
  );
}

const stampOf = ({ clock }: RequestContext) => ({
  at: clock.now().toISOString(),
  systemAt: clock.system().toISOString(),
});

/**
 * Whether the password is that of the address; `onSuccess` is done with it. Wrong ones count by
 * where they come from, on the sign-in page and wherever else a password is asked for.
 */
export async function provePassword(
  context: RequestContext,
  request: Request,
  email: string,
  password: string,
  onSuccess: (tx: Tx, personId: string) => Promise<void> = async () => {},
): Promise<Proof> {
  const { db, clock } = context;
  const now = clock.system();
  const keys = await keysOf(context, request, email);
  const judged = await transact(db, async (tx) => {
    const answer = judgeAttempt(await hold(tx, keys, now), now);
    if (answer.allowed) await save(tx, keys, answer.counts);
    return answer;
  });
  if (!judged.allowed) {
    return wait(
      minutesLeft(judged.until, now),
      "too many wrong passwords were tried with this email address",
    );
  }
  const account = await findAccountByEmail(db, email);
  const matches = await verifyPassword(account?.passwordHash ?? null, password);
  if (!account || !matches) {
    const kind = judged.limitReached ? "throttled" : "wrong";
    await addNote(db, { kind, email, ...stampOf(context) });
    return wrong;
  }
  const { personId, passwordHash } = account;
  const stronger = await strengthened(passwordHash, password);
  return transact(db, async (tx): Promise<Proof> => {
    // Looked at again: a lock or a new password may have come while it was hashed.
    const held = await holdAccount(tx, personId);
    if (!held || held.passwordHash !== passwordHash) return wrong;
    if (isLocked(held.lockedUntil, now)) {
      return { ok: false, field: "", message: "Ask your administrator to unlock your account" };
    }
    await save(tx, keys, afterSuccess(await hold(tx, keys, now), now));
    if (stronger !== null) await saveStrengthened(tx, personId, stronger);
    await onSuccess(tx, personId);
    return { ok: true, personId };
  });
}

type Keys = { browser: string | null; network: string; strangers: string };

async function keysOf(context: RequestContext, request: Request, email: string): Promise<Keys> {
  const of = (...place: string[]) => digestFor(context, lowered(email), ...place);
  const browser = await knownBrowser(context, request, email);
  return {
    browser: browser && of("browser", browser),
    network: of("network", networkOf(context.clientAddress)),
    strangers: of("strangers"),
  };
}

async function hold(tx: Tx, keys: Keys, now: Date): Promise<Counts> {
  const { browser, network, strangers } = keys;
  const all = [network, strangers, ...(browser ? [browser] : [])];
  const [ofNetwork, ofStrangers, ofBrowser] = (await holdCounts(tx, all, now)) as [
    Count,
    Count,
    Count | undefined,
  ];
  return { network: ofNetwork, strangers: ofStrangers, browser: ofBrowser ?? null };
}

const save = (tx: Tx, { browser, network, strangers }: Keys, counts: Counts): Promise<void> =>
  saveCounts(
    tx,
    [
      { key: network, count: counts.network },
      { key: strangers, count: counts.strangers },
      ...(browser && counts.browser ? [{ key: browser, count: counts.browser }] : []),
    ].toSorted((a, b) => (a.key < b.key ? -1 : 1)),
  );

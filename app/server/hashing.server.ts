/**
 * Owns the work of hashing passwords: a few at a time, some waiting, the rest refused at once.
 * Practice: argon2id costs memory and time on purpose, and anybody may ask for it; so nobody may
 * ask for so much of it that others wait.
 */
import { hash, verify } from "@node-rs/argon2";
import { refuseForNow } from "./read-form.server";

export const hashingLimits = { atOnce: 2, waiting: 40, retryAfterSeconds: 5 } as const;

/** Too many are waiting already. */
export class Busy extends Error {}

/** Does work in the order it comes, some at once; rejects with `Busy` when too much is waiting. */
export function makeQueue({ atOnce, waiting }: { atOnce: number; waiting: number }) {
  const queue: (() => void)[] = [];
  let running = 0;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= atOnce) {
      if (queue.length >= waiting) throw new Busy("Too many passwords wait to be hashed");
      // Whoever ends gives their place on, so that nobody comes in between.
      await new Promise<void>((begin) => queue.push(begin));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

/** For `.catch`: nothing where too much is waiting; any other error goes on. */
export function busy(error: unknown): null {
  if (error instanceof Busy) return null;
  throw error;
}

/** What to say when nothing can be hashed now; `typed` is what the page keeps. */
export const refuseBusy = (typed: Record<string, unknown> = {}) =>
  refuseForNow(
    503,
    hashingLimits.retryAfterSeconds,
    typed,
    "Wait a few seconds and try again: too many people are signing in just now",
  );

const inTurn = makeQueue(hashingLimits);

export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password));

let standIn: Promise<string> | undefined;

/** Whether a password is the one of this hash. Without one it takes as long, and is wrong. */
export function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  return inTurn(async () => {
    standIn ??= hash("no account has this password");
    const matches = await verify(passwordHash ?? (await standIn), password);
    return passwordHash !== null && matches;
  });
}

/**
 * Owns the work of hashing passwords: what it costs, a few at a time, some waiting, the rest refused
 * at once.
 * Practice: argon2id costs memory and time on purpose, no less than OWASP's least (19 MiB, twice
 * over), and anyone may ask for it; so nobody may ask for so much of it that others wait.
 */
import { hash, type Options, parseOptions, verify } from "@node-rs/argon2";
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

/** What a hash costs: memory in KiB, how often it is gone over, and by how many at once. */
export const hashingCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } satisfies Options;

export const hashPassword = (password: string): Promise<string> =>
  inTurn(() => hash(password, hashingCost));

/**
 * A hash of the same password that costs what it should, for one that was made more cheaply; null
 * where it costs enough, or where too much is waiting just now.
 */
export async function strengthened(passwordHash: string, password: string): Promise<string | null> {
  const { memoryCost = 0, timeCost = 0 } = parseOptions(passwordHash);
  if (memoryCost >= hashingCost.memoryCost && timeCost >= hashingCost.timeCost) return null;
  return hashPassword(password).catch(busy);
}

let standIn: Promise<string> | undefined;

/** Whether a password is the one of this hash. Without one it takes as long, and is wrong. */
export function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  return inTurn(async () => {
    standIn ??= hash("no account has this password", hashingCost);
    const matches = await verify(passwordHash ?? (await standIn), password);
    return passwordHash !== null && matches;
  });
}

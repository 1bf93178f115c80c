/**
 * Owns when signing in is held back: after wrong passwords for one account, and after very many
 * attempts from one address.
 * Practice: nobody can shut the owner of an account out. Wrong passwords are counted by where they
 * come from: a browser or a network from which the owner has signed in before waits for its own
 * mistakes alone; all strange places together get a bounded number of guesses an hour. What is
 * counted is the address that was typed, whether or not anyone has it.
 */

export const signInLimits = {
  /** In one place, before it has to wait. */
  freeFailures: 5,
  /** Minutes to wait after the fifth and each further wrong password in one place. */
  waits: [1, 2, 4, 8, 15],
  /** By all strange places together in an hour. */
  strangersAnHour: 30,
  windowMinutes: 60,
  /** How long a network stays one from which the owner signs in. */
  knownDays: 30,
  attemptsPerAddress: 300,
  addressWindowMinutes: 15,
  /** Forgotten passwords reported from one address in the same window. */
  forgottenPerAddress: 20,
  /** Links that one account is sent for forgotten passwords in 24 hours, and minutes between two. */
  forgottenPerAccount: 5,
  forgottenApartMinutes: 15,
} as const;

const minute = 60_000;
const after = (now: Date, minutes: number): string =>
  new Date(now.getTime() + minutes * minute).toISOString();
const isAhead = (instant: string | null, now: Date): boolean =>
  instant !== null && Date.parse(instant) > now.getTime();

/** Until when an account is locked that an administrator locked. */
export const lockedByHand = "9999-12-31T00:00:00.000Z";

/** Is the account locked at this instant? Only an administrator locks one. */
export const isLocked = (lockedUntil: string | null, now: Date): boolean =>
  isAhead(lockedUntil, now);

/** Wrong passwords for one account from one place, or from all strange places. */
export type Count = {
  failures: number;
  /** When the hour began in which they are counted. */
  countedFrom: string;
  waitUntil: string | null;
  /** Until when the owner is known to sign in from there. */
  knownUntil: string | null;
};

export type Counts = {
  /** The browser, when the owner has signed in with it before. */
  browser: Count | null;
  network: Count;
  strangers: Count;
};

export const noFailures = (now: Date): Count => ({
  failures: 0,
  countedFrom: now.toISOString(),
  waitUntil: null,
  knownUntil: null,
});

const inWindow = (count: Count, now: Date): Count =>
  isAhead(after(new Date(count.countedFrom), signInLimits.windowMinutes), now)
    ? count
    : { ...noFailures(now), knownUntil: count.knownUntil };

function oneMore(count: Count, now: Date, waitAfter: (failures: number) => number): Count {
  const current = inWindow(count, now);
  const failures = current.failures + 1;
  const minutes = waitAfter(failures);
  return { ...current, failures, waitUntil: minutes > 0 ? after(now, minutes) : null };
}

const waitInPlace = (failures: number): number => {
  const { freeFailures, waits } = signInLimits;
  const late = failures - freeFailures;
  return late < 0 ? 0 : (waits[Math.min(late, waits.length - 1)] ?? 0);
};

export type Judged =
  | { allowed: false; until: string }
  /** Counted as wrong before it is looked at, so that many at once get no more guesses. */
  | { allowed: true; counts: Counts; limitReached: boolean };

const placeOf = (counts: Counts): "browser" | "network" => (counts.browser ? "browser" : "network");

const isKnown = (counts: Counts, now: Date): boolean =>
  counts.browser !== null || isAhead(counts.network.knownUntil, now);

/** Whether one more attempt is looked at, and what is counted then. */
export function judgeAttempt(counts: Counts, now: Date): Judged {
  const place = placeOf(counts);
  const here = counts[place] ?? counts.network;
  const known = isKnown(counts, now);
  const waits = [here, ...(known ? [] : [counts.strangers])].flatMap(({ waitUntil }) =>
    waitUntil !== null && isAhead(waitUntil, now) ? [waitUntil] : [],
  );
  const until = waits.toSorted().at(-1);
  if (until) return { allowed: false, until };
  const counted = oneMore(here, now, waitInPlace);
  const strangers = known
    ? counts.strangers
    : oneMore(counts.strangers, now, (failures) =>
        failures < signInLimits.strangersAnHour ? 0 : signInLimits.windowMinutes,
      );
  return {
    allowed: true,
    counts: { ...counts, [place]: counted, strangers },
    limitReached:
      counted.failures === signInLimits.freeFailures ||
      (!known && strangers.failures === signInLimits.strangersAnHour),
  };
}

/** What stands after the right password: the place is the owner's, and nothing counts against it. */
export function afterSuccess(counts: Counts, now: Date): Counts {
  const known = isKnown(counts, now);
  const knownUntil = after(now, signInLimits.knownDays * 24 * 60);
  const { strangers } = counts;
  return {
    browser: counts.browser && noFailures(now),
    network: { ...(counts.browser ? counts.network : noFailures(now)), knownUntil },
    // It was counted as a stranger's guess, and was none.
    strangers: known
      ? strangers
      : {
          ...strangers,
          failures: Math.max(0, strangers.failures - 1),
          waitUntil:
            strangers.failures - 1 < signInLimits.strangersAnHour ? null : strangers.waitUntil,
        },
  };
}

/** How long a count is of use: while it counts, makes wait or knows a network. */
export function keepUntil(count: Count): string {
  const counted = after(new Date(count.countedFrom), signInLimits.windowMinutes);
  return [counted, count.waitUntil ?? "", count.knownUntil ?? ""].toSorted().at(-1) ?? counted;
}

/** Whole minutes left to wait, at least one. */
export const minutesLeft = (until: string, now: Date): number =>
  Math.max(1, Math.ceil((Date.parse(until) - now.getTime()) / minute));

/** When links were sent to one account, by the machine's clock: whether another may go now. */
export function maySendAnother(sentAt: readonly string[], now: Date): boolean {
  const { forgottenPerAccount, forgottenApartMinutes } = signInLimits;
  const within = (minutes: number) =>
    sentAt.filter((at) => isAhead(after(new Date(at), minutes), now)).length;
  return within(24 * 60) < forgottenPerAccount && within(forgottenApartMinutes) === 0;
}

import { describe, expect, it } from "vitest";
import { networkOf, sourceOf } from "~/rules/core/networks";
import {
  afterSuccess,
  type Counts,
  judgeAttempt,
  keepUntil,
  maySendAnother,
  minutesLeft,
  noFailures,
  signInLimits,
} from "~/rules/people/sign-in";

const start = new Date("2024-04-15T08:00:00.000Z");
const at = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const fresh = (now = start): Counts => ({
  browser: null,
  network: noFailures(now),
  strangers: noFailures(now),
});

/** Tries wrong passwords as fast as it may from one place for so long; how many were looked at. */
function guess(counts: Counts, from: number, minutes: number) {
  let current = counts;
  let looked = 0;
  let reached = 0;
  for (let minute = from; minute < from + minutes; minute += 1) {
    for (let n = 0; n < 50; n += 1) {
      const judged = judgeAttempt(current, at(minute));
      if (!judged.allowed) break;
      current = judged.counts;
      looked += 1;
      if (judged.limitReached) reached += 1;
    }
  }
  return { counts: current, looked, reached };
}

describe("wrong passwords in one place", () => {
  it.each([
    // after so many wrong ones, the minutes to wait
    [1, 0],
    [4, 0],
    [5, 1],
    [6, 2],
    [7, 4],
    [8, 8],
    [9, 15],
    [10, 15],
  ])("after %i one waits %i minutes", (failures, minutes) => {
    const counts = { ...fresh(), network: { ...noFailures(start), failures: failures - 1 } };
    const judged = judgeAttempt(counts, start);
    if (!judged.allowed) throw new Error("it is looked at");
    const next = judgeAttempt(judged.counts, start);
    expect(next.allowed ? 0 : minutesLeft(next.until, start)).toBe(minutes);
    if (minutes > 0) expect(judgeAttempt(judged.counts, at(minutes)).allowed).toBe(true);
  });

  it("are at most eleven an hour, and the owner is told once", () => {
    const { looked, reached } = guess(fresh(), 0, 60);
    expect(looked).toBeLessThanOrEqual(11);
    expect(reached).toBe(1);
  });

  it("are forgotten after an hour", () => {
    const { counts } = guess(fresh(), 0, 5);
    const judged = judgeAttempt(counts, at(61));
    expect(judged.allowed && judged.counts.network.failures).toBe(1);
  });
});

describe("guesses from very many places", () => {
  /** A new network each time: nothing counts against it yet. */
  function flood(minutes: number) {
    let strangers = noFailures(start);
    let looked = 0;
    for (let minute = 0; minute < minutes; minute += 1) {
      for (let n = 0; n < 20; n += 1) {
        const judged = judgeAttempt({ ...fresh(at(minute)), strangers }, at(minute));
        if (!judged.allowed) continue;
        strangers = judged.counts.strangers;
        looked += 1;
      }
    }
    return { strangers, looked };
  }

  it("are bounded in all", () => {
    expect(flood(60).looked).toBe(signInLimits.strangersAnHour);
    expect(flood(180).looked).toBeLessThanOrEqual(3 * signInLimits.strangersAnHour);
  });

  it.each([
    ["a browser they have used", { browser: noFailures(start) }, true],
    [
      "a network they have used",
      { network: { ...noFailures(start), knownUntil: at(60 * 24).toISOString() } },
      true,
    ],
    [
      "a network they used long ago",
      { network: { ...noFailures(start), knownUntil: at(-1).toISOString() } },
      false,
    ],
    ["a new place", {}, false],
  ])("never hold up the owner in %s: %j", (_, place, allowed) => {
    const { strangers } = flood(20);
    expect(judgeAttempt({ ...fresh(), ...place, strangers }, at(20)).allowed).toBe(allowed);
  });

  it("in the owner's own network do not hold up a browser they have used", () => {
    const { counts } = guess(fresh(), 0, 20);
    const owner = { ...counts, browser: noFailures(start) };
    expect(judgeAttempt(counts, at(20)).allowed).toBe(false);
    expect(judgeAttempt(owner, at(20)).allowed).toBe(true);
  });
});

describe("the right password", () => {
  it("clears the place and makes it known, and was no stranger's guess", () => {
    const { counts } = guess(fresh(), 0, 1);
    const judged = judgeAttempt(counts, at(3));
    if (!judged.allowed) throw new Error("it is looked at");
    const after = afterSuccess(judged.counts, at(3));
    expect(after.network.failures).toBe(0);
    expect(after.network.waitUntil).toBeNull();
    expect(judgeAttempt({ ...after, browser: null }, at(3)).allowed).toBe(true);
    expect(after.strangers.failures).toBe(counts.strangers.failures);
    expect(Date.parse(after.network.knownUntil ?? "")).toBeGreaterThan(at(60 * 24 * 29).getTime());
  });

  it("as the last of an hour's guesses leaves the next stranger one", () => {
    const limit = signInLimits.strangersAnHour;
    const counts = { ...fresh(), strangers: { ...noFailures(start), failures: limit - 1 } };
    const judged = judgeAttempt(counts, start);
    if (!judged.allowed) throw new Error("it is looked at");
    expect(judged.limitReached).toBe(true);
    const { strangers } = afterSuccess(judged.counts, start);
    expect(judgeAttempt({ ...fresh(), strangers }, start).allowed).toBe(true);
  });

  it("in a known browser does not clear what others in the same network have tried", () => {
    const { counts } = guess(fresh(), 0, 1);
    const after = afterSuccess({ ...counts, browser: noFailures(start) }, at(1));
    expect(after.network.failures).toBe(counts.network.failures);
  });
});

it("keeps a count for as long as it matters", () => {
  const known = { ...noFailures(start), knownUntil: at(5000).toISOString() };
  expect(keepUntil(noFailures(start))).toBe(at(60).toISOString());
  expect(keepUntil(known)).toBe(at(5000).toISOString());
});

it.each([
  [[], true],
  [[-10], false],
  [[-16], true],
  [[-20, -40, -60, -80, -100], false],
  [[-20, -40, -60, -80, -60 * 24 - 1], true],
])("a link after those sent %j minutes from now: %s", (minutes, may) => {
  expect(
    maySendAnother(
      minutes.map((one) => at(one).toISOString()),
      start,
    ),
  ).toBe(may);
});

describe("addresses that count as one", () => {
  it.each([
    ["192.0.2.7", "192.0.2.7", "192.0.2.0/24"],
    ["::ffff:192.0.2.7", "192.0.2.7", "192.0.2.0/24"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64", "2001:db8:1:2::/64"],
    ["2001:0DB8::5", "2001:db8:0:0::/64", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64", "fe80:0:0:0::/64"],
    ["unknown", "unknown", "unknown"],
  ])("%s is %s in %s", (address, source, network) => {
    expect([sourceOf(address), networkOf(address)]).toEqual([source, network]);
  });

  it("are short whatever is sent", () => {
    for (const long of ["x".repeat(9000), ":".repeat(9000), "1:2".repeat(4000)]) {
      expect(sourceOf(long).length).toBeLessThan(80);
    }
  });
});

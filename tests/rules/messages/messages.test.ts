import { describe, expect, it } from "vitest";
import {
  isSigningIn,
  isUrgent,
  type MessageKind,
  messageKinds,
  sentencesOf,
  subjectOf,
} from "~/rules/messages/messages";
import {
  afterFailure,
  firstStateOf,
  isPlainPath,
  isStale,
  mostAttempts,
  nextAttempt,
  problemOf,
} from "~/rules/messages/outbox";
import { judgementNames } from "~/rules/tools/grades";
import { grades } from "~/rules/tools/scale";

const kinds = Object.keys(messageKinds) as MessageKind[];

describe("the words of messages", () => {
  it.each(kinds)("%s names no grade, no child and no file", (kind) => {
    const facts = { kind, dueOn: "2024-04-19", duePrecision: "day", forName: null } as const;
    const words = [subjectOf(facts), ...sentencesOf(facts)].join(" ");
    for (const grade of grades) expect(words).not.toContain(judgementNames[grade]);
    expect(words).not.toMatch(/\b(child|DB-|undefined|null)\b/i);
    expect(words).toContain("19 April 2024");
    expect(subjectOf(facts)).toMatch(/ in Line of Sight$/);
  });

  it("says by the end of a month when no day was given", () => {
    const facts = { kind: "action-due-soon", dueOn: "2024-05-31", forName: null } as const;
    const words = sentencesOf({ ...facts, duePrecision: "month" }).join(" ");
    expect(words).toContain("The date is the end of May 2024.");
    expect(words).not.toContain("31 May");
  });

  it("lets safeguarding concerns alone go at once", () => {
    expect(kinds.filter(isUrgent).every((kind) => kind.startsWith("concern-"))).toBe(true);
    expect(isUrgent("concern-raised")).toBe(true);
    expect(isUrgent("concern-late")).toBe(true);
  });

  it("says for whom a deputy gets it", () => {
    const facts = {
      kind: "concern-raised",
      dueOn: null,
      duePrecision: "day",
      forName: "Sam Okafor",
    } as const;
    expect(subjectOf(facts)).toMatch(/\(for Sam Okafor\)$/);
    expect(sentencesOf(facts)[0]).toBe("You get this as the deputy of Sam Okafor.");
  });

  it.each(["/", "/audits/0190a-b", "/responses/1/two"])("%s may be a link", (path) => {
    expect(isPlainPath(path)).toBe(true);
  });

  it.each(["", "audits/1", "//elsewhere.example", "/a?q=1", "/a#b", "/a//b", "/DB-1042", "/a b"])(
    "%j may not",
    (path) => {
      expect(isPlainPath(path)).toBe(false);
    },
  );
});

describe("sending again", () => {
  const now = new Date("2024-04-15T08:00:00Z");

  it("waits longer each time, and then gives up", () => {
    const waits = Array.from({ length: mostAttempts }, (_, n) => nextAttempt(n + 1, now)).map(
      (at) => at && (at.getTime() - now.getTime()) / 60_000,
    );
    expect(waits.at(-1)).toBeNull();
    const given = waits.slice(0, -1).map(Number);
    expect(given.every((wait, n) => n === 0 || wait > Number(given[n - 1]))).toBe(true);
  });

  it.each([
    [{ code: "ECONNECTION" }, "could not be reached", false],
    [{ code: "ETIMEDOUT" }, "could not be reached", false],
    [{ code: "EAUTH", responseCode: 535 }, "user name or password", false],
    [{ code: "EENVELOPE", responseCode: 550 }, "refused the address (it answered 550)", true],
    [{ code: "EENVELOPE", responseCode: 451 }, "refused the address", false],
    [{ code: "EMESSAGE", responseCode: 552 }, "refused the message", true],
    [{ responseCode: 421 }, "could not take the message just now", false],
    [{}, "could not be sent", false],
  ])("says %j in words", (error, words, permanent) => {
    expect(problemOf(error).words).toContain(words);
    expect(problemOf(error).permanent).toBe(permanent);
  });

  it("does not try again what can't pass", () => {
    expect(afterFailure({ words: "", permanent: true }, 1, now)).toEqual({ state: "failed" });
    expect(afterFailure({ words: "", permanent: false }, 1, now)).toEqual({
      state: "waiting",
      sendAfter: "2024-04-15T08:01:00.000Z",
    });
    expect(afterFailure({ words: "", permanent: false }, mostAttempts, now).state).toBe("failed");
  });

  it("calls stale what waited for weeks untried, not what is being tried", () => {
    expect(isStale("2024-04-02T08:00:00Z", 1, now)).toBe(false);
    expect(isStale("2024-03-31T08:00:00Z", 1, now)).toBe(true);
    expect(isStale("2024-03-31T08:00:00Z", 2, now)).toBe(false);
  });
});

describe("the state in which a message starts", () => {
  const person = { active: true, email: "a@council.example", choice: null, hasAccount: true };
  const signingIn = kinds.find(isSigningIn) ?? expect.fail("no message is about signing in");
  const urgent = kinds.find(isUrgent) ?? expect.fail("no message is urgent");

  it.each([
    ["as it is, where nothing was chosen", person, "action-assigned", "waiting"],
    ["at once", { ...person, choice: "immediate" }, "action-assigned", "waiting"],
    ["in the daily summary", { ...person, choice: "digest" }, "action-assigned", "held"],
    ["not wanted", { ...person, choice: "none" }, "action-assigned", "not-wanted"],
    ["urgent whatever was chosen", { ...person, choice: "none" }, urgent, "waiting"],
    ["about signing in", { ...person, choice: "digest" }, signingIn, "waiting"],
    ["about signing in, no account yet", { ...person, hasAccount: false }, signingIn, "waiting"],
    ["without an account", { ...person, hasAccount: false }, "action-assigned", "no-address"],
    ["without an address", { ...person, email: null }, urgent, "no-address"],
    ["left", { ...person, active: false }, signingIn, "no-address"],
    ["not known", undefined, "action-assigned", "no-address"],
  ] as const)("%s", (_, recipient, kind, state) => {
    const start = firstStateOf(recipient, kind);
    expect(start.state).toBe(state);
    expect(start.problem === "").toBe(state !== "no-address");
  });
});

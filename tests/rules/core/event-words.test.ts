import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type EventKind, eventKinds } from "~/rules/core/event-kinds";
import { eventInWords, reasonOf, sampleEventInWords } from "~/rules/core/event-words";

const kinds = Object.keys(eventKinds) as EventKind[];

/** Whatever appends events, as text: db and the pages; the demonstration only repeats what they do. */
const sources = ["db", "app/routes", "app/server"]
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`),
  )
  .filter((file) => /\.tsx?$/.test(file) && !/^db\/(demo|migrations)\//.test(file))
  .map((file) => readFileSync(file, "utf8"))
  .filter((text) => /core\/events\.server|\.\/events\.server|core\/typed|core\/drafts/.test(text))
  .join("\n");

/** Whether something says this kind other than to look for it. */
const isWritten = (kind: string): boolean =>
  sources.replaceAll(/(=== |"=", )"[\w.-]+"/g, "").includes(`"${kind}"`);

describe("The kinds of event", () => {
  it.each(kinds)("%s is written, and told in words", (kind) => {
    expect(isWritten(kind)).toBe(true);
    for (const after of [null, { cases: 2, frame: 9, audits: 3, major: 1, minor: 2 }])
      expect(eventInWords({ kind, after })).toMatch(/^[A-Z\d][^\n]+$/);
  });

  it("and one that nothing writes is noticed", () => {
    expect(isWritten("audit.painted")).toBe(false);
  });
});

describe("Events in words", () => {
  it.each<[EventKind, unknown, unknown, string]>([
    ["exercise.drawn", { cases: 1, frame: 9 }, null, "1 case drawn from a caseload of 9"],
    [
      "exercise.drawn",
      { cases: 8, frame: 9, planned: 10 },
      null,
      "8 cases drawn from a caseload of 9 (10 planned)",
    ],
    [
      "exercise.allocated",
      { audits: 3, overrides: 1 },
      null,
      "3 audits allocated, 1 conflict overridden with a reason",
    ],
    ["exercise.window-closed", null, null, "Auditing closed"],
    [
      "exercise.window-closed",
      { withdrawn: 2 },
      null,
      "Auditing closed, 2 unsubmitted audits withdrawn",
    ],
    [
      "exercise.closed",
      { waiting: 1 },
      null,
      "Closed: 1 audit waits for corrections, every other grade is final",
    ],
    ["tool.published", { major: 2, minor: 0 }, null, "Version 2 published"],
    ["tool.published", { major: 2, minor: 1 }, null, "Version 2.1 published"],
    [
      "audit.allocated",
      { overrideReason: "Away" },
      null,
      "Allocated to an auditor, with a conflict overridden",
    ],
    ["audit.released", null, { state: "selected" }, "Released from moderation"],
    ["audit.released", null, null, "Released to its auditor"],
    [
      "audit.due-changed",
      { dueOn: "2024-04-15" },
      { dueOn: null },
      "Due date moved from no date to 15 April 2024",
    ],
    ["audit.answers-saved", { a: "1", b: "2" }, null, "2 answers saved"],
  ])("%s with %j after %j", (kind, after, before, words) => {
    expect(eventInWords({ kind, after, before })).toBe(words);
  });

  it("are a sample’s own where a sample says it otherwise", () => {
    const released = { kind: "exercise.released", after: { audits: 3 } } as const;
    expect(sampleEventInWords(released)).toBe("Released to the reviewers");
    expect(sampleEventInWords({ kind: "exercise.cancelled" })).toBe("Cancelled");
  });

  it("are made of the name of a kind that is no longer written", () => {
    expect(eventInWords({ kind: "account.password-given" as EventKind })).toBe("Password given");
  });

  it.each([
    [{ reason: "Ill" }, "Ill"],
    [{ reason: "" }, null],
    [null, null],
    ["text", null],
  ])("with the reason of %j: %j", (after, reason) => expect(reasonOf({ after })).toBe(reason));
});

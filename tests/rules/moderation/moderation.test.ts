import { describe, expect, it } from "vitest";
import {
  commit,
  type Decision,
  decide,
  type Grading,
  isBlind,
  type Moderation,
  moderationRange,
  movementInWords,
  nextRound,
  outcomeOf,
} from "~/rules/moderation/moderation";
import { type Grade, grades } from "~/rules/tools/scale";
import reference from "../statistics/reference/moderation-counts.json";

describe("the range of moderation", () => {
  it.each(reference.rows)("for $n audits", ({ n, min, max, feasible }) => {
    expect(moderationRange(n)).toEqual({ min, max, feasible });
  });

  it("holds every whole number between the percentages and no other, up to 500", () => {
    for (let n = 0; n <= 500; n += 1) {
      const { min, max, feasible } = moderationRange(n);
      const inside = Array.from({ length: n + 1 }, (_, m) => m).filter(
        (m) => 10 * m >= 2 * n && 10 * m <= 3 * n,
      );
      expect(feasible).toBe(inside.length > 0);
      if (feasible) expect([min, max]).toEqual([inside[0], inside.at(-1)]);
    }
  });

  it("takes other percentages", () => {
    expect(moderationRange(7, { from: 1, to: 100 })).toEqual({ min: 1, max: 7, feasible: true });
    expect(moderationRange(10, { from: 29, to: 29 })).toEqual({ min: 3, max: 2, feasible: false });
    expect(moderationRange(100, { from: 29, to: 29 })).toEqual({
      min: 29,
      max: 29,
      feasible: true,
    });
  });
});

describe("the outcome", () => {
  it("compares every pair of grades", () => {
    const row = (auditor: Grade) => grades.map((final) => outcomeOf(auditor, final)[0]).join("");
    expect(grades.map(row)).toEqual(["cddd", "ucdd", "uucd", "uuuc"]);
  });
});

describe("the movement between two judgements", () => {
  it.each([
    ["good", "good", "Same"],
    ["good", "requires-improvement", "One step down"],
    ["inadequate", "good", "Two steps up"],
    ["outstanding", "inadequate", "Three steps down"],
    ["not-applicable", "not-applicable", "Same"],
    ["good", "not-judged", "Different"],
    ["not-applicable", "not-judged", "Different"],
  ] as const)("%s to %s: %s", (from, to, words) => {
    expect(movementInWords(from, to)).toBe(words);
  });
});

const areas = ["assessment", "planning"];
const selected: Moderation = {
  state: "selected",
  round: 1,
  auditorId: "ada",
  moderatorId: "mo",
  committedAt: null,
};
const committed: Moderation = {
  ...selected,
  state: "committed",
  committedAt: "2024-04-12T10:00:00Z",
};
const recorded: Moderation = { ...committed, state: "recorded" };
const decided: Moderation = { ...committed, state: "decided" };
const returned: Moderation = { ...committed, state: "returned" };
const grading: Grading = {
  areas: {
    assessment: { judgement: "good", reason: "Analysis is clear" },
    planning: { judgement: "not-judged", reason: "Restricted" },
  },
  overall: { grade: "good", reason: "It made a difference" },
};
const now = "2024-04-15T09:30:00Z";

describe("committing blind grades", () => {
  it("moves to committed and keeps the instant", () => {
    expect(commit(selected, grading, areas, "mo", now)).toEqual({
      ok: true,
      next: { ...selected, state: "committed", committedAt: now },
      event: { kind: "moderation.committed", round: 1 },
    });
  });

  const partly: Grading = { ...grading, areas: { assessment: grading.areas.assessment as never } };
  const unreasoned: Grading = { ...grading, overall: { grade: "good", reason: "  " } };
  it.each([
    ["by someone else", selected, grading, "ada", "not-the-moderator"],
    [
      "before a moderator is named",
      { ...selected, moderatorId: null },
      grading,
      "mo",
      "not-the-moderator",
    ],
    ["twice", committed, grading, "mo", "already-committed"],
    ["after the decision", decided, grading, "mo", "already-committed"],
    ["after the return", returned, grading, "mo", "already-committed"],
    ["without every area", selected, partly, "mo", "incomplete"],
    ["without a reason overall", selected, unreasoned, "mo", "incomplete"],
  ] as const)("is refused %s", (_, moderation, given, actor, refusal) => {
    const step = commit(moderation, given, areas, actor, now);
    expect(step).toMatchObject({ ok: false, refusal });
    if (!step.ok) expect(step.message).toMatch(/^[A-Z].*\.$/);
  });
});

describe("the panel's decision", () => {
  const final: Decision = {
    kind: "final",
    areas: { assessment: "good", planning: "not-judged" },
    overall: "requires-improvement",
    reason: "Plans drifted for four months",
  };
  const back: Decision = {
    kind: "returned",
    whatToMend: "Speak to the father",
    dueOn: "2024-04-22",
  };

  it("is recorded of a committed moderation, names the outcome, and can be recorded anew", () => {
    for (const moderation of [committed, recorded])
      expect(decide(moderation, final, "good", areas, "lead")).toEqual({
        ok: true,
        next: recorded,
        event: { kind: "moderation.recorded", outcome: "downgraded", round: 1 },
      });
  });

  it("records the way back to the auditor; the audit then comes to the same moderator, blind again", () => {
    const step = decide(committed, back, "good", areas, "lead");
    expect(step).toEqual({
      ok: true,
      next: recorded,
      event: { kind: "moderation.recorded", outcome: "returned", round: 1 },
    });
    const again = nextRound(returned);
    expect(again).toEqual({ ...selected, round: 2 });
    expect(isBlind("mo", again)).toBe(true);
  });

  it.each([
    ["before the commitment", selected, final, "lead", "not-committed"],
    ["twice", decided, final, "lead", "already-decided"],
    ["once two have taken it", { ...committed, state: "taken" }, final, "lead", "already-decided"],
    ["while it is with the auditor", returned, back, "lead", "already-decided"],
    ["by its auditor", committed, final, "ada", "own-audit"],
    [
      "without saying what to correct",
      committed,
      { ...back, whatToMend: " " },
      "lead",
      "incomplete",
    ],
    ["without every area", committed, { ...final, areas: {} }, "lead", "incomplete"],
    ["without a reason", committed, { ...final, reason: "" }, "lead", "incomplete"],
  ] as [string, Moderation, Decision, string, string][])(
    "is refused %s",
    (_, moderation, decision, actor, refusal) => {
      expect(decide(moderation, decision, "good", areas, actor)).toMatchObject({
        ok: false,
        refusal,
      });
    },
  );
});

describe("blindness", () => {
  it("holds for the moderator until they commit, and for nobody else", () => {
    expect(isBlind("mo", selected)).toBe(true);
    expect(isBlind("mo", committed)).toBe(false);
    expect(isBlind("lead", selected)).toBe(false);
    expect(isBlind("mo", null)).toBe(false);
  });
});

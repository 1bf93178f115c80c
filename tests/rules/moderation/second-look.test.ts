import { describe, expect, it } from "vitest";
import { gradeChanges } from "~/rules/moderation/grade-changes";
import {
  changesOf,
  confirmAnswer,
  mayNotAsk,
  someoneNewInWords,
} from "~/rules/moderation/second-look";

describe("asking for a second look", () => {
  const can = { moderation: "decided", exercise: "moderating", before: [] } as const;
  it.each([
    ["of a final decision", {}, null],
    ["of one that waits for corrections", { moderation: "taken" }, null],
    ["while audits still arrive", { exercise: "auditing" }, null],
    ["after one that was overtaken", { before: ["overtaken"] }, null],
    ["a second time", { before: ["answered"] }, /once/],
    ["after withdrawing one", { before: ["withdrawn"] }, /once/],
    ["while one waits", { before: ["overtaken", "asked"] }, /once/],
    ["of an audit that came back", { moderation: "returned" }, /not decided/],
    ["of a decision that one has recorded", { moderation: "recorded" }, /not decided/],
    ["once moderation is closed", { exercise: "closed" }, /closed/],
  ] as const)("%s", (_, more, refusal) => {
    const answer = mayNotAsk({ ...can, ...more });
    if (refusal === null) expect(answer).toBeNull();
    else expect(answer).toMatch(refusal);
  });
});

describe("what an answer changes", () => {
  const stands = { assessment: "good", plo: "not-judged", overall: "good" } as const;
  it("is what differs from what stands, and nothing where the grades stand", () => {
    expect(changesOf({ kind: "stands", reason: "So" }, stands)).toEqual([]);
    const areas = { assessment: "requires-improvement", plo: "not-judged" } as const;
    expect(changesOf({ kind: "changed", reason: "So", areas, overall: "good" }, stands)).toEqual([
      { area: "assessment", from: "good", to: "requires-improvement" },
    ]);
  });
});

describe("confirming an answer", () => {
  const today = "2024-04-15";
  const look = { state: "recorded", auditorId: "ada" } as const;
  const one = (id: string, counts = true) => ({ id, counts });
  const first = ["al", "bo"];
  const rows = [
    ["by someone new", "cy", ["al"], ["bo"], "answered"],
    ["by one of the first, of what someone new recorded", "bo", ["cy"], ["al"], "answered"],
    ["by both of the first, where someone new could", "bo", ["al"], ["cy"], "recorded"],
    ["by both of the first, where nobody new could", "bo", ["al"], ["dee"], "answered", ["dee"]],
    ["by someone new, after both of the first", "cy", ["al", "bo"], [], "answered"],
    ["by whoever recorded it", "al", ["al"], ["bo"], "took-it"],
    ["by the auditor", "ada", ["al"], ["bo"], "own-audit"],
  ] as const;
  it.each(rows)("%s", (_, actor, takers, others, then, also: readonly string[] = []) => {
    const step = confirmAnswer(
      look,
      one(actor),
      { takers: takers.map((id) => one(id)), first: [...first, ...also], others },
      today,
    );
    expect(step.ok ? step.next : step.refusal).toBe(then);
  });

  it("asks two who count, and lets one alone only where nobody else could", () => {
    const panel = { takers: [one("al", false)], first, others: [] };
    expect(confirmAnswer(look, one("cy"), panel, today)).toMatchObject({ next: "recorded" });
    expect(confirmAnswer(look, one("cy", false), panel, today)).toMatchObject({
      refusal: "does-not-count",
    });
    const alone = { takers: [one("cy")], first, others: ["al"] };
    expect(confirmAnswer(look, one("cy"), alone, today, "Why")).toMatchObject({
      refusal: "others-can",
    });
    expect(confirmAnswer(look, one("cy"), { ...alone, others: [] }, today, "Why")).toEqual({
      ok: true,
      next: "answered",
      alone: true,
    });
  });

  it("is of an answer that is recorded", () => {
    const panel = { takers: [one("al")], first, others: [] };
    for (const state of ["asked", "answered", "withdrawn", "overtaken"] as const)
      expect(confirmAnswer({ ...look, state }, one("cy"), panel, today)).toMatchObject({
        refusal: "not-recorded",
      });
  });

  it("is said with who is new", () => {
    expect(someoneNewInWords(["Cy"])).toContain("one of them is new to it: Cy did not take");
    expect(someoneNewInWords([])).toMatch(/^Everyone who counts/);
  });
});

describe("grades that changed after someone could read them", () => {
  it("are every step that differs from the one before", () => {
    const own = { assessment: "good", overall: "good" } as const;
    const lower = { assessment: "good", overall: "requires-improvement" } as const;
    expect(
      gradeChanges([
        { by: "auditor", on: "2024-04-01", judged: own },
        { by: "auditor", on: "2024-04-08", judged: own },
        { by: "panel", on: "2024-04-12", judged: lower },
        { by: "second-look", on: "2024-04-15", judged: own },
      ]),
    ).toEqual([
      {
        by: "panel",
        on: "2024-04-12",
        changes: [{ area: "overall", from: "good", to: "requires-improvement" }],
      },
      {
        by: "second-look",
        on: "2024-04-15",
        changes: [{ area: "overall", from: "requires-improvement", to: "good" }],
      },
    ]);
    expect(gradeChanges([{ by: "auditor", on: "2024-04-01", judged: own }])).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import {
  allAgreed,
  canDecide,
  canTake,
  inAgendaOrder,
  type meetingStates,
  membersProblem,
  moveMeeting,
  partOf,
  type StandingCase,
} from "~/rules/moderation/meetings";
import { withoutNames } from "~/rules/moderation/without-names";
import { decidedOf, decisionInWords, minutesOf } from "~/rules/reports/panel-minutes";

const made = (judgement: "good" | "inadequate" | "not-applicable") => ({ judgement, reason: "" });
const same = { a: made("good"), b: made("not-applicable"), overall: made("good") };

describe("A meeting of the panel", () => {
  const today = "2024-04-15";
  const at = (state: (typeof meetingStates)[number], meetsOn = today) =>
    ({ state, chairId: "chair", meetsOn }) as const;

  it.each([
    ["begin", "planned", "chair", "under-way"],
    ["begin", "planned", "member", "under-way"],
    ["begin", "under-way", "chair", null],
    ["begin", "cancelled", "chair", null],
    ["cancel", "planned", "lead", "cancelled"],
    ["cancel", "under-way", "lead", null],
    ["sign-off", "under-way", "chair", "closed"],
    ["sign-off", "under-way", "member", null],
    ["sign-off", "planned", "chair", null],
    ["sign-off", "closed", "chair", null],
  ] as const)("to %s it when %s by the %s leads to %s", (move, state, actorId, next) => {
    const step = moveMeeting(at(state), move, { actorId, today });
    expect(step.ok ? step.next : null).toBe(next);
  });

  it("never begins before its day", () => {
    const early = moveMeeting(at("planned", "2024-04-16"), "begin", { actorId: "chair", today });
    expect(early).toMatchObject({ ok: false, message: expect.stringContaining("Change the date") });
  });

  it("is of two at least, the chair counted once", () => {
    expect(membersProblem("a", ["a"])).toContain("at least one member");
    expect(membersProblem("a", ["a", "b"])).toBeNull();
  });

  it("says for which case too few of its members count", () => {
    expect(canDecide(["a", "b", "c"], ["b", "x", "y"])).toBe(false);
    expect(canDecide(["a", "b", "c"], ["b", "c"])).toBe(true);
  });
});

describe("Its agenda", () => {
  it("passes by consent what both graded alike in every area and overall", () => {
    expect(allAgreed({ auditor: same, moderator: same })).toBe(true);
    expect(allAgreed({ auditor: same, moderator: { ...same, b: made("good") } })).toBe(false);
    expect(allAgreed({ auditor: same, moderator: { ...same, c: made("good") } })).toBe(false);
    expect(allAgreed({ auditor: {}, moderator: {} })).toBe(false);
  });

  it("takes agreements, then differences, then what came back, each as it came", () => {
    const apart = { auditor: same, moderator: { ...same, a: made("inadequate") } };
    const both = { auditor: same, moderator: same };
    expect([partOf(1, both), partOf(1, apart), partOf(2, both)]).toEqual([
      "agreed",
      "differs",
      "came-back",
    ]);
    const cases = [
      { id: 1, part: "came-back" as const },
      { id: 2, part: "differs" as const },
      { id: 3, part: "agreed" as const },
      { id: 4, part: "differs" as const },
    ];
    expect(inAgendaOrder(cases).map(({ id }) => id)).toEqual([3, 2, 4, 1]);
  });

  const standing: StandingCase = {
    state: "recorded",
    kept: null,
    took: false,
    panellist: { id: "a", counts: true, because: "" },
  };
  const tied = { id: "a", counts: false, because: "They work in the team." };
  it.each([
    ["what is recorded", {}, null],
    ["their own recording", { took: true }, "You have taken it"],
    ["a case of their own line", { panellist: tied }, "don’t count for it. They work in the team."],
    ["an audit of their own", { kept: "own" }, "you audited it"],
    ["what they grade afresh", { kept: "to-grade" }, "you are to grade it again"],
    ["what nobody recorded", { state: "committed" }, "No decision is recorded"],
    ["what is taken", { state: "taken" }, "No decision is recorded"],
  ] as const)("a member takes, or not, %s", (_, more, because) => {
    const answer = canTake({ ...standing, ...more });
    if (because === null) expect(answer.ok).toBe(true);
    else expect(answer).toMatchObject({ ok: false, because: expect.stringContaining(because) });
  });
});

describe("What is shown to a room", () => {
  const called = [
    { name: "DB-1042", as: "this case" },
    { name: "Sam Ode", as: "the worker" },
    { name: null, as: "the auditor" },
  ];
  it.each([
    ["Sam Ode wrote it; Ode's plan is late.", "the worker wrote it; the worker's plan is late."],
    ["On DB-1042 the same holds.", "On this case the same holds."],
    ["The plan was seen by her brother Tobias.", "[name left out]"],
  ])("names nobody: %s", (text, shown) => {
    const left = withoutNames(text, called);
    expect(left).toContain(shown);
    expect(left).not.toMatch(/Sam|Ode|DB-1042|Tobias/);
  });
});

describe("The minutes", () => {
  const tool = {
    areas: [{ code: "a", name: "Assessment" }],
    questions: [
      { code: "sound", text: "Is it sound?" },
      { code: "heard", text: "Were they heard?" },
    ],
  };
  const met = { answer: "met", note: "" } as const;
  const judged = {
    auditor: { a: made("good"), overall: made("good") },
    moderator: { a: made("inadequate"), overall: made("good") },
  };
  const final = decidedOf(
    {
      state: "taken",
      judged,
      decision: {
        kind: "final",
        outcome: "confirmed",
        areas: { a: { judgement: "requires-improvement" } },
        overall: made("good"),
        quality: { sound: met, heard: met },
      },
    },
    tool,
  );
  const returned = decidedOf(
    {
      state: "returned",
      judged,
      decision: { kind: "returned", whatToMend: "Hear the father", dueOn: "2024-04-24" },
    },
    tool,
  );

  it("say a decision in words", () => {
    expect(decisionInWords(final)).toBe(
      "Confirmed: Good overall. Assessment: Requires improvement, one step down",
    );
    expect(decisionInWords({ ...final, state: "recorded" })).toContain("second member");
    expect(decisionInWords(returned)).toBe(
      "Returned to the auditor, by 24 April 2024: Hear the father",
    );
    const open = decidedOf({ state: "committed", judged, decision: null }, tool);
    const withdrawn = { state: "committed", withdrawn: true, judged, decision: null } as const;
    expect(decisionInWords(decidedOf(withdrawn, tool))).toBe(
      "Its audit was withdrawn: nothing is decided",
    );
    expect(decisionInWords(open)).toBe("To be decided");
  });

  it("say which questions about the audit itself were left open, once for the cases that share them", () => {
    const consent = (quality: Record<string, { answer: "met" | null; note: string }>) =>
      decidedOf(
        {
          state: "recorded",
          judged,
          decision: {
            ...{ kind: "final", outcome: "confirmed", areas: {}, overall: made("good") },
            quality,
          },
        },
        tool,
      );
    const open = { answer: null, note: "" };
    const blocks = minutesOf({
      ...{ meetsOn: "2024-04-15", place: "", exercise: "Cycle", chair: "Quinn", members: ["Bo"] },
      ...{ notes: "", kept: 0, themes: [], addenda: [] },
      cases: [
        { number: 1, part: "agreed", decided: consent({ sound: met, heard: open }) },
        { number: 2, part: "agreed", decided: consent({ sound: met }) },
        { number: 3, part: "agreed", decided: consent({}) },
        { number: 4, part: "agreed", decided: final },
      ],
    });
    expect(blocks.flatMap((one) => (one.kind === "text" ? [one.text] : []))).toEqual([
      "Not answered about the audit itself, of cases 1 and 2: Were they heard?",
      "Not answered about the audit itself, of case 3: Is it sound? Were they heard?",
      "None were named.",
    ]);
  });

  it("are blocks: who met, notes, decisions by part, themes with how many cases, what was added", () => {
    const blocks = minutesOf({
      meetsOn: "2024-04-15",
      place: "Room 2",
      exercise: "March 2024 core cycle",
      chair: "Quinn",
      members: ["Quinn", "Alex", "Bo"],
      notes: "We met.",
      cases: [{ number: 3, part: "differs", decided: final }],
      kept: 1,
      themes: [{ kind: "strength", text: "Warm work", cases: 4 }],
      addenda: [{ text: "One more thing", by: "Bo", on: "2024-04-20" }],
    });
    expect(blocks.map(({ kind }) => kind)).toEqual([
      ...["list", "heading", "text", "heading", "table", "text", "heading", "list"],
      ...["heading", "text"],
    ]);
    const text = JSON.stringify(blocks);
    for (const words of [
      "Members: Alex and Bo",
      "Case 3",
      "Strength: Warm work (4 cases)",
      "1 case of this meeting is kept from you",
      "Added on 20 April 2024 by Bo",
    ])
      expect(text).toContain(words);
  });
});

import { describe, expect, it } from "vitest";
import { confirm, type Taken, type Taker, takersInWords } from "~/rules/moderation/panel";

const today = "2024-04-15";
const recorded = { state: "recorded" as const, auditorId: "ada" };
const final = { kind: "final" as const, dueOn: null };
const back = { kind: "returned" as const, dueOn: "2024-04-22" };
const counts = (id: string): Taker => ({ id, counts: true });
const speaks = (id: string): Taker => ({ id, counts: false });
const by = counts("bo");

type Row = [
  string,
  { takers: Taker[]; others?: number; actor?: Taker; decision?: typeof final | typeof back },
  { next: string; alone?: boolean } | string,
  (string | null)?,
];

describe("confirming a recorded decision", () => {
  it.each([
    ["by a second person", { takers: [counts("al")] }, { next: "taken" }],
    [
      "by a second person, back to the auditor",
      { takers: [counts("al")], decision: back },
      { next: "returned" },
    ],
    ["after one in the case's line recorded it", { takers: [speaks("al")] }, { next: "recorded" }],
    [
      "after one in the line and one who counts",
      { takers: [speaks("al"), counts("cy")] },
      { next: "taken" },
    ],
    ["when nobody has taken it any more", { takers: [] }, { next: "recorded" }],
    ["by whoever recorded it", { takers: [counts("bo")] }, "took-it"],
    ["by whoever confirmed it already", { takers: [speaks("al"), counts("bo")] }, "took-it"],
    [
      "by someone in the case's line",
      { takers: [counts("al")], actor: speaks("bo") },
      "does-not-count",
    ],
    ["by the auditor", { takers: [counts("al")], actor: counts("ada") }, "own-audit"],
    [
      "with a date that has passed",
      { takers: [counts("al")], decision: { ...back, dueOn: "2024-04-14" } },
      "date-passed",
    ],
    [
      "alone, by who recorded it, where nobody else can",
      { takers: [counts("bo")], others: 0 },
      { next: "taken", alone: true },
      "On our own",
    ],
    [
      "alone, beside one in the line",
      { takers: [speaks("al")], others: 0 },
      { next: "taken", alone: true },
      "On our own",
    ],
    ["alone, where others can", { takers: [counts("bo")], others: 2 }, "others-can", "On our own"],
    ["alone, without a reason", { takers: [counts("bo")], others: 0 }, "no-reason", "  "],
    [
      "alone, by someone in the line",
      { takers: [], others: 0, actor: speaks("bo") },
      "does-not-count",
      "On our own",
    ],
    [
      "as alone, when two have it anyway",
      { takers: [counts("al")], others: 0 },
      { next: "taken", alone: false },
      "On our own",
    ],
  ] as Row[])(
    "%s",
    (_, { takers, others = 3, actor = by, decision = final }, expected, alone = null) => {
      const step: Taken = confirm(recorded, decision, actor, { takers, others }, today, alone);
      if (typeof expected === "string")
        expect(step).toMatchObject({ ok: false, refusal: expected });
      else expect(step).toEqual({ ok: true, alone: false, ...expected });
    },
  );

  it.each(["selected", "committed", "taken", "decided", "returned"] as const)(
    "is refused while %s",
    (state) => {
      const step = confirm(
        { ...recorded, state },
        final,
        by,
        { takers: [counts("al")], others: 1 },
        today,
      );
      expect(step).toMatchObject({ ok: false, refusal: "not-recorded" });
      if (!step.ok) expect(step.message).toMatch(/^[A-Z]/);
    },
  );
});

it.each([
  [["Al", "Bo"], "", "Al and Bo"],
  [["Al", "Bo", "Cy"], "", "Al, Bo and Cy"],
  [["Al"], "Nobody else was free of ties", "Al alone: Nobody else was free of ties"],
  [["Al"], "", "Al, as one person: decisions from before two were asked for"],
  [[], "", "someone no longer recorded, as one person: decisions from before two were asked for"],
])("names who took a decision: %j", (names, alone, words) => {
  expect(takersInWords(names, alone)).toBe(words);
});

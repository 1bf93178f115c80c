import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { exerciseStates } from "~/rules/exercises/exercises";
import {
  countProgramme,
  followingTitle,
  plannedOutcomes,
  plannedTitle,
  programmeInWords,
  programmeState,
  programmeStates,
} from "~/rules/exercises/programme";

const months = ["2024-01", "2024-03", "2024-04", "2024-05", "2024-12"];

test("planned, delivered, under way, missed and not begun are of the same months, and add up", () => {
  const rows = fc.array(
    fc.record({ month: fc.constantFrom(...months), state: fc.constantFrom(...programmeStates) }),
  );
  fc.assert(
    fc.property(rows, fc.constantFrom(...months), (all, upTo) => {
      const { planned, delivered, underWay, missed, notBegun } = countProgramme(all, upTo);
      expect(delivered + underWay + missed + notBegun).toBe(planned);
      const within = all.filter(({ month }) => month <= upTo);
      expect(planned).toBe(within.filter(({ state }) => state !== "cancelled").length);
      expect(delivered).toBe(within.filter(({ state }) => state === "delivered").length);
    }),
  );
});

test("what is of a later month is not counted before its month", () => {
  const rows = [
    { month: "2024-03", state: "delivered" as const },
    { month: "2024-03", state: "missed" as const },
    { month: "2024-04", state: "under-way" as const },
    { month: "2024-04", state: "cancelled" as const },
    { month: "2024-04", state: "planned" as const },
    { month: "2024-05", state: "under-way" as const },
    { month: "2024-06", state: "delivered" as const },
  ];
  const counts = countProgramme(rows, "2024-04");
  expect(counts).toEqual({ planned: 4, delivered: 1, underWay: 1, missed: 1, notBegun: 1 });
  expect(programmeInWords(counts)).toBe(
    "4 planned: 1 delivered, 1 under way, 1 missed, 1 not begun",
  );
  expect(programmeInWords(countProgramme(rows, "2024-02"))).toBe("None planned");
});

describe("How far something of the programme is", () => {
  it.each([
    ["closed", null, "2024-03", "delivered"],
    ["auditing", null, "2024-03", "under-way"],
    ["moderating", null, "2024-05", "under-way"],
    ["cancelled", null, "2024-03", "cancelled"],
    ["planned", null, "2024-04", "planned"],
    // Its month is over and its cases are not out.
    ["drawn", null, "2024-03", "not-begun"],
    [null, null, "2024-03", "not-begun"],
    [null, null, "2024-04", "planned"],
    [null, "missed", "2024-03", "missed"],
    [null, "missed", "2024-09", "missed"],
    [null, "held", "2024-03", "delivered"],
  ] as const)("%s, said to be %s, of %s is %s in April", (state, outcome, month, is) => {
    expect(programmeState({ state, outcome, month }, "2024-04")).toBe(is);
  });

  it("is never missed without someone having said so", () => {
    for (const state of [...exerciseStates, null])
      for (const month of months)
        expect(programmeState({ state, month }, "2024-12")).not.toBe("missed");
    expect(plannedOutcomes).toEqual(["missed", "held"]);
  });
});

test("a title that nobody wrote follows month and service; one that was written stays", () => {
  const [was, is] = ["2024-05", "2024-07"].map((month) => plannedTitle("core", month));
  expect(followingTitle("May 2024 core cycle", was ?? "", is ?? "")).toBe("July 2024 core cycle");
  expect(followingTitle("", was ?? "", is ?? "")).toBe("July 2024 core cycle");
  expect(followingTitle("Summer cycle", was ?? "", is ?? "")).toBe("Summer cycle");
  expect(plannedTitle("dip-sample", "2024-05", "Early Help")).toBe("Dip sample, Early Help");
});

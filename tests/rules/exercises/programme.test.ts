import fc from "fast-check";
import { expect, test } from "vitest";
import { exerciseStates } from "~/rules/exercises/exercises";
import { countProgramme, programmeInWords } from "~/rules/exercises/programme";

const months = ["2024-01", "2024-03", "2024-04", "2024-05", "2024-12"];

test("planned, delivered, under way and not begun are of the same months, and add up", () => {
  const rows = fc.array(
    fc.record({ month: fc.constantFrom(...months), state: fc.constantFrom(...exerciseStates) }),
  );
  fc.assert(
    fc.property(rows, fc.constantFrom(...months), (all, upTo) => {
      const { planned, delivered, underWay, notBegun } = countProgramme(all, upTo);
      expect(delivered + underWay + notBegun).toBe(planned);
      const within = all.filter(({ month }) => month <= upTo);
      expect(planned).toBe(within.filter(({ state }) => state !== "cancelled").length);
      expect(delivered).toBe(within.filter(({ state }) => state === "closed").length);
    }),
  );
});

test("an exercise of a later month that is out already is not counted before its month", () => {
  const rows = [
    { month: "2024-03", state: "closed" as const },
    { month: "2024-04", state: "moderating" as const },
    { month: "2024-04", state: "cancelled" as const },
    { month: "2024-04", state: "drawn" as const },
    { month: "2024-05", state: "auditing" as const },
    { month: "2024-06", state: "closed" as const },
  ];
  const counts = countProgramme(rows, "2024-04");
  expect(counts).toEqual({ planned: 3, delivered: 1, underWay: 1, notBegun: 1 });
  expect(programmeInWords(counts)).toBe("3 planned: 1 delivered, 1 under way, 1 not begun");
  expect(programmeInWords(countProgramme(rows, "2024-03"))).toBe("1 planned: 1 delivered");
  expect(programmeInWords(countProgramme(rows, "2024-02"))).toBe("None planned");
});

import { describe, expect, it, test } from "vitest";
import { agreementOf, type Pair } from "~/rules/reports/agreement";
import { headlineOf, meaningInWords, sureInWords } from "~/rules/reports/agreement-words";
import { figureInWords } from "~/rules/reports/figure-words";
import {
  type CalibratedGrade,
  calibratedIn,
  gapsOverTime,
  leansOf,
  mostlyBetween,
} from "~/rules/reports/leans";
import {
  basisInWords,
  calibratedInWords,
  gapsInWords,
  leanInWords,
  ownAreaInWords,
  ownLeanInWords,
  sizeInWords,
} from "~/rules/reports/leans-words";
import type { AdjustedLean } from "~/rules/statistics/adjusted-lean";

const pair = (auditor: string, final: string, count: number, more: Partial<Pair> = {}): Pair => ({
  exerciseId: "a cycle",
  area: "overall",
  teamId: "a team",
  cohort: "child-in-need",
  auditorId: "an auditor",
  auditor,
  final,
  random: true,
  count,
  ...more,
});

describe("agreement of pairs", () => {
  const pairs = [
    pair("good", "good", 6),
    pair("good", "requires-improvement", 3),
    pair("inadequate", "requires-improvement", 1),
    pair("outstanding", "requires-improvement", 1),
    pair("not-judged", "good", 2),
  ];

  it("counts pairs of two grades, which way they differ, and leaves the others out", () => {
    const found = agreementOf(pairs, 10);
    expect(found).toMatchObject({ n: 11, ungraded: 2, few: false });
    const words = [found.same, found.withinOne, found.generous, found.harsh].map((figure) =>
      figureInWords(figure),
    );
    expect(words).toEqual(["6 of 11 (55%)", "10 of 11 (91%)", "4 of 11 (36%)", "1 of 11 (9%)"]);
    expect(found.table[1]).toEqual([0, 6, 3, 0]);
    // (3 + 2 - 1) steps over 11, to the generous side.
    expect(found.gap?.value).toBeCloseTo(-4 / 11, 10);
    expect(found.prevalent).toEqual({ grade: "good", count: 6 });
    expect(headlineOf(found, "overall grades")).toBe(
      "The panel confirmed 6 of 11 (55%) overall grades; 4 auditors’ grades were better than the panel’s and 1 worse. Neither way is more than chance explains.",
    );
  });

  it("says nothing but counts under the least number of pairs", () => {
    const found = agreementOf(pairs, 12);
    expect(found).toMatchObject({ few: true, kappa: null, ac2: null, gap: null });
    const said = headlineOf(found, "overall grades");
    expect(said).toContain("confirmed 6 of 11 overall grades");
    expect(said).toContain("11 pairs are too few to say more");
    expect(said).not.toContain("%");
    expect(headlineOf(agreementOf([], 10), "overall grades")).toContain("No moderated audit");
  });

  it("shows no precision where nothing varies, and no kappa where one grade was used", () => {
    const alike = agreementOf([pair("good", "good", 20)], 10);
    expect(alike).toMatchObject({ kappa: null, ac2: { value: 1, interval: null } });
    expect(alike.gap).toEqual({ value: 0, interval: null });
    expect(alike.gap && sureInWords(alike.gap)).toBe("No interval: nothing varies.");
    expect(meaningInWords(alike)).toContain("Kappa is not defined here");
  });

  it("says why kappa and AC2 part where nearly everything has one grade", () => {
    const found = agreementOf(
      [
        pair("good", "good", 28),
        pair("good", "requires-improvement", 1),
        pair("requires-improvement", "good", 1),
      ],
      10,
    );
    expect(found.kappa?.value).toBeLessThan(0);
    expect(found.ac2?.value).toBeGreaterThan(0.9);
    expect(meaningInWords(found)).toContain(
      "They part because grades bunch (29 of 30 final grades here are Good)",
    );
  });

  it("names a direction only where its interval leaves none out", () => {
    const found = agreementOf(
      [pair("good", "good", 20), pair("good", "requires-improvement", 15)],
      10,
    );
    expect(headlineOf(found, "overall grades")).toContain("0.43 of a grade more generous");
    expect(found.gap && sureInWords(found.gap)).toContain("More than chance explains");
  });
});

describe("leans", () => {
  const of = (auditorId: string, own: string, count: number, more: Partial<Pair> = {}) =>
    pair(own, "requires-improvement", count, { auditorId, ...more });

  it("weigh what chance selected by how many audits it stands for", () => {
    // Certain ones (Outstanding, say) are far off; nearly all of the cycle's audits are not like them.
    const pairs = ["A", "B", "C"].flatMap((auditor) => [
      of(auditor, "outstanding", 2, { random: false }),
      of(auditor, "requires-improvement", 7),
      of(auditor, "good", 1),
    ]);
    const lean = (audits: number) =>
      leansOf(pairs, [{ id: "a cycle", audits }], { area: "overall" })[0]?.lean?.value ?? 0;
    expect(lean(30)).toBeCloseTo((3 * (2 * -2 - 1)) / 30, 1);
    expect(lean(300)).toBeGreaterThan(-0.2);
  });

  it("look at one area at a time", () => {
    const pairs = [of("A", "good", 4), of("A", "good", 3, { area: "planning" })];
    const [one] = leansOf([...pairs, of("B", "inadequate", 4)], [], { area: "overall" });
    expect(one).toMatchObject({ auditor: "A", n: 4, raw: -1 });
  });

  it("are joined with calibrations of two or more from three on, and say so", () => {
    const pairs = ["A", "B", "C"].flatMap((auditor) => [
      of(auditor, "good", 3),
      of(auditor, "requires-improvement", 7),
    ]);
    // A is a grade kinder than everyone else each time; C took part by themselves once.
    const given = (calibrationId: string, by: Record<string, string>): CalibratedGrade[] =>
      Object.entries(by).map(([personId, own]) => ({
        ...{ calibrationId, personId, given: own, agreed: "requires-improvement" },
        area: "overall",
      }));
    const three = ["x", "y", "z"].flatMap((id) =>
      given(id, { A: "good", B: "requires-improvement", D: "requires-improvement" }),
    );
    const leans = (calibrated: CalibratedGrade[]) =>
      leansOf(pairs, [], { area: "overall", calibrated });
    const [alone] = leans([]);
    expect(leans(three.slice(0, 6))[0]).toEqual(alone);
    expect(leans([...three.slice(0, 6), ...given("w", { C: "good" })])[0]).toEqual(alone);
    const joined = leans([...three, ...given("w", { C: "good" })]);
    expect(joined.map(({ auditor, n, calibrations }) => [auditor, n, calibrations])).toEqual([
      ["A", 10, 3],
      ["B", 10, 3],
      ["C", 10, 0],
    ]);
    const [a, b, c] = joined.map(({ lean }) => lean?.value ?? 0);
    expect(a).toBeLessThan(c ?? 0);
    expect(b).toBeGreaterThan(c ?? 0);
    expect(joined.map(basisInWords)).toEqual([
      "10 moderated audits and 3 calibrations",
      "10 moderated audits and 3 calibrations",
      "10 moderated audits",
    ]);
    // Another area’s grades, and what has no grade, say nothing here.
    expect(calibratedIn("planning", three).size).toBe(0);
    expect(
      calibratedIn(
        "overall",
        three.map((one) => (one.personId === "A" ? { ...one, given: "not-judged" } : one)),
      ).has("A"),
    ).toBe(false);
  });

  it("know which two grades someone’s differences lie between", () => {
    expect(mostlyBetween([pair("good", "good", 9)])).toBeNull();
    expect(
      mostlyBetween([
        pair("good", "requires-improvement", 3),
        pair("outstanding", "good", 2),
        pair("outstanding", "requires-improvement", 1),
      ]),
    ).toEqual(["good", "requires-improvement"]);
  });

  const told = (value: number, named: AdjustedLean["named"], n = 12): AdjustedLean => ({
    auditor: "A",
    n,
    calibrations: 0,
    raw: value,
    lean: { value, lower: value - 0.2, upper: value + 0.2 },
    named,
  });

  it("are told in words that help", () => {
    expect(
      ownAreaInWords({ name: "Assessment", lean: told(-0.5, "generous"), between: null }),
    ).toBe("In assessment you tend to grade half a grade above the panel.");
    const between: ["good", "requires-improvement"] = ["good", "requires-improvement"];
    expect(ownAreaInWords({ name: "PLO", lean: told(1, "harsh"), between })).toBe(
      "In PLO you tend to grade a grade below the panel: look at what parts Good from Requires improvement.",
    );
    expect(ownAreaInWords({ name: "Planning", lean: told(-0.5, null), between })).toBe("");
    expect(ownLeanInWords(told(-0.3, "generous"), 10)).toBe(
      "Over 12 moderated audits you tend to grade a quarter of a grade above the panel overall.",
    );
    expect(ownLeanInWords(told(-0.3, null), 10)).toContain("by more than chance explains");
    expect(ownLeanInWords(told(-0.3, "generous", 4), 10)).toContain("too few");
    const nothing = { ...told(0, null, 40), lean: null };
    expect(ownLeanInWords({ ...nothing, raw: 0 }, 10)).toContain("always the panel’s");
    expect(ownLeanInWords({ ...nothing, raw: 0.2 }, 10)).toContain("no other auditor’s");
    expect(ownLeanInWords(undefined, 10)).toContain("None of your audits have been moderated");
    expect(leanInWords(told(-0.3, "generous", 4), 10)).toBe("Too few to say");
    expect(leanInWords(told(0.3, null), 10)).toBe("No clear lean");
    const untold = { ...told(0, null), lean: null };
    expect(leanInWords(untold, 10)).toBe("Always the panel’s grade");
    expect(leanInWords({ ...untold, raw: -1 }, 10)).toBe("No other auditor to compare with");
    expect(ownLeanInWords({ ...told(-0.3, "generous"), calibrations: 3 }, 10)).toBe(
      "Over 12 moderated audits and 3 calibrations you tend to grade a quarter of a grade above the panel overall.",
    );
  });

  test.each([
    [0.1, "slightly"],
    [-0.25, "a quarter of a grade"],
    [0.8, "three quarters of a grade"],
    [1.4, "more than a grade"],
  ])("%s steps are %s", (steps, words) => {
    expect(sizeInWords(steps)).toBe(words);
  });
});

describe("the gap over time", () => {
  const cycles = Array.from({ length: 14 }, (_, at) => ({
    id: `${at}`,
    month: `2023-${String(at + 1).padStart(2, "0")}`,
    rebased: false,
  })).slice(0, 12);
  const inCycle = (at: number, generous: number): Pair[] => [
    pair("good", "good", 10 - generous, { exerciseId: `${at}` }),
    pair("good", "requires-improvement", generous, { exerciseId: `${at}` }),
  ];

  it("tells a cycle that is beyond the limits, by its rule, and that limits are on trial", () => {
    const generous = [2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 9];
    const points = gapsOverTime(
      generous.flatMap((n, at) => inCycle(at, n)),
      cycles,
    );
    expect(points.at(-1)).toMatchObject({ n: 10, value: -0.9, signal: "Below LCL" });
    expect(gapsInWords(points)).toBe(
      "Signal: December 2023 (below the lower limit). Limits from fewer than 13 cycles are provisional.",
    );
  });

  it("starts anew where the tool changed, at the next cycle that has pairs", () => {
    const known = cycles.slice(0, 6).map((cycle, at) => ({ ...cycle, rebased: at === 3 }));
    const points = gapsOverTime(
      [0, 1, 2, 4, 5].flatMap((at) => inCycle(at, at < 3 ? at : at + 3)),
      known,
    );
    expect(points[3]).toMatchObject({ n: 0, value: null, centre: null });
    expect(points[2]?.centre).toBeCloseTo(-0.1, 10);
    expect(points[4]?.centre).toBeCloseTo(-0.75, 10);
    expect(gapsInWords(points)).toContain("begin anew where the audit tool changed");
  });

  it("says that one cycle says nothing of movement", () => {
    expect(gapsInWords(gapsOverTime(inCycle(0, 1), cycles.slice(0, 1)))).toContain(
      "A second cycle is needed",
    );
  });
});

describe("calibrations beside a lean", () => {
  it("say how often the agreed grade was given, and no more of few", () => {
    const some = [pair("good", "good", 9), pair("good", "requires-improvement", 3)];
    expect(calibratedInWords({ calibrations: 2, figures: agreementOf(some, 10) })).toBe(
      "In 2 calibrations, 9 of 12 (75%) grades were those agreed afterwards; they were on average 0.25 of a grade more generous.",
    );
    const few = [pair("good", "good", 3)];
    expect(calibratedInWords({ calibrations: 1, figures: agreementOf(few, 10) })).toBe(
      "In 1 calibration, 3 of 3 grades were those agreed afterwards: 3 is too few to say more.",
    );
  });
});

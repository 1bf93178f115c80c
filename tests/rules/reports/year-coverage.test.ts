import { describe, expect, it } from "vitest";
import { coverageBy, coverageInWords, type Looked } from "~/rules/reports/year-coverage";

const looked = (caseId: string, more: Partial<Looked> = {}): Looked => ({
  caseId,
  teamId: "willow",
  cohort: "cin",
  month: "2024-05",
  core: true,
  ...more,
});
const open = [
  { teamId: "willow", cohort: "cin", count: 100 },
  { teamId: "willow", cohort: "cp", count: 21 },
  { teamId: "rowan", cohort: "cin", count: 30 },
];
const half = { share: 10, part: 0.5 };

describe("Coverage of a year", () => {
  it("counts a case once, with the team and cohort it was looked at in last", () => {
    const seen = [
      looked("a", { month: "2024-09", teamId: "rowan", core: false }),
      looked("a"),
      looked("b"),
      looked("b", { core: false, month: "2024-07" }),
      looked("c", { core: false }),
    ];
    const teams = coverageBy("teamId", seen, open, half);
    expect(teams.map(({ key, cases, core, open: n }) => [key, cases, core, n])).toEqual([
      ["willow", 2, 1, 121],
      ["rowan", 1, 1, 30],
    ]);
    const [all] = coverageBy("all", seen, open, half);
    expect([all?.cases, all?.open]).toEqual([3, 151]);
    expect(all?.looked).toMatchObject({ count: 3, base: 151, share: 2 });
  });

  it("asks for whole cases: the aim is rounded up, and by now a part of it", () => {
    const [willow, rowan] = coverageBy("teamId", [], open, half);
    expect([willow?.aim, willow?.byNow]).toEqual([13, 7]);
    expect([rowan?.aim, rowan?.byNow]).toEqual([3, 2]);
    if (!rowan) throw new Error("Rowan is not there");
    expect(coverageInWords(rowan, { share: 10, isOver: false })).toBe(
      "0 cases looked at, beside 30 open today. The aim is 10% a year, 3 cases; 2 by now: not reached.",
    );
  });

  it("never has more than all, and shows a team whose cases are all closed", () => {
    const seen = ["a", "b"].map((id) => looked(id, { teamId: "gone", cohort: "cl" }));
    const gone = coverageBy("teamId", seen, open, half).find(({ key }) => key === "gone");
    expect(gone).toMatchObject({ cases: 2, open: 0, aim: 0, looked: { count: 2, base: 2 } });
    expect(coverageBy("cohort", seen, open, half).map(({ key }) => key)).toEqual([
      ...["cin", "cp", "cl"],
    ]);
  });
});

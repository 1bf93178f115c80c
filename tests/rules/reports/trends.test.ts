import { describe, expect, it } from "vitest";
import { type CycleCounts, comparable, trendSentences, trendsFile } from "~/rules/reports/trends";
import { readPeriod, readTrendsChoice, trendsQuery } from "~/rules/reports/trends-choices";
import { countJudgements } from "~/rules/tools/grades";
import type { Edition } from "~/rules/tools/versions";

const core = (major: number): Edition => ({ toolId: "core", toolName: "Core audit", major });
const send: Edition = { toolId: "send", toolName: "SEND audit", major: 2 };
const cycle = (id: string, month: string, edition: Edition, good: number, ri: number) => ({
  id,
  title: id,
  month,
  edition,
  counts: { ...countJudgements([]), good, "requires-improvement": ri },
});
const cycles: CycleCounts[] = [
  cycle("a", "2023-08", core(1), 10, 10),
  cycle("b", "2023-11", core(2), 16, 10),
  cycle("c", "2024-01", core(2), 17, 10),
];

describe("Trends", () => {
  it("compare only cycles on the last one's tool version", () => {
    expect(comparable(cycles).map(({ id }) => id)).toEqual(["b", "c"]);
    expect(comparable(cycles.slice(0, 1)).map(({ id }) => id)).toEqual(["a"]);
    expect(comparable([])).toEqual([]);
  });

  it("say so in words, earlier versions apart", () => {
    expect(trendSentences(cycles)).toBe(
      "Since November 2023, 33 of 53 audits were Good or above (62%). Before that, on an earlier version of the tool and not to be compared: 10 of 20 (50%) from August 2023.",
    );
    expect(trendSentences(cycles.slice(1))).not.toContain("Before that");
    expect(trendSentences([])).toBe("");
  });

  it("break where the tool changes, though both count their versions alike", () => {
    const mixed = [...cycles, cycle("d", "2024-03", send, 3, 2)];
    expect(comparable(mixed).map(({ id }) => id)).toEqual(["d"]);
    expect(trendSentences(mixed)).toBe(
      "Since March 2024, 3 of 5 audits were Good or above (60%). Five audits are few: indicative only. Before that, on another tool (Core audit, version 2) and not to be compared: 33 of 53 (62%) from November 2023.",
    );
  });

  it("say which tool graded a cycle in the file only where there are several", () => {
    const one = trendsFile(cycles, [], []).cycles;
    expect(one.map(({ toolVersion }) => toolVersion)).toEqual([1, 2, 2]);
    expect(one.some((each) => "tool" in each)).toBe(false);
    const two = trendsFile([...cycles, cycle("d", "2024-03", send, 3, 2)], [], []).cycles;
    expect(two.map(({ tool, toolVersion }) => [tool?.name, toolVersion])).toEqual([
      ["Core audit", 1],
      ["Core audit", 2],
      ["Core audit", 2],
      ["SEND audit", 2],
    ]);
  });

  it("answer with no figures for a period without cycles", () => {
    const none = { outstanding: 0, good: 0, requiresImprovement: 0, inadequate: 0 };
    expect(trendsFile([], [], [])).toEqual({
      cycles: [],
      total: { audits: 0, overall: none, goodOrAbove: { count: 0, of: 0, percent: null } },
      areas: [],
    });
  });
});

describe("The period asked for", () => {
  it.each([
    [
      "",
      {
        from: "Give the first month, like from=2023-11",
        to: "Give the last month, like to=2023-11",
      },
    ],
    ["from=2023-13&to=2024-01", { from: "Give the first month as YYYY-MM, like 2023-11" }],
    ["from=2023-11-01&to=2024-01", { from: "Give the first month as YYYY-MM, like 2023-11" }],
    ["from=2023-11&to=2024-01&to=2024-02", { to: "Give the last month once" }],
    ["from=2024-02&to=2024-01", { from: "Give a first month that is not after the last one" }],
  ])("is refused when it is %j", (query, errors) => {
    expect(readPeriod(new URLSearchParams(query))).toEqual({ ok: false, errors });
  });

  it("may be one month", () => {
    const period = { from: "2024-01", to: "2024-01" };
    expect(readPeriod(new URLSearchParams(period))).toEqual({ ok: true, value: period });
  });
});

describe("The choices of the trends page", () => {
  const options = {
    months: ["2023-08", "2023-11", "2024-01"],
    serviceIds: ["s"],
    teamIds: ["t"],
    areas: ["planning"],
    toolIds: ["core"],
  };
  const read = (query: string) => readTrendsChoice(new URLSearchParams(query), options);

  it("show everything when nothing was chosen", () => {
    expect(read("")).toEqual({
      value: { whose: "", area: "", cohort: "", tool: "", from: "2023-08", to: "2024-01" },
      errors: {},
    });
  });

  it("take a team, an area and a period", () => {
    const query = "whose=team:t&area=planning&cohort=care-leaver&tool=core&from=2023-11&to=2023-11";
    const { value, errors } = read(query);
    expect(errors).toEqual({});
    expect(value).toMatchObject({ teamId: "t", area: "planning", from: "2023-11" });
    expect(new URLSearchParams(trendsQuery(value)).toString()).toBe(query.replace(":", "%3A"));
    expect(read("to=2023-08").value).toMatchObject({ from: "2023-08", to: "2023-08" });
  });

  it.each([
    ["whose=team:s", "whose"],
    ["whose=team:t&whose=team:t", "whose"],
    ["area=overall", "area"],
    ["cohort=adults", "cohort"],
    ["tool=other", "tool"],
    ["from=2023-09", "from"],
    ["from=2024-01&to=2023-11", "from"],
  ])("refuse %s beside its field and show the default", (query, field) => {
    const { value, errors } = read(query);
    expect(Object.keys(errors)).toEqual([field]);
    expect(value).toMatchObject({ whose: "", area: "", from: "2023-08", to: "2024-01" });
  });
});

import { describe, expect, it } from "vitest";
import type { Actor, Role } from "~/rules/access/people";
import { type StartingFacts, seesSteps, startingSteps } from "~/rules/home/getting-started";

const whoIs = (...roles: Role[]): Actor => ({
  id: "p",
  name: "Pat",
  email: "pat@council.example",
  teamId: null,
  grants: roles.map((role) => ({ role, reach: "all" })),
});
const nothing: StartingFacts = {
  teams: 0,
  holders: { administrator: 1 },
  withoutAccount: 0,
  tool: "Core audit tool 1.0",
  openCases: 0,
  cycle: null,
};
const staffed: Partial<StartingFacts> = {
  teams: 2,
  holders: { "qa-lead": 1, auditor: 3, moderator: 2 },
  openCases: 40,
};
const cycle = { id: "e", title: "May 2024 core cycle", drawn: false, cases: 0, allocated: 0 };

/** "teams:to-do staff:later …", a step with * where the reader is led to its page. */
const said = (facts: StartingFacts, actor: Actor) =>
  startingSteps(facts, actor)
    .map(({ key, state, open }) => `${key}:${state}${open ? "*" : ""}`)
    .join(" ");

describe("The steps to the first audit cycle", () => {
  it.each([
    [
      "begin with teams",
      {},
      "administrator",
      "teams:to-do* staff:later invite:later tool:done caseload:later plan:later draw:later allocate:later release:later",
    ],
    [
      "lead a QA lead to what is theirs, and no further",
      { teams: 2 },
      "qa-lead",
      "teams:done staff:to-do invite:later tool:done* caseload:to-do* plan:later draw:later allocate:later release:later",
    ],
    [
      "wait for accounts and a plan apart",
      { ...staffed, withoutAccount: 2 },
      "administrator",
      "teams:done* staff:done* invite:to-do* tool:done caseload:done plan:to-do draw:later allocate:later release:later",
    ],
    [
      "go on to the draw",
      { ...staffed, cycle },
      "qa-lead",
      "teams:done staff:done invite:done tool:done* caseload:done* plan:done* draw:to-do* allocate:later release:later",
    ],
    [
      "ask for every case's auditor",
      { ...staffed, cycle: { ...cycle, drawn: true, cases: 4, allocated: 3 } },
      "qa-lead",
      "teams:done staff:done invite:done tool:done* caseload:done* plan:done* draw:done* allocate:to-do* release:later",
    ],
    [
      "end with the release",
      { ...staffed, cycle: { ...cycle, drawn: true, cases: 4, allocated: 4 } },
      "qa-lead",
      "teams:done staff:done invite:done tool:done* caseload:done* plan:done* draw:done* allocate:done* release:to-do*",
    ],
    [
      "do not draw from an empty caseload",
      { ...staffed, openCases: 0, cycle },
      "qa-lead",
      "teams:done staff:done invite:done tool:done* caseload:to-do* plan:done* draw:later allocate:later release:later",
    ],
    [
      "ask for an audit tool where none is published",
      { ...staffed, tool: null },
      "qa-lead",
      "teams:done staff:done invite:done tool:to-do* caseload:done* plan:later draw:later allocate:later release:later",
    ],
  ] as [string, Partial<StartingFacts>, Role, string][])("%s", (_, facts, role, expected) => {
    expect(said({ ...nothing, ...facts }, whoIs(role))).toBe(expected);
  });

  it("say whose a step is to whoever can’t do it, and are all one’s own with both roles", () => {
    const whose = (...roles: Role[]) =>
      startingSteps(nothing, whoIs(...roles)).map((step) => step.whose);
    expect(new Set(whose("qa-lead").slice(0, 3))).toEqual(new Set(["the administrator"]));
    expect(new Set(whose("administrator").slice(3))).toEqual(new Set(["the QA lead"]));
    expect(whose("administrator", "qa-lead").every((one) => one === null)).toBe(true);
  });

  it("name the roles that nobody has yet", () => {
    const hintOf = (holders: StartingFacts["holders"]) =>
      startingSteps({ ...nothing, holders }, whoIs("administrator"))[1]?.hint;
    expect(hintOf({})).toContain("Nobody yet has the role QA lead, auditor or moderator");
    expect(hintOf({ "qa-lead": 1, auditor: 2 })).toContain("Nobody yet has the role moderator");
    expect(hintOf({ "qa-lead": 1, auditor: 2, moderator: 1 })).toBe(
      "1 QA lead, 2 auditors, 1 moderator",
    );
  });

  it("count what is there", () => {
    const hints = (facts: Partial<StartingFacts>) =>
      startingSteps({ ...nothing, ...facts }, whoIs("qa-lead")).map(({ hint }) => hint);
    expect(hints({ teams: 1 })[0]).toBe("1 team that holds cases");
    expect(hints({ teams: 6, openCases: 1081 })).toEqual(
      expect.arrayContaining(["6 teams that hold cases", "1,081 open cases"]),
    );
  });

  it("are shown to administrators and QA leads alone", () => {
    const shown = (
      [
        "practitioner",
        "auditor",
        "moderator",
        "team-manager",
        "service-manager",
        "qa-lead",
      ] as const
    ).filter((role) => seesSteps(whoIs(role)));
    expect(shown).toEqual(["qa-lead"]);
    expect(seesSteps(whoIs("administrator"))).toBe(true);
    expect(seesSteps(whoIs("leader"))).toBe(false);
  });
});

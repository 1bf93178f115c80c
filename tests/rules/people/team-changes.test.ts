import { describe, expect, it } from "vitest";
import type { Actor, Grant } from "~/rules/access/people";
import { changeWarnings, retire, successorsOf, teamThen } from "~/rules/people/team-changes";
import { reachGrowsByEnd } from "~/rules/people/team-reach";

const nothing = { openCases: 0, people: 0, openAudits: 0, openActions: 0, waitingResponses: 0 };
const names = { from: "Access", to: "Safeguarding" };

describe("What a change of a team hides", () => {
  const before = { serviceId: "a", holdsCases: true };
  it.each([
    [before, { ...nothing, openCases: 3 }, []],
    [{ ...before, holdsCases: false }, nothing, []],
    [
      { ...before, holdsCases: false },
      { ...nothing, openCases: 1 },
      ["1 open case of this team would be left out of every draw"],
    ],
    [{ ...before, serviceId: "b" }, nothing, []],
    [
      { ...before, serviceId: "b" },
      { ...nothing, openCases: 2, openActions: 1, waitingResponses: 2 },
      [
        "managers of Access would no longer see 2 open cases, 1 open action, 2 responses that wait, and managers of Safeguarding would",
      ],
    ],
  ])("to %j with %j", (after, load, warnings) => {
    expect(changeWarnings(before, after, load, names)).toEqual(warnings);
  });
});

describe("The end of a team", () => {
  const team = { id: "a", retiredOn: null, holdsCases: true };
  const other = { id: "b", retiredOn: null, holdsCases: true };
  it.each([
    [team, other, 5, ""],
    [team, { ...other, holdsCases: false }, 0, ""],
    [team, { ...other, holdsCases: false }, 1, "Choose a team that holds cases"],
    [team, team, 0, "Choose another team"],
    [team, { ...other, retiredOn: "2024-01-01" }, 0, "Choose a team that is not retired"],
    [{ ...team, retiredOn: "2024-01-01" }, other, 0, "this one is retired already"],
  ])("of %j into %j with %i open cases", (one, successor, openCases, message) => {
    const verdict = retire(one, successor, { openCases });
    if (message === "") expect(verdict).toEqual({ ok: true });
    else expect(verdict).toMatchObject({ ok: false, message: expect.stringContaining(message) });
  });

  type Offer = [
    others: { id: string; retiredOn: string | null; holdsCases: boolean }[],
    openCases: number,
    own: string[],
    offered: string[],
    none: RegExp | null,
  ];
  it.each<Offer>([
    [[other], 5, [], ["b"], null],
    [[{ ...other, holdsCases: false }], 0, [], ["b"], null],
    [[other, { ...other, id: "c", holdsCases: false }], 5, [], ["b"], null],
    [[other, { ...other, id: "c" }], 5, ["b"], ["c"], null],
    [[other], 5, ["b"], [], /^Ask another administrator to retire this team/],
    [[{ ...other, holdsCases: false }], 1, [], [], /^Have another team hold cases.* 1 open case /],
    [[], 0, [], [], /^Add another team first/],
    [[{ ...other, retiredOn: "2024-01-01" }], 3, [], [], /^Add another team first/],
  ])("offers of %j, with %i open cases and one’s own role for %j, only %j", (...given) => {
    const [others, openCases, own, offered, none] = given;
    const found = successorsOf(team, others, { openCases }, ({ id }) => own.includes(id));
    expect(found.possible.map(({ id }) => id)).toEqual(offered);
    if (none === null) expect(found.none).toBeNull();
    else expect(found.none).toMatch(none);
  });

  const actor = (grants: Grant[], lent: Grant[] = []): Actor => ({
    id: "p",
    name: "P",
    email: "",
    teamId: null,
    grants,
    ...(lent.length > 0
      ? { standsInFor: [{ personId: "q", name: "Q", until: "2024-05-01", grants: lent }] }
      : {}),
  });
  const at = (role: Grant["role"], teamId: string): Grant => ({ role, reach: "team", teamId });
  it.each([
    ["nothing", actor([{ role: "administrator", reach: "all" }]), false],
    ["a role for the successor", actor([at("team-manager", "b")]), true],
    ["the same role for both", actor([at("team-manager", "a"), at("team-manager", "b")]), false],
    ["a role lent for the successor", actor([], [at("team-manager", "b")]), true],
    [
      "the service of the team",
      actor([{ role: "team-manager", reach: "service", serviceId: "s" }, at("team-manager", "b")]),
      false,
    ],
  ])("gives nobody more who holds %s", (_, one, grows) => {
    expect(reachGrowsByEnd(one, { id: "a", serviceId: "s" }, "b")).toBe(grows);
  });
});

describe("The name of a team in a closed report", () => {
  const now = { name: "Oak", serviceName: "Safeguarding", successorName: null };
  it.each([
    [now, undefined, "Oak", ""],
    [now, { name: "Oak", serviceName: "Safeguarding" }, "Oak", ""],
    [now, { name: "Willow", serviceName: "Safeguarding" }, "Willow", "now Oak"],
    [now, { name: "Oak", serviceName: "Access" }, "Oak", "now in Safeguarding"],
    [
      { ...now, successorName: "Elm" },
      { name: "Willow", serviceName: "Access" },
      "Willow",
      "now Oak, now in Safeguarding, now part of Elm",
    ],
  ])("is that of its time: %j, %j", (today, then, name, since) => {
    expect(teamThen(today, then)).toMatchObject({ name, since });
  });
});

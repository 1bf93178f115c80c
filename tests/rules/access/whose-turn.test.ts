import { describe, expect, test } from "vitest";
import { type Holder, verifierLadder, whoseTurn } from "~/rules/access/whose-turn";

describe("what several people could do", () => {
  const ladder = [["ann", "bea"], [], ["cal"], ["ann", "dev"]];
  test.each([
    ["is the nearest's at first", 0, ["ann", "bea"]],
    ["and still on the last day", 6, ["ann", "bea"]],
    ["after a week goes one step up, past an empty one", 7, ["ann", "bea", "cal"]],
    ["and no further", 400, ["ann", "bea", "cal"]],
    ["is nobody's early", -3, ["ann", "bea"]],
  ])("%s", (_which, days, whose) => {
    expect(whoseTurn(ladder, { days, patience: 7 })).toEqual(whose);
  });

  test("names nobody twice", () => {
    expect(whoseTurn([["ann"], ["ann", "cal"]], { days: 9, patience: 7 })).toEqual(["ann", "cal"]);
  });

  test("falls to the next step where nobody is near, at once", () => {
    expect(whoseTurn([[], ["cal"]], { days: 0, patience: 7 })).toEqual(["cal"]);
    expect(whoseTurn([[], []], { days: 0, patience: 7 })).toEqual([]);
  });
});

describe("who verifies an action", () => {
  const holder = (personId: string, role: Holder["role"], place: Partial<Holder>): Holder => ({
    personId,
    role,
    reachesAll: false,
    teamIds: [],
    serviceId: null,
    ...place,
  });
  const holders = [
    holder("toni", "team-manager", { teamIds: ["willow", "birch"] }),
    holder("rae", "team-manager", { teamIds: ["rowan"] }),
    holder("sol", "service-manager", { serviceId: "safeguarding" }),
    holder("quinn", "qa-lead", { reachesAll: true }),
    holder("lee", "qa-lead", { reachesAll: true }),
    holder("dale", "leader", { reachesAll: true }),
  ];
  const action = {
    level: "child",
    ownerId: "wren",
    completedBy: null,
    teamId: "willow",
    serviceId: "safeguarding",
  };
  test.each([
    ["a child's: the team's manager", {}, [["toni"], ["sol"], ["quinn", "lee"]]],
    [
      "of a team that ended: its successor's",
      { teamId: "birch" },
      [["toni"], ["sol"], ["quinn", "lee"]],
    ],
    ["a team's: the service's", { level: "team" }, [[], ["sol"], ["quinn", "lee"]]],
    ["a service's: the QA leads", { level: "service" }, [[], [], ["quinn", "lee"]]],
    ["never its owner", { ownerId: "toni" }, [[], ["sol"], ["quinn", "lee"]]],
    ["nor whoever completed it", { completedBy: "sol" }, [["toni"], [], ["quinn", "lee"]]],
    [
      "a lone QA lead's: a leader",
      { level: "service", ownerId: "quinn", completedBy: "lee" },
      [[], [], [], ["dale"]],
    ],
    [
      "no leader where it is of a child",
      { ownerId: "quinn", completedBy: "lee" },
      [["toni"], ["sol"], []],
    ],
    ["of no place", { teamId: null, serviceId: null }, [[], [], ["quinn", "lee"]]],
  ])("%s", (_which, more, ladder) => {
    expect(verifierLadder({ ...action, ...more }, holders)).toEqual(ladder);
  });
});

import { describe, expect, it } from "vitest";
import { type Actor, type Grant, type Role, roles } from "~/rules/access/people";
import {
  accessInWords,
  accessWhat,
  grantWaits,
  numberWaits,
  opensSomething,
  waitsDays,
  whyLapsed,
  whyNotConfirm,
} from "~/rules/people/access-changes";
import { reachGrows } from "~/rules/people/team-reach";

const someone = (id: string, ...grants: Grant[]): Actor => ({
  id,
  name: id,
  email: `${id}@world.example`,
  teamId: null,
  grants,
});
const all = (role: Role): Grant => ({ role, reach: "all" });

describe("What waits for a second person", () => {
  it("is what opens other people's cases or power over access, as the policy table says", () => {
    expect(roles.filter(opensSomething)).toEqual([
      "auditor",
      "moderator",
      "team-manager",
      "service-manager",
      "qa-lead",
      "leader",
      "partner",
      "administrator",
    ]);
  });

  const serviceOf = new Map([
    ["willow", "safeguarding"],
    ["care", "parenting"],
  ]);
  const team = (teamId: string): Grant => ({ role: "team-manager", reach: "team", teamId });
  const service = (serviceId: string): Grant => ({
    role: "team-manager",
    reach: "service",
    serviceId,
  });

  it.each<[string, Grant[], Grant, boolean]>([
    ["a first role", [], team("willow"), true],
    ["another team", [team("care")], team("willow"), true],
    [
      "the same for less: a team of the service they have",
      [service("safeguarding")],
      team("willow"),
      false,
    ],
    ["a team of another service", [service("safeguarding")], team("care"), true],
    ["a service from everything", [all("team-manager")], service("parenting"), false],
    ["everything from a service", [service("parenting")], all("team-manager"), true],
    ["another role that reaches as far", [all("qa-lead")], team("willow"), true],
    ["what opens only one's own work", [], all("practitioner"), false],
    ["what opens no case", [], all("scrutiny"), false],
  ])("%s", (_, held, wanted, waits) => {
    expect(grantWaits(held, wanted, { serviceOf, alone: false })).toBe(waits);
    expect(grantWaits(held, wanted, { serviceOf, alone: true })).toBe(false);
  });
});

describe("Who confirms", () => {
  const change = {
    proposedBy: "admin",
    personId: "director",
    receiverId: "stand-in",
    gainers: ["gains"],
    deputies: ["the director's deputy"],
  };
  it.each<[string, Actor, RegExp | null]>([
    ["a QA lead", someone("lead", all("qa-lead")), null],
    ["a leader", someone("head", all("leader")), null],
    ["another administrator", someone("other", all("administrator")), null],
    [
      "whoever proposed it",
      someone("admin", all("administrator"), all("qa-lead")),
      /you proposed it/,
    ],
    ["whose access it is", someone("director", all("leader")), /your own access/],
    ["who gains by it", someone("stand-in", all("qa-lead")), /your own access/],
    ["a deputy of one of them", someone("the director's deputy", all("qa-lead")), /stand in/],
    ["a manager", someone("manager", all("service-manager")), /do not confirm/],
    ["a person without a role", someone("nobody"), /do not confirm/],
    [
      "the deputy of a QA lead, who is lent no such right",
      {
        ...someone("lent", all("auditor")),
        standsInFor: [
          { personId: "lead", name: "Lead", until: "2024-05-01", grants: [all("qa-lead")] },
        ],
      },
      /do not confirm/,
    ],
    ["whoever would reach more by it", someone("gains", all("leader")), /reach more by it/],
  ])("%s", (_, actor, why) => {
    const answer = whyNotConfirm(actor, change);
    if (why === null) expect(answer).toBeNull();
    else expect(answer).toMatch(why);
  });
});

describe("A staff number", () => {
  it.each([
    ["the first is as adding someone", null, "501", false],
    ["another", "501", "502", true],
    ["removed", "501", null, true],
    ["the same", "501", "501", false],
  ])("waits for a second person once there is one: %s", (_, before, after, waits) => {
    expect(numberWaits(before, after, { alone: false })).toBe(waits);
    expect(numberWaits(before, after, { alone: true })).toBe(false);
  });
});

describe("A change that waits", () => {
  const grant = { kind: "grant", grant: all("qa-lead") } as const;
  const fits = {
    proposedOn: "2024-04-01",
    today: "2024-04-15",
    proposer: someone("admin", all("administrator")),
    personActive: true,
    receiverActive: true,
    otherwise: null,
  };
  it.each([
    ["still fits", {}, null],
    ["on its last day", { today: "2024-04-29" }, null],
    ["a day later", { today: "2024-04-30" }, `within ${waitsDays} days`],
    ["of one who left", { proposer: null }, "no longer active"],
    [
      "of one who lost the role",
      { proposer: someone("admin", all("auditor")) },
      "no longer an admin",
    ],
    ["for one who left", { personActive: false }, "whom it concerns"],
    ["whose receiver left", { receiverActive: false }, "whom it concerns"],
    ["that they have by now", { otherwise: "they have this role already" }, "have this role"],
  ])("%s", (_, facts, why) => {
    const answer = whyLapsed(grant, { ...fits, ...facts });
    if (why === null) expect(answer).toBeNull();
    else expect(answer).toContain(why);
  });

  it("makes active only who is not, and lends nothing for days that are over", () => {
    expect(whyLapsed({ kind: "activation" }, fits)).toContain("active already");
    expect(whyLapsed({ kind: "activation" }, { ...fits, personActive: false })).toBeNull();
    const deputy = { kind: "deputy", deputyId: "d", fromOn: "2024-04-02" } as const;
    expect(whyLapsed({ ...deputy, toOn: "2024-04-14" }, fits)).toContain("over");
    expect(whyLapsed({ ...deputy, toOn: "2024-04-15" }, fits)).toBeNull();
  });

  it("says in words what it does, with its reach", () => {
    const names = {
      person: "Alex Morley",
      receiver: "Rae Holt",
      places: new Map([["s1", "Safeguarding"]]),
    };
    expect(accessInWords(grant, names)).toBe("Give Alex Morley the role QA lead for everything");
    expect(
      accessInWords(
        { kind: "grant", grant: { role: "service-manager", reach: "service", serviceId: "s1" } },
        names,
      ),
    ).toBe("Give Alex Morley the role Service manager for the service Safeguarding");
    expect(
      accessInWords(
        { kind: "deputy", deputyId: "d", fromOn: "2024-04-15", toOn: "2024-04-26" },
        names,
      ),
    ).toBe("Make Rae Holt the deputy of Alex Morley from 15 April 2024 to 26 April 2024");
    const number = (staffNumber: string | null) =>
      accessInWords({ kind: "staff-number", staffNumber }, names);
    expect(number("501")).toBe("Change the staff number of Alex Morley to 501");
    expect(number(null)).toBe("Take the staff number of Alex Morley away");
    const gainers = [{ id: "g", name: "Sam Okafor" }];
    const places = new Map([...names.places, ["t1", "Willow"], ["t2", "Rowan"]]);
    const move = { kind: "team-move", teamId: "t1", fromServiceId: "s2" } as const;
    expect(accessInWords({ ...move, toServiceId: "s1", gainers }, { ...names, places })).toBe(
      "Move the team Willow to Safeguarding: Sam Okafor would reach more",
    );
    const end = { kind: "team-end", teamId: "t1", successorId: "t2" } as const;
    const both = [...gainers, { id: "h", name: "Sol Hart" }];
    expect(accessInWords({ ...end, gainers: both }, { ...names, places })).toBe(
      "Retire the team Willow, with Rowan going on: Sam Okafor and Sol Hart would reach more",
    );
  });

  it("is read back only as what it can be", () => {
    expect(accessWhat.safeParse({ kind: "crown" }).success).toBe(false);
    expect(accessWhat.safeParse({ kind: "grant", grant: { role: "qa-lead" } }).success).toBe(false);
    expect(
      accessWhat.safeParse({ kind: "grant", grant: { role: "emperor", reach: "all" } }).success,
    ).toBe(false);
    expect(accessWhat.parse(grant)).toEqual(grant);
  });
});

describe("Moving a team to another service", () => {
  const of = (...grants: Grant[]) => someone("me", ...grants);
  const service = (serviceId: string): Grant => ({
    role: "service-manager",
    reach: "service",
    serviceId,
  });
  const move = { teamId: "willow", fromServiceId: "a", toServiceId: "b" };
  it.each<[string, Actor, boolean]>([
    ["widens what the service's manager reaches", of(service("b")), true],
    ["widens nothing for the manager of both", of(service("a"), service("b")), false],
    [
      "widens nothing for whoever reaches everything",
      of(all("service-manager"), service("b")),
      false,
    ],
    ["widens nothing for the manager it leaves", of(service("a")), false],
    [
      "widens nothing for a role that opens nothing",
      of({ role: "practitioner", reach: "service", serviceId: "b" }),
      false,
    ],
    [
      "widens what is lent to a deputy",
      {
        ...of(all("administrator")),
        standsInFor: [{ personId: "x", name: "X", until: "2024-05-01", grants: [service("b")] }],
      },
      true,
    ],
  ])("%s", (_, actor, grows) => {
    expect(reachGrows(actor, move)).toBe(grows);
    expect(reachGrows(actor, { ...move, toServiceId: "a" })).toBe(false);
  });
});

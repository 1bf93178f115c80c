import { describe, expect, it } from "vitest";
import type { Access } from "~/rules/access/access";
import { mayStandIn, termState, whyNotName } from "~/rules/access/deputies";
import type { Actor, Grant } from "~/rules/access/people";
import {
  boundBy,
  decideAccess,
  inOwnRight,
  may,
  mayEver,
  scopeOf,
} from "~/rules/access/permission";
import { type Capability, policy } from "~/rules/access/policy";

const manager: Grant = { role: "team-manager", reach: "team", teamId: "willow" };

const deputyOf = (grants: Grant[], own: Grant[] = []): Actor => ({
  id: "deputy",
  name: "Rae Holt",
  email: "",
  teamId: null,
  grants: own,
  standsInFor: [{ personId: "absent", name: "Toni Vale", until: "2024-04-30", grants }],
});

const willow = (people: Access["people"] = {}, blind: string[] = []): Access => ({
  teamId: "willow",
  serviceId: "safeguarding",
  people,
  blind,
});
const rowan: Access = { teamId: "rowan", serviceId: "safeguarding", people: {} };

describe("what is lent to a deputy", () => {
  it("is the absent manager's concerns and work, within the same reach", () => {
    const deputy = deputyOf([manager]);
    for (const capability of [
      "concerns.acknowledge",
      "audits.read",
      "reports.respond",
      "learning-log.verify",
    ] as const) {
      expect(mayEver(deputy, capability)).toBe(true);
      expect(decideAccess(capability, deputy, willow()), capability).toEqual({
        allowed: true,
        onBehalfOf: "absent",
      });
      expect(decideAccess(capability, deputy, rowan), capability).toMatchObject({ status: 404 });
    }
  });

  it("is nothing of auditing, moderating, planning or keeping people", () => {
    const everything: Grant[] = (
      ["auditor", "moderator", "qa-lead", "administrator", "scrutiny", "service-manager"] as const
    ).map((role) => ({ role, reach: "all" }));
    const held = (Object.keys(policy) as Capability[]).filter((one) =>
      mayEver(deputyOf(everything), one),
    );
    expect(held.sort()).toEqual([
      // Whoever is signed in.
      "account.keep",
      "audits.note-escalation",
      "audits.open",
      "audits.read",
      "caseload.read",
      "concerns.acknowledge",
      "concerns.read",
      "help.read",
      "learning-log.agree-thanks",
      "learning-log.answer-thanks",
      "learning-log.change-owner",
      "learning-log.move",
      "learning-log.read",
      "learning-log.read-thanks",
      "learning-log.update",
      "learning-log.verify",
      "reports.agree-response",
      "reports.open-audits",
      "reports.read-responses",
      "reports.read-team",
      "reports.respond",
    ]);
  });

  it("of a QA lead is the concerns alone", () => {
    const deputy = deputyOf([{ role: "qa-lead", reach: "all" }]);
    expect(may("concerns.acknowledge", deputy, rowan)).toBe(true);
    expect(may("audits.read", deputy, rowan)).toBe(false);
    expect(may("learning-log.verify", deputy, rowan)).toBe(false);
  });

  it("goes no further: a deputy's deputy is lent what the deputy's own roles lend", () => {
    const chained = deputyOf([]);
    chained.standsInFor = [
      { personId: "absent", name: "Toni Vale", until: "2024-04-30", grants: [] },
    ];
    expect(mayEver(chained, "concerns.read")).toBe(false);
  });
});

describe("whose ties bind", () => {
  it("both: left out for one is left out for the other", () => {
    for (const tied of ["deputy", "absent"]) {
      expect(
        decideAccess("concerns.acknowledge", deputyOf([manager]), willow({ bypassed: [tied] })),
      ).toMatchObject({ allowed: false, status: 403 });
    }
  });

  it("both: who still grades an audit blind shows it to nobody", () => {
    for (const blind of ["deputy", "absent"]) {
      expect(may("audits.read", deputyOf([manager]), willow({}, [blind]))).toBe(false);
    }
  });

  it("both: neither owner nor doer is verified by the other", () => {
    for (const tied of ["deputy", "absent"]) {
      for (const relation of ["owner", "doer"] as const) {
        expect(
          may("learning-log.verify", deputyOf([manager]), willow({ [relation]: [tied] })),
        ).toBe(false);
      }
    }
  });

  it("the deputy's own alone, in what they may do in their own right", () => {
    const own: Grant = { role: "service-manager", reach: "service", serviceId: "safeguarding" };
    const access = willow({ bypassed: ["absent"] });
    expect(decideAccess("concerns.acknowledge", deputyOf([manager], [own]), access)).toEqual({
      allowed: true,
    });
  });

  it("an action the absent person owns can be worked on for them", () => {
    const practitioner: Grant = { role: "practitioner", reach: "all" };
    const access = willow({ owner: ["absent"] });
    expect(may("learning-log.update", deputyOf([practitioner]), access)).toBe(true);
    expect(may("audits.read", deputyOf([practitioner]), willow({ worker: ["absent"] }))).toBe(
      false,
    );
  });
});

describe("lists of a deputy", () => {
  it("take in what is lent, and say whose ties bar a row", () => {
    const scope = scopeOf(deputyOf([manager]), "audits.read");
    expect(scope).toMatchObject({ everything: false, teamIds: ["willow"], personId: "deputy" });
    expect(boundBy(scope)).toEqual(["deputy", "absent"]);
    expect(scopeOf(inOwnRight(deputyOf([manager])), "audits.read")).toMatchObject({ teamIds: [] });
  });

  it("take in the absent person's own actions by their tie", () => {
    const scope = scopeOf(deputyOf([{ role: "practitioner", reach: "all" }]), "learning-log.read");
    expect(scope).toMatchObject({
      relations: [],
      absent: [{ personId: "absent", relations: ["owner"] }],
    });
    expect(boundBy(scopeOf(deputyOf([]), "learning-log.read"))).toEqual(["deputy"]);
  });
});

describe("naming a deputy", () => {
  const naming = {
    personId: "absent",
    deputyId: "deputy",
    namedBy: "absent",
    fromOn: "2024-04-15",
    toOn: "2024-04-26",
  };
  const facts = { deputyFits: true, others: [], today: "2024-04-15" };

  it.each([
    [{}, {}, null],
    [{ deputyId: "absent" }, {}, "deputyId"],
    [{ namedBy: "deputy" }, {}, "deputyId"],
    [{}, { deputyFits: false }, "deputyId"],
    [{ toOn: "2024-04-14" }, {}, "toOn"],
    [{ fromOn: "2024-04-01", toOn: "2024-04-12" }, {}, "toOn"],
    [{ fromOn: "2024-04-01" }, {}, null],
    [{ toOn: "2025-04-16" }, {}, "toOn"],
    [{}, { others: [{ fromOn: "2024-04-26", toOn: "2024-05-03", endedAt: null }] }, "fromOn"],
    [{}, { others: [{ fromOn: "2024-04-27", toOn: "2024-05-03", endedAt: null }] }, null],
  ])("%j with %j: %s", (more, also, field) => {
    expect(whyNotName({ ...naming, ...more }, { ...facts, ...also })?.field ?? null).toBe(field);
  });

  it("asks for someone who works with cases, or a leader for a leader", () => {
    const of = (...roles: Grant["role"][]) => roles.map((role) => ({ role }));
    expect(mayStandIn(of("practitioner"), of("team-manager"))).toBe(true);
    expect(mayStandIn(of("administrator", "scrutiny"), of("team-manager"))).toBe(false);
    expect(mayStandIn(of("leader"), of("service-manager"))).toBe(false);
    expect(mayStandIn(of("leader"), of("leader"))).toBe(true);
  });

  it("knows where a term stands, both days included", () => {
    const term = { fromOn: "2024-04-15", toOn: "2024-04-26", endedAt: null };
    expect(
      ["2024-04-14", "2024-04-15", "2024-04-26", "2024-04-27"].map((day) => termState(term, day)),
    ).toEqual(["to-come", "in-force", "in-force", "over"]);
    expect(termState({ ...term, endedAt: "2024-04-20T09:00:00.000Z" }, "2024-04-21")).toBe("over");
  });
});

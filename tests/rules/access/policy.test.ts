import { describe, expect, it } from "vitest";
import type { PolicyRow } from "~/rules/access/access";
import { type Actor, type Grant, roles } from "~/rules/access/people";
import { decideAccess, may, mayEver, scopeOf } from "~/rules/access/permission";
import { type Capability, policy } from "~/rules/access/policy";
import { type Doer, howFarInWords, listFeatures, whoInWords } from "~/rules/access/who-can-do-what";

const capabilities = Object.keys(policy) as Capability[];

const actorWith = (...grants: Grant[]): Actor => ({
  id: "someone",
  name: "Someone",
  email: "someone@demo.example",
  teamId: null,
  grants,
});

/** A line a capability: the roles that have it, each with its reach. */
function table(): string {
  return capabilities
    .map((capability) => {
      const row: PolicyRow = policy[capability];
      const who = roles.flatMap((role) => {
        const reach = row.roles[role];
        if (reach === undefined) return [];
        return [`  ${role.padEnd(16)} ${[reach].flat().join(", ")}`];
      });
      const unless = (row.unless ?? []).map(({ because }) => `  unless           ${because}`);
      const lent = row.lent ? [`  lent by          ${row.lent.join(", ")}`] : [];
      const opens = row.opens ? [`  opens            ${row.opens}`] : [];
      const all = row.signedIn ? ["  whoever is signed in"] : [];
      const logged = row.logged ? ["  each reading is logged"] : [];
      return [capability, ...who, ...lent, ...opens, ...unless, ...all, ...logged].join("\n");
    })
    .join("\n\n")
    .concat("\n");
}

describe("The policy table", () => {
  it("is the one that was agreed: a change here is a change of rights", async () => {
    await expect(table()).toMatchFileSnapshot("policy.snapshot.txt");
  });

  it("gives nobody without a role more than their account and the help, and no role everything", () => {
    const access = { teamId: null, serviceId: null, people: {} };
    const open = capabilities.filter((one) => mayEver(actorWith(), one));
    expect(open).toEqual(["help.read", "account.keep"]);
    expect(capabilities.filter((one) => may(one, actorWith(), access))).toEqual(open);
    for (const role of roles) {
      const held = capabilities.filter((one) => mayEver(actorWith({ role, reach: "all" }), one));
      expect(held.length, role).toBeLessThan(capabilities.length);
    }
  });

  it("keeps case content from the administrator, the leader and scrutiny", () => {
    const content: Capability[] = [
      "caseload.read",
      "audits.read",
      "audits.write",
      "moderation.grade",
      "exercises.review",
    ];
    for (const role of ["administrator", "leader", "scrutiny"] as const) {
      for (const capability of content) {
        expect(
          mayEver(actorWith({ role, reach: "all" }), capability),
          `${role} ${capability}`,
        ).toBe(false);
      }
    }
  });

  it("keeps the session of a calibration, and what was agreed in it, from a lead who is to grade the case again", () => {
    const lead = actorWith({ role: "qa-lead", reach: "all" });
    const anywhere = { teamId: null, serviceId: null, people: {} };
    for (const capability of ["calibration.read", "calibration.agree"] as const) {
      expect(decideAccess(capability, lead, { ...anywhere, blind: [] }).allowed, capability).toBe(
        true,
      );
      expect(decideAccess(capability, lead, { ...anywhere, blind: [lead.id] })).toMatchObject({
        status: 403,
      });
    }
    expect(
      decideAccess("calibration.manage", lead, { ...anywhere, blind: [lead.id] }).allowed,
    ).toBe(true);
  });

  it("answers 403 without the role and 404 outside its reach", () => {
    const access = { teamId: "willow", serviceId: "safeguarding", people: {} };
    const manager = (teamId: string) => actorWith({ role: "team-manager", reach: "team", teamId });
    expect(may("caseload.read", manager("willow"), access)).toBe(true);
    expect(decideAccess("caseload.read", manager("rowan"), access)).toMatchObject({ status: 404 });
    const scrutiny = actorWith({ role: "scrutiny", reach: "all" });
    expect(decideAccess("caseload.read", scrutiny, access)).toMatchObject({
      status: 403,
      because: "This page is for people with the role team manager, service manager or QA lead.",
    });
  });

  it("tells someone without any role that they have none, and who gives one", () => {
    const access = { teamId: null, serviceId: null, people: {} };
    expect(decideAccess("home.read", actorWith(), access)).toMatchObject({
      status: 403,
      because: expect.stringMatching(/^You have no role yet.* An administrator gives roles/),
    });
  });

  it("makes a scope of every grant, and an empty one without any", () => {
    const both = actorWith(
      { role: "team-manager", reach: "team", teamId: "willow" },
      { role: "service-manager", reach: "service", serviceId: "safeguarding" },
    );
    expect(scopeOf(both, "caseload.read")).toMatchObject({
      everything: false,
      teamIds: ["willow"],
      serviceIds: ["safeguarding"],
    });
    expect(scopeOf(actorWith(), "caseload.read")).toMatchObject({
      everything: false,
      teamIds: [],
      serviceIds: [],
      relations: [],
    });
  });

  it("is told whole by the help page, under features that have names", () => {
    const told = listFeatures().flatMap(({ deeds }) => deeds.map((deed) => deed.capability));
    expect([...told].sort()).toEqual([...capabilities].sort());
    for (const { name } of listFeatures()) expect(name).toMatch(/^[A-Z]/);
    expect(listFeatures(["scrutiny"]).flatMap(({ deeds }) => deeds).length).toBe(
      capabilities.filter((one) => mayEver(actorWith({ role: "scrutiny", reach: "all" }), one))
        .length,
    );
  });

  it("is told of several roles at once, with those of them who can", () => {
    const deeds = listFeatures(["auditor", "team-manager"]).flatMap((feature) => feature.deeds);
    expect(deeds.map(({ capability }) => capability).sort()).toEqual(
      capabilities
        .filter((one) => "auditor" in policy[one].roles || "team-manager" in policy[one].roles)
        .sort(),
    );
    for (const { doers } of deeds)
      for (const { role } of doers) expect(["auditor", "team-manager"]).toContain(role);
    const deputies = new Set(deeds.map(({ deputiesOf }) => deputiesOf));
    expect(deputies).toEqual(new Set(["", "team manager"]));
  });

  it.each<[string, Doer[], string, string]>([
    ["one everywhere", [{ role: "qa-lead", how: "" }], "Everywhere", "QA lead"],
    [
      "one with a reach",
      [{ role: "auditor", how: "of audits allocated to them" }],
      "Of audits allocated to them",
      "Auditor of audits allocated to them",
    ],
    [
      "two with the same reach",
      [
        { role: "leader", how: "about themselves" },
        { role: "auditor", how: "about themselves" },
      ],
      "About themselves",
      "Leader about themselves; auditor about themselves",
    ],
    [
      "two with different reaches",
      [
        { role: "auditor", how: "of audits allocated to them" },
        { role: "team-manager", how: "in their team or service" },
      ],
      "As auditor of audits allocated to them; as team manager in their team or service",
      "Auditor of audits allocated to them; team manager in their team or service",
    ],
    [
      "one of two everywhere",
      [
        { role: "auditor", how: "of audits allocated to them" },
        { role: "qa-lead", how: "" },
      ],
      "Everywhere",
      "Auditor of audits allocated to them; QA lead",
    ],
    ["all roles", roles.map((role) => ({ role, how: "" })), "Everywhere", "Everyone"],
  ])("says how far %s may, and who", (_name, doers, howFar, who) => {
    expect([howFarInWords(doers), whoInWords(doers)]).toEqual([howFar, who]);
  });
});

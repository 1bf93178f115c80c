import { describe, expect, it } from "vitest";
import {
  lineOfManagement,
  type ManagedCase,
  type ManagementGrant,
} from "~/rules/independence/line-of-management";

const grant = (
  personId: string,
  role: ManagementGrant["role"],
  reach: ManagementGrant["reach"],
  place: string | null = null,
): ManagementGrant => ({
  personId,
  role,
  reach,
  serviceId: reach === "service" ? place : null,
  teamId: reach === "team" ? place : null,
});

const grants = [
  grant("tess", "team-manager", "team", "willow"),
  grant("otto", "team-manager", "team", "rowan"),
  grant("sol", "service-manager", "service", "safeguarding"),
  grant("una", "service-manager", "service", "care"),
  grant("dale", "leader", "all"),
];
const ofWillow: ManagedCase = {
  teamIds: ["willow"],
  serviceIds: ["safeguarding"],
  holderIds: ["wren"],
};

describe("the line of management over a case", () => {
  const table: [string, ManagedCase, Record<string, string>, string[]][] = [
    ["the team's manager and the service's, by their roles", ofWillow, {}, ["sol", "tess"]],
    [
      "whoever stands between, and nobody above the service manager",
      ofWillow,
      { wren: "ada", ada: "tess", tess: "gil", gil: "sol", sol: "dale", dale: "director" },
      ["ada", "gil", "sol", "tess"],
    ],
    [
      "a manager of the worker who sits elsewhere, up to their own service manager",
      ofWillow,
      { wren: "otto", otto: "una", una: "dale" },
      ["otto", "sol", "tess", "una"],
    ],
    [
      "the first leader where no service manager stands in the chain",
      ofWillow,
      { tess: "dale", dale: "director" },
      ["dale", "sol", "tess"],
    ],
    [
      "a circle ends where it closes",
      ofWillow,
      { tess: "gil", gil: "tess" },
      ["gil", "sol", "tess"],
    ],
    ["their own manager by mistake", ofWillow, { wren: "wren", tess: "tess" }, ["sol", "tess"]],
    [
      "both the team of today and the one recorded, both services",
      { teamIds: ["willow", "rowan"], serviceIds: ["safeguarding", "care"], holderIds: [] },
      {},
      ["otto", "sol", "tess", "una"],
    ],
    ["a case of nobody's", { teamIds: [], serviceIds: [], holderIds: [] }, { tess: "sol" }, []],
  ];
  it.each(table)("has %s", (_, one, managers, expected) => {
    const managerOf = new Map(Object.entries(managers));
    expect(lineOfManagement(one, grants, managerOf).sort()).toEqual(expected);
  });

  it("has a manager of everything in every line, a leader in none by the role alone", () => {
    const all = [...grants, grant("max", "service-manager", "all")];
    expect(lineOfManagement(ofWillow, all, new Map()).sort()).toEqual(["max", "sol", "tess"]);
  });
});

/**
 * Owns who stands in the line of management over a case: from its worker and its teams up to and
 * including the service manager.
 * Practice: roles say who manages a team and a service, each person's manager says who stands
 * between; whoever answers for the work does not judge it.
 */

import type { OtherRecord } from "./conflicts";

export const managementRoles = ["team-manager", "service-manager", "leader"] as const;

/** Whether a line of management depends on who holds this role. */
export const manages = (role: string): boolean => managementRoles.some((one) => one === role);

/** A role of management as it is granted; reach as in the policy. */
export type ManagementGrant = {
  personId: string;
  role: (typeof managementRoles)[number];
  reach: "all" | "service" | "team";
  serviceId: string | null;
  teamId: string | null;
};

export type ManagedCase = {
  /** The team of the case today, and the one that its audit recorded; their services likewise. */
  teamIds: readonly string[];
  serviceIds: readonly string[];
  /** Who holds or supervises the case today. */
  holderIds: readonly string[];
};

const covers = (grant: ManagementGrant, { teamIds, serviceIds }: ManagedCase): boolean =>
  grant.reach === "all" ||
  (grant.reach === "service"
    ? serviceIds.includes(grant.serviceId ?? "")
    : teamIds.includes(grant.teamId ?? ""));

/**
 * The ids of everyone in the line. Chains of managers start at whoever holds the case and at the
 * team's managers, and end with the first service manager; where none stands in the chain, with the
 * first leader. A circle of managers ends where it closes.
 */
export function lineOfManagement(
  one: ManagedCase,
  grants: readonly ManagementGrant[],
  managerOf: ReadonlyMap<string, string | null>,
  /** By person, what other records of them say. */
  others?: ReadonlyMap<string, readonly OtherRecord[]>,
): string[] {
  const over = grants.filter((grant) => grant.role !== "leader" && covers(grant, one));
  const ends = new Set(
    grants.filter(({ role }) => role !== "team-manager").map(({ personId }) => personId),
  );
  const line = new Set(over.map(({ personId }) => personId));
  const starts = [
    ...one.holderIds,
    ...over.filter(({ role }) => role === "team-manager").map(({ personId }) => personId),
  ];
  const managersOf = (id: string) =>
    [managerOf.get(id), ...(others?.get(id) ?? []).map(({ managerId }) => managerId)].filter(
      (manager) => typeof manager === "string",
    );
  for (const start of starts) {
    const passed = new Set([start]);
    const climb = (below: string): void => {
      if (ends.has(below)) return;
      for (const manager of managersOf(below)) {
        if (passed.has(manager)) continue;
        line.add(manager);
        passed.add(manager);
        climb(manager);
      }
    };
    climb(start);
  }
  return [...line];
}

/**
 * Owns whose turn something is that several people could do.
 * Practice: one reader, the nearest who may act, so that nobody leaves it to the others; what they
 * let lie goes one step further up after a while, and from then on is seen by both.
 */
import type { Role } from "./people";

/** After how many days the next step up sees it too. */
export const patience = { decision: 7, verification: 28 } as const;

/**
 * Whose turn it is, of people by steps from the nearest up. A step with nobody is left out; after
 * `patience` days it is the next step's as well.
 */
export function whoseTurn(
  ladder: readonly (readonly string[])[],
  waited: { days: number; patience: number },
): string[] {
  const steps = ladder.filter((step) => step.length > 0);
  return [...new Set(steps.slice(0, waited.days < waited.patience ? 1 : 2).flat())];
}

/** Someone active who holds a role, and of what. */
export type Holder = {
  personId: string;
  role: Role;
  reachesAll: boolean;
  /** The team, and those whose work it went on with. */
  teamIds: readonly string[];
  serviceId: string | null;
};

/**
 * Who may be asked to verify an action, the nearest first: the team's manager for a child, the
 * service's for a team, the QA leads above that, a leader where none of those is left. Its owner and whoever completed it are not.
 */
export function verifierLadder(
  action: {
    level: string;
    ownerId: string | null;
    completedBy: string | null;
    teamId: string | null;
    serviceId: string | null;
  },
  holders: readonly Holder[],
): string[][] {
  const others = (role: Role, reaches: (holder: Holder) => boolean) =>
    holders
      .filter((holder) => holder.role === role && reaches(holder))
      .map(({ personId }) => personId)
      .filter((id) => id !== action.ownerId && id !== action.completedBy);
  const near = (holder: Holder) =>
    holder.reachesAll ||
    (action.teamId !== null && holder.teamIds.includes(action.teamId)) ||
    (action.serviceId !== null && holder.serviceId === action.serviceId);
  const leads = others("qa-lead", () => true);
  return [
    action.level === "child" ? others("team-manager", near) : [],
    action.level === "child" || action.level === "team" ? others("service-manager", near) : [],
    leads,
    // They read no case content, and are asked where no QA lead is left.
    ...(leads.length === 0 && action.level !== "child" ? [others("leader", () => true)] : []),
  ];
}

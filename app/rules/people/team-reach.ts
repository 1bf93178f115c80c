/**
 * Owns by which changes of a team someone reaches more than before.
 * Practice: a role of one's own counts, and one that is lent; what opens nothing does not.
 */

import type { Actor } from "../access/people";
import { isCovered, opensSomething } from "./access-changes";

/**
 * Whether moving a team to another service lets this person reach more than before: by a role of
 * their own for that service, or one that is lent to them.
 */
export function reachGrows(
  actor: Actor,
  move: { teamId: string; fromServiceId: string; toServiceId: string },
): boolean {
  if (move.fromServiceId === move.toServiceId) return false;
  const before = new Map([[move.teamId, move.fromServiceId]]);
  const holders = [actor.grants, ...(actor.standsInFor ?? []).map(({ grants }) => grants)];
  return holders.some((held) =>
    held.some(
      ({ role, ...one }) =>
        opensSomething(role) &&
        one.reach === "service" &&
        one.serviceId === move.toServiceId &&
        !isCovered(held, { role, reach: "team", teamId: move.teamId }, before),
    ),
  );
}

/** Whether a team's end lets this person reach it by a role of theirs for its successor. */
export function reachGrowsByEnd(
  actor: Actor,
  team: { id: string; serviceId: string },
  successorId: string,
): boolean {
  const before = new Map([[team.id, team.serviceId]]);
  const holders = [actor.grants, ...(actor.standsInFor ?? []).map(({ grants }) => grants)];
  return holders.some((held) =>
    held.some(
      ({ role, ...one }) =>
        opensSomething(role) &&
        one.reach === "team" &&
        one.teamId === successorId &&
        !isCovered(held, { role, reach: "team", teamId: team.id }, before),
    ),
  );
}

/**
 * Owns a team's move or end by which someone reaches more: it waits as a whole for a second person
 * whose reach stays as it is; where nobody gains it is made at once.
 * Practice: looked at again when it is confirmed; whoever gains then and was not named stops it.
 */

import { dateInLondon } from "~/rules/core/dates";
import type { TeamWhat } from "~/rules/people/access-changes";
import { retire } from "~/rules/people/team-changes";
import type { Stamp } from "../../core/events.server";
import type { Tx } from "../../core/open.server";
import { Conflict } from "../../core/versions.server";
import { findGivingFacts, propose } from "./access-giving.server";
import { findTeamLoad, saveRetired } from "./team-changes.server";
import { listGainers, type TeamChange } from "./team-reach.server";
import { findTeam, saveTeam, type TeamFacts, type TeamToKeep } from "./teams.server";

type ByPerson = Stamp & { actorId: string };
export type TeamGiven = "done" | "waits" | "asked";

async function listToConfirm(tx: Tx, stamp: ByPerson, change: TeamChange) {
  const gainers = await listGainers(tx, change, dateInLondon(new Date(stamp.at)));
  const { alone } = await findGivingFacts(tx, stamp.actorId);
  return alone ? [] : gainers;
}

/** Changes a team; the other service waits where someone would reach more by it, the rest does not. */
export async function changeTeam(
  tx: Tx,
  stamp: ByPerson,
  team: TeamToKeep,
  version: number,
  facts: TeamFacts,
): Promise<TeamGiven> {
  const { id: teamId, serviceId: fromServiceId } = team;
  const move = { teamId, fromServiceId, toServiceId: facts.serviceId };
  const gainers = fromServiceId === facts.serviceId ? [] : await listToConfirm(tx, stamp, move);
  const [first] = gainers;
  if (!first) {
    await saveTeam(tx, stamp, team, version, facts);
    return "done";
  }
  await saveTeam(tx, stamp, team, version, { ...facts, serviceId: fromServiceId });
  return propose(tx, stamp, { personId: first.id, what: { kind: "team-move", ...move, gainers } });
}

/** Ends a team, or proposes it; Conflict when the team changed since `version`. */
export async function endTeam(
  tx: Tx,
  stamp: ByPerson,
  team: TeamToKeep,
  version: number,
  to: { successorId: string; on: string },
): Promise<TeamGiven> {
  const { id: teamId, serviceId: fromServiceId } = team;
  const { successorId } = to;
  const gainers = await listToConfirm(tx, stamp, { teamId, fromServiceId, successorId });
  const [first] = gainers;
  if (!first) {
    await saveRetired(tx, stamp, team, version, to);
    return "done";
  }
  if (version !== team.version) throw new Conflict(`team:${teamId}`);
  const what = { kind: "team-end", teamId, successorId, gainers } as const;
  return propose(tx, stamp, { personId: first.id, what });
}

/** Why a proposed change of a team can't be made any more; null when it can. */
export async function whyTeamStays(tx: Tx, what: TeamWhat, today: string): Promise<string | null> {
  const team = await findTeam(tx, what.teamId);
  if (!team || team.retiredOn !== null) return "the team has ended meanwhile";
  if (what.kind === "team-move" && team.serviceId !== what.fromServiceId) {
    return "the team has moved meanwhile";
  }
  if (what.kind === "team-end") {
    const successor = await findTeam(tx, what.successorId);
    const verdict = successor && retire(team, successor, await findTeamLoad(tx, team.id));
    if (!verdict?.ok) return "the other team can no longer go on with its work";
  }
  const { gainers, ...change } = what;
  const now = await listGainers(tx, { fromServiceId: team.serviceId, ...change }, today);
  const isNamed = (id: string) => gainers.some((one) => one.id === id);
  const others = now.filter(({ id }) => !isNamed(id)).map(({ name }) => name);
  return others.length === 0
    ? null
    : `by now ${others.join(", ")} would reach more by it too: propose it again`;
}

/** Makes a confirmed change of a team. */
export async function applyToTeam(tx: Tx, stamp: Stamp, what: TeamWhat): Promise<void> {
  const team = await findTeam(tx, what.teamId);
  if (!team) return;
  if (what.kind === "team-move") {
    const { name, holdsCases } = team;
    await saveTeam(tx, stamp, team, team.version, {
      ...{ name, holdsCases, serviceId: what.toServiceId },
    });
    return;
  }
  const on = dateInLondon(new Date(stamp.at));
  await saveRetired(tx, stamp, team, team.version, { successorId: what.successorId, on });
}

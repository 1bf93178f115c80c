/**
 * Owns which actions of a practice area were done since a day, as they stand on a line of trends.
 * Practice: an action above the level of a child, by its reference, its team and its state alone:
 * what it says may name someone.
 */
import type { ActionStatus } from "~/rules/learning-log/learning-log";
import type { Db } from "../core/open.server";
import { actionService } from "./action-sight.server";

export type DoneAction = {
  id: string;
  reference: number;
  status: ActionStatus;
  teamName: string | null;
  /** YYYY-MM-DD. */
  completedOn: string;
};

const done = ["completed", "verified"] as const satisfies readonly ActionStatus[];
const most = 200;

/** The first done first; of a team or a service also what was meant for the whole council. */
export async function unscopedDoneActions(
  db: Db,
  wanted: { area: string; since: string; teamId?: string; serviceId?: string },
): Promise<DoneAction[]> {
  const { area, since, teamId, serviceId } = wanted;
  let query = db
    .selectFrom("action")
    .leftJoin("team", "team.id", "action.team_id")
    .select(["action.id", "action.reference", "action.status", "team.name as teamName"])
    .select("action.completed_on as completedOn")
    .where("action.area", "=", area)
    .where("action.completed_on", ">=", since)
    .where("action.level", "<>", "child")
    .where("action.status", "in", [...done])
    .orderBy("action.completed_on", "desc")
    .orderBy("action.reference", "desc")
    .limit(most);
  if (teamId || serviceId)
    query = query.where((eb) =>
      eb.or([
        teamId ? eb("action.team_id", "=", teamId) : eb(actionService, "=", serviceId ?? ""),
        eb.and([eb("action.team_id", "is", null), eb("action.service_id", "is", null)]),
      ]),
    );
  const rows = await query.execute();
  return rows
    .map(({ completedOn, status, ...row }) => ({
      ...row,
      status: status as ActionStatus,
      completedOn: completedOn ?? "",
    }))
    .reverse();
}

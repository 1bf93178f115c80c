/**
 * Owns how many actions are not finished, and how many of them overdue, service by service.
 * Practice: counts alone; an action counts from when its audit is submitted.
 */
import { sql } from "kysely";
import { unfinishedStatuses } from "~/rules/learning-log/learning-log";
import type { Db } from "../core/open.server";
import { countAll } from "../core/scope.server";
import { isLive } from "./action-sight.server";

export type ServiceActions = { serviceName: string; open: number; overdue: number };

/** Where no service was named, the team's. */
const ofService = sql<string | null>`coalesce(action.service_id, team.service_id)`;

/** Every service in its order, and what is of no one service after them, where there is any. */
export async function unscopedOpenActions(db: Db, today: string): Promise<ServiceActions[]> {
  const [services, rows] = await Promise.all([
    db
      .selectFrom("service")
      .select(["id", "name as serviceName"])
      .orderBy("position")
      .orderBy("name")
      .execute(),
    db
      .selectFrom("action")
      .leftJoin("team", "team.id", "action.team_id")
      .select([ofService.as("serviceId"), countAll.as("open")])
      .select(
        sql<number>`cast(sum(case when action.due_on < ${today} then 1 else 0 end) as integer)`.as(
          "overdue",
        ),
      )
      .where("action.status", "in", unfinishedStatuses)
      .where((eb) => isLive(eb))
      .groupBy(ofService)
      .execute(),
  ]);
  const none = { open: 0, overdue: 0 };
  const countsOf = (id: string | null) => {
    const { open, overdue } = rows.find(({ serviceId }) => serviceId === id) ?? none;
    return { open, overdue };
  };
  const others = countsOf(null);
  return [
    ...services.map(({ id, serviceName }) => ({ serviceName, ...countsOf(id) })),
    ...(others.open > 0 ? [{ serviceName: "The whole council", ...others }] : []),
  ];
}

/**
 * Owns how observations are counted: by service, team and kind, and by theme. Practice: of what was
 * shared and not withdrawn; for the team of then; never by person.
 */
import { sql } from "kysely";
import type { Scope } from "~/rules/access/permission";
import type { ObservationCount, ThemeCount } from "~/rules/observations/figures";
import { countedObservations } from "~/rules/observations/observations";
import type { Db } from "../core/open.server";
import { countAll, inScope } from "../core/scope.server";

/** YYYY-MM-DD, both included. */
export type Between = { from: string; to: string };

const placed = {
  team: sql.ref<string>("observation.team_id"),
  service: sql.ref<string>("observation.service_id"),
};

/** By service, team and kind, in the order of services. */
export const countObservations = (
  db: Db,
  scope: Scope,
  { from, to }: Between,
): Promise<ObservationCount[]> =>
  db
    .selectFrom("observation")
    .innerJoin("team", "team.id", "observation.team_id")
    .innerJoin("service", "service.id", "observation.service_id")
    .select(["service.name as serviceName", "team.name as teamName", "observation.kind"])
    .select([
      countAll.as("count"),
      sql<number>`cast(sum(case when observation.family_consent = 'given' then 1 else 0 end) as integer)`.as(
        "families",
      ),
      sql<number>`cast(sum(case when observation.family_view <> '' then 1 else 0 end) as integer)`.as(
        "views",
      ),
    ])
    .where("observation.state", "in", countedObservations)
    .where("observation.observed_on", ">=", from)
    .where("observation.observed_on", "<=", to)
    .where((eb) => inScope(eb as never, scope, placed))
    .groupBy(["service.position", "service.name", "team.name", "observation.kind"])
    .orderBy("service.position")
    .orderBy("team.name")
    .orderBy("observation.kind")
    .execute();

/** In how many observations each theme was named. */
export const countThemes = (db: Db, scope: Scope, { from, to }: Between): Promise<ThemeCount[]> =>
  db
    .selectFrom("observation")
    .innerJoin("observation_theme as named", "named.observation_id", "observation.id")
    .select(["named.kind", "named.theme", countAll.as("count")])
    .where("observation.state", "in", countedObservations)
    .where("observation.observed_on", ">=", from)
    .where("observation.observed_on", "<=", to)
    .where((eb) => inScope(eb as never, scope, placed))
    .groupBy(["named.kind", "named.theme"])
    .orderBy("named.theme")
    .execute();

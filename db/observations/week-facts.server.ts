/**
 * Owns what a practice week came to: its observations counted by service, their points and themes,
 * and what was learnt from them.
 */
import { sql } from "kysely";
import type { ObservationCount, ThemeCount } from "~/rules/observations/figures";
import { countedObservations, type ObservationPointKind } from "~/rules/observations/observations";
import type { Db } from "../core/open.server";
import { countAll } from "../core/scope.server";

const ofWeek = (db: Db, weekId: string) =>
  db
    .selectFrom("practice_week_slot as slot")
    .innerJoin("observation", "observation.slot_id", "slot.id")
    .where("slot.week_id", "=", weekId)
    .where("observation.state", "in", countedObservations);

export const countOfWeek = (db: Db, weekId: string): Promise<ObservationCount[]> =>
  ofWeek(db, weekId)
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
    .groupBy(["service.position", "service.name", "team.name", "observation.kind"])
    .orderBy("service.position")
    .orderBy("team.name")
    .orderBy("observation.kind")
    .execute();

export const countThemesOfWeek = (db: Db, weekId: string): Promise<ThemeCount[]> =>
  ofWeek(db, weekId)
    .innerJoin("observation_theme as named", "named.observation_id", "observation.id")
    .select(["named.kind", "named.theme", countAll.as("count")])
    .groupBy(["named.kind", "named.theme"])
    .orderBy("named.theme")
    .execute();

export type WeekPoint = { id: string; kind: ObservationPointKind; text: string };

/** As they were written, with whatever names stand in them; in no order that tells whose they are. */
export const listPointsOfWeek = (db: Db, weekId: string): Promise<WeekPoint[]> =>
  ofWeek(db, weekId)
    .innerJoin("observation_point as point", "point.observation_id", "observation.id")
    .select(["point.id", "point.kind", "point.text"])
    .orderBy("point.id")
    .limit(200)
    .execute();

/** What points of the week were filed under. */
export const listLearningOfWeek = (
  db: Db,
  weekId: string,
): Promise<{ reference: number; what: string }[]> =>
  ofWeek(db, weekId)
    .innerJoin("observation_point as point", "point.observation_id", "observation.id")
    .innerJoin("learning_evidence as evidence", "evidence.source_id", "point.source_id")
    .innerJoin("learning", "learning.id", "evidence.learning_id")
    .select(["learning.reference", "learning.what"])
    .distinct()
    .orderBy("learning.reference")
    .limit(50)
    .execute();

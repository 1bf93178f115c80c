/**
 * Owns where someone who was observed is found today: the team they are of now, or the one that was
 * observed where they have left or are of none. Whoever manages that reads what was written of them.
 */
import { sql } from "kysely";
import type { Db } from "../core/open.server";

/** Of a join of `one_person` as "person" and `observation`. */
export const placeNow = sql<string>`case when person.active = 1
  then coalesce(person.team_id, observation.team_id) else observation.team_id end`;

/** Everyone active who is of a team, by name: who can be observed. */
export const unscopedOfTeams = (db: Db) =>
  db
    .selectFrom("person")
    .innerJoin("team", "team.id", "person.team_id")
    .select(["person.id", "person.name", "team.id as teamId", "team.name as teamName"])
    .where("person.active", "=", 1)
    .where("person.same_as_id", "is", null)
    .orderBy("person.name_folded")
    .execute();

/**
 * Owns where someone who was observed is found today: the team they are of now, or the one that was
 * observed where they have left or are of none. Whoever manages that reads what was written of them.
 */
import { sql } from "kysely";

/** Of a join of `one_person` as "person" and `observation`. */
export const placeNow = sql<string>`case when person.active = 1
  then coalesce(person.team_id, observation.team_id) else observation.team_id end`;

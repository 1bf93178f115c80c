/**
 * Teams that end: retired from a day on into a successor. And the names and services of teams as
 * they were when an exercise closed, so that a closed report keeps saying what it said.
 */
import { type Kysely, sql } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema.alterTable("team").addColumn("retired_on", c.text).execute();
  await db.schema
    .alterTable("team")
    .addColumn("successor_id", c.text, (x) => x.references("team.id"))
    .execute();
  await db.schema
    .createTable("exercise_team")
    .addColumn("exercise_id", c.text, (x) => x.notNull().references("exercise.id"))
    .addColumn("team_id", c.text, (x) => x.notNull().references("team.id"))
    .addColumn("name", c.text, (x) => x.notNull())
    .addColumn("service_id", c.text, (x) => x.notNull().references("service.id"))
    .addColumn("service_name", c.text, (x) => x.notNull())
    .addPrimaryKeyConstraint("exercise_team_pk", ["exercise_id", "team_id"])
    .execute();
  await sql`
    insert into exercise_team (exercise_id, team_id, name, service_id, service_name)
    select exercise.id, team.id, team.name, service.id, service.name
    from exercise, team
    inner join service on service.id = team.service_id
    where exercise.state = 'closed'`.execute(db);
}

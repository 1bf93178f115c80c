/**
 * The service in the key of a tally: two judgements of one team in two services are two rows, not
 * both of the service that was counted first. Counted anew from the final judgements.
 */
import { type Kysely, sql } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema.dropTable("tally").execute();
  await db.schema
    .createTable("tally")
    .addColumn("exercise_id", c.text, (x) => x.notNull())
    .addColumn("team_id", c.text, (x) => x.notNull())
    .addColumn("service_id", c.text, (x) => x.notNull())
    .addColumn("cohort", c.text, (x) => x.notNull())
    .addColumn("area", c.text, (x) => x.notNull())
    .addColumn("judgement", c.text, (x) => x.notNull())
    .addColumn("count", c.integer, (x) => x.notNull())
    .addPrimaryKeyConstraint("tally_pk", [
      "exercise_id",
      "team_id",
      "service_id",
      "cohort",
      "area",
      "judgement",
    ])
    .execute();
  await db.schema
    .createIndex("tally_team_id_area")
    .on("tally")
    .columns(["team_id", "area"])
    .execute();
  await sql`
    insert into tally (exercise_id, team_id, service_id, cohort, area, judgement, count)
    select audit.exercise_id, judgement.team_id, judgement.service_id, audit.cohort,
      judgement.area, judgement.judgement, cast(count(*) as integer)
    from judgement
    inner join audit on audit.id = judgement.audit_id
    where judgement.source = 'final' and audit.state = 'final' and audit.origin <> 're-audit'
    group by audit.exercise_id, judgement.team_id, judgement.service_id, audit.cohort,
      judgement.area, judgement.judgement`.execute(db);
}

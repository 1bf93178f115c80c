/**
 * The basis in the key of a tally: beside the final judgements of final audits, the auditor's and
 * the moderator's, as each first gave them. Counted anew from the judgements.
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
    .addColumn("basis", c.text, (x) => x.notNull())
    .addColumn("team_id", c.text, (x) => x.notNull())
    .addColumn("service_id", c.text, (x) => x.notNull())
    .addColumn("cohort", c.text, (x) => x.notNull())
    .addColumn("area", c.text, (x) => x.notNull())
    .addColumn("judgement", c.text, (x) => x.notNull())
    .addColumn("count", c.integer, (x) => x.notNull())
    .addPrimaryKeyConstraint("tally_pk", [
      "exercise_id",
      "basis",
      "team_id",
      "service_id",
      "cohort",
      "area",
      "judgement",
    ])
    .execute();
  await db.schema
    .createIndex("tally_team_id_basis_area")
    .on("tally")
    .columns(["team_id", "basis", "area"])
    .execute();
  await sql`
    insert into tally (exercise_id, basis, team_id, service_id, cohort, area, judgement, count)
    select audit.exercise_id, judgement.source, judgement.team_id, judgement.service_id,
      audit.cohort, judgement.area, judgement.judgement, cast(count(*) as integer)
    from judgement
    inner join audit on audit.id = judgement.audit_id
    where audit.state = 'final' and audit.origin <> 're-audit'
      and not exists (
        select 1 from judgement as earlier
        where earlier.audit_id = judgement.audit_id and earlier.source = judgement.source
          and earlier.round < judgement.round
      )
    group by audit.exercise_id, judgement.source, judgement.team_id, judgement.service_id,
      audit.cohort, judgement.area, judgement.judgement`.execute(db);
}

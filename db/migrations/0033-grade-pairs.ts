/**
 * Pairs of grades of moderated audits, kept so that how far auditors and panel agree is read without
 * the audits themselves; counted from the judgements of every audit that is final already.
 */
import { type Kysely, sql } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .createTable("grade_pair")
    .addColumn("exercise_id", c.text, (x) => x.notNull())
    .addColumn("tool_version_id", c.text, (x) => x.notNull())
    .addColumn("area", c.text, (x) => x.notNull())
    .addColumn("team_id", c.text, (x) => x.notNull())
    .addColumn("cohort", c.text, (x) => x.notNull())
    .addColumn("auditor_id", c.text, (x) => x.notNull())
    .addColumn("auditor_grade", c.text, (x) => x.notNull())
    .addColumn("moderator_grade", c.text, (x) => x.notNull())
    .addColumn("final_grade", c.text, (x) => x.notNull())
    .addColumn("blind", c.integer, (x) => x.notNull())
    .addColumn("random", c.integer, (x) => x.notNull())
    .addColumn("count", c.integer, (x) => x.notNull())
    .addPrimaryKeyConstraint("grade_pair_pk", [
      "exercise_id",
      "tool_version_id",
      "area",
      "team_id",
      "cohort",
      "auditor_id",
      "auditor_grade",
      "moderator_grade",
      "final_grade",
      "blind",
      "random",
    ])
    .execute();
  await sql`
    insert into grade_pair (exercise_id, tool_version_id, area, team_id, cohort, auditor_id,
      auditor_grade, moderator_grade, final_grade, blind, random, count)
    select audit.exercise_id, coalesce(exercise.tool_version_id, ''), own.area, own.team_id,
      audit.cohort, own.made_by, own.judgement, coalesce(theirs.judgement, ''), last.judgement,
      case when first.not_blind_reason = '' then 1 else 0 end,
      case when first.reason = 'random' then 1 else 0 end, cast(count(*) as integer)
    from moderation as decided
    inner join audit on audit.id = decided.audit_id
    inner join exercise on exercise.id = audit.exercise_id
    inner join moderation as first on first.audit_id = audit.id
      and first.round = (select min(round) from moderation where audit_id = audit.id)
    inner join judgement as own on own.audit_id = audit.id and own.source = 'auditor'
      and own.round = (select min(earlier.round) from judgement as earlier
        where earlier.audit_id = audit.id and earlier.source = 'auditor')
    inner join judgement as last on last.audit_id = audit.id and last.area = own.area
      and last.source = 'final'
    left join judgement as theirs on theirs.audit_id = audit.id and theirs.area = own.area
      and theirs.source = 'moderator'
      and theirs.round = (select min(earlier.round) from judgement as earlier
        where earlier.audit_id = audit.id and earlier.source = 'moderator')
    where decided.state = 'decided' and audit.state = 'final' and audit.origin <> 're-audit'
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11`.execute(db);
}

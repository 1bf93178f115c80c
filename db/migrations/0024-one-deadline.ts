/**
 * One date for each audit: one that audits a case again is never due later than its re-audit. Those
 * that were given a later date go back to the re-audit's own.
 */
import { type Kysely, sql } from "kysely";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  await sql`
    update audit
    set version = version + 1,
      due_on = (select re_audit.due_on from re_audit where re_audit.audit_id = audit.id)
    where state not in ('final', 'withdrawn')
      and exists (
        select 1 from re_audit
        where re_audit.audit_id = audit.id
          and (audit.due_on is null or re_audit.due_on < audit.due_on)
      )`.execute(db);
  await sql`
    update exercise
    set version = version + 1,
      audits_due_on = (select min(audit.due_on) from audit where audit.exercise_id = exercise.id)
    where only_re_audits = 1
      and state not in ('closed', 'cancelled')
      and exists (
        select 1 from audit
        where audit.exercise_id = exercise.id and audit.state not in ('final', 'withdrawn')
          and audit.due_on < exercise.audits_due_on
      )`.execute(db);
}

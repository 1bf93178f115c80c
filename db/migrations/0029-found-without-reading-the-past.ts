/** Indexes that lead to what waits or is shown, however much of the past there is beside it. */
import type { Kysely } from "kysely";
import { sql } from "kysely";
import type { Schema } from "../core/schema";

/** The order of the learning log: what is still to do, what waits to be verified, the rest; by date. */
const turn =
  "(case when status in ('open', 'in-progress') then 0 when status = 'completed' then 1 else 2 end)";
const dated = "(coalesce(due_on, '9999-12-31'))";

/** By name: the table, the columns, and of which rows alone. */
const indexes: Record<string, [table: string, columns: string, only?: string]> = {
  case_record_open_reference: ["case_record", "reference_folded", "closed_on is null"],
  case_record_open_team: ["case_record", "team_id, cohort", "closed_on is null"],
  case_record_open_worker: ["case_record", "worker_id", "closed_on is null"],
  exercise_released: ["exercise", "released_at"],
  exercise_prompted_by: ["exercise", "prompted_by_id"],
  exercise_tool_version: ["exercise", "tool_version_id"],
  audit_submitted: ["audit", "auditor_id, submitted_at", "submitted_at is not null"],
  audit_re_audit_state: ["audit", "state", "origin = 're-audit'"],
  re_audit_waiting: ["re_audit", "due_on", "cancelled_at is null and audit_id is null"],
  re_audit_made: ["re_audit", "made_at"],
  declared_conflict_held: ["declared_conflict", "declared_at", "withdrawn_at is null"],
  concern_exercise: ["concern", "exercise_id"],
  concern_alert_person: ["concern_alert", "person_id"],
  exercise_kind_state: ["exercise", "kind, state, month, closed_at, id"],
  outbox_state: ["outbox", "state, id"],
  action_by_turn: ["action", `${turn}, ${dated}, reference`],
  action_status_by_date: ["action", `status, ${dated}, reference`],
  action_team_by_turn: ["action", `team_id, ${turn}, ${dated}, reference`],
  action_service_by_turn: ["action", `service_id, ${turn}, ${dated}, reference`],
  action_above_child_by_turn: ["action", `${turn}, ${dated}, reference`, "level <> 'child'"],
  action_owner_by_turn: ["action", `owner_id, ${turn}, ${dated}, reference`],
  action_raiser_by_turn: ["action", `raised_by, ${turn}, ${dated}, reference`],
  moderation_unread: ["moderation", "audit_id", "feedback_read_at is null"],
};

export async function up(db: Kysely<Schema>): Promise<void> {
  // Those by turn begin with the same columns.
  await sql`drop index action_team_id`.execute(db);
  await sql`drop index action_owner_id`.execute(db);
  for (const [name, [table, columns, only]] of Object.entries(indexes)) {
    const rows = only ? ` where ${only}` : "";
    await sql.raw(`create index ${name} on ${table} (${columns})${rows}`).execute(db);
  }
}

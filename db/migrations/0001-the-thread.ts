/** The whole thread, from people to the learning log. Written once, never edited after landing. */
import type { Kysely } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));

  await db.schema
    .createTable("service")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("name", c.text, (x) => x.notNull())
    .addColumn("position", c.integer, (x) => x.notNull())
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .execute();

  await db.schema
    .createTable("team")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("service_id", c.text, (x) => x.notNull().references("service.id"))
    .addColumn("name", c.text, (x) => x.notNull())
    .addColumn("name_folded", c.text, (x) => x.notNull())
    .addColumn("holds_cases", c.integer, (x) => x.notNull())
    .addColumn("position", c.integer, (x) => x.notNull())
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .addUniqueConstraint("team_name_folded_unique", ["name_folded"])
    .execute();

  await db.schema
    .createTable("person")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("name", c.text, (x) => x.notNull())
    .addColumn("name_folded", c.text, (x) => x.notNull())
    .addColumn("staff_number", c.text)
    .addColumn("email", c.text)
    .addColumn("email_folded", c.text)
    .addColumn("job_title", c.text, (x) => x.notNull())
    .addColumn("team_id", c.text, (x) => x.references("team.id"))
    .addColumn("manager_id", c.text, (x) => x.references("person.id"))
    .addColumn("established", c.integer, (x) => x.notNull())
    .addColumn("active", c.integer, (x) => x.notNull())
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .addUniqueConstraint("person_email_folded_unique", ["email_folded"])
    .addUniqueConstraint("person_staff_number_unique", ["staff_number"])
    .execute();

  await db.schema
    .createTable("role_grant")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("person_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("role", c.text, (x) => x.notNull())
    .addColumn("reach", c.text, (x) => x.notNull())
    .addColumn("service_id", c.text, (x) => x.references("service.id"))
    .addColumn("team_id", c.text, (x) => x.references("team.id"))
    .execute();

  await db.schema
    .createTable("auth_account")
    .addColumn("person_id", c.text, (x) => x.primaryKey().notNull().references("person.id"))
    .addColumn("password_hash", c.text, (x) => x.notNull())
    .addColumn("failures", c.integer, (x) => x.notNull())
    .addColumn("locked_until", c.text)
    .addColumn("must_change", c.integer, (x) => x.notNull())
    .addColumn("password_changed_at", c.text, (x) => x.notNull())
    .execute();

  await db.schema
    .createTable("auth_session")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("person_id", c.text)
    .addColumn("data", c.text, (x) => x.notNull())
    .addColumn("created_at", c.text, (x) => x.notNull())
    .addColumn("expires_at", c.text, (x) => x.notNull())
    .execute();

  await db.schema
    .createTable("auth_address")
    .addColumn("address", c.text, (x) => x.primaryKey().notNull())
    .addColumn("window_started_at", c.text, (x) => x.notNull())
    .addColumn("attempts", c.integer, (x) => x.notNull())
    .execute();

  await db.schema
    .createTable("setting")
    .addColumn("key", c.text, (x) => x.primaryKey().notNull())
    .addColumn("value", c.text, (x) => x.notNull())
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .execute();

  await db.schema
    .createTable("case_record")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("reference", c.text, (x) => x.notNull())
    .addColumn("reference_folded", c.text, (x) => x.notNull())
    .addColumn("family_reference", c.text)
    .addColumn("cohort", c.text, (x) => x.notNull())
    .addColumn("team_id", c.text, (x) => x.references("team.id"))
    .addColumn("worker_id", c.text, (x) => x.references("person.id"))
    .addColumn("supervisor_id", c.text, (x) => x.references("person.id"))
    .addColumn("reviewing_officer_id", c.text, (x) => x.references("person.id"))
    .addColumn("age", c.integer)
    .addColumn("unborn", c.integer, (x) => x.notNull())
    .addColumn("sensitive", c.integer, (x) => x.notNull())
    .addColumn("opened_on", c.text, (x) => x.notNull())
    .addColumn("closed_on", c.text)
    .addColumn("last_audited_on", c.text)
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .addUniqueConstraint("case_record_reference_folded_unique", ["reference_folded"])
    .execute();

  await db.schema
    .createTable("case_holding")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("case_id", c.text, (x) => x.notNull().references("case_record.id"))
    .addColumn("person_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("relation", c.text, (x) => x.notNull())
    .addColumn("team_id", c.text, (x) => x.references("team.id"))
    .addColumn("from_on", c.text, (x) => x.notNull())
    .addColumn("to_on", c.text)
    .execute();

  await db.schema
    .createTable("caseload_import")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("person_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("file_name", c.text, (x) => x.notNull())
    .addColumn("fingerprint", c.text, (x) => x.notNull())
    .addColumn("state", c.text, (x) => x.notNull())
    .addColumn("counts", c.text, (x) => x.notNull())
    .addColumn("created_at", c.text, (x) => x.notNull())
    .addColumn("confirmed_at", c.text)
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .execute();

  await db.schema
    .createTable("caseload_import_row")
    .addColumn("import_id", c.text, (x) => x.notNull().references("caseload_import.id"))
    .addColumn("line", c.integer, (x) => x.notNull())
    .addColumn("outcome", c.text, (x) => x.notNull())
    .addColumn("case_id", c.text, (x) => x.references("case_record.id"))
    .addColumn("content", c.text, (x) => x.notNull())
    .addColumn("problem", c.text)
    .addPrimaryKeyConstraint("caseload_import_row_pk", ["import_id", "line"])
    .execute();

  await db.schema
    .createTable("tool")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("kind", c.text, (x) => x.notNull())
    .addColumn("name", c.text, (x) => x.notNull())
    .addColumn("shared", c.integer, (x) => x.notNull())
    .addColumn("position", c.integer, (x) => x.notNull())
    .execute();

  await db.schema
    .createTable("tool_version")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("tool_id", c.text, (x) => x.notNull().references("tool.id"))
    .addColumn("major", c.integer, (x) => x.notNull())
    .addColumn("minor", c.integer, (x) => x.notNull())
    .addColumn("state", c.text, (x) => x.notNull())
    .addColumn("definition", c.text, (x) => x.notNull())
    .addColumn("published_at", c.text)
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .addUniqueConstraint("tool_version_tool_id_major_minor_unique", ["tool_id", "major", "minor"])
    .execute();

  await db.schema
    .createTable("exercise")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("kind", c.text, (x) => x.notNull())
    .addColumn("title", c.text, (x) => x.notNull())
    .addColumn("month", c.text, (x) => x.notNull())
    .addColumn("service_id", c.text, (x) => x.references("service.id"))
    .addColumn("lead_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("tool_version_id", c.text, (x) => x.references("tool_version.id"))
    .addColumn("state", c.text, (x) => x.notNull())
    .addColumn("size", c.integer, (x) => x.notNull())
    .addColumn("moderated", c.integer, (x) => x.notNull())
    .addColumn("trigger_kind", c.text)
    .addColumn("trigger_text", c.text, (x) => x.notNull())
    .addColumn("prompted_by_id", c.text, (x) => x.references("exercise.id"))
    .addColumn("rationale", c.text, (x) => x.notNull())
    .addColumn("lines_of_enquiry", c.text, (x) => x.notNull())
    .addColumn("methodology", c.text, (x) => x.notNull())
    .addColumn("next_steps", c.text, (x) => x.notNull())
    .addColumn("narrative", c.text, (x) => x.notNull())
    .addColumn("audits_due_on", c.text)
    .addColumn("moderation_due_on", c.text)
    .addColumn("responses_due_on", c.text)
    .addColumn("moderation_seed", c.text, (x) => x.notNull())
    .addColumn("released_at", c.text)
    .addColumn("window_closed_at", c.text)
    .addColumn("closed_at", c.text)
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .execute();

  await db.schema
    .createTable("exercise_member")
    .addColumn("exercise_id", c.text, (x) => x.notNull().references("exercise.id"))
    .addColumn("person_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("part", c.text, (x) => x.notNull())
    .addColumn("role_text", c.text, (x) => x.notNull())
    .addColumn("expected", c.integer, (x) => x.notNull())
    .addColumn("maximum", c.integer, (x) => x.notNull())
    .addPrimaryKeyConstraint("exercise_member_pk", ["exercise_id", "person_id", "part"])
    .execute();

  await db.schema
    .createTable("draw")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("exercise_id", c.text, (x) => x.notNull().references("exercise.id"))
    .addColumn("seed", c.text, (x) => x.notNull())
    .addColumn("algorithm", c.text, (x) => x.notNull())
    .addColumn("fingerprint", c.text, (x) => x.notNull())
    .addColumn("plan", c.text, (x) => x.notNull())
    .addColumn("strata", c.text, (x) => x.notNull())
    .addColumn("drawn_by", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("drawn_at", c.text, (x) => x.notNull())
    .addColumn("current", c.integer, (x) => x.notNull())
    .execute();

  await db.schema
    .createTable("draw_case")
    .addColumn("draw_id", c.text, (x) => x.notNull().references("draw.id"))
    .addColumn("case_id", c.text, (x) => x.notNull().references("case_record.id"))
    .addColumn("reference", c.text, (x) => x.notNull())
    .addColumn("family_reference", c.text)
    .addColumn("team_id", c.text, (x) => x.references("team.id"))
    .addColumn("cohort", c.text, (x) => x.notNull())
    .addColumn("opened_on", c.text, (x) => x.notNull())
    .addColumn("sensitive", c.integer, (x) => x.notNull())
    .addColumn("last_audited_on", c.text)
    .addColumn("stratum", c.text)
    .addColumn("position", c.integer)
    .addColumn("status", c.text, (x) => x.notNull())
    .addColumn("reason", c.text)
    .addColumn("probability", c.real)
    .addPrimaryKeyConstraint("draw_case_pk", ["draw_id", "case_id"])
    .execute();

  await db.schema
    .createTable("audit")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("exercise_id", c.text, (x) => x.notNull().references("exercise.id"))
    .addColumn("case_id", c.text, (x) => x.notNull().references("case_record.id"))
    .addColumn("team_id", c.text, (x) => x.notNull().references("team.id"))
    .addColumn("service_id", c.text, (x) => x.notNull().references("service.id"))
    .addColumn("cohort", c.text, (x) => x.notNull())
    .addColumn("worker_id", c.text, (x) => x.references("person.id"))
    .addColumn("auditor_id", c.text, (x) => x.references("person.id"))
    .addColumn("override_reason", c.text)
    .addColumn("state", c.text, (x) => x.notNull())
    .addColumn("round", c.integer, (x) => x.notNull())
    .addColumn("due_on", c.text)
    .addColumn("origin", c.text, (x) => x.notNull())
    .addColumn("origin_reason", c.text)
    .addColumn("previous_audit_id", c.text, (x) => x.references("audit.id"))
    .addColumn("started_at", c.text)
    .addColumn("submitted_at", c.text)
    .addColumn("final_at", c.text)
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .execute();

  await db.schema
    .createTable("answer")
    .addColumn("audit_id", c.text, (x) => x.notNull().references("audit.id"))
    .addColumn("field", c.text, (x) => x.notNull())
    .addColumn("value", c.text, (x) => x.notNull())
    .addColumn("version", c.integer, (x) => x.notNull())
    .addColumn("save_id", c.text, (x) => x.notNull())
    .addColumn("saved_by", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("saved_at", c.text, (x) => x.notNull())
    .addPrimaryKeyConstraint("answer_pk", ["audit_id", "field"])
    .execute();

  await db.schema
    .createTable("judgement")
    .addColumn("audit_id", c.text, (x) => x.notNull().references("audit.id"))
    .addColumn("area", c.text, (x) => x.notNull())
    .addColumn("source", c.text, (x) => x.notNull())
    .addColumn("round", c.integer, (x) => x.notNull())
    .addColumn("judgement", c.text, (x) => x.notNull())
    .addColumn("reason", c.text, (x) => x.notNull())
    .addColumn("team_id", c.text, (x) => x.notNull().references("team.id"))
    .addColumn("service_id", c.text, (x) => x.notNull().references("service.id"))
    .addColumn("made_by", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("made_at", c.text, (x) => x.notNull())
    .addPrimaryKeyConstraint("judgement_pk", ["audit_id", "area", "source", "round"])
    .execute();

  await db.schema
    .createTable("voice")
    .addColumn("audit_id", c.text, (x) => x.notNull().references("audit.id"))
    .addColumn("key", c.text, (x) => x.notNull())
    .addColumn("kind", c.text, (x) => x.notNull())
    .addColumn("label", c.text, (x) => x.notNull())
    .addColumn("status", c.text, (x) => x.notNull())
    .addColumn("reason", c.text, (x) => x.notNull())
    .addColumn("said", c.text, (x) => x.notNull())
    .addColumn("method", c.text, (x) => x.notNull())
    .addColumn("held_on", c.text)
    .addColumn("not_shared", c.integer, (x) => x.notNull())
    .addPrimaryKeyConstraint("voice_pk", ["audit_id", "key"])
    .execute();

  await db.schema
    .createTable("reflection")
    .addColumn("audit_id", c.text, (x) => x.primaryKey().notNull().references("audit.id"))
    .addColumn("person_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("proud_of", c.text, (x) => x.notNull())
    .addColumn("do_differently", c.text, (x) => x.notNull())
    .addColumn("child_would_say", c.text, (x) => x.notNull())
    .addColumn("correction", c.text, (x) => x.notNull())
    .addColumn("written_at", c.text, (x) => x.notNull())
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .execute();

  await db.schema
    .createTable("finding")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("exercise_id", c.text, (x) => x.notNull().references("exercise.id"))
    .addColumn("audit_id", c.text, (x) => x.references("audit.id"))
    .addColumn("kind", c.text, (x) => x.notNull())
    .addColumn("area", c.text)
    .addColumn("theme", c.text)
    .addColumn("text", c.text, (x) => x.notNull())
    .addColumn("case_count", c.integer)
    .addColumn("made_by", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("made_at", c.text, (x) => x.notNull())
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .execute();

  await db.schema
    .createTable("concern")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("case_id", c.text, (x) => x.notNull().references("case_record.id"))
    .addColumn("audit_id", c.text, (x) => x.references("audit.id"))
    .addColumn("exercise_id", c.text, (x) => x.references("exercise.id"))
    .addColumn("team_id", c.text, (x) => x.notNull().references("team.id"))
    .addColumn("service_id", c.text, (x) => x.notNull().references("service.id"))
    .addColumn("raised_by", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("raised_at", c.text, (x) => x.notNull())
    .addColumn("what", c.text, (x) => x.notNull())
    .addColumn("spoken_to", c.text, (x) => x.notNull())
    .addColumn("spoken_at", c.text, (x) => x.notNull())
    .addColumn("bypass_person_id", c.text, (x) => x.references("person.id"))
    .addColumn("due_at", c.text, (x) => x.notNull())
    .addColumn("acknowledged_by", c.text, (x) => x.references("person.id"))
    .addColumn("acknowledged_at", c.text)
    .addColumn("done", c.text, (x) => x.notNull())
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .execute();

  await db.schema
    .createTable("moderation")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("audit_id", c.text, (x) => x.notNull().references("audit.id"))
    .addColumn("exercise_id", c.text, (x) => x.notNull().references("exercise.id"))
    .addColumn("round", c.integer, (x) => x.notNull())
    .addColumn("reason", c.text, (x) => x.notNull())
    .addColumn("reason_note", c.text, (x) => x.notNull())
    .addColumn("probability", c.real, (x) => x.notNull())
    .addColumn("selected_at", c.text, (x) => x.notNull())
    .addColumn("moderator_id", c.text, (x) => x.references("person.id"))
    .addColumn("state", c.text, (x) => x.notNull())
    .addColumn("committed_at", c.text)
    .addColumn("quality", c.text, (x) => x.notNull())
    .addColumn("feedback", c.text, (x) => x.notNull())
    .addColumn("outcome", c.text)
    .addColumn("decision_reason", c.text, (x) => x.notNull())
    .addColumn("decided_by", c.text, (x) => x.references("person.id"))
    .addColumn("decided_at", c.text)
    .addColumn("feedback_read_at", c.text)
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .addUniqueConstraint("moderation_audit_id_round_unique", ["audit_id", "round"])
    .execute();

  await db.schema
    .createTable("tally")
    .addColumn("exercise_id", c.text, (x) => x.notNull())
    .addColumn("team_id", c.text, (x) => x.notNull())
    .addColumn("service_id", c.text, (x) => x.notNull())
    .addColumn("cohort", c.text, (x) => x.notNull())
    .addColumn("area", c.text, (x) => x.notNull())
    .addColumn("judgement", c.text, (x) => x.notNull())
    .addColumn("count", c.integer, (x) => x.notNull())
    .addPrimaryKeyConstraint("tally_pk", ["exercise_id", "team_id", "cohort", "area", "judgement"])
    .execute();

  await db.schema
    .createTable("response")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("exercise_id", c.text, (x) => x.notNull().references("exercise.id"))
    .addColumn("team_id", c.text, (x) => x.notNull().references("team.id"))
    .addColumn("asked_at", c.text, (x) => x.notNull())
    .addColumn("due_on", c.text, (x) => x.notNull())
    .addColumn("read_at", c.text)
    .addColumn("answered_at", c.text)
    .addColumn("answered_by", c.text, (x) => x.references("person.id"))
    .addColumn("comment", c.text, (x) => x.notNull())
    .addColumn("none_needed_reason", c.text, (x) => x.notNull())
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .addUniqueConstraint("response_exercise_id_team_id_unique", ["exercise_id", "team_id"])
    .execute();

  await db.schema
    .createTable("action")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("reference", c.integer, (x) => x.notNull())
    .addColumn("what", c.text, (x) => x.notNull())
    .addColumn("why", c.text, (x) => x.notNull())
    .addColumn("area", c.text)
    .addColumn("theme", c.text)
    .addColumn("level", c.text, (x) => x.notNull())
    .addColumn("success_measure", c.text, (x) => x.notNull())
    .addColumn("owner_id", c.text, (x) => x.references("person.id"))
    .addColumn("owner_role", c.text, (x) => x.notNull())
    .addColumn("team_id", c.text, (x) => x.references("team.id"))
    .addColumn("service_id", c.text, (x) => x.references("service.id"))
    .addColumn("due_on", c.text)
    .addColumn("due_precision", c.text, (x) => x.notNull())
    .addColumn("status", c.text, (x) => x.notNull())
    .addColumn("source", c.text, (x) => x.notNull())
    .addColumn("exercise_id", c.text, (x) => x.references("exercise.id"))
    .addColumn("audit_id", c.text, (x) => x.references("audit.id"))
    .addColumn("response_id", c.text, (x) => x.references("response.id"))
    .addColumn("finding_id", c.text, (x) => x.references("finding.id"))
    .addColumn("raised_by", c.text, (x) => x.references("person.id"))
    .addColumn("raised_at", c.text, (x) => x.notNull())
    .addColumn("completed_on", c.text)
    .addColumn("completed_by", c.text, (x) => x.references("person.id"))
    .addColumn("evidence", c.text, (x) => x.notNull())
    .addColumn("verified_by", c.text, (x) => x.references("person.id"))
    .addColumn("verified_on", c.text)
    .addColumn("impact", c.text, (x) => x.notNull())
    .addColumn("supervision_on", c.text)
    .addColumn("superseded_by_id", c.text, (x) => x.references("action.id"))
    .addColumn("closing_reason", c.text, (x) => x.notNull())
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .addUniqueConstraint("action_reference_unique", ["reference"])
    .execute();

  await db.schema
    .createTable("action_update")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("action_id", c.text, (x) => x.notNull().references("action.id"))
    .addColumn("at", c.text, (x) => x.notNull())
    .addColumn("person_id", c.text, (x) => x.references("person.id"))
    .addColumn("kind", c.text, (x) => x.notNull())
    .addColumn("text", c.text, (x) => x.notNull())
    .execute();

  await db.schema
    .createTable("event")
    .addColumn("seq", c.sequence, (x) => x.primaryKey().notNull())
    .addColumn("id", c.text, (x) => x.notNull())
    .addColumn("stream", c.text, (x) => x.notNull())
    .addColumn("kind", c.text, (x) => x.notNull())
    .addColumn("actor_id", c.text)
    .addColumn("at", c.text, (x) => x.notNull())
    .addColumn("system_at", c.text, (x) => x.notNull())
    .addColumn("digest", c.text, (x) => x.notNull())
    .addUniqueConstraint("event_id_unique", ["id"])
    .execute();

  await db.schema
    .createTable("event_body")
    .addColumn("event_id", c.text, (x) => x.primaryKey().notNull().references("event.id"))
    .addColumn("salt", c.text, (x) => x.notNull())
    .addColumn("before", c.text)
    .addColumn("after", c.text)
    .execute();

  await db.schema
    .createIndex("case_record_team_id_cohort")
    .on("case_record")
    .columns(["team_id", "cohort"])
    .execute();

  await db.schema
    .createIndex("case_record_worker_id")
    .on("case_record")
    .columns(["worker_id"])
    .execute();

  await db.schema
    .createIndex("case_holding_case_id")
    .on("case_holding")
    .columns(["case_id"])
    .execute();

  await db.schema
    .createIndex("case_holding_person_id")
    .on("case_holding")
    .columns(["person_id"])
    .execute();

  await db.schema
    .createIndex("role_grant_person_id")
    .on("role_grant")
    .columns(["person_id"])
    .execute();

  await db.schema
    .createIndex("auth_session_person_id")
    .on("auth_session")
    .columns(["person_id"])
    .execute();

  await db.schema
    .createIndex("auth_session_expires_at")
    .on("auth_session")
    .columns(["expires_at"])
    .execute();

  await db.schema.createIndex("exercise_month").on("exercise").columns(["month"]).execute();

  await db.schema.createIndex("exercise_state").on("exercise").columns(["state"]).execute();

  await db.schema.createIndex("draw_exercise_id").on("draw").columns(["exercise_id"]).execute();

  await db.schema.createIndex("audit_exercise_id").on("audit").columns(["exercise_id"]).execute();

  await db.schema.createIndex("audit_case_id").on("audit").columns(["case_id"]).execute();

  await db.schema
    .createIndex("audit_auditor_id_state")
    .on("audit")
    .columns(["auditor_id", "state"])
    .execute();

  await db.schema.createIndex("audit_worker_id").on("audit").columns(["worker_id"]).execute();

  await db.schema
    .createIndex("audit_team_id_state")
    .on("audit")
    .columns(["team_id", "state"])
    .execute();

  await db.schema
    .createIndex("finding_exercise_id")
    .on("finding")
    .columns(["exercise_id"])
    .execute();

  await db.schema.createIndex("finding_audit_id").on("finding").columns(["audit_id"]).execute();

  await db.schema
    .createIndex("concern_acknowledged_at")
    .on("concern")
    .columns(["acknowledged_at"])
    .execute();

  await db.schema.createIndex("concern_team_id").on("concern").columns(["team_id"]).execute();

  await db.schema.createIndex("concern_audit_id").on("concern").columns(["audit_id"]).execute();

  await db.schema
    .createIndex("moderation_exercise_id")
    .on("moderation")
    .columns(["exercise_id"])
    .execute();

  await db.schema
    .createIndex("moderation_moderator_id_state")
    .on("moderation")
    .columns(["moderator_id", "state"])
    .execute();

  await db.schema
    .createIndex("tally_team_id_area")
    .on("tally")
    .columns(["team_id", "area"])
    .execute();

  await db.schema.createIndex("response_team_id").on("response").columns(["team_id"]).execute();

  await db.schema
    .createIndex("action_status_due_on")
    .on("action")
    .columns(["status", "due_on"])
    .execute();

  await db.schema.createIndex("action_owner_id").on("action").columns(["owner_id"]).execute();

  await db.schema.createIndex("action_team_id").on("action").columns(["team_id"]).execute();

  await db.schema.createIndex("action_audit_id").on("action").columns(["audit_id"]).execute();

  await db.schema.createIndex("action_exercise_id").on("action").columns(["exercise_id"]).execute();

  await db.schema.createIndex("action_response_id").on("action").columns(["response_id"]).execute();

  await db.schema
    .createIndex("action_update_action_id")
    .on("action_update")
    .columns(["action_id"])
    .execute();

  await db.schema.createIndex("event_stream_seq").on("event").columns(["stream", "seq"]).execute();

  await db.schema
    .createIndex("exercise_member_person_id")
    .on("exercise_member")
    .columns(["person_id"])
    .execute();

  await db.schema
    .createIndex("caseload_import_row_import_id_outcome")
    .on("caseload_import_row")
    .columns(["import_id", "outcome"])
    .execute();
}

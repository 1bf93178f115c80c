/**
 * Feedback sessions: when, their briefing as it was sent, who came and what they said; and indexes
 * that lead to what came since a day: closed exercises, and actions done.
 */
import { type Kysely, sql } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .createTable("feedback_session")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("held_on", c.text, (x) => x.notNull())
    .addColumn("starts_at", c.text, (x) => x.notNull())
    .addColumn("place", c.text, (x) => x.notNull())
    .addColumn("led_by", c.text, (x) => x.notNull())
    .addColumn("since_on", c.text, (x) => x.notNull())
    .addColumn("state", c.text, (x) => x.notNull())
    .addColumn("introduction", c.text, (x) => x.notNull().defaultTo(""))
    .addColumn("left_out", c.text, (x) => x.notNull().defaultTo("[]"))
    .addColumn("briefing", c.text)
    .addColumn("others", c.integer, (x) => x.notNull().defaultTo(0))
    .addColumn("planned_by", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("planned_at", c.text, (x) => x.notNull())
    .addColumn("shared_at", c.text)
    .addColumn("recorded_at", c.text)
    .addColumn("cancelled_reason", c.text, (x) => x.notNull().defaultTo(""))
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .execute();
  await db.schema
    .createIndex("feedback_session_by_day")
    .on("feedback_session")
    .columns(["state", "held_on", "id"])
    .execute();

  await db.schema
    .createTable("feedback_session_attendee")
    .addColumn("session_id", c.text, (x) =>
      x.notNull().references("feedback_session.id").onDelete("cascade"),
    )
    .addColumn("person_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("team_id", c.text, (x) => x.references("team.id"))
    .addColumn("said_by", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("said_at", c.text, (x) => x.notNull())
    .addPrimaryKeyConstraint("feedback_session_attendee_pk", ["session_id", "person_id"])
    .execute();
  await db.schema
    .createIndex("feedback_session_attendee_person")
    .on("feedback_session_attendee")
    .column("person_id")
    .execute();

  await db.schema
    .createTable("feedback_session_point")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("session_id", c.text, (x) =>
      x.notNull().references("feedback_session.id").onDelete("cascade"),
    )
    .addColumn("kind", c.text, (x) => x.notNull())
    .addColumn("text", c.text, (x) => x.notNull())
    // What it is as a source of learning.
    .addColumn("source_id", c.text, (x) => x.notNull().unique().references("learning_source.id"))
    .addColumn("written_by", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("written_at", c.text, (x) => x.notNull())
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .execute();
  await db.schema
    .createIndex("feedback_session_point_session")
    .on("feedback_session_point")
    .columns(["session_id", "written_at"])
    .execute();

  await sql`create index exercise_closed_at on exercise (closed_at)
    where closed_at is not null`.execute(db);
  await sql`create index action_completed_on on action (completed_on)
    where completed_on is not null`.execute(db);
}

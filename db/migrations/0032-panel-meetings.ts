/**
 * Meetings of the moderation panel: when, who, what stood on the agenda, and the minutes; after they
 * are signed off only an addendum is added.
 */
import { type Kysely, sql } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .createTable("panel_meeting")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("exercise_id", c.text, (x) => x.notNull().references("exercise.id"))
    .addColumn("meets_on", c.text, (x) => x.notNull())
    .addColumn("starts_at", c.text, (x) => x.notNull())
    .addColumn("place", c.text, (x) => x.notNull())
    .addColumn("chair_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("state", c.text, (x) => x.notNull())
    .addColumn("planned_by", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("planned_at", c.text, (x) => x.notNull())
    .addColumn("begun_at", c.text)
    .addColumn("closed_at", c.text)
    .addColumn("cancelled_reason", c.text, (x) => x.notNull().defaultTo(""))
    .addColumn("notes", c.text, (x) => x.notNull().defaultTo(""))
    .addColumn("themes", c.text, (x) => x.notNull().defaultTo("[]"))
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .execute();
  await db.schema
    .createIndex("panel_meeting_exercise")
    .on("panel_meeting")
    .columns(["exercise_id", "meets_on"])
    .execute();
  await db.schema
    .createIndex("panel_meeting_by_day")
    .on("panel_meeting")
    .columns(["meets_on", "id"])
    .execute();
  // What is still to be held or signed off, which homes ask for.
  await sql`create index panel_meeting_open on panel_meeting (meets_on)
    where state in ('planned', 'under-way')`.execute(db);

  await db.schema
    .createTable("panel_meeting_member")
    .addColumn("meeting_id", c.text, (x) =>
      x.notNull().references("panel_meeting.id").onDelete("cascade"),
    )
    .addColumn("person_id", c.text, (x) => x.notNull().references("person.id"))
    .addPrimaryKeyConstraint("panel_meeting_member_pk", ["meeting_id", "person_id"])
    .execute();
  await db.schema
    .createIndex("panel_meeting_member_person")
    .on("panel_meeting_member")
    .column("person_id")
    .execute();

  await db.schema
    .createTable("panel_meeting_case")
    .addColumn("meeting_id", c.text, (x) =>
      x.notNull().references("panel_meeting.id").onDelete("cascade"),
    )
    .addColumn("moderation_id", c.text, (x) =>
      x.notNull().references("moderation.id").onDelete("cascade"),
    )
    .addColumn("number", c.integer, (x) => x.notNull())
    .addColumn("part", c.text, (x) => x.notNull())
    .addColumn("decided", c.text, (x) => x.notNull().defaultTo(""))
    .addPrimaryKeyConstraint("panel_meeting_case_pk", ["meeting_id", "moderation_id"])
    .execute();
  await db.schema
    .createIndex("panel_meeting_case_moderation")
    .on("panel_meeting_case")
    .column("moderation_id")
    .execute();

  await db.schema
    .createTable("panel_meeting_addendum")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("meeting_id", c.text, (x) =>
      x.notNull().references("panel_meeting.id").onDelete("cascade"),
    )
    .addColumn("text", c.text, (x) => x.notNull())
    .addColumn("made_by", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("made_at", c.text, (x) => x.notNull())
    .execute();
  await db.schema
    .createIndex("panel_meeting_addendum_meeting")
    .on("panel_meeting_addendum")
    .column("meeting_id")
    .execute();
}

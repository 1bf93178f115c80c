/**
 * The register of auditors and moderators, and calibrations. Whoever was marked as an established
 * auditor is trained from now on, on a date that nobody kept; the mark itself goes.
 */
import { type Kysely, sql } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import { newId } from "../core/ids.server";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .createTable("calibration")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("kind", c.text, (x) => x.notNull())
    .addColumn("title", c.text, (x) => x.notNull())
    .addColumn("case_id", c.text, (x) => x.references("case_record.id"))
    .addColumn("narrative", c.text, (x) => x.notNull())
    .addColumn("tool_version_id", c.text, (x) => x.notNull().references("tool_version.id"))
    .addColumn("due_on", c.text, (x) => x.notNull())
    .addColumn("state", c.text, (x) => x.notNull())
    .addColumn("lead_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("made_at", c.text, (x) => x.notNull())
    .addColumn("opened_at", c.text)
    .addColumn("session_at", c.text)
    .addColumn("closed_at", c.text)
    .addColumn("learnt", c.text, (x) => x.notNull().defaultTo(""))
    .addColumn("cancelled_reason", c.text, (x) => x.notNull().defaultTo(""))
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .execute();
  await db.schema
    .createIndex("calibration_state")
    .on("calibration")
    .columns(["state", "due_on"])
    .execute();
  await db.schema.createIndex("calibration_made").on("calibration").column("made_at").execute();
  await db.schema
    .createTable("calibration_rater")
    .addColumn("calibration_id", c.text, (x) =>
      x.notNull().references("calibration.id").onDelete("cascade"),
    )
    .addColumn("person_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("submitted_at", c.text)
    .addPrimaryKeyConstraint("calibration_rater_key", ["calibration_id", "person_id"])
    .execute();
  await db.schema
    .createIndex("calibration_rater_person")
    .on("calibration_rater")
    .column("person_id")
    .execute();
  await db.schema
    .createTable("calibration_grade")
    .addColumn("calibration_id", c.text, (x) =>
      x.notNull().references("calibration.id").onDelete("cascade"),
    )
    .addColumn("person_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("area", c.text, (x) => x.notNull())
    .addColumn("judgement", c.text, (x) => x.notNull())
    .addColumn("reason", c.text, (x) => x.notNull())
    .addPrimaryKeyConstraint("calibration_grade_key", ["calibration_id", "person_id", "area"])
    .execute();
  await db.schema
    .createTable("calibration_agreed")
    .addColumn("calibration_id", c.text, (x) =>
      x.notNull().references("calibration.id").onDelete("cascade"),
    )
    .addColumn("area", c.text, (x) => x.notNull())
    .addColumn("judgement", c.text, (x) => x.notNull())
    .addColumn("text", c.text, (x) => x.notNull())
    .addPrimaryKeyConstraint("calibration_agreed_key", ["calibration_id", "area"])
    .execute();
  await db.schema
    .createTable("register_entry")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("person_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("kind", c.text, (x) => x.notNull())
    .addColumn("on_date", c.text)
    .addColumn("note", c.text, (x) => x.notNull())
    .addColumn("calibration_id", c.text, (x) => x.references("calibration.id"))
    .addColumn("recorded_by", c.text, (x) => x.references("person.id"))
    .addColumn("recorded_at", c.text, (x) => x.notNull())
    .addColumn("withdrawn_at", c.text)
    .addColumn("withdrawn_by", c.text, (x) => x.references("person.id"))
    .addColumn("withdrawn_reason", c.text, (x) => x.notNull().defaultTo(""))
    .execute();
  await db.schema
    .createIndex("register_entry_person")
    .on("register_entry")
    .column("person_id")
    .execute();
  await trainEstablished(db);
  await dropEstablished(db);
}

/** By the business clock, which the demonstration's runs apart from the machine's. */
async function nowOf(db: Kysely<Schema>): Promise<string> {
  const offset = await db
    .selectFrom("setting")
    .select("value")
    .where("key", "=", "clock.offset")
    .executeTakeFirst();
  return new Date(Date.now() + Number(JSON.parse(offset?.value ?? "0"))).toISOString();
}

async function trainEstablished(db: Kysely<Schema>): Promise<void> {
  const { rows: established } = await sql<{ id: string }>`
    select id from person where established = 1 order by id`.execute(db);
  const recordedAt = await nowOf(db);
  const step = 500;
  for (let from = 0; from < established.length; from += step) {
    await db
      .insertInto("register_entry")
      .values(
        established.slice(from, from + step).map(({ id }) => ({
          id: newId(),
          person_id: id,
          kind: "trained" as const,
          on_date: null,
          note: "Was marked as an established auditor before this register began",
          calibration_id: null,
          recorded_by: null,
          recorded_at: recordedAt,
        })),
      )
      .execute();
  }
}

/** The view names the column, so it is made again without it. */
async function dropEstablished(db: Kysely<Schema>): Promise<void> {
  await sql`drop view one_person`.execute(db);
  await db.schema.alterTable("person").dropColumn("established").execute();
  const stays = (column: string) => sql`case when p.same_as_id is null then p.${sql.ref(column)}
    else (select s.${sql.ref(column)} from person as s where s.id = p.same_as_id) end`;
  await sql`create view one_person as
    select p.id as record_id,
      coalesce(p.same_as_id, p.id) as id,
      case when p.same_as_id is null then null else p.name end as recorded_as,
      ${stays("name")} as name,
      ${stays("name_folded")} as name_folded,
      ${stays("email")} as email,
      ${stays("job_title")} as job_title,
      ${stays("team_id")} as team_id,
      ${stays("active")} as active,
      (select coalesce(m.same_as_id, m.id) from person as m where m.id = ${stays("manager_id")})
        as manager_id
    from person as p`.execute(db);
}

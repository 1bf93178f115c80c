/**
 * Observations of practice: the questions they are asked by, what was observed and of whom, its
 * themes, and each strength and thing to develop as a point that can become learning.
 */
import type { Kysely } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .createTable("observation_questions")
    .addColumn("number", c.integer, (x) => x.primaryKey().notNull())
    .addColumn("questions", c.text, (x) => x.notNull())
    .addColumn("published_by", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("published_at", c.text, (x) => x.notNull())
    .execute();

  await db.schema
    .createTable("observation")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("kind", c.text, (x) => x.notNull())
    .addColumn("observed_on", c.text, (x) => x.notNull())
    .addColumn("about", c.text, (x) => x.notNull().defaultTo(""))
    .addColumn("observer_id", c.text, (x) => x.notNull().references("person.id"))
    // The team that was observed, as it was then: figures count by it.
    .addColumn("team_id", c.text, (x) => x.notNull().references("team.id"))
    .addColumn("service_id", c.text, (x) => x.notNull().references("service.id"))
    .addColumn("case_id", c.text, (x) => x.references("case_record.id").onDelete("set null"))
    // Null for the questions that a new installation has.
    .addColumn("questions_number", c.integer, (x) => x.references("observation_questions.number"))
    .addColumn("answers", c.text, (x) => x.notNull().defaultTo("{}"))
    .addColumn("seen", c.text, (x) => x.notNull().defaultTo(""))
    .addColumn("strengths", c.text, (x) => x.notNull().defaultTo(""))
    .addColumn("to_develop", c.text, (x) => x.notNull().defaultTo(""))
    .addColumn("worker_consent", c.text)
    .addColumn("worker_consent_how", c.text, (x) => x.notNull().defaultTo(""))
    .addColumn("worker_consent_on", c.text)
    .addColumn("family_consent", c.text)
    .addColumn("family_consent_how", c.text, (x) => x.notNull().defaultTo(""))
    .addColumn("family_consent_on", c.text)
    .addColumn("family_view", c.text, (x) => x.notNull().defaultTo(""))
    .addColumn("feedback_to", c.text, (x) => x.notNull().defaultTo(""))
    .addColumn("feedback_on", c.text)
    // Why it was right that this person observed, where they had declared a conflict of interest.
    .addColumn("conflict_reason", c.text, (x) => x.notNull().defaultTo(""))
    .addColumn("state", c.text, (x) => x.notNull())
    .addColumn("begun_at", c.text, (x) => x.notNull())
    .addColumn("shared_at", c.text)
    .addColumn("closed_at", c.text)
    .addColumn("withdrawn_reason", c.text, (x) => x.notNull().defaultTo(""))
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .execute();
  for (const [name, columns] of [
    ["observation_by_day", ["observed_on", "id"]],
    ["observation_observer", ["observer_id", "observed_on", "id"]],
    ["observation_waits", ["state", "begun_at", "id"]],
    ["observation_of_team", ["team_id", "observed_on"]],
    ["observation_of_service", ["service_id", "observed_on"]],
    ["observation_case", ["case_id"]],
  ] as const)
    await db.schema
      .createIndex(name)
      .on("observation")
      .columns([...columns])
      .execute();

  await db.schema
    .createTable("observation_person")
    .addColumn("observation_id", c.text, (x) =>
      x.notNull().references("observation.id").onDelete("cascade"),
    )
    .addColumn("person_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("read_at", c.text)
    .addColumn("response", c.text, (x) => x.notNull().defaultTo(""))
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .addPrimaryKeyConstraint("observation_person_pk", ["observation_id", "person_id"])
    .execute();
  await db.schema
    .createIndex("observation_person_of")
    .on("observation_person")
    .columns(["person_id", "observation_id"])
    .execute();

  await db.schema
    .createTable("observation_theme")
    .addColumn("observation_id", c.text, (x) =>
      x.notNull().references("observation.id").onDelete("cascade"),
    )
    .addColumn("kind", c.text, (x) => x.notNull())
    .addColumn("theme", c.text, (x) => x.notNull())
    .addPrimaryKeyConstraint("observation_theme_pk", ["observation_id", "kind", "theme"])
    .execute();

  await db.schema
    .createTable("observation_point")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("observation_id", c.text, (x) =>
      x.notNull().references("observation.id").onDelete("cascade"),
    )
    .addColumn("kind", c.text, (x) => x.notNull())
    .addColumn("position", c.integer, (x) => x.notNull())
    .addColumn("text", c.text, (x) => x.notNull())
    // What it is as a source of learning, once someone learns from it.
    .addColumn("source_id", c.text, (x) => x.unique().references("learning_source.id"))
    .execute();
  await db.schema
    .createIndex("observation_point_of")
    .on("observation_point")
    .columns(["observation_id", "kind", "position"])
    .execute();
}

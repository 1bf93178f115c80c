/**
 * Feedback of children and families: forms in versions, whom they are asked of and what came of it,
 * what was answered, and own words with the theme they are coded to. Two forms are shipped. No column
 * holds how a family is reached, and of a one-time code its digest alone is kept.
 */
import type { Kysely } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

const shippedAt = "2024-01-02T09:00:00.000Z";

const shipped = [
  {
    id: "feedback-form-children",
    version: "feedback-form-children-1",
    audience: "child",
    title: "How was it for you?",
    introduction:
      "We want to know what it is like to have a social worker. There are no right or wrong answers. You can leave any question out.",
    thanks: "Thank you for telling us. What you said will help us to do better for children.",
    questions: [
      ["faces", "How do you feel when your worker comes to see you?"],
      ["faces", "How well does your worker listen to you?"],
      ["faces", "How well do you know what is going to happen next?"],
      ["faces", "How do you feel about the help you get?"],
      ["words", "What is good about your worker?"],
      ["words", "What would you change?"],
    ],
  },
  {
    id: "feedback-form-parents",
    version: "feedback-form-parents-1",
    audience: "parent",
    title: "Working with us",
    introduction:
      "We check our work to make it better, and what you think matters. Answering is up to you: it changes nothing about the help you get. You can leave any question out.",
    thanks: "Thank you. What you said will be read, and used to make our work better.",
    questions: [
      ["scale", "I know why we have a worker"],
      ["scale", "Our worker listens to me and takes in what I say"],
      ["scale", "I was part of making the plan, and I understand it"],
      ["scale", "Our worker does what they say they will do"],
      ["scale", "Things are better for my child because of this help"],
      ["words", "What has helped you most?"],
      ["words", "What should we do differently?"],
    ],
  },
] as const;

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .createTable("feedback_form")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("audience", c.text, (x) => x.notNull())
    .addColumn("made_by", c.text, (x) => x.references("person.id"))
    .addColumn("made_at", c.text, (x) => x.notNull())
    .execute();
  await db.schema
    .createTable("feedback_form_version")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("form_id", c.text, (x) => x.notNull().references("feedback_form.id"))
    .addColumn("number", c.integer, (x) => x.notNull())
    .addColumn("state", c.text, (x) => x.notNull())
    .addColumn("title", c.text, (x) => x.notNull())
    .addColumn("introduction", c.text, (x) => x.notNull())
    .addColumn("thanks", c.text, (x) => x.notNull())
    // FeedbackQuestion[] of app/rules/family-feedback/forms.ts, as JSON.
    .addColumn("questions", c.text, (x) => x.notNull())
    .addColumn("published_by", c.text, (x) => x.references("person.id"))
    .addColumn("published_at", c.text)
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .addUniqueConstraint("feedback_form_version_number", ["form_id", "number"])
    .execute();

  await db.schema
    .createTable("feedback_invitation")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("reference", c.integer, (x) => x.notNull().unique())
    .addColumn("exercise_id", c.text, (x) => x.notNull().references("exercise.id"))
    .addColumn("audit_id", c.text, (x) => x.notNull().references("audit.id").onDelete("cascade"))
    .addColumn("audience", c.text, (x) => x.notNull())
    // Parents are asked apart: the first of a family is 1.
    .addColumn("number", c.integer, (x) => x.notNull().defaultTo(1))
    .addColumn("form_version_id", c.text, (x) => x.notNull().references("feedback_form_version.id"))
    .addColumn("way", c.text, (x) => x.notNull())
    .addColumn("caller_id", c.text, (x) => x.references("person.id"))
    .addColumn("state", c.text, (x) => x.notNull())
    // YYYY-MM-DD: the last day on which answers are taken.
    .addColumn("answers_by", c.text, (x) => x.notNull())
    .addColumn("reason_code", c.text)
    .addColumn("reason", c.text, (x) => x.notNull().defaultTo(""))
    .addColumn("code_digest", c.text, (x) => x.unique())
    .addColumn("code_made_at", c.text)
    .addColumn("planned_by", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("planned_at", c.text, (x) => x.notNull())
    .addColumn("asked_at", c.text)
    .addColumn("ended_at", c.text)
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .addUniqueConstraint("feedback_invitation_once", ["audit_id", "audience", "number"])
    .execute();
  await db.schema
    .createIndex("feedback_invitation_exercise")
    .on("feedback_invitation")
    .columns(["exercise_id", "reference"])
    .execute();
  await db.schema
    .createIndex("feedback_invitation_caller")
    .on("feedback_invitation")
    .columns(["state", "caller_id", "answers_by"])
    .execute();

  await db.schema
    .createTable("feedback_answer")
    .addColumn("invitation_id", c.text, (x) =>
      x.primaryKey().notNull().references("feedback_invitation.id").onDelete("cascade"),
    )
    .addColumn("exercise_id", c.text, (x) => x.notNull().references("exercise.id"))
    // The answers chosen, by the code of their question, as JSON.
    .addColumn("chosen", c.text, (x) => x.notNull())
    // Whether the worker may read the family's own words.
    .addColumn("for_worker", c.integer, (x) => x.notNull())
    // Whoever entered them; null where the family did.
    .addColumn("entered_by", c.text, (x) => x.references("person.id"))
    .addColumn("entered_at", c.text, (x) => x.notNull())
    .execute();
  await db.schema
    .createIndex("feedback_answer_exercise")
    .on("feedback_answer")
    .column("exercise_id")
    .execute();

  await db.schema
    .createTable("feedback_words")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("invitation_id", c.text, (x) =>
      x.notNull().references("feedback_invitation.id").onDelete("cascade"),
    )
    .addColumn("exercise_id", c.text, (x) => x.notNull().references("exercise.id"))
    .addColumn("question", c.text, (x) => x.notNull())
    .addColumn("text", c.text, (x) => x.notNull())
    .addColumn("theme", c.text)
    .addColumn("coded_by", c.text, (x) => x.references("person.id"))
    .addColumn("coded_at", c.text)
    .addUniqueConstraint("feedback_words_once", ["invitation_id", "question"])
    .execute();
  await db.schema
    .createIndex("feedback_words_exercise")
    .on("feedback_words")
    .columns(["exercise_id", "invitation_id", "question"])
    .execute();

  // What a theme of a cycle's feedback is as a source of learning.
  await db.schema
    .createTable("feedback_theme_source")
    .addColumn("exercise_id", c.text, (x) => x.notNull().references("exercise.id"))
    .addColumn("theme", c.text, (x) => x.notNull())
    .addColumn("source_id", c.text, (x) => x.notNull().unique().references("learning_source.id"))
    .addPrimaryKeyConstraint("feedback_theme_source_pk", ["exercise_id", "theme"])
    .execute();

  for (const form of shipped) {
    await db
      .insertInto("feedback_form")
      .values({ id: form.id, audience: form.audience, made_by: null, made_at: shippedAt })
      .execute();
    await db
      .insertInto("feedback_form_version")
      .values({
        ...{ id: form.version, form_id: form.id, number: 1, state: "published" },
        ...{ title: form.title, introduction: form.introduction, thanks: form.thanks },
        questions: JSON.stringify(
          form.questions.map(([kind, text], at) => ({ code: `q${at + 1}`, kind, text })),
        ),
        ...{ published_by: null, published_at: shippedAt },
      })
      .execute();
  }
}

/**
 * Factual corrections, each its own record with its answer, and until when they are taken; what the
 * panel decides, with who took it. What stood in a reflection becomes a correction, and one that
 * was written and not sent stays its writer's.
 */
import type { Kysely } from "kysely";
import { correctionsUntil } from "~/rules/audits/corrections";
import { columnsFor, dialectOf } from "../core/columns";
import { newId } from "../core/ids.server";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .createTable("correction")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("audit_id", c.text, (x) => x.notNull().references("audit.id"))
    .addColumn("round", c.integer, (x) => x.notNull())
    .addColumn("sent_by", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("sent_at", c.text, (x) => x.notNull())
    .addColumn("text", c.text, (x) => x.notNull())
    .addColumn("answer", c.text)
    .addColumn("words", c.text, (x) => x.notNull().defaultTo(""))
    .addColumn("answered_by", c.text, (x) => x.references("person.id"))
    .addColumn("answered_at", c.text)
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .execute();
  await db.schema.createIndex("correction_audit").on("correction").column("audit_id").execute();
  await db.schema
    .createIndex("correction_answered")
    .on("correction")
    .column("answered_at")
    .execute();

  for (const column of ["corrections_until", "early_reason", "early_by"]) {
    await db.schema.alterTable("audit").addColumn(column, c.text).execute();
  }
  await db.schema
    .createIndex("audit_settled")
    .on("audit")
    .columns(["state", "corrections_until"])
    .execute();
  for (const column of ["decision", "alone_reason"]) {
    await db.schema
      .alterTable("moderation")
      .addColumn(column, c.text, (x) => x.notNull().defaultTo(""))
      .execute();
  }
  await db.schema.createIndex("moderation_by_state").on("moderation").column("state").execute();
  await db.schema
    .createTable("decision_part")
    .addColumn("moderation_id", c.text, (x) => x.notNull().references("moderation.id"))
    .addColumn("person_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("part", c.text, (x) => x.notNull())
    .addColumn("counts", c.integer, (x) => x.notNull())
    .addColumn("at", c.text, (x) => x.notNull())
    .addPrimaryKeyConstraint("decision_part_pk", ["moderation_id", "person_id"])
    .execute();
  await db.schema
    .createTable("panel_member")
    .addColumn("moderation_id", c.text, (x) => x.notNull().references("moderation.id"))
    .addColumn("person_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("named_by", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("named_at", c.text, (x) => x.notNull())
    .addPrimaryKeyConstraint("panel_member_pk", ["moderation_id", "person_id"])
    .execute();
  await db.schema
    .createIndex("panel_member_person")
    .on("panel_member")
    .column("person_id")
    .execute();

  await promiseWindows(db);
  await moveCorrections(db);
  await db.schema.alterTable("reflection").dropColumn("correction").execute();
}

/** Until when corrections are taken, as it was said on the pages of audits that are not final. */
async function promiseWindows(db: Kysely<Schema>): Promise<void> {
  const days = await db
    .selectFrom("setting")
    .select("value")
    .where("key", "=", "audit.correction-working-days")
    .executeTakeFirst();
  const open = await db
    .selectFrom("audit")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .select(["audit.id", "audit.submitted_at"])
    .where("exercise.kind", "=", "core")
    .where("audit.submitted_at", "is not", null)
    .where("audit.state", "not in", ["final", "withdrawn"])
    .execute();
  for (const { id, submitted_at } of open) {
    const until = correctionsUntil(submitted_at ?? "", days ? Number(JSON.parse(days.value)) : 5);
    await db.updateTable("audit").set({ corrections_until: until }).where("id", "=", id).execute();
  }
}

type Before = {
  reflection: { audit_id: string; person_id: string; correction: string; written_at: string };
  audit: { id: string; round: number };
  correction: Schema["correction"];
  draft: Schema["draft"];
};

/** One correction a reflection that held one; drafts that say something else stay to be sent. */
async function moveCorrections(db: Kysely<Schema>): Promise<void> {
  const before = db as unknown as Kysely<Before>;
  const sent = await before
    .selectFrom("reflection")
    .innerJoin("audit", "audit.id", "reflection.audit_id")
    .select(["audit_id", "person_id", "correction", "written_at", "audit.round"])
    .where("correction", "<>", "")
    .execute();
  for (const one of sent) {
    await before
      .insertInto("correction")
      .values({
        id: newId(),
        audit_id: one.audit_id,
        round: one.round,
        sent_by: one.person_id,
        sent_at: one.written_at,
        text: one.correction,
      })
      .execute();
  }
  const texts = new Map(sent.map((one) => [`${one.audit_id}:${one.person_id}`, one.correction]));
  const drafts = await before
    .selectFrom("draft")
    .select(["stream", "value"])
    .where("field", "=", "correction")
    .where("stream", "like", "reflection:%")
    .execute();
  for (const { stream, value } of drafts) {
    const whose = stream.slice("reflection:".length);
    const row = before
      .updateTable("draft")
      .set({ stream: `correction:${whose}`, field: "text" })
      .where("stream", "=", stream)
      .where("field", "=", "correction");
    const unsent = value.trim() !== "" && value.trim() !== texts.get(whose)?.trim();
    if (unsent) await row.execute();
    else
      await before
        .deleteFrom("draft")
        .where("stream", "=", stream)
        .where("field", "=", "correction")
        .execute();
  }
}

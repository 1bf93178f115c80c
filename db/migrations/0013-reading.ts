/**
 * Who read what: the log of opened records, a day at a time; who has read an auditor's grades, by
 * round; who has ever held a moderation; and what becomes of an audit that nobody unread is left
 * for. Who read before this was not kept; who held a moderation is in its events.
 */
import type { Kysely } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .createTable("read_log")
    .addColumn("kind", c.text, (x) => x.notNull())
    .addColumn("record_id", c.text, (x) => x.notNull())
    .addColumn("person_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("day", c.text, (x) => x.notNull())
    .addColumn("first_at", c.text, (x) => x.notNull())
    .addColumn("for_person_id", c.text, (x) => x.references("person.id"))
    .addPrimaryKeyConstraint("read_log_key", ["kind", "record_id", "person_id", "day"])
    .execute();
  await db.schema
    .createIndex("read_log_person")
    .on("read_log")
    .columns(["person_id", "first_at"])
    .execute();

  await db.schema
    .createTable("grades_read")
    .addColumn("audit_id", c.text, (x) => x.notNull().references("audit.id"))
    .addColumn("round", c.integer, (x) => x.notNull())
    .addColumn("person_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("where_read", c.text, (x) => x.notNull())
    .addColumn("read_at", c.text, (x) => x.notNull())
    .addPrimaryKeyConstraint("grades_read_key", ["audit_id", "round", "person_id"])
    .execute();

  await db.schema
    .createTable("moderation_holder")
    .addColumn("moderation_id", c.text, (x) => x.notNull())
    .addColumn("person_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("given_at", c.text, (x) => x.notNull())
    .addPrimaryKeyConstraint("moderation_holder_key", ["moderation_id", "person_id"])
    .execute();
  await db.schema
    .createIndex("moderation_holder_person")
    .on("moderation_holder")
    .column("person_id")
    .execute();

  await db.schema
    .createTable("moderation_release")
    .addColumn("audit_id", c.text, (x) => x.primaryKey().notNull().references("audit.id"))
    .addColumn("exercise_id", c.text, (x) => x.notNull().references("exercise.id"))
    .addColumn("reason", c.text, (x) => x.notNull())
    .addColumn("released_by", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("released_at", c.text, (x) => x.notNull())
    .execute();
  await db.schema
    .createIndex("moderation_release_exercise")
    .on("moderation_release")
    .column("exercise_id")
    .execute();

  await db.schema
    .alterTable("moderation")
    .addColumn("not_blind_reason", c.text, (x) => x.notNull().defaultTo(""))
    .execute();
  await holders(db);
  await knownReaders(db);
}

/** Whoever said by name that they read an Inadequate audit has read its grades. */
async function knownReaders(db: Kysely<Schema>): Promise<void> {
  const read = await db
    .selectFrom("inadequate_notice")
    .innerJoin("audit", "audit.id", "inadequate_notice.audit_id")
    .select(["audit.id", "read_by", "read_at"])
    .where("read_by", "is not", null)
    .where("audit.round", "=", 1)
    .where("audit.state", "<>", "final")
    .execute();
  for (const { id, read_by, read_at } of read) {
    await db
      .insertInto("grades_read")
      .values({
        audit_id: id,
        round: 1,
        person_id: read_by ?? "",
        where_read: "audit",
        read_at: read_at ?? "",
      })
      .execute();
  }
}

/** Moderations still to be graded: whoever has one, and whoever had it before. */
async function holders(db: Kysely<Schema>): Promise<void> {
  const open = await db
    .selectFrom("moderation")
    .select(["id", "moderator_id", "selected_at"])
    .where("committed_at", "is", null)
    .execute();
  for (const { id, moderator_id, selected_at } of open) {
    const given = await db
      .selectFrom("event")
      .innerJoin("event_body", "event_body.event_id", "event.id")
      .select(["event.at", "event_body.before", "event_body.after"])
      .where("event.stream", "=", `moderation:${id}`)
      .where("event.kind", "in", ["moderation.allocated", "moderation.reassigned"])
      .orderBy("event.seq")
      .execute();
    const held = new Map<string, string>();
    const hold = (personId: unknown, at: string) => {
      if (typeof personId === "string" && !held.has(personId)) held.set(personId, at);
    };
    for (const { at, before, after } of given) {
      hold(JSON.parse(before ?? "{}").moderatorId, at);
      hold(JSON.parse(after ?? "{}").moderatorId, at);
    }
    hold(moderator_id, selected_at);
    for (const [person_id, given_at] of held) {
      await db
        .insertInto("moderation_holder")
        .values({ moderation_id: id, person_id, given_at })
        .execute();
    }
  }
}

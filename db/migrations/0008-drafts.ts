/**
 * What somebody is still writing and nobody else reads yet, a row a field: a moderator's grades
 * before they are committed, which stood in one text before, and a practitioner's own words before
 * they are sent.
 */
import type { Kysely } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .createTable("draft")
    .addColumn("stream", c.text, (x) => x.notNull())
    .addColumn("field", c.text, (x) => x.notNull())
    .addColumn("value", c.text, (x) => x.notNull())
    .addColumn("version", c.integer, (x) => x.notNull())
    .addColumn("save_id", c.text, (x) => x.notNull())
    .addColumn("saved_by", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("saved_at", c.text, (x) => x.notNull())
    .addPrimaryKeyConstraint("draft_key", ["stream", "field"])
    .execute();
  await moveGrades(db);
  await db.schema.alterTable("moderation").dropColumn("draft").execute();
}

/** The texts that moderators had typed and not committed, field by field. */
async function moveGrades(db: Kysely<Schema>): Promise<void> {
  const begun = db as unknown as Kysely<{
    moderation: { id: string; draft: string; moderator_id: string | null };
    event: { stream: string; at: string; seq: number };
    draft: Schema["draft"];
  }>;
  const rows = await begun
    .selectFrom("moderation")
    .select(["id", "draft", "moderator_id"])
    .where("draft", "<>", "")
    .where("moderator_id", "is not", null)
    .execute();
  for (const { id, draft, moderator_id } of rows) {
    const stream = `moderation:${id}`;
    const last = await begun
      .selectFrom("event")
      .select("at")
      .where("stream", "=", stream)
      .orderBy("seq", "desc")
      .limit(1)
      .executeTakeFirst();
    for (const [field, value] of flat(JSON.parse(draft))) {
      await begun
        .insertInto("draft")
        .values({
          stream,
          field,
          value,
          version: 1,
          save_id: "",
          saved_by: moderator_id ?? "",
          saved_at: last?.at ?? "",
        })
        .execute();
    }
  }
}

/** `{ overall: { grade: "good" } }` as `overall.grade`, without what was left empty. */
const flat = (values: object, prefix = ""): [string, string][] =>
  Object.entries(values).flatMap(([key, value]): [string, string][] => {
    if (typeof value === "object" && value !== null) return flat(value, `${prefix}${key}.`);
    return typeof value === "string" && value !== "" ? [[prefix + key, value]] : [];
  });

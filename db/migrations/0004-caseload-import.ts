/**
 * Imports that are read in the background, mapped, confirmed set by set and undone: how far one
 * is and who works on it, what each case was and becomes, and the names chosen once for all.
 */
import type { Kysely } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));

  // One column a statement: SQLite takes no more.
  const imports: [string, "text" | "integer", string | number | null][] = [
    ["kind", "text", "csv"],
    ["bytes", "integer", 0],
    ["done", "integer", 0],
    ["total", "integer", null],
    ["owner", "text", null],
    ["beat_at", "text", null],
    ["problem", "text", ""],
    ["choices", "text", ""],
    ["mark", "text", null],
    ["confirmed_by", "text", null],
    ["undone_at", "text", null],
    ["undone_by", "text", null],
  ];
  for (const [name, type, initial] of imports) {
    await db.schema
      .alterTable("caseload_import")
      .addColumn(name, c[type], (x) => (initial === null ? x : x.notNull().defaultTo(initial)))
      .execute();
  }

  const rows: [string, "text" | "integer", string | number | null][] = [
    ["reference_folded", "text", null],
    ["list", "text", null],
    ["at_line", "integer", null],
    ["noted", "integer", 0],
    ["read", "text", ""],
  ];
  for (const [name, type, initial] of rows) {
    await db.schema
      .alterTable("caseload_import_row")
      .addColumn(name, c[type], (x) => (initial === null ? x : x.notNull().defaultTo(initial)))
      .execute();
  }

  await db.schema
    .createTable("caseload_import_name")
    .addColumn("import_id", c.text, (x) => x.notNull().references("caseload_import.id"))
    .addColumn("kind", c.text, (x) => x.notNull())
    .addColumn("key", c.text, (x) => x.notNull())
    .addColumn("name", c.text, (x) => x.notNull())
    .addColumn("number", c.text, (x) => x.notNull())
    .addColumn("why", c.text, (x) => x.notNull())
    .addColumn("row_count", c.integer, (x) => x.notNull())
    .addPrimaryKeyConstraint("caseload_import_name_pk", ["import_id", "kind", "key"])
    .execute();

  await db.schema
    .createTable("caseload_import_person")
    .addColumn("import_id", c.text, (x) => x.notNull().references("caseload_import.id"))
    .addColumn("ref", c.text, (x) => x.notNull())
    .addColumn("name", c.text, (x) => x.notNull())
    .addColumn("staff_number", c.text)
    .addColumn("email", c.text)
    .addColumn("team_id", c.text)
    .addColumn("person_id", c.text)
    .addColumn("added", c.integer, (x) => x.notNull())
    .addPrimaryKeyConstraint("caseload_import_person_pk", ["import_id", "ref"])
    .execute();

  await db.schema
    .createTable("caseload_mapping")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("kind", c.text, (x) => x.notNull())
    .addColumn("key", c.text, (x) => x.notNull())
    .addColumn("name", c.text, (x) => x.notNull())
    .addColumn("number", c.text, (x) => x.notNull())
    .addColumn("choice", c.text, (x) => x.notNull())
    .addColumn("team_id", c.text, (x) => x.references("team.id"))
    .addColumn("person_id", c.text, (x) => x.references("person.id"))
    .addColumn("chosen_by", c.text, (x) => x.references("person.id"))
    .addColumn("chosen_at", c.text, (x) => x.notNull())
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .addUniqueConstraint("caseload_mapping_kind_key_unique", ["kind", "key"])
    .execute();

  await db.schema
    .createTable("caseload_import_case")
    .addColumn("import_id", c.text, (x) => x.notNull().references("caseload_import.id"))
    .addColumn("case_id", c.text, (x) => x.notNull())
    .addColumn("side", c.text, (x) => x.notNull())
    .addColumn("what", c.text, (x) => x.notNull())
    .addColumn("version", c.integer, (x) => x.notNull())
    .addColumn("reference", c.text, (x) => x.notNull())
    .addColumn("reference_folded", c.text, (x) => x.notNull())
    .addColumn("family_reference", c.text)
    .addColumn("cohort", c.text, (x) => x.notNull())
    .addColumn("team_id", c.text)
    .addColumn("worker_id", c.text)
    .addColumn("supervisor_id", c.text)
    .addColumn("reviewing_officer_id", c.text)
    .addColumn("age", c.integer)
    .addColumn("unborn", c.integer, (x) => x.notNull())
    .addColumn("opened_on", c.text, (x) => x.notNull())
    .addColumn("closed_on", c.text)
    .addPrimaryKeyConstraint("caseload_import_case_pk", ["import_id", "case_id", "side"])
    .execute();

  await db.schema
    .createTable("caseload_import_holding")
    .addColumn("import_id", c.text, (x) => x.notNull().references("caseload_import.id"))
    .addColumn("id", c.text, (x) => x.notNull())
    .addColumn("does", c.text, (x) => x.notNull())
    .addColumn("case_id", c.text, (x) => x.notNull())
    .addColumn("person_id", c.text, (x) => x.notNull())
    .addColumn("relation", c.text, (x) => x.notNull())
    .addColumn("team_id", c.text)
    .addColumn("from_on", c.text, (x) => x.notNull())
    .addColumn("to_on", c.text)
    .addPrimaryKeyConstraint("caseload_import_holding_pk", ["import_id", "id"])
    .execute();

  await db.schema
    .createTable("caseload_import_event")
    .addColumn("import_id", c.text, (x) => x.notNull().references("caseload_import.id"))
    .addColumn("position", c.integer, (x) => x.notNull())
    .addColumn("id", c.text, (x) => x.notNull())
    .addColumn("stream", c.text, (x) => x.notNull())
    .addColumn("kind", c.text, (x) => x.notNull())
    .addColumn("actor_id", c.text)
    .addColumn("at", c.text, (x) => x.notNull())
    .addColumn("system_at", c.text, (x) => x.notNull())
    .addColumn("digest", c.text, (x) => x.notNull())
    .addColumn("salt", c.text, (x) => x.notNull())
    .addColumn("before", c.text)
    .addColumn("after", c.text)
    .addPrimaryKeyConstraint("caseload_import_event_pk", ["import_id", "position"])
    .execute();

  await db.schema
    .createIndex("caseload_import_row_import_id_reference_folded")
    .on("caseload_import_row")
    .columns(["import_id", "reference_folded"])
    .execute();
  await db.schema
    .createIndex("caseload_import_row_case_id")
    .on("caseload_import_row")
    .columns(["case_id"])
    .execute();
  await db.schema
    .createIndex("caseload_import_fingerprint")
    .on("caseload_import")
    .columns(["fingerprint"])
    .execute();
  // Undoing removes cases: each table that may name one has to be asked quickly.
  await db.schema
    .createIndex("caseload_undo_draw_case_case_id")
    .on("draw_case")
    .columns(["case_id"])
    .execute();
  await db.schema
    .createIndex("caseload_undo_concern_case_id")
    .on("concern")
    .columns(["case_id"])
    .execute();
}

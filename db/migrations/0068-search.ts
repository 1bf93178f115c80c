/**
 * The index of the search: a row a record, its words, and what has changed since. Triggers note each
 * change, whoever makes it, and let a record go from the index with its row.
 */
import { type Kysely, sql } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

/** Rows of search_due, as a query over NEW (new.id). */
const due = (kind: string, from = "", where = "") =>
  from === ""
    ? `insert into search_due (kind, record_id) values ('${kind}', new.id)`
    : `insert into search_due (kind, record_id) select '${kind}', id from ${from} where ${where}`;

const gone = (kind: string) =>
  `delete from search_record where kind = '${kind}' and record_id = old.id`;

type Trigger = { table: string; on: string; does: string[] };

const own = (kind: string, table: string, columns: string): Trigger[] => [
  { table, on: "insert", does: [due(kind)] },
  ...(columns === "" ? [] : [{ table, on: `update of ${columns}`, does: [due(kind)] }]),
  { table, on: "delete", does: [gone(kind)] },
];

const ofAudit = (column: string) => [
  due("finding", "finding", `audit_id = new.${column}`),
  due("action", "action", `audit_id = new.${column}`),
];

const triggers: Trigger[] = [
  ...own("finding", "finding", "text, area, theme, audit_id, exercise_id, made_at"),
  ...own("learning", "learning", "reference, what, area, theme, merged_into_id, begun_at"),
  ...own(
    "action",
    "action",
    `reference, raised_at, what, why, success_measure, evidence, impact, how_known, closing_reason, area, theme, level,
      owner_id, team_id, service_id, raised_by, completed_by, audit_id`,
  ),
  ...own(
    "exercise",
    "exercise",
    `title, kind, month, state, trigger_text, rationale, lines_of_enquiry, methodology, next_steps,
      narrative`,
  ),
  ...own("report", "report_edition", ""),
  {
    table: "exercise",
    on: "update of state, kind",
    does: [due("finding", "finding", "exercise_id = new.id and audit_id is null")],
  },
  {
    table: "audit",
    on: "update of state, submitted_at, team_id, service_id, worker_id, auditor_id",
    does: ofAudit("id"),
  },
  // Who moderates an audit may read it.
  { table: "moderation", on: "insert", does: ofAudit("audit_id") },
  { table: "moderation", on: "update of moderator_id", does: ofAudit("audit_id") },
];

async function addTrigger(db: Kysely<Schema>, { table, on, does }: Trigger, at: number) {
  const name = `search_${table}_${at}`;
  const body = does.map((one) => `${one};`).join("\n");
  if (dialectOf(db) === "sqlite") {
    await sql.raw(`create trigger ${name} after ${on} on ${table} begin\n${body}\nend`).execute(db);
    return;
  }
  await sql
    .raw(
      `create function ${name}() returns trigger language plpgsql as $$ begin\n${body}\nreturn null; end $$`,
    )
    .execute(db);
  await sql
    .raw(`create trigger ${name} after ${on} on ${table} for each row execute function ${name}()`)
    .execute(db);
}

export async function up(db: Kysely<Schema>): Promise<void> {
  const dialect = dialectOf(db);
  const c = columnsFor(dialect);
  await db.schema
    .createTable("search_record")
    .addColumn("number", c.sequence, (x) => x.primaryKey())
    .addColumn("kind", c.text, (x) => x.notNull())
    .addColumn("record_id", c.text, (x) => x.notNull())
    .addColumn("at", c.text, (x) => x.notNull())
    .addColumn("digest", c.text, (x) => x.notNull())
    .execute();
  await db.schema
    .createIndex("search_record_of")
    .unique()
    .on("search_record")
    .columns(["kind", "record_id"])
    .execute();
  await db.schema
    .createTable("search_due")
    .addColumn("number", c.sequence, (x) => x.primaryKey())
    .addColumn("kind", c.text, (x) => x.notNull())
    .addColumn("record_id", c.text, (x) => x.notNull())
    .execute();
  if (dialect === "postgres") {
    await sql`alter table search_record add column words tsvector not null`.execute(db);
    await sql`create index search_record_words on search_record using gin (words)`.execute(db);
  } else {
    // Words come folded and cut: this tokenizer leaves them as they are. No text is kept in it.
    await sql`create virtual table search_words using fts5(title, body, tags,
      content='', contentless_delete=1, tokenize='ascii', prefix='3 4')`.execute(db);
    await sql`create trigger search_record_gone after delete on search_record begin
      delete from search_words where rowid = old.number; end`.execute(db);
  }
  for (const [at, one] of triggers.entries()) await addTrigger(db, one, at);
  // What there is already is indexed as it is run; the newest last, so that it comes first.
  for (const [kind, table, at] of [
    ["report", "report_edition", "published_at"],
    ["exercise", "exercise", "month"],
    ["finding", "finding", "made_at"],
    ["learning", "learning", "begun_at"],
    ["action", "action", "raised_at"],
  ]) {
    await sql
      .raw(
        `insert into search_due (kind, record_id) select '${kind}', id from ${table} order by ${at}, id`,
      )
      .execute(db);
  }
}

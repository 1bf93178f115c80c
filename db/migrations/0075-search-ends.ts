/**
 * What ends is noted for the search too: an index that was being written meanwhile could keep the words
 * of a record that is gone, and whoever moderated an audit stayed among those it leads to.
 */
import { type Kysely, sql } from "kysely";
import { dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

const own = (kind: string) => `insert into search_due (kind, record_id) values ('${kind}', old.id)`;

const ofAudit = (kind: string) =>
  `insert into search_due (kind, record_id) select '${kind}', id from ${kind} where audit_id = old.audit_id`;

const ends: Record<string, string[]> = {
  finding: [own("finding")],
  learning: [own("learning")],
  action: [own("action")],
  exercise: [own("exercise")],
  report_edition: [own("report")],
  moderation: [ofAudit("finding"), ofAudit("action")],
};

export async function up(db: Kysely<Schema>): Promise<void> {
  for (const [table, does] of Object.entries(ends)) {
    const name = `search_${table}_ends`;
    const body = does.map((one) => `${one};`).join("\n");
    if (dialectOf(db) === "sqlite") {
      await sql
        .raw(`create trigger ${name} after delete on ${table} begin\n${body}\nend`)
        .execute(db);
      continue;
    }
    await sql
      .raw(
        `create function ${name}() returns trigger language plpgsql as $$ begin\n${body}\nreturn null; end $$`,
      )
      .execute(db);
    await sql
      .raw(
        `create trigger ${name} after delete on ${table} for each row execute function ${name}()`,
      )
      .execute(db);
  }
}

/**
 * Owns writing many rows of one table in one statement.
 * Practice: the rows go as one JSON parameter, which both databases unpack by themselves: neither
 * has a limit to count against, and a statement for a thousand rows is no longer than for one.
 */
import { type RawBuilder, sql } from "kysely";
import { storable } from "~/rules/core/storable";
import { dialectOf } from "./columns";
import type { Tx } from "./open.server";
import type { Schema } from "./schema";

/** What PostgreSQL refuses stands in JSON as an escape, where no later check would see it. */
const storableJson = (rows: readonly object[]): string => {
  const json = JSON.stringify(rows);
  if (!/\\u(0000|d[89a-f])/.test(json)) return json;
  return JSON.stringify(rows, (_, value) => (typeof value === "string" ? storable(value) : value));
};

export type BulkColumns = Record<string, "text" | "integer">;

/** Inserts rows, in their order; each must have every one of `columns`. */
export async function insertMany(
  tx: Tx,
  table: keyof Schema,
  columns: BulkColumns,
  rows: readonly object[],
): Promise<void> {
  if (rows.length === 0) return;
  const names = Object.keys(columns);
  const json = storableJson(rows);
  const listed = sql.join(names.map((name) => sql.ref(name)));
  const source: RawBuilder<unknown> =
    dialectOf(tx) === "postgres"
      ? sql`select ${listed} from json_to_recordset(${json}::json) as rows(${sql.join(
          names.map((name) => sql`${sql.ref(name)} ${sql.raw(columns[name] ?? "text")}`),
        )})`
      : sql`select ${sql.join(
          names.map((name) => sql`json_extract(value, ${sql.lit(`$.${name}`)})`),
        )} from json_each(${json})`;
  await sql`insert into ${sql.table(table)} (${listed}) ${source}`.execute(tx);
}

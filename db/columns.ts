/**
 * Owns the portable column types: what both databases store and give back alike.
 * Practice: text ids made in the app, instants as UTC ISO text, dates as YYYY-MM-DD, booleans
 * as 0/1 integers, JSON as text; PostgreSQL text compares byte by byte (COLLATE "C"), like SQLite.
 */
import { type Kysely, type RawBuilder, type SqlBool, sql } from "kysely";
import type { Schema } from "./schema";

export type Dialect = "sqlite" | "postgres";

/** The dialect a handle (or a migration's handle) speaks. */
export function dialectOf(db: Kysely<Schema>): Dialect {
  return db.getExecutor().adapter.constructor.name.startsWith("Postgres") ? "postgres" : "sqlite";
}

/** The column types of one dialect, for migrations. */
export function columnsFor(dialect: Dialect) {
  const postgres = dialect === "postgres";
  const text: RawBuilder<unknown> = postgres ? sql`text collate "C"` : sql`text`;
  return {
    text,
    integer: sql`integer`,
    /** A whole number given out by the database in rising order. */
    sequence: postgres ? sql`serial` : sql`integer`,
    real: postgres ? sql`double precision` : sql`real`,
  };
}

export const flag = (value: boolean): 0 | 1 => (value ? 1 : 0);

/** Folds text for comparing: both databases' own lower() differ outside ASCII. */
export const fold = (text: string): string =>
  text.normalize("NFKC").toLocaleLowerCase("en-GB").replace(/\s+/g, " ").trim();

/** Whether a folded column contains the words typed, taken as they are: % and _ mean themselves. */
export const contains = (column: string, typed: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`${sql.ref(column)} like ${`%${fold(typed).replace(/[\\%_]/g, "\\$&")}%`} escape '\\'`;

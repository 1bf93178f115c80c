/**
 * Owns the portable column types: what both databases store and give back alike.
 * Practice: text ids made in the app, instants as UTC ISO text, dates as YYYY-MM-DD, booleans
 * as 0/1 integers, JSON as text; PostgreSQL text compares byte by byte (COLLATE "C"), like SQLite.
 */
import { type Kysely, type RawBuilder, type SqlBool, sql } from "kysely";
import { fold, foldNumber } from "~/rules/core/folding";
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

/** Whether a folded column contains what was typed, taken as it is: % and _ mean themselves. */
export const contains = (
  column: string,
  typed: string,
  folding: (text: string) => string = fold,
): RawBuilder<SqlBool> => isLike(sql.ref(column), folding(typed));

/** Whether a folded column contains every word typed, in any order: a surname may come first. */
export const containsWords = (column: string, typed: string): RawBuilder<SqlBool> => {
  const words = fold(typed.replaceAll(",", " ")).split(" ").slice(0, 12);
  return sql<SqlBool>`(${sql.join(
    words.map((word) => isLike(sql.ref(column), word)),
    sql` and `,
  )})`;
};

/** Whether a case's reference contains what was typed, whatever its hyphens and leading zeros. */
export const containsReference = (typed: string): RawBuilder<SqlBool> =>
  isLike(
    sql`replace(case_record.reference_key, '-', '')`,
    foldNumber(fold(typed).replaceAll(" ", "")),
  );

const isLike = (text: RawBuilder<unknown>, part: string) =>
  sql<SqlBool>`${text} like ${`%${part.replace(/[\\%_]/g, "\\$&")}%`} escape '\\'`;

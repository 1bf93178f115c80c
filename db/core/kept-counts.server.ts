/**
 * Owns adding to counts that are kept, a row a key, and comparing them with what is counted again.
 * Practice: rows are given and written in key order, as any other order deadlocks PostgreSQL; what was
 * counted before may be less now, and a row that counts nothing is not kept.
 */
import { sql } from "kysely";
import type { Tx } from "./open.server";
import type { Schema } from "./schema";

type KeptTable = "tally" | "prompt_tally" | "grade_pair";
type KeyColumn<T extends KeptTable> = Exclude<keyof Schema[T] & string, "count">;
type Counted = { count: number };

/** How many rows one insert carries at most: both databases limit the bound values. */
const atOnce = 50;

/** The counts kept in one table, by its key. */
export function keptCounts<T extends KeptTable>(table: T, keyColumns: readonly KeyColumn<T>[]) {
  type Row = Record<KeyColumn<T>, unknown> & Counted;
  const keyOf = (row: Record<KeyColumn<T>, unknown>): string =>
    keyColumns.map((column) => row[column]).join(" ");
  return {
    keyOf,
    add: async (tx: Tx, rows: readonly Row[]): Promise<void> => {
      for (let start = 0; start < rows.length; start += atOnce) {
        await tx
          .insertInto(table as "tally")
          .values(rows.slice(start, start + atOnce) as never)
          .onConflict((conflict) =>
            conflict.columns([...keyColumns] as never).doUpdateSet({
              count: sql<number>`${sql.ref(`${table}.count`)} + excluded.count`,
            }),
          )
          .execute();
      }
    },
    dropNoughts: async (tx: Tx, exerciseIds: Iterable<string>): Promise<void> => {
      for (const id of new Set(exerciseIds))
        await tx
          .deleteFrom(table as "tally")
          .where("exercise_id", "=", id)
          .where("count", "=", 0)
          .execute();
    },
    /** Where what is kept is not what was counted, in key order. */
    differences: <R extends Row>(kept: readonly R[], counted: readonly R[]): Difference<R>[] => {
      const byKey = (rows: readonly R[]) => new Map(rows.map((row) => [keyOf(row), row] as const));
      const [held, found] = [byKey(kept), byKey(counted)];
      return [...new Set([...found.keys(), ...held.keys()])].sort().flatMap((key) => {
        const row = found.get(key) ?? held.get(key);
        const numbers = { kept: held.get(key)?.count ?? 0, counted: found.get(key)?.count ?? 0 };
        if (!row || numbers.kept === numbers.counted) return [];
        const { count: _, ...place } = row;
        return [{ ...place, ...numbers }];
      });
    },
  };
}

export type Difference<R extends Counted> = Omit<R, "count"> & { kept: number; counted: number };

/**
 * Owns SQLite's prepared statements: to read the words of a statement and to plan it costs more than
 * most of our statements do, and a page asks the same ones again.
 * Practice: the least recently used are let go; SQLite itself prepares anew what a change of the
 * schema has made out of date.
 */
import type Sqlite from "better-sqlite3";
import type { SqliteDatabase } from "kysely";

/** More than the pages that are asked for most have between them. */
export const mostPrepared = 400;

/** The database, which prepares what it is asked again only once. */
export function preparingOnce(database: Sqlite.Database): SqliteDatabase {
  const prepared = new Map<string, Sqlite.Statement>();
  return {
    close: () => database.close(),
    prepare: (sql) => {
      const held = prepared.get(sql);
      // Whoever reads row by row has theirs to themselves.
      const statement = held && !held.busy ? held : database.prepare(sql);
      // The one used last stands last.
      prepared.delete(sql);
      prepared.set(sql, statement);
      if (prepared.size > mostPrepared) prepared.delete(prepared.keys().next().value as string);
      return statement as unknown as ReturnType<SqliteDatabase["prepare"]>;
    },
  };
}

/**
 * Owns the connection to either database. Opens SQLite or PostgreSQL by
 * address, migrates, and runs transactions.
 * Practice: SQLite in WAL mode with foreign keys and full synchronisation; write transactions
 * begin immediate, because a deferred begin fails when two processes write; inside a transaction
 * the outer handle throws, because it would hang SQLite and read stale data on PostgreSQL.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import Sqlite from "better-sqlite3";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  Migrator,
  PostgresDialect,
  SqliteDialect,
  type Transaction,
} from "kysely";
import pg from "pg";
import { migrations } from "./migrations/all";
import type { Schema } from "./schema";
import { isTaken, waitTurn } from "./turns.server";

export type Db = Kysely<Schema>;
export type Tx = Transaction<Schema>;

// Shared by every copy of this module in the process: the server's own and the bundled one.
const key = Symbol.for("line-of-sight.in-transaction");
const shared = globalThis as { [key]?: AsyncLocalStorage<boolean> };
shared[key] ??= new AsyncLocalStorage<boolean>();
const inTransaction = shared[key];

/** A driver that begins as told and refuses the outer handle inside a transaction. */
function guardDriver(driver: Driver, begin: string): Driver {
  return {
    init: () => driver.init(),
    destroy: () => driver.destroy(),
    acquireConnection: async () => {
      if (inTransaction.getStore()) {
        throw new Error("The outer database handle was used inside a transaction: pass tx instead");
      }
      return driver.acquireConnection();
    },
    releaseConnection: (connection) => driver.releaseConnection(connection),
    beginTransaction: async (connection: DatabaseConnection) => {
      await connection.executeQuery(CompiledQuery.raw(begin));
    },
    commitTransaction: (connection) => driver.commitTransaction(connection),
    rollbackTransaction: (connection) => driver.rollbackTransaction(connection),
  };
}

/** SQLite, where whoever writes waits their turn before they ask for the lock. */
class GuardedSqliteDialect extends SqliteDialect {
  readonly #path: string;

  constructor(database: Sqlite.Database) {
    super({ database });
    const [main] = database.pragma("database_list") as { file: string }[];
    this.#path = main?.file ?? "";
  }

  override createDriver(): Driver {
    return guardDriver(takingTurns(super.createDriver(), this.#path), "begin immediate");
  }
}

/** A driver whose writes outside and beginnings of transactions wait while somebody writes alone. */
function takingTurns(driver: Driver, path: string): Driver {
  return {
    init: () => driver.init(),
    destroy: () => driver.destroy(),
    acquireConnection: async () => {
      const connection = await driver.acquireConnection();
      let began = false;
      return {
        executeQuery: async (query) => {
          if (!began && !reads(query)) {
            // Given back meanwhile: there is one connection, and others only want to read.
            while (isTaken(path)) {
              await driver.releaseConnection(connection);
              await waitTurn(path);
              await driver.acquireConnection();
            }
          }
          if (query.sql.startsWith("begin")) began = true;
          return connection.executeQuery(query);
        },
        streamQuery: (query, size) => connection.streamQuery(query, size),
      };
    },
    releaseConnection: (connection) => driver.releaseConnection(connection),
    beginTransaction: (connection, settings) => driver.beginTransaction(connection, settings),
    commitTransaction: (connection) => driver.commitTransaction(connection),
    rollbackTransaction: (connection) => driver.rollbackTransaction(connection),
  };
}

const reads = ({ query, sql }: CompiledQuery): boolean =>
  query.kind === "SelectQueryNode" || /^\s*(select|pragma)\b/i.test(sql);

class GuardedPostgresDialect extends PostgresDialect {
  override createDriver(): Driver {
    return guardDriver(super.createDriver(), "begin");
  }
}

/**
 * Opens the database at `url`: `postgres://…`, or the path of a SQLite file (":memory:" too).
 * The folder of a SQLite file is made when missing. Close with `db.destroy()`.
 */
export function openDatabase(url: string): Db {
  if (/^postgres(ql)?:\/\//.test(url)) {
    const pool = new pg.Pool({ connectionString: url, max: 10 });
    // An idle connection that drops must not end the process; the next query reports it.
    pool.on("error", () => {});
    return new Kysely<Schema>({ dialect: new GuardedPostgresDialect({ pool }) });
  }
  const path = url.replace(/^(sqlite|file):(\/\/)?/, "");
  if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
  const sqlite = new Sqlite(path);
  sqlite.pragma("journal_mode = WAL");
  sqlite.pragma("synchronous = FULL");
  sqlite.pragma("foreign_keys = ON");
  sqlite.pragma("busy_timeout = 5000");
  return new Kysely<Schema>({ dialect: new GuardedSqliteDialect(sqlite) });
}

/** Brings the schema up to date; throws the first migration's error. */
export async function migrate(db: Db): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

/** How often work that another transaction stood in the way of is done, at most. */
const mostTries = 4;

/** Whether PostgreSQL ended a transaction because each of two waited for the other. */
const isDeadlock = (error: unknown): boolean =>
  (error as { code?: string } | null)?.code === "40P01";

/**
 * Runs `work` in one transaction; nothing may be awaited in it but SQL on `tx`. Where two waited for
 * each other, PostgreSQL lets one go on and undoes the other: that one is begun again, so `work` must
 * change nothing outside the database.
 */
export async function transact<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await db.transaction().execute((tx) => inTransaction.run(true, () => work(tx)));
    } catch (error) {
      if (!isDeadlock(error) || tries === mostTries) throw error;
    }
  }
}

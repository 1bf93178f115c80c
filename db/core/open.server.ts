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
import { setTimeout } from "node:timers/promises";
import Sqlite from "better-sqlite3";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  Migrator,
  PostgresDialect,
  type QueryCompiler,
  SqliteDialect,
  type Transaction,
} from "kysely";
import pg from "pg";
import { migrations } from "../migrations/all";
import { preparingOnce } from "./prepared.server";
import type { Schema } from "./schema";
import { StorablePostgres, StorableSqlite } from "./storable.server";
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
    super({ database: preparingOnce(database) });
    const [main] = database.pragma("database_list") as { file: string }[];
    this.#path = main?.file ?? "";
  }

  override createDriver(): Driver {
    return guardDriver(takingTurns(super.createDriver(), this.#path), "begin immediate");
  }

  override createQueryCompiler(): QueryCompiler {
    return new StorableSqlite();
  }
}

/** How long SQLite's driver waits for another process's lock at a time, and we in all, in milliseconds. */
const busyMoment = 20;
const longestBusy = 5_000;

const isBusy = (error: unknown): boolean => (error as { code?: string }).code === "SQLITE_BUSY";

/**
 * A driver whose writes outside and beginnings of transactions wait while someone writes alone, in
 * this process or in another one, without keeping those who read from the connection.
 */
function takingTurns(driver: Driver, path: string): Driver {
  return {
    init: () => driver.init(),
    destroy: () => driver.destroy(),
    acquireConnection: async () => {
      const connection = await driver.acquireConnection();
      let began = false;
      // Given back meanwhile: there is one connection, and others only want to read.
      const stepAside = async (until: () => Promise<unknown>) => {
        await driver.releaseConnection(connection);
        await until();
        await driver.acquireConnection();
      };
      return {
        executeQuery: async (query) => {
          if (began || reads(query)) return connection.executeQuery(query);
          const givesUpAt = Date.now() + longestBusy;
          for (;;) {
            while (isTaken(path)) await stepAside(() => waitTurn(path));
            try {
              const result = await connection.executeQuery(query);
              if (query.sql.startsWith("begin")) began = true;
              return result as never;
            } catch (error) {
              if (!isBusy(error) || Date.now() > givesUpAt) throw error;
              await stepAside(() => setTimeout(busyMoment));
            }
          }
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

  override createQueryCompiler(): QueryCompiler {
    return new StorablePostgres();
  }
}

/** How long anything may wait for PostgreSQL, in milliseconds; 0 is for as long as it takes. */
export type Limits = {
  /** For a connection: a free one of the pool, or a new one. */
  connect: number;
  /** For a lock that another transaction holds. */
  lock: number;
  statement: number;
  /** A transaction in which nothing happens. */
  idleInTransaction: number;
  /** Connections at most. */
  connections: number;
};

/** What requests live with: nobody waits longer than a person would. */
const serving: Limits = {
  connect: 5_000,
  lock: 5_000,
  statement: 20_000,
  idleInTransaction: 30_000,
  connections: 10,
};

/** Who someone is, and whether the database answers: short questions that stand in no queue. */
const quick: Limits = { ...serving, connect: 2_000, lock: 1_000, statement: 2_000, connections: 3 };

/** Migrations, scripts, and the longest writes. */
export const unlimited: Limits = {
  connect: 30_000,
  lock: 60_000,
  statement: 0,
  idleInTransaction: 0,
  connections: 2,
};

// Shared by every copy of this module in the process, as `inTransaction` is.
const addressKey = Symbol.for("line-of-sight.addresses");
const known = globalThis as { [addressKey]?: WeakMap<Db, string> };
known[addressKey] ??= new WeakMap<Db, string>();
const addresses = known[addressKey];

const isPostgres = (url: string): boolean => /^postgres(ql)?:\/\//.test(url);

/**
 * Opens the database at `url`: `postgres://…`, or the path of a SQLite file (":memory:" too).
 * The folder of a SQLite file is made when missing. Close with `db.destroy()`.
 */
export function openDatabase(url: string, limits: Limits = serving): Db {
  const db = isPostgres(url) ? openPostgres(url, limits) : openSqlite(url);
  addresses.set(db, url);
  return db;
}

/**
 * A way to the same database that is never behind what other requests wait for. SQLite has one
 * connection, where nothing waits for another's statement, so there it is the same handle.
 */
export function openQuick(db: Db): Db {
  const url = addresses.get(db) ?? "";
  return isPostgres(url) ? openDatabase(url, quick) : db;
}

/** A way to the same PostgreSQL database without time limits, for one long write; null for SQLite. */
export function openUnhurried(db: Db): Db | null {
  const url = addresses.get(db) ?? "";
  return isPostgres(url) ? openDatabase(url, unlimited) : null;
}

function openPostgres(url: string, limits: Limits): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: limits.connections,
    connectionTimeoutMillis: limits.connect,
    lock_timeout: limits.lock,
    statement_timeout: limits.statement,
    idle_in_transaction_session_timeout: limits.idleInTransaction,
    // A server that is frozen enforces nothing: then we stop waiting ourselves.
    ...(limits.statement > 0 ? { query_timeout: limits.statement + 2_000 } : {}),
    keepAlive: true,
  });
  // An idle connection that drops must not end the process; the next query reports it.
  pool.on("error", () => {});
  return new Kysely<Schema>({ dialect: new GuardedPostgresDialect({ pool }) });
}

function openSqlite(url: string): Db {
  const path = url.replace(/^(sqlite|file):(\/\/)?/, "");
  if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
  const sqlite = new Sqlite(path);
  sqlite.pragma("journal_mode = WAL");
  sqlite.pragma("synchronous = FULL");
  sqlite.pragma("foreign_keys = ON");
  // The driver waits in the thread that serves everyone, so it waits a moment alone; we ask again.
  sqlite.pragma(`busy_timeout = ${busyMoment}`);
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

/**
 * Owns long SQLite transactions that must not hold up the whole server: they run on a connection of
 * their own in a thread of its own, while everyone else goes on reading.
 * Practice: in WAL mode readers never wait for a writer, but the driver works in the thread that
 * asks; so the longest writes ask from another one, and other writers wait their turn without
 * stopping anything. PostgreSQL has all that by itself; there they need only more time than a
 * request has.
 */
import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  sql,
} from "kysely";
import { type Db, openUnhurried, type Tx, transact } from "./open.server";
import type { Schema } from "./schema";
import { StorableSqlite } from "./storable.server";
import { writeAlone } from "./turns.server";

/**
 * Runs `work` in one transaction, as `transact` does, without holding up those who read; for
 * writes of more than a moment. A database in memory has one connection only, and uses that.
 */
export async function transactApart<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  const unhurried = openUnhurried(db);
  if (unhurried) return transact(unhurried, work).finally(() => unhurried.destroy());
  const path = await fileOf(db);
  if (path === "") return transact(db, work);
  return writeAlone(path, async () => {
    const apart = openApart(path);
    try {
      return await transact(apart, work);
    } finally {
      await apart.destroy();
    }
  });
}

async function fileOf(db: Db): Promise<string> {
  const { rows } = await sql<{
    file: string;
  }>`select file from pragma_database_list where name = 'main'`.execute(db);
  return rows[0]?.file ?? "";
}

function openApart(path: string): Db {
  return new Kysely<Schema>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => threadDriver(path),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new StorableSqlite(),
    },
  });
}

/** As the server's own connection is, with a little room for a long transaction. */
const pragmas = ["synchronous = FULL", "foreign_keys = ON", "cache_size = -8192"];

/** Whoever wrote before may take a while; waiting here stops nobody. */
const longestTurn = 60_000;

/** Plain script, because a thread starts from text wherever the server was bundled to. */
const script = `
const { parentPort, workerData } = require("node:worker_threads");
const Sqlite = require(workerData.driver);
const database = new Sqlite(workerData.path, { timeout: workerData.timeout });
for (const pragma of workerData.pragmas) database.pragma(pragma);
parentPort.on("message", ({ sql, parameters }) => {
  try {
    const statement = database.prepare(sql);
    if (statement.reader) parentPort.postMessage({ rows: statement.all(parameters), changes: 0 });
    else parentPort.postMessage({ rows: [], changes: statement.run(parameters).changes });
  } catch ({ message, code }) {
    parentPort.postMessage({ message, code });
  }
});
`;

type Answer = { rows: unknown[]; changes: number } | { message: string; code: string };

/** A driver with one connection, in a thread that lives as long as the driver. */
function threadDriver(path: string): Driver {
  let worker: Worker | null = null;
  let waiting: { answer(given: Answer): void; fail(error: Error): void } | null = null;
  let ended: Error | null = null;
  const end = (error: Error) => {
    ended ??= error;
    waiting?.fail(ended);
  };
  const start = () => {
    const driver = createRequire(import.meta.url).resolve("better-sqlite3");
    const started = new Worker(script, {
      eval: true,
      execArgv: [],
      workerData: { path, driver, pragmas, timeout: longestTurn },
    });
    started.on("message", (given: Answer) => waiting?.answer(given));
    started.on("error", end);
    started.on("exit", () => end(new Error("The thread of a transaction has ended")));
    return started;
  };
  const ask = async (text: string, parameters: readonly unknown[] = []) => {
    worker ??= start();
    // A thread that is gone answers nobody, and whoever waited for it would hold everyone's turn.
    if (ended) throw ended;
    const asked = worker;
    const given = await new Promise<Answer>((answer, fail) => {
      waiting = { answer, fail };
      asked.postMessage({ sql: text, parameters });
    }).finally(() => {
      waiting = null;
    });
    if ("rows" in given) return given;
    throw Object.assign(new Error(given.message), { code: given.code });
  };
  const run = async (text: string) => {
    await ask(text);
  };
  const connection: DatabaseConnection = {
    executeQuery: async <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
      const { rows, changes } = await ask(query.sql, query.parameters);
      return { rows: rows as R[], numAffectedRows: BigInt(changes) };
    },
    streamQuery: () => {
      throw new Error("A transaction apart does not stream");
    },
  };
  return {
    init: async () => {},
    acquireConnection: async () => connection,
    releaseConnection: async () => {},
    beginTransaction: () => run("begin immediate"),
    commitTransaction: () => run("commit"),
    rollbackTransaction: () => run("rollback"),
    destroy: async () => {
      await worker?.terminate();
    },
  };
}

/**
 * Fresh, migrated databases for tests, and suites that run on both of them.
 *
 *   describeDatabases("events", (makeDb) => {
 *     it("keeps the order", async () => {
 *       const db = await makeDb();   // empty and migrated; closed and removed after the suite
 *       …
 *     });
 *   });
 *
 * `addressOf(db)` gives the address to open a second connection with. Without PostgreSQL its
 * suites are skipped; with CI=true they fail.
 */
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, describe, inject, it } from "vitest";
import { type Db, openDatabase } from "~db/core/open.server";
import { onPostgres } from "./on-postgres";

export type Dialect = "sqlite" | "postgres";
export type MakeDb = () => Promise<Db>;

const addresses = new WeakMap<Db, string>();

/** The address that a database made here was opened at. */
export function addressOf(db: Db): string {
  const address = addresses.get(db);
  if (!address) throw new Error("This database was not made by tests/support/databases.ts.");
  return address;
}

/** Runs the suite on SQLite and on PostgreSQL. */
export function describeDatabases(
  name: string,
  suite: (makeDb: MakeDb, dialect: Dialect) => void,
): void {
  describe(`${name} (SQLite)`, () => suite(databaseMaker("sqlite"), "sqlite"));

  if (inject("postgresUrl")) {
    describe(`${name} (PostgreSQL)`, () => suite(databaseMaker("postgres"), "postgres"));
  } else if (process.env.CI === "true") {
    describe(`${name} (PostgreSQL)`, () => {
      it("has a server to run on", () => {
        throw new Error("TEST_POSTGRES_URL is not set, and CI does not skip PostgreSQL.");
      });
    });
  } else {
    describe.skip(`${name} (PostgreSQL)`, () => suite(databaseMaker("postgres"), "postgres"));
  }
}

/** Makes databases of one kind; call it in a file or a `describe`, whose end removes them all. */
export function databaseMaker(dialect: Dialect): MakeDb {
  const undo: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const step of undo.splice(0).reverse()) await step();
  });
  return async () => {
    const made = await makeDatabase(dialect);
    undo.push(made.remove);
    return made.db;
  };
}

export interface MadeDatabase {
  db: Db;
  address: string;
  /** Closes and removes it. */
  remove(): Promise<void>;
}

/** One fresh, migrated database; the caller removes it. Most tests want `databaseMaker`. */
export async function makeDatabase(dialect: Dialect): Promise<MadeDatabase> {
  const made = dialect === "sqlite" ? await makeSqlite() : await makePostgres();
  addresses.set(made.db, made.address);
  return made;
}

async function makeSqlite(): Promise<MadeDatabase> {
  const folder = mkdtempSync(join(tmpdir(), "line-of-sight-test-"));
  const address = join(folder, "test.sqlite");
  copyFileSync(inject("sqliteTemplate"), address);
  const db = openDatabase(address);
  // Tests don't outlive a power cut.
  await sql`pragma synchronous = off`.execute(db);
  const remove = async () => {
    await db.destroy();
    rmSync(folder, { recursive: true, force: true });
  };
  return { db, address, remove };
}

async function makePostgres(): Promise<MadeDatabase> {
  const { address, remove } = await copyPostgres();
  const db = openDatabase(address);
  return {
    db,
    address,
    remove: async () => {
      await db.destroy();
      await remove();
    },
  };
}

/** A PostgreSQL database like the one of this name, migrated and empty unless said, with no connection open. */
export async function copyPostgres(
  template = inject("postgresTemplate"),
): Promise<{ address: string; remove(): Promise<void> }> {
  const server = inject("postgresUrl");
  const name = `test_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  await onPostgres(
    server,
    `create database ${name} template ${template} ${await howToCopy(server)}`,
  );
  return {
    address: Object.assign(new URL(server), { pathname: name }).href,
    remove: async () => {
      await onPostgres(server, `drop database ${name} with (force)`);
    },
  };
}

let copying: Promise<string> | undefined;

/** File by file: through the log of writes, which PostgreSQL 15 made the default, it takes twice as long. */
function howToCopy(server: string): Promise<string> {
  copying ??= onPostgres<{ version: string }>(
    server,
    "select current_setting('server_version_num') as version",
  ).then(([row]) => (Number(row?.version) >= 150000 ? "strategy file_copy" : ""));
  return copying;
}

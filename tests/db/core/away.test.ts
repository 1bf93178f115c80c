import { openSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { makeLog, outputTo } from "~/server/log.server";
import { readiness } from "~/server/readiness.server";
import { awayBecause } from "~db/core/away.server";
import { openDatabase, openQuick, transact } from "~db/core/open.server";
import { addressOf, databaseMaker, describeDatabases } from "../../support/databases";

const coded = (code: string, message = "") => Object.assign(new Error(message), { code });

describe("Why a database can't serve", () => {
  it.each([
    [coded("SQLITE_FULL"), "full"],
    [coded("53100"), "full"],
    [coded("ENOSPC"), "full"],
    [coded("55P03"), "slow"],
    [coded("57014"), "slow"],
    [coded("SQLITE_BUSY"), "slow"],
    [new Error("timeout exceeded when trying to connect"), "slow"],
    [new Error("Query read timeout"), "slow"],
    [coded("57P01"), "gone"],
    [coded("ECONNREFUSED"), "gone"],
    [new Error("Connection terminated unexpectedly"), "gone"],
    [coded("23505", "duplicate key value"), null],
    [new TypeError("x is not a function"), null],
    [null, null],
  ])("is told by its error (%s)", (error, why) => {
    expect(awayBecause(error)).toBe(why);
  });
});

const quietLog = () => {
  const lines: string[] = [];
  return { lines, log: makeLog("error", { write: (line) => lines.push(line) }) };
};

describeDatabases("A database that can't serve", (makeDb, dialect) => {
  it("is not ready while nothing can be written, and says so in the log", async () => {
    const db = await makeDb();
    const { lines, log } = quietLog();
    expect(await readiness({ db, log })).toEqual({ ready: true, words: "ready" });
    const other = openDatabase(addressOf(db));
    try {
      await sql
        .raw(
          dialect === "sqlite" ? "pragma query_only = 1" : "set default_transaction_read_only = on",
        )
        .execute(other);
      expect(await readiness({ db: other, log })).toMatchObject({ ready: false });
      expect(lines.join("")).toContain("can't be written to");
    } finally {
      await other.destroy();
    }
  });
});

describe("SQLite", () => {
  const makeDb = databaseMaker("sqlite");

  it("reports a full file as full", async () => {
    const db = await makeDb();
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db);
    await sql.raw(`pragma max_page_count = ${rows[0]?.page_count}`).execute(db);
    const value = JSON.stringify("x".repeat(100_000));
    const error = await db
      .insertInto("setting")
      .values({ key: "large", value })
      .execute()
      .catch((reason) => reason);
    expect(awayBecause(error)).toBe("full");
  });

  it("goes on reading while another process writes, and writes once that one is done", async () => {
    const db = await makeDb();
    const other = openDatabase(addressOf(db));
    const names = () => db.selectFrom("service").select("id").orderBy("id").execute();
    const add = (to: typeof db, id: string) =>
      transact(to, (tx) =>
        tx.insertInto("service").values({ id, name: id, position: 1 }).execute(),
      );
    let end = () => {};
    const holding = new Promise<void>((resolve) => {
      end = resolve;
    });
    try {
      const first = transact(other, async (tx) => {
        await tx.insertInto("service").values({ id: "a", name: "a", position: 1 }).execute();
        await holding;
      });
      await setTimeout(20);
      const second = add(db, "b");
      // While it waits, the loop turns and others read.
      for (let turn = 0; turn < 3; turn += 1) {
        const started = performance.now();
        expect(await names()).toEqual([]);
        await setTimeout(1);
        expect(performance.now() - started).toBeLessThan(1_000);
      }
      end();
      await Promise.all([first, second]);
      expect(await names()).toEqual([{ id: "a" }, { id: "b" }]);
    } finally {
      end();
      await other.destroy();
    }
  });

  it("has one handle, quick or not", async () => {
    const db = await makeDb();
    expect(openQuick(db)).toBe(db);
  });
});

describe("The log", () => {
  it("loses a line that can't be written, and goes on", () => {
    const log = makeLog("info", outputTo(openSync("/dev/full", "w")));
    for (let line = 0; line < 3; line += 1) log.error({ line }, "No room for this");
  });
});

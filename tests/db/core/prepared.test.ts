import Sqlite from "better-sqlite3";
import { Kysely, SqliteDialect, sql } from "kysely";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { mostPrepared, preparingOnce } from "~db/core/prepared.server";

let file: Sqlite.Database;
let db: Kysely<{ note: { id: number; text: string } }>;
beforeEach(() => {
  file = new Sqlite(":memory:");
  vi.spyOn(file, "prepare");
  db = new Kysely({ dialect: new SqliteDialect({ database: preparingOnce(file) }) });
  file.exec("create table note (id integer primary key, text text)");
});
afterEach(() => db.destroy());

const prepared = () => vi.mocked(file.prepare).mock.calls.length;
const noteOf = (id: number) =>
  db.selectFrom("note").selectAll().where("id", "=", id).executeTakeFirst();

it("prepares a statement once, whatever is asked with it", async () => {
  for (const id of [1, 2, 3]) {
    await db
      .insertInto("note")
      .values({ id, text: `Note ${id}` })
      .execute();
  }
  expect(prepared()).toBe(1);
  expect(await Promise.all([noteOf(1), noteOf(3), noteOf(4)])).toEqual([
    { id: 1, text: "Note 1" },
    { id: 3, text: "Note 3" },
    undefined,
  ]);
  expect(prepared()).toBe(2);
});

it("goes on after a statement has failed, and after the schema has changed", async () => {
  const add = () => db.insertInto("note").values({ id: 1, text: "One" }).execute();
  await add();
  await expect(add()).rejects.toThrow(/UNIQUE/);
  expect(await noteOf(1)).toEqual({ id: 1, text: "One" });
  await sql`alter table note add column more text default 'and more'`.execute(db);
  expect(await noteOf(1)).toEqual({ id: 1, text: "One", more: "and more" });
  await db.deleteFrom("note").execute();
  await add();
  expect(await noteOf(1)).toMatchObject({ text: "One" });
});

it("keeps no more than so many, and those that were used last", async () => {
  const ask = (n: number) => sql.raw(`select ${n} as n`).execute(db);
  await ask(0);
  for (let n = 1; n < mostPrepared; n += 1) await ask(n);
  await ask(0);
  expect(prepared()).toBe(mostPrepared);
  await ask(mostPrepared);
  await ask(0);
  expect(prepared()).toBe(mostPrepared + 1);
  expect((await ask(1)).rows).toEqual([{ n: 1 }]);
  expect(prepared()).toBe(mostPrepared + 2);
});

it("is asked the same again while someone reads its rows one by one", async () => {
  for (const id of [1, 2]) await db.insertInto("note").values({ id, text: "x" }).execute();
  // In one connection, as the server has, past Kysely's own waiting for it.
  const { prepare } = preparingOnce(file);
  const all = "select id from note";
  const seen: unknown[] = [];
  for (const row of prepare(all).iterate([]))
    seen.push(row, ...(prepare(all).all([]) as unknown[]));
  expect(seen).toHaveLength(6);
});

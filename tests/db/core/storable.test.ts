import { expect, it } from "vitest";
import { insertMany } from "~db/core/bulk.server";
import { transact } from "~db/core/open.server";
import { saveSetting } from "~db/core/settings.server";
import { describeDatabases } from "../../support/databases";

const stamp = { actorId: null, at: "2024-04-15T08:00:00.000Z", systemAt: "2024-04-15" };
const hostile = "a\0b\uD800c\u{1F600}";
const kept = "a\uFFFDb\uFFFDc\u{1F600}";

describeDatabases("A text no database can store", (makeDb) => {
  it("is kept with what can't be stored replaced, and found by neither form", async () => {
    const db = await makeDb();
    const row = { id: hostile, name: hostile, position: 1 };
    await db.insertInto("service").values(row).execute();
    const found = db.selectFrom("service").select(["id", "name"]);
    expect(await found.where("name", "=", hostile).execute()).toEqual([{ id: kept, name: kept }]);
    expect(await found.where("id", "=", "a\0").execute()).toEqual([]);
  });

  it("is kept so in rows that are written many at once", async () => {
    const db = await makeDb();
    const columns = { id: "text", name: "text", position: "integer" } as const;
    const rows = [
      { id: "1", name: hostile, position: 1 },
      { id: "2", name: "\\u0000", position: 1 },
    ];
    await transact(db, (tx) => insertMany(tx, "service", columns, rows));
    const names = await db.selectFrom("service").select("name").orderBy("id").execute();
    expect(names).toEqual([{ name: kept }, { name: "\\u0000" }]);
  });

  it("does no harm in a setting", async () => {
    const db = await makeDb();
    await transact(db, (tx) => saveSetting(tx, stamp, "setup.code", hostile));
    expect(await db.selectFrom("setting").select("key").execute()).not.toEqual([]);
  });
});

import { expect, it } from "vitest";
import { openDatabase, transact } from "~db/core/open.server";
import { addressOf, describeDatabases } from "../../support/databases";

describeDatabases("A database for a test", (makeDb, dialect) => {
  const service = { id: "s1", name: "Access", position: 1 };

  it("is migrated and empty, each time", async () => {
    const first = await makeDb();
    await first.insertInto("service").values(service).execute();
    const second = await makeDb();
    expect(await second.selectFrom("service").selectAll().execute()).toEqual([]);
    expect(await first.selectFrom("service").select("name").execute()).toEqual([
      { name: "Access" },
    ]);
  });

  it("can be opened a second time by its address", async () => {
    const db = await makeDb();
    await db.insertInto("service").values(service).execute();
    expect(addressOf(db)).toMatch(dialect === "sqlite" ? /\.sqlite$/ : /^postgres:/);
    const other = openDatabase(addressOf(db));
    try {
      expect(await other.selectFrom("service").select("id").execute()).toEqual([{ id: "s1" }]);
    } finally {
      await other.destroy();
    }
  });

  it("undoes a transaction that fails, and refuses the outer handle inside one", async () => {
    const db = await makeDb();
    const outside = transact(db, async (tx) => {
      await tx.insertInto("service").values(service).execute();
      await db.selectFrom("service").selectAll().execute();
    });
    await expect(outside).rejects.toThrow("outer database handle");
    expect(await db.selectFrom("service").selectAll().execute()).toEqual([]);
  });
});

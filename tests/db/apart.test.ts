import { setImmediate as nextTurn } from "node:timers/promises";
import { sql } from "kysely";
import { expect, it } from "vitest";
import { transactApart } from "~db/apart.server";
import { fold } from "~db/columns";
import { type Db, openDatabase, type Tx, transact } from "~db/open.server";
import { describeDatabases } from "../support/databases";
import { gate } from "../support/gate";

const addPerson = (tx: Tx | Db, id: string) =>
  tx
    .insertInto("person")
    .values({ id, name: id, name_folded: fold(id), job_title: "", active: 1, established: 1 })
    .execute();

const idsOf = async (db: Db) =>
  (await db.selectFrom("person").select("id").orderBy("id").execute()).map(({ id }) => id);

describeDatabases("transactions apart", (makeDb, dialect) => {
  it("keeps everything or nothing, and gives back what the work gives", async () => {
    const db = await makeDb();
    const given = await transactApart(db, async (tx) => {
      await addPerson(tx, "a");
      const changed = await tx.updateTable("person").set({ job_title: "x" }).executeTakeFirst();
      return changed.numUpdatedRows;
    });
    expect(given).toBe(1n);
    await expect(
      transactApart(db, async (tx) => {
        await addPerson(tx, "b");
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    expect(await idsOf(db)).toEqual(["a"]);
  });

  it("tells what the database refuses as the database tells it", async () => {
    const db = await makeDb();
    await addPerson(db, "a");
    const twice = transactApart(db, (tx) => addPerson(tx, "a"));
    await expect(twice).rejects.toMatchObject({
      code: dialect === "sqlite" ? "SQLITE_CONSTRAINT_PRIMARYKEY" : "23505",
    });
    const orphan = transactApart(db, (tx) =>
      tx
        .insertInto("team")
        .values({
          ...{ id: "t", name: "T", name_folded: "t", service_id: "none", position: 1 },
          holds_cases: 1,
        })
        .execute(),
    );
    await expect(orphan).rejects.toMatchObject({
      code: dialect === "sqlite" ? "SQLITE_CONSTRAINT_FOREIGNKEY" : "23503",
    });
  });

  it("refuses the outer handle inside", async () => {
    const db = await makeDb();
    await expect(transactApart(db, () => idsOf(db))).rejects.toThrow("pass tx instead");
  });

  it("lets others read what was before, and write afterwards", async () => {
    const db = await makeDb();
    const [inside, end] = [gate(), gate()];
    const apart = transactApart(db, async (tx) => {
      await addPerson(tx, "a");
      inside.open();
      await end.opened;
    });
    await inside.opened;
    const order: string[] = [];
    const writes = [
      transact(db, (tx) => addPerson(tx, "b")).then(() => order.push("b")),
      addPerson(db, "c").then(() => order.push("c")),
      transactApart(db, (tx) => addPerson(tx, "d")).then(() => order.push("d")),
    ];
    expect(await idsOf(db)).not.toContain("a");
    const { rows } = await sql<{ n: number }>`select 1 as n`.execute(db);
    expect(rows).toEqual([{ n: 1 }]);
    for (let turn = 0; turn < 20; turn += 1) await nextTurn();
    if (dialect === "sqlite") expect(order).toEqual([]);
    end.open();
    await Promise.all([apart, ...writes]);
    expect(await idsOf(db)).toEqual(["a", "b", "c", "d"]);
  });

  it("waits for a transaction that began before", async () => {
    const db = await makeDb();
    const [inside, end] = [gate(), gate()];
    const before = transact(db, async (tx) => {
      await addPerson(tx, "a");
      inside.open();
      await end.opened;
    });
    await inside.opened;
    const apart = transactApart(db, (tx) => addPerson(tx, "b"));
    end.open();
    await Promise.all([before, apart]);
    expect(await idsOf(db)).toEqual(["a", "b"]);
  });
});

it("uses the one connection of a database in memory", async () => {
  const db = openDatabase(":memory:");
  await transactApart(db, (tx) => sql`create table one (n integer)`.execute(tx));
  const { rows } = await sql<{ n: number }>`select count(*) as n from one`.execute(db);
  expect(rows).toEqual([{ n: 0 }]);
  await db.destroy();
});

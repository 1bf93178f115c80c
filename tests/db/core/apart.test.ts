import { setImmediate as nextTurn } from "node:timers/promises";
import type { Worker } from "node:worker_threads";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { lowered } from "~/rules/core/folding";
import { transactApart } from "~db/core/apart.server";
import { type Db, openDatabase, type Tx, transact } from "~db/core/open.server";
import { isTaken, writeAlone } from "~db/core/turns.server";
import { describeDatabases } from "../../support/databases";
import { gate } from "../../support/gate";

const addPerson = (tx: Tx | Db, id: string) =>
  tx
    .insertInto("person")
    .values({ id, name: id, name_folded: lowered(id), job_title: "", active: 1 })
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

  it("lets those who waited in one after another, each alone", async () => {
    const db = await makeDb();
    const [inside, end, second, last] = [gate(), gate(), gate(), gate()];
    const held = transactApart(db, async () => {
      inside.open();
      await end.opened;
    });
    await inside.opened;
    let now = 0;
    let most = 0;
    const alone = async (tx: Tx, id: string) => {
      now += 1;
      most = Math.max(most, now);
      await addPerson(tx, id);
      second.open();
      await last.opened;
      now -= 1;
    };
    const waiting = ["a", "b", "c"].map((id) => transactApart(db, (tx) => alone(tx, id)));
    end.open();
    await second.opened;
    const order: string[] = [];
    const write = addPerson(db, "d").then(() => order.push("d"));
    for (let turn = 0; turn < 20; turn += 1) await nextTurn();
    if (dialect === "sqlite") expect(order).toEqual([]);
    last.open();
    await Promise.all([held, ...waiting, write]);
    if (dialect === "sqlite") expect(most).toBe(1);
    expect(await idsOf(db)).toEqual(["a", "b", "c", "d"]);
  });

  it("undoes everything and lets the next one in when its thread ends", async () => {
    if (dialect !== "sqlite") return;
    const db = await makeDb();
    const started: Worker[] = [];
    const see = (worker: Worker) => void started.push(worker);
    process.on("worker", see);
    const between = transactApart(db, async (tx) => {
      await addPerson(tx, "a");
      await started[0]?.terminate();
      await addPerson(tx, "b");
    });
    await expect(between).rejects.toThrow("has ended");
    process.off("worker", see);
    expect(started).toHaveLength(1);
    await addPerson(db, "c");
    expect(await idsOf(db)).toEqual(["c"]);
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

describe("turns", () => {
  it("are one at a time, however many waited for the same one", async () => {
    const path = "turns-of-a-test";
    const events: string[] = [];
    const work = (name: string) =>
      writeAlone(path, async () => {
        events.push(`${name} begins`);
        for (let turn = 0; turn < 3; turn += 1) await nextTurn();
        events.push(`${name} ends`);
      });
    const failing = writeAlone(path, async () => {
      await nextTurn();
      throw new Error("no");
    });
    await Promise.all([expect(failing).rejects.toThrow("no"), work("a"), work("b"), work("c")]);
    expect(events).toEqual(["a", "b", "c"].flatMap((name) => [`${name} begins`, `${name} ends`]));
    expect(isTaken(path)).toBe(false);
  });
});

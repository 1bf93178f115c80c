import { sql } from "kysely";
import { expect, it, vi } from "vitest";
import { promises, startJobs } from "~/server/jobs.server";
import { analyseOnceADay, analyseSoon } from "~db/core/analysed.server";
import { type Db, openDatabase, transact } from "~db/core/open.server";
import { testClock } from "../../support/clock";
import { addressOf, describeDatabases } from "../../support/databases";
import { confirm, stage, undo } from "../../support/imports";
import { makeWorld } from "../../support/world";

const morning = { systemAt: "2024-04-15T08:00:00.000Z" };

describeDatabases("What the database knows of its tables", (makeDb, dialect) => {
  /** How many people it plans for; null while nobody looked. */
  async function peopleKnown(db: Db): Promise<number | null> {
    const { rows } =
      dialect === "postgres"
        ? await sql<{
            rows: number;
          }>`select reltuples as rows from pg_class where relname = 'person'`.execute(db)
        : await sql<{
            rows: number;
          }>`select cast(stat as integer) as rows from sqlite_stat1 where tbl = 'person'`
            .execute(db)
            .catch(() => ({ rows: [] }));
    const known = rows[0]?.rows ?? -1;
    return known > 0 ? known : null;
  }

  it("is looked at by the jobs beside requests", async () => {
    const { db } = await makeWorld(await makeDb());
    expect(await peopleKnown(db)).toBe(null);
    const log = { error: vi.fn() };
    const stop = startJobs({ db, clock: testClock(), log }, promises);
    await vi.waitFor(
      async () => {
        const begun = await db.selectFrom("setting").select("key").execute();
        expect(begun).toContainEqual({ key: "database.analysed" });
      },
      { timeout: 60_000, interval: 20 },
    );
    await stop();
    const { count } = await db
      .selectFrom("person")
      .select((eb) => eb.fn.countAll().as("count"))
      .executeTakeFirstOrThrow();
    expect(await peopleKnown(db)).toBe(Number(count));
    expect(log.error).not.toHaveBeenCalled();
  });

  it("is looked at once a day by London's clocks, whichever server asks", async () => {
    const db = await makeDb();
    const other = openDatabase(addressOf(db));
    const ask = (systemAt: string) =>
      Promise.all([db, other].map((one) => analyseOnceADay(one, { systemAt })));
    try {
      expect((await ask("2024-04-15T08:00:00.000Z")).sort()).toEqual([false, true]);
      expect(await ask("2024-04-15T22:59:00.000Z")).toEqual([false, false]);
      expect((await ask("2024-04-15T23:01:00.000Z")).sort()).toEqual([false, true]);
    } finally {
      await other.destroy();
    }
  });

  it("is looked at again on the same day after a migration, and when it is asked for", async () => {
    const db = await makeDb();
    expect(await analyseOnceADay(db, morning)).toBe(true);
    expect(await analyseOnceADay(db, morning)).toBe(false);
    // As a server before this schema left it.
    await db
      .updateTable("setting")
      .set({ value: '"2024-04-15 0001-the-thread"' })
      .where("key", "=", "database.analysed")
      .execute();
    expect(await analyseOnceADay(db, morning)).toBe(true);
    await transact(db, analyseSoon);
    expect(await analyseOnceADay(db, morning)).toBe(true);
  });

  it("is looked at again after an import, and after it was undone", async () => {
    const world = await makeWorld(await makeDb());
    const { db } = world;
    await analyseOnceADay(db, morning);
    const staged = await stage(world, "DB-1,CIN,Willow,Wren Castle,,Toni Vale,7,2024-01-02,");
    expect(await analyseOnceADay(db, morning)).toBe(false);
    const confirmed = await confirm(world, staged);
    expect(await analyseOnceADay(db, morning)).toBe(true);
    await undo(world, confirmed);
    expect(await analyseOnceADay(db, morning)).toBe(true);
  });

  it.runIf(dialect === "sqlite")("is used by the server that is running", async () => {
    const db = await makeDb();
    await sql`create table thing (kind text, name text)`.execute(db);
    await sql`create index thing_name on thing (name)`.execute(db);
    await sql`create index thing_kind on thing (kind)`.execute(db);
    const add = (rows: number, kind: string, name: string) =>
      sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${rows})
        insert into thing select ${sql.raw(kind)}, ${sql.raw(name)} from n`.execute(db);
    const plan = async () => {
      const { rows } = await sql<{
        detail: string;
      }>`explain query plan select * from thing where kind = '1' and name = 'one'`.execute(db);
      return rows.map(({ detail }) => detail).join();
    };
    await add(2_000, "i", "'one'");
    await analyseOnceADay(db, morning);
    expect(await plan()).toContain("thing_kind");
    // The tables are known by now, so only their rows are told anew.
    await sql`delete from thing`.execute(db);
    await add(60_000, "'one'", "i");
    await transact(db, analyseSoon);
    await analyseOnceADay(db, morning);
    expect(await plan()).toContain("thing_name");
  });
});

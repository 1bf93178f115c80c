import { expect, it } from "vitest";
import { lookAfterImports } from "~/server/import-watch.server";
import { compareRead, isAtWork, newOwner } from "~/server/import-work.server";
import { findImport } from "~db/caseload/imports.server";
import { describeDatabases, type MakeDb } from "../../support/databases";
import { stage } from "../../support/imports";
import { makeWorld } from "../../support/world";

const long = new Date("2024-04-15T08:00:00.000Z");
const later = new Date("2024-04-15T09:00:00.000Z");
const log = { info: () => {}, error: () => {} };

async function comparing(makeDb: MakeDb) {
  const world = await makeWorld(await makeDb());
  const { id } = await stage(world, "DB-1,CIN,Willow,Wren Castle,,Toni Vale,7,2024-01-02,");
  const owner = newOwner();
  await world.db
    .updateTable("caseload_import")
    .set({ state: "comparing", owner, beat_at: long.toISOString() })
    .where("id", "=", id)
    .execute();
  const find = async () => {
    const found = await findImport(world.db, id);
    if (!found) throw new Error("The import is gone");
    return found;
  };
  const { db } = world;
  const look = () =>
    lookAfterImports({ db, log, clock: { now: () => later, system: () => later } });
  const stamp = world.stampOf(world.people.qaLead, long.toISOString());
  return { db, id, owner, find, look, stamp };
}

describeDatabases("Looking after imports", (makeDb) => {
  it("leaves alone what this process works on, however long it gave no sign", async () => {
    const { db, id, owner, find, look, stamp } = await comparing(makeDb);
    const { version } = await find();
    let looked: Promise<unknown> | undefined;
    const clock = {
      now: () => long,
      system: () => {
        looked ??= look();
        return long;
      },
    };
    await compareRead({ db, log, clock }, stamp, { importId: id, owner, state: "comparing" });
    await looked;
    expect(looked).toBeDefined();
    expect(await find()).toMatchObject({ state: "staged", version: version + 1 });
    expect(isAtWork(owner)).toBe(false);
  });

  it("takes up what nobody works on any more", async () => {
    const { find, look } = await comparing(makeDb);
    const { version } = await find();
    await look();
    await expect.poll(async () => (await find()).state, { timeout: 10_000 }).toBe("staged");
    expect((await find()).version).toBe(version + 2);
  });
});

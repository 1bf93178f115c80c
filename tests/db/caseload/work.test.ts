import { expect, it } from "vitest";
import { compareImport } from "~db/caseload/compare.server";
import { compareAgain } from "~db/caseload/compare-again.server";
import { findImport, findSameFile, listImportRows } from "~db/caseload/imports.server";
import {
  type Choice,
  countNames,
  findMapping,
  listNames,
  removeMapping,
  saveChoices,
  unscopedMappings,
} from "~db/caseload/mappings.server";
import { addReadRows } from "~db/caseload/rows.server";
import {
  discardImport,
  Halted,
  startImport,
  takeOver,
  unscopedRunning,
} from "~db/caseload/work.server";
import { transact } from "~db/core/open.server";
import { Conflict } from "~db/core/versions.server";
import { describeDatabases } from "../../support/databases";
import { confirm, readLines, stage } from "../../support/imports";
import { makeWorld, type World } from "../../support/world";

const at = new Date("2024-04-15T08:00:00.000Z");
const later = (seconds: number) => new Date(at.getTime() + seconds * 1000);
const rows = readLines(["DB-1,CIN,Willow,Wren Castle,,,7,2024-01-02,"]).map((row) => ({
  list: null,
  line: 2,
  row,
}));

async function reading(world: World) {
  const stamp = world.stampOf(world.people.qaLead);
  const file = { name: "a.csv", fingerprint: "a".repeat(64), bytes: 10 };
  const importId = await transact(world.db, (tx) => startImport(tx, stamp, file, "first"));
  const working = { importId, owner: "first", state: "reading" } as const;
  await addReadRows(world.db, working, rows, { from: 0, done: 1, total: 10, at });
  return { stamp, importId, working };
}

describeDatabases("Work on an import", (makeDb) => {
  it("shows how far it is, and stops when a person says so", async () => {
    const world = await makeWorld(await makeDb());
    const { stamp, importId, working } = await reading(world);
    expect(await findImport(world.db, importId)).toMatchObject({
      state: "reading",
      done: 1,
      total: 10,
    });
    await transact(world.db, (tx) => discardImport(tx, stamp, importId, null));
    await expect(
      addReadRows(world.db, working, rows, { from: 1, done: 2, total: 10, at }),
    ).rejects.toThrow(Halted);
    expect(await world.db.selectFrom("caseload_import_row").selectAll().execute()).toEqual([]);
    expect((await findImport(world.db, importId))?.state).toBe("discarded");
  });

  it("of someone silent is ended by whoever looks, once, and never while they speak", async () => {
    const world = await makeWorld(await makeDb());
    const { stamp, importId, working } = await reading(world);
    const [left] = await unscopedRunning(world.db);
    if (!left) throw new Error("Nothing runs");
    const take = (now: Date, gone = false) =>
      takeOver(world.db, stamp, left, { owner: "second", now, gone });
    expect(await take(later(10))).toBe(false);
    expect((await findImport(world.db, importId))?.state).toBe("reading");
    await Promise.all([take(later(30)), take(later(30))]);
    expect(await findImport(world.db, importId)).toMatchObject({
      state: "failed",
      problem: expect.stringContaining("Choose the file again"),
    });
    expect(await world.db.selectFrom("caseload_import_row").selectAll().execute()).toEqual([]);
    await expect(
      addReadRows(world.db, working, rows, { from: 1, done: 2, total: null, at }),
    ).rejects.toThrow(Halted);
    const told = await world.db
      .selectFrom("event")
      .select("kind")
      .where("stream", "=", `import:${importId}`)
      .where("kind", "=", "import.stopped")
      .execute();
    expect(told).toHaveLength(1);
  });

  it("that was comparing is taken up by one of those who look", async () => {
    const world = await makeWorld(await makeDb());
    const { stamp, importId } = await reading(world);
    await world.db
      .updateTable("caseload_import")
      .set({ state: "comparing", beat_at: at.toISOString() })
      .execute();
    const [left] = await unscopedRunning(world.db);
    if (!left) throw new Error("Nothing runs");
    const take = (owner: string) =>
      takeOver(world.db, stamp, left, { owner, now: later(1), gone: true });
    const taken = await Promise.all([take("second"), take("third")]);
    expect(taken.filter(Boolean)).toHaveLength(1);
    const owner = taken[0] ? "second" : "third";
    await compareImport(
      world.db,
      stamp,
      { importId, owner, state: "comparing" },
      { clock: () => at, breathe: async () => {} },
    );
    expect(await findImport(world.db, importId)).toMatchObject({
      state: "staged",
      counts: { add: 1 },
    });
  });

  it("of others is done again once the caseload has changed", async () => {
    const world = await makeWorld(await makeDb());
    const waiting = await stage(world, "DB-1,CIN,Willow,Wren Castle,,Toni Vale,7,2024-01-02,");
    await confirm(
      world,
      await stage(world, "DB-1,CIN,Willow,Wren Castle,,Toni Vale,7,2024-01-02,"),
    );
    expect(await findImport(world.db, waiting.id)).toMatchObject({
      state: "comparing",
      problem: expect.stringContaining("the caseload has changed"),
    });
    await expect(confirm(world, waiting)).rejects.toThrow(Conflict);
    const left = (await unscopedRunning(world.db)).find(({ id }) => id === waiting.id);
    const stamp = world.stampOf(world.people.qaLead);
    if (!left) throw new Error("Nothing runs");
    const owner = "second";
    expect(await takeOver(world.db, stamp, left, { owner, now: at, gone: false })).toBe(true);
    await compareImport(
      world.db,
      stamp,
      { importId: waiting.id, owner, state: "comparing" },
      { clock: () => at, breathe: async () => {} },
    );
    expect((await findImport(world.db, waiting.id))?.counts).toMatchObject({
      add: 0,
      unchanged: 1,
    });
  });

  it("knows the same file again", async () => {
    const world = await makeWorld(await makeDb());
    const one = await stage(world, "DB-1,CIN,Willow,,,,7,2024-01-02,");
    expect(await findSameFile(world.db, one)).toBeNull();
    await confirm(world, one);
    const again = await stage(world, "DB-1,CIN,Willow,,,,7,2024-01-02,");
    expect((await findSameFile(world.db, again))?.id).toBe(one.id);
  });
});

describeDatabases("Names chosen once", (makeDb) => {
  const lines = [
    "DB-1,CIN,Wilow Team,Wren Castel,,,7,2024-01-02,",
    "DB-2,CIN,Wilow Team,Ivo Marsh,,,7,2024-01-02,",
    "DB-3,CIN,Disabled Children,Nia Reed,501,,7,2024-01-02,",
  ];

  it("are collected, chosen, judged again, remembered for the next import, and forgotten", async () => {
    const world = await makeWorld(await makeDb());
    const staged = await stage(world, ...lines);
    expect(staged.counts).toMatchObject({ unmapped: 3, add: 0 });
    expect(await countNames(world.db, staged.id)).toEqual({
      team: { count: 2, chosen: 0, asked: 0 },
      cohort: { count: 0, chosen: 0, asked: 0 },
      worker: { count: 0, chosen: 0, asked: 0 },
    });
    const teams = await listNames(world.db, staged.id, "team", 1, 10);
    expect(teams.map(({ key, rows: n, why }) => [key, n, why])).toEqual([
      ["wilow team", 2, "unknown"],
      ["disabled children", 1, "unknown"],
    ]);
    const stamp = world.stampOf(world.people.qaLead);
    const team = (key: string, more: Partial<Choice>): Choice => ({
      kind: "team",
      key,
      name: key,
      number: "",
      choice: "use",
      teamId: null,
      personId: null,
      ...more,
    });
    const choices = [
      team("wilow team", { teamId: world.teams.willow.id }),
      team("disabled children", { choice: "leave-out" }),
    ];
    const owner = "again";
    const { id: importId, version } = staged;
    await transact(world.db, async (tx) => {
      await compareAgain(tx, stamp, { importId, version }, owner);
      expect(await saveChoices(tx, stamp, choices)).toBe(2);
      // The same again changes nothing and tells nothing.
      expect(await saveChoices(tx, stamp, choices)).toBe(0);
    });
    await compareImport(
      world.db,
      stamp,
      { importId, owner, state: "comparing" },
      { clock: () => at, breathe: async () => {} },
    );
    const judged = await findImport(world.db, importId);
    expect(judged?.counts).toMatchObject({ unmapped: 0, add: 2, "left-out": 1, people: 1 });
    const [out] = await listImportRows(world.db, importId, "left-out", 1, 10);
    expect(out).toMatchObject({ reference: "DB-3", line: 4 });
    expect((await countNames(world.db, importId)).worker).toEqual({
      count: 1,
      chosen: 0,
      asked: 0,
    });

    const next = await stage(world, ...lines);
    expect(next.counts).toMatchObject({ unmapped: 0, add: 2, "left-out": 1 });
    const { count, mappings } = await unscopedMappings(world.db, 1, 10);
    expect(count).toBe(2);
    const willow = mappings.find(({ team: name }) => name === "Willow");
    const found = await findMapping(world.db, willow?.id ?? "");
    if (!found) throw new Error("It is not remembered");
    await transact(world.db, (tx) => removeMapping(tx, stamp, found.id, found.version));
    await expect(
      transact(world.db, (tx) => removeMapping(tx, stamp, found.id, found.version)),
    ).rejects.toThrow(Conflict);
    expect((await stage(world, ...lines)).counts).toMatchObject({ unmapped: 2, "left-out": 1 });
  });
});

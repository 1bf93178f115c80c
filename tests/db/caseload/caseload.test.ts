import { expect, it } from "vitest";
import { scopeOf } from "~/rules/access/permission";
import { findActor } from "~db/access/people.server";
import { countAbsent } from "~db/caseload/absent.server";
import {
  countCases,
  listCases,
  listTeamsWithCases,
  listWorkers,
} from "~db/caseload/caseload.server";
import { listHoldings } from "~db/caseload/holdings.server";
import { findImport, listImportPeople, listImportRows } from "~db/caseload/imports.server";
import { discardImport } from "~db/caseload/work.server";
import { listEvents } from "~db/core/events.server";
import { transact } from "~db/core/open.server";
import { Conflict } from "~db/core/versions.server";
import { describeDatabases } from "../../support/databases";
import { confirm, stage, importToday as today } from "../../support/imports";
import { makeWorld, type World } from "../../support/world";

const caseBy = (world: World, reference: string) =>
  world.db
    .selectFrom("case_record")
    .selectAll()
    .where("reference", "=", reference)
    .executeTakeFirstOrThrow();

const first = [
  "DB-1,CIN,Willow,Wren Castle,,Toni Vale,7,2024-01-02,",
  "DB-2,CP,Rowan,Nia Reed,501,Rae Holt,unborn,2024-02-01,",
  "DB-3,CIN,Rowan,Nia Reed,501,Rae Holt,12,2024-02-03,",
  "DB-4,EH,Elm,Nobody Knows,,,3,2024-02-03,",
];

describeDatabases("Importing a caseload", (makeDb) => {
  it("writes nothing before it is confirmed, then everything but the bad rows", async () => {
    const world = await makeWorld(await makeDb());
    const staged = await stage(world, ...first);
    expect(staged.counts).toMatchObject({ add: 3, change: 0, close: 0, unchanged: 0, unmapped: 1 });
    expect(await world.db.selectFrom("case_record").selectAll().execute()).toEqual([]);
    const [bad] = await listImportRows(world.db, staged.id, "unmapped", 1, 10);
    expect(bad).toMatchObject({ line: 5, reference: "DB-4", facts: null });
    expect(JSON.stringify(bad)).not.toContain("Nobody Knows");

    await confirm(world, staged);
    const nia = await world.db
      .selectFrom("person")
      .selectAll()
      .where("name", "=", "Nia Reed")
      .executeTakeFirstOrThrow();
    expect(nia).toMatchObject({ staff_number: "501", team_id: world.teams.rowan.id, active: 1 });
    expect(await caseBy(world, "DB-2")).toMatchObject({
      cohort: "child-protection",
      team_id: world.teams.rowan.id,
      worker_id: nia.id,
      supervisor_id: world.people.otherTeamManager.id,
      age: null,
      unborn: 1,
      version: 1,
    });
    const people = await world.db.selectFrom("person").select("name").execute();
    expect(people.map(({ name }) => name)).not.toContain("Nobody Knows");
    expect(await findImport(world.db, staged.id)).toMatchObject({
      state: "confirmed",
      counts: { add: 3, unmapped: 1, closedAsAbsent: 0 },
      confirmedBy: "Quinn Ashby",
    });
    // What was read is needed no more.
    const read = await world.db.selectFrom("caseload_import_row").select("read").execute();
    expect(new Set(read.map((row) => row.read))).toEqual(new Set([""]));
  });

  it("keeps who held a case as it moves team, changes worker, closes and opens again", async () => {
    const world = await makeWorld(await makeDb());
    await confirm(world, await stage(world, ...first.slice(0, 3)));
    const moved = await stage(
      world,
      "DB-1,CIN,Rowan,Ivo Marsh,,Toni Vale,7,2024-01-02,",
      "DB-2,CP,Rowan,Nia Reed,501,Rae Holt,unborn,2024-02-01,",
      "DB-3,CIN,Rowan,Nia Reed,501,Rae Holt,12,2024-02-03,2024-03-01",
    );
    expect(moved.counts).toMatchObject({ add: 0, change: 1, close: 1, unchanged: 1, bad: 0 });
    await confirm(world, moved);
    const one = await caseBy(world, "DB-1");
    expect(one).toMatchObject({ version: 2, worker_id: world.people.otherWorker.id });
    const holdings = await listHoldings(world.db, one.id);
    expect(
      holdings.map(({ person, relation, team, fromOn, toOn }) =>
        [person, relation, team, fromOn, toOn].join(" "),
      ),
    ).toEqual([
      "Ivo Marsh worker Rowan 2024-04-15 ",
      "Toni Vale supervisor Rowan 2024-04-15 ",
      "Wren Castle worker Willow 2024-01-02 2024-04-15",
      "Toni Vale supervisor Willow 2024-01-02 2024-04-15",
    ]);
    const closed = await caseBy(world, "DB-3");
    expect(closed).toMatchObject({ closed_on: "2024-03-01", version: 2 });
    expect((await listHoldings(world.db, closed.id)).map(({ toOn }) => toOn)).toEqual([
      "2024-03-01",
      "2024-03-01",
    ]);
    expect((await listEvents(world.db, `case:${one.id}`)).map(({ kind }) => kind)).toEqual([
      "case.changed",
      "case.added",
    ]);
    expect((await listEvents(world.db, `case:${closed.id}`))[0]).toMatchObject({
      kind: "case.closed",
      actorName: "Quinn Ashby",
      before: { closedOn: null },
      after: { closedOn: "2024-03-01" },
    });

    await confirm(world, await stage(world, first[2] ?? ""));
    expect(await caseBy(world, "DB-3")).toMatchObject({ closed_on: null, version: 3 });
    const open = (await listHoldings(world.db, closed.id)).filter(({ toOn }) => toOn === null);
    expect(open.map(({ relation, fromOn }) => [relation, fromOn])).toEqual([
      ["worker", today],
      ["supervisor", today],
    ]);
  });

  it("changes nothing when the same file comes again", async () => {
    const world = await makeWorld(await makeDb());
    await confirm(world, await stage(world, ...first.slice(0, 3)));
    const before = await world.db.selectFrom("case_record").selectAll().execute();
    const again = await stage(world, ...first.slice(0, 3));
    expect(again.counts).toMatchObject({ add: 0, change: 0, close: 0, unchanged: 3 });
    expect(await listImportPeople(world.db, again.id, 1, 10)).toEqual([]);
    await confirm(world, again);
    expect(await world.db.selectFrom("case_record").selectAll().execute()).toEqual(before);
  });

  it("closes absent cases of its cohorts only, only when the list is complete", async () => {
    const world = await makeWorld(await makeDb());
    await confirm(world, await stage(world, ...first.slice(0, 3)));
    const kept = await stage(world, first[0] ?? "");
    expect(await countAbsent(world.db, kept.id, kept.counts.cohorts)).toEqual({
      absent: [{ cohort: "child-in-need", count: 1, open: 2 }],
      open: 3,
    });
    await confirm(world, kept);
    expect((await caseBy(world, "DB-3")).closed_on).toBeNull();

    const complete = await stage(world, first[0] ?? "");
    await confirm(world, complete, ["child-in-need"]);
    expect((await caseBy(world, "DB-1")).closed_on).toBeNull();
    expect((await caseBy(world, "DB-2")).closed_on).toBeNull();
    expect((await caseBy(world, "DB-3")).closed_on).toBe(today);
    expect((await findImport(world.db, complete.id))?.counts.closedAsAbsent).toBe(1);
  });

  it("does not take a case on a bad row for absent", async () => {
    const world = await makeWorld(await makeDb());
    await confirm(world, await stage(world, ...first.slice(0, 3)));
    const staged = await stage(world, first[0] ?? "", "DB-3,CIN,Elm,Nia Reed,501,,12,2024-02-03,");
    await confirm(world, staged, ["child-in-need"]);
    expect((await caseBy(world, "DB-3")).closed_on).toBeNull();
  });

  it("is confirmed once, or discarded, never both", async () => {
    const world = await makeWorld(await makeDb());
    const staged = await stage(world, ...first.slice(0, 3));
    await confirm(world, staged);
    await expect(confirm(world, staged)).rejects.toThrow(Conflict);
    const stamp = world.stampOf(world.people.qaLead);
    await expect(
      transact(world.db, (tx) => discardImport(tx, stamp, staged.id, staged.version)),
    ).rejects.toThrow(Conflict);
    expect(await world.db.selectFrom("case_record").select("id").execute()).toHaveLength(3);

    const other = await stage(world, "DB-9,CIN,Willow,,,,1,2024-01-02,");
    await transact(world.db, (tx) => discardImport(tx, stamp, other.id, other.version));
    await expect(confirm(world, other)).rejects.toThrow(Conflict);
    expect(await listImportRows(world.db, other.id, "add", 1, 10)).toEqual([]);
  });

  it("is all or nothing: a case changed since the preview stops the whole", async () => {
    const world = await makeWorld(await makeDb());
    await confirm(world, await stage(world, ...first.slice(0, 3)));
    const early = await stage(
      world,
      "DB-7,CIN,Willow,Someone New,,,1,2024-01-02,",
      "DB-1,CIN,Rowan,Wren Castle,,Toni Vale,7,2024-01-02,",
    );
    await confirm(
      world,
      await stage(world, "DB-1,CIN,Willow,Wren Castle,,Toni Vale,8,2024-01-02,"),
    );
    await expect(confirm(world, early)).rejects.toThrow(Conflict);
    expect(await caseBy(world, "DB-1")).toMatchObject({ age: 8, version: 2 });
    const people = await world.db.selectFrom("person").select("name").execute();
    expect(people.map(({ name }) => name)).not.toContain("Someone New");

    const twice = [
      await stage(world, "DB-8,CIN,Willow,,,,1,2024-01-02,"),
      await stage(world, "db-8,CIN,Willow,,,,2,2024-01-02,"),
    ] as const;
    await confirm(world, twice[0]);
    await expect(confirm(world, twice[1])).rejects.toThrow(Conflict);
  });

  it("takes thousands of rows in one go", async () => {
    const world = await makeWorld(await makeDb());
    const lines = Array.from(
      { length: 3000 },
      (_, n) => `DB-${n},CIN,Willow,Worker ${n % 90},${n % 90},,7,2024-01-02,`,
    );
    await confirm(world, await stage(world, ...lines));
    const scope = scopeOf(await actorOf(world, world.people.qaLead.id), "caseload.read");
    const filters = { reference: "", teamId: "", cohort: "", workerId: "", state: "open" } as const;
    const { count, cases } = await listCases(world.db, scope, filters, 60, 50);
    expect([count, cases.length]).toEqual([3000, 50]);
    const holdings = await world.db.selectFrom("case_holding").select("id").execute();
    expect(holdings).toHaveLength(3000);
  });
});

async function actorOf(world: World, personId: string) {
  const actor = await findActor(world.db, personId);
  if (!actor) throw new Error("No such person");
  return actor;
}

describeDatabases("Reading the caseload", (makeDb) => {
  it("shows a team manager their team, a service manager their service, others nothing", async () => {
    const world = await makeWorld(await makeDb());
    await world.addCase({ team_id: world.teams.willow.id });
    await world.addCase({ team_id: world.teams.rowan.id, cohort: "child-protection" });
    await world.addCase({ team_id: world.teams.care.id, cohort: "child-in-care" });
    await world.addCase({ team_id: null });
    const all = { reference: "", teamId: "", cohort: "", workerId: "", state: "open" } as const;
    const seenBy = async (personId: string) => {
      const scope = scopeOf(await actorOf(world, personId), "caseload.read");
      const { count } = await listCases(world.db, scope, all, 1, 50);
      const cohorts = await countCases(world.db, scope, all);
      expect(cohorts.reduce((sum, cohort) => sum + cohort.count, 0)).toBe(count);
      return [count, (await listTeamsWithCases(world.db, scope)).length];
    };
    const { people } = world;
    expect(await seenBy(people.qaLead.id)).toEqual([4, 3]);
    expect(await seenBy(people.serviceManager.id)).toEqual([2, 2]);
    expect(await seenBy(people.teamManager.id)).toEqual([1, 1]);
    expect(await seenBy(people.scrutiny.id)).toEqual([0, 0]);
  });

  it("filters by part of a reference taken as it is, worker, cohort and state", async () => {
    const world = await makeWorld(await makeDb());
    await world.addCase({ reference: "DB_7", reference_folded: "db_7" });
    await world.addCase({ reference: "DBX7", reference_folded: "dbx7" });
    await world.addCase({ worker_id: world.people.otherWorker.id, cohort: "care-leaver" });
    await world.addCase({ closed_on: "2024-02-01" });
    const scope = scopeOf(await actorOf(world, world.people.qaLead.id), "caseload.read");
    const count = async (filters: Partial<Parameters<typeof listCases>[2]>) =>
      (
        await listCases(
          world.db,
          scope,
          { reference: "", teamId: "", cohort: "", workerId: "", state: "open", ...filters },
          1,
          50,
        )
      ).count;
    expect(await count({ reference: " db_ " })).toBe(1);
    expect(await count({ reference: "7" })).toBe(2);
    expect(await count({ reference: "%" })).toBe(0);
    expect(await count({ reference: "\\" })).toBe(0);
    expect(await count({ workerId: world.people.otherWorker.id })).toBe(1);
    expect(await count({ cohort: "care-leaver" })).toBe(1);
    expect(await count({ state: "closed" })).toBe(1);
    expect(await count({ state: "all" })).toBe(4);
    expect((await listWorkers(world.db, scope)).map(({ name }) => name)).toEqual([
      "Ivo Marsh",
      "Wren Castle",
    ]);
  });
});

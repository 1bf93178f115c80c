import fc from "fast-check";
import { expect, it } from "vitest";
import { blockInWords } from "~/rules/caseload/undo";
import { findImport } from "~db/caseload/imports.server";
import { listEvents } from "~db/core/events.server";
import { newId } from "~db/core/ids.server";
import type { Db } from "~db/core/open.server";
import { Conflict } from "~db/core/versions.server";
import { listUndoBlocks } from "~db/operations/caseload/undo-blocks.server";
import { describeDatabases } from "../../support/databases";
import { confirm, readLines, stage, stageRows, undo } from "../../support/imports";
import { makeWorld, type World } from "../../support/world";

/** Everything an import may touch, as it stands; the version only counts who wrote. */
async function caseloadOf(db: Db) {
  const cases = await db.selectFrom("case_record").selectAll().orderBy("id").execute();
  const holdings = await db.selectFrom("case_holding").selectAll().orderBy("id").execute();
  const people = await db.selectFrom("person").selectAll().orderBy("id").execute();
  return { cases: cases.map(({ version: _, ...facts }) => facts), holdings, people };
}

const first = [
  "DB-1,CIN,Willow,Wren Castle,,Toni Vale,7,2024-01-02,",
  "DB-2,CP,Rowan,Nia Reed,501,Rae Holt,unborn,2024-02-01,",
  "DB-3,CIN,Rowan,Nia Reed,501,Rae Holt,12,2024-02-03,",
];

async function blocksOf(world: World, importId: string): Promise<string[]> {
  const found = await findImport(world.db, importId);
  if (!found) throw new Error("No such import");
  return (await listUndoBlocks(world.db, found)).map(({ kind }) => kind);
}

describeDatabases("Undoing an import", (makeDb) => {
  it("puts cases, holders, closings and people back, and the history tells both", async () => {
    const world = await makeWorld(await makeDb());
    await confirm(world, await stage(world, ...first));
    const before = await caseloadOf(world.db);
    const second = await confirm(
      world,
      await stage(
        world,
        "DB-1,CIN,Rowan,Ivo Marsh,,Someone New,8,2024-01-02,",
        "DB-2,CP,Rowan,Nia Reed,501,Rae Holt,unborn,2024-02-01,2024-03-01",
        "DB-9,CIN,Willow,Other New,77,,3,2024-03-03,",
      ),
      ["child-in-need"],
    );
    expect(second.counts).toMatchObject({ add: 1, change: 1, close: 1, closedAsAbsent: 1 });
    const between = await caseloadOf(world.db);
    expect(between.cases).not.toEqual(before.cases);
    expect(between.people).toHaveLength(before.people.length + 2);

    await undo(world, second);
    expect(await caseloadOf(world.db)).toEqual(before);
    expect(await findImport(world.db, second.id)).toMatchObject({
      state: "undone",
      undoneBy: "Quinn Ashby",
      undoneAt: "2024-04-15T08:00:00.000Z",
    });
    const kinds = (stream: string) =>
      listEvents(world.db, stream).then((events) => events.map(({ kind }) => kind));
    expect(await kinds(`import:${second.id}`)).toEqual([
      "import.undone",
      "import.confirmed",
      "import.staged",
      "import.started",
    ]);
    const one = before.cases.find(({ reference }) => reference === "DB-1");
    expect(await kinds(`case:${one?.id}`)).toEqual(["case.put-back", "case.changed", "case.added"]);
  });

  it("gives any caseload back as it was, whatever the import was", async () => {
    const world = await makeWorld(await makeDb());
    const date = fc.integer({ min: 1, max: 28 }).map((d) => `2024-02-${`${d}`.padStart(2, "0")}`);
    const line = fc
      .record({
        n: fc.integer({ min: 1, max: 9 }),
        cohort: fc.constantFrom("CIN", "CP", "CIC"),
        team: fc.constantFrom("Willow", "Rowan", "Elm"),
        worker: fc.constantFrom("Wren Castle,", "Ivo Marsh,", "New One,", "New Two,502", ","),
        supervisor: fc.constantFrom("Toni Vale", "Rae Holt", "New Three", ""),
        age: fc.constantFrom("7", "unborn", ""),
        opened: date,
        closed: fc.option(date, { nil: "" }),
      })
      .map(({ n, cohort, team, worker, supervisor, age, opened, closed }) =>
        [`DB-${n}`, cohort, team, worker, supervisor, age, opened, closed].join(","),
      );
    const file = fc.record({
      lines: fc.uniqueArray(line, { maxLength: 7, selector: (text) => text.split(",")[0] }),
      complete: fc.subarray(["child-in-need", "child-protection", "child-in-care"] as const),
    });
    await fc.assert(
      fc.asyncProperty(file, file, file, async (start, next, last) => {
        const take = async ({ lines, complete }: typeof start) =>
          confirm(world, await stage(world, ...lines), [...complete]);
        const states = [await caseloadOf(world.db)];
        const imports = [];
        for (const one of [start, next, last]) {
          imports.push(await take(one));
          states.push(await caseloadOf(world.db));
        }
        // Back through all of them, the last first.
        for (const one of imports.reverse()) {
          states.pop();
          await undo(world, one);
          expect(await caseloadOf(world.db)).toEqual(states.at(-1));
        }
      }),
      { numRuns: 12 },
    );
    // Some sixty imports and as many undone: a busy machine takes its time over them.
  }, 120_000);

  it("is refused while a later import names its cases, and free once that is undone", async () => {
    const world = await makeWorld(await makeDb());
    const one = await confirm(world, await stage(world, ...first));
    const same = await confirm(world, await stage(world, first[0] ?? ""));
    expect(same.counts).toMatchObject({ unchanged: 1 });
    expect(await blocksOf(world, one.id)).toEqual(["import"]);
    await expect(undo(world, one)).rejects.toThrow(Conflict);
    expect(await world.db.selectFrom("case_record").select("id").execute()).toHaveLength(3);
    await undo(world, same);
    // The refused attempt left it in the state of undoing: the page gives it back.
    await world.db
      .updateTable("caseload_import")
      .set({ state: "confirmed" })
      .where("id", "=", one.id)
      .execute();
    expect(await blocksOf(world, one.id)).toEqual([]);
    await undo(world, one);
    expect(await world.db.selectFrom("case_record").select("id").execute()).toEqual([]);
  });

  it("is not held up by a later import of other cases", async () => {
    const world = await makeWorld(await makeDb());
    const one = await confirm(world, await stage(world, ...first));
    await confirm(world, await stage(world, "DB-50,CIN,Willow,Wren Castle,,,7,2024-01-02,"));
    expect(await blocksOf(world, one.id)).toEqual([]);
    await undo(world, one);
    const left = await world.db.selectFrom("case_record").select("reference").execute();
    expect(left).toEqual([{ reference: "DB-50" }]);
  });

  it("is refused once a case was drawn, audited, worried about or changed", async () => {
    const world = await makeWorld(await makeDb());
    const one = await confirm(world, await stage(world, ...first));
    const { id: case_id } = await world.db
      .selectFrom("case_record")
      .select("id")
      .where("reference", "=", "DB-1")
      .executeTakeFirstOrThrow();
    const blocked = async (kind: string, table: "draw_case" | "audit" | "concern") => {
      expect(await blocksOf(world, one.id)).toContain(kind);
      await world.db.deleteFrom(table).execute();
      expect(await blocksOf(world, one.id)).toEqual([]);
    };
    const draw_id = newId();
    await world.db
      .insertInto("draw")
      .values({
        id: draw_id,
        exercise_id: world.exercise.id,
        seed: "seed",
        algorithm: "1",
        fingerprint: "f",
        plan: "{}",
        strata: "[]",
        drawn_by: world.people.qaLead.id,
        drawn_at: "2024-04-15T09:00:00.000Z",
        current: 1,
      })
      .execute();
    await world.db
      .insertInto("draw_case")
      .values({
        draw_id,
        case_id,
        reference: "DB-1",
        team_id: world.teams.willow.id,
        cohort: "child-in-need",
        opened_on: "2024-01-02",
        sensitive: 0,
        status: "reserve",
      })
      .execute();
    await blocked("draw", "draw_case");
    await world.addAudit({ case_id });
    await blocked("audit", "audit");
    await world.db
      .insertInto("concern")
      .values({
        id: newId(),
        case_id,
        team_id: world.teams.willow.id,
        service_id: world.serviceId,
        raised_by: world.people.auditor.id,
        raised_at: "2024-04-15T09:00:00.000Z",
        what: "What was seen",
        spoken_to: "Toni Vale",
        spoken_at: "2024-04-15T09:00:00.000Z",
        due_at: "2024-04-15T16:00:00.000Z",
        done: "",
      })
      .execute();
    await blocked("concern", "concern");
    await world.db
      .updateTable("case_record")
      .set({ sensitive: 1, version: 2 })
      .where("id", "=", case_id)
      .execute();
    expect(await blocksOf(world, one.id)).toEqual(["change"]);
    expect(blockInWords({ kind: "change", count: 1 })).toContain("1 case of this import was");
  });

  it("keeps whoever it added and is named elsewhere by now", async () => {
    const world = await makeWorld(await makeDb());
    const one = await confirm(world, await stage(world, ...first));
    const nia = await world.db
      .selectFrom("person")
      .select("id")
      .where("name", "=", "Nia Reed")
      .executeTakeFirstOrThrow();
    await world.db
      .updateTable("person")
      .set({ manager_id: nia.id })
      .where("id", "=", world.people.worker.id)
      .execute();
    await undo(world, one);
    expect(await world.db.selectFrom("case_record").select("id").execute()).toEqual([]);
    const names = await world.db.selectFrom("person").select("name").execute();
    expect(names).toContainEqual({ name: "Nia Reed" });
  });

  it("takes back what an ended involvement closed", async () => {
    const world = await makeWorld(await makeDb());
    await confirm(world, await stage(world, ...first));
    const before = await caseloadOf(world.db);
    const [row] = readLines(["DB-1,CIN,Willow,Wren Castle,,,7,2024-01-02,2024-03-09"]);
    if (!row?.ok) throw new Error("The row is good");
    const staged = await stageRows(world, [{ ...row, ended: true }], { kind: "annex-a" });
    expect(staged.counts).toMatchObject({ close: 1, "left-out": 0 });
    const ended = await confirm(world, staged);
    const closed = await world.db
      .selectFrom("case_record")
      .select(["closed_on", "supervisor_id"])
      .where("reference", "=", "DB-1")
      .executeTakeFirstOrThrow();
    expect(closed).toEqual({
      closed_on: "2024-03-09",
      supervisor_id: world.people.teamManager.id,
    });
    await undo(world, ended);
    expect(await caseloadOf(world.db)).toEqual(before);
  });
});

import { type Kysely, sql } from "kysely";
import { expect, it } from "vitest";
import { scopeOf } from "~/rules/access/permission";
import { findActor } from "~db/access/people.server";
import { listCases } from "~db/caseload/caseload.server";
import { listImportRows } from "~db/caseload/imports.server";
import { newId } from "~db/core/ids.server";
import type { Db } from "~db/core/open.server";
import type { Schema } from "~db/core/schema";
import { up } from "~db/migrations/0016-one-child-one-worker";
import { unscopedPeople } from "~db/people/people-list.server";
import { findTaken } from "~db/people/people-taken.server";
import { describeDatabases } from "../../support/databases";
import { confirm, stage } from "../../support/imports";
import { makeWorld, type World } from "../../support/world";

const tables = [
  ["person", "staff_number_key"],
  ["case_record", "reference_key"],
  ["caseload_import_case", "reference_key"],
  ["caseload_import_row", "reference_key"],
  ["caseload_import_row", "other"],
  ["caseload_import_name", "near"],
  ["caseload_import", "date_order"],
  ["caseload_mapping", "cohort"],
  ["caseload_mapping", "same_name"],
  ["caseload_mapping", "same_number"],
  ["action", "words_folded"],
] as const;

/** The tables as they stood before. */
async function putBack(db: Db): Promise<void> {
  for (const index of [
    "person_staff_number_key",
    "case_record_reference_key",
    "caseload_import_row_import_id_reference_key",
  ]) {
    await db.schema.dropIndex(index).execute();
  }
  for (const [table, column] of tables) {
    await db.schema.alterTable(table).dropColumn(column).execute();
  }
  await db.schema
    .createIndex("caseload_import_row_import_id_reference_folded")
    .on("caseload_import_row")
    .columns(["import_id", "reference_folded"])
    .execute();
}

const migrate = (db: Db) => db.transaction().execute((tx) => up(tx as unknown as Kysely<Schema>));

const addPerson = async (world: World, name: string, more: object = {}) => {
  const id = newId();
  await world.db
    .insertInto("person")
    .values({
      id,
      name,
      name_folded: name.toLowerCase(),
      job_title: "",
      active: 1,
      ...more,
    })
    .execute();
  return id;
};

const keys = async (db: Db, table: string, column: string) => {
  const { rows } = await sql<{
    key: string;
  }>`select ${sql.ref(column)} as key from ${sql.table(table)} order by 1`.execute(db);
  return rows.map(({ key }) => key);
};

describeDatabases("Keys of names and numbers", (makeDb) => {
  it("are made for what is stored; what now coincides stays two", async () => {
    const world = await makeWorld(await makeDb());
    const { db } = world;
    await world.addCase({ reference: "0900001", reference_folded: "0900001" });
    await world.addCase({ reference: "900001", reference_folded: "900001" });
    await world.addCase({ reference: "000", reference_folded: "000" });
    await addPerson(world, "Zoë O’Brien", { staff_number: "0055" });
    await addPerson(world, "Kim Lee", { staff_number: "55" });
    const staged = await stage(world, "DB-1,CIN,Willow,Zoe OBrien,,,7,2024-01-02,");
    for (const [name, at] of [
      ["Wíllow", "1"],
      ["Willow", "2"],
      ["willow", "3"],
    ] as const) {
      await db
        .insertInto("caseload_mapping")
        .values({
          id: newId(),
          kind: "team",
          key: name.toLowerCase() + at,
          name,
          number: "",
          choice: "waiting",
          chosen_at: `2024-01-0${at}`,
        })
        .execute();
    }
    await putBack(db);
    await migrate(db);
    expect(await keys(db, "case_record", "reference_key")).toEqual(["0", "900001", "900001"]);
    expect((await keys(db, "person", "staff_number_key")).filter(Boolean)).toEqual(["55", "55"]);
    expect(await keys(db, "person", "name_folded")).toContain("zoe obrien");
    expect(await keys(db, "caseload_import_row", "reference_key")).toEqual(["db-1"]);
    const remembered = await db
      .selectFrom("caseload_mapping")
      .select(["key", "name"])
      .orderBy("key")
      .execute();
    expect(remembered).toHaveLength(3);
    expect(remembered[0]).toEqual({ key: "willow", name: "willow" });
    const again = await db
      .selectFrom("caseload_import")
      .select("state")
      .where("id", "=", staged.id)
      .executeTakeFirstOrThrow();
    expect(again.state).toBe("comparing");
  });
});

describeDatabases("One child under several spellings of a reference", (makeDb) => {
  it("is found with or without zeros, and keeps the reference that is held", async () => {
    const world = await makeWorld(await makeDb());
    await world.addCase({ reference: "0900001", reference_folded: "0900001" });
    const staged = await stage(world, "900001,CP,Willow,Wren Castle,,,9,2023-05-02,");
    expect(staged.counts).toMatchObject({ add: 0, change: 1, bad: 0 });
    await confirm(world, staged);
    expect(await keys(world.db, "case_record", "reference")).toEqual(["0900001"]);
    const twice = await stage(
      world,
      "900001,CP,Willow,Wren Castle,,,9,2023-05-02,",
      "00900001,CP,Willow,Wren Castle,,,9,2023-05-02,",
    );
    expect(twice.counts).toMatchObject({ unchanged: 1, bad: 1 });
  });

  it("is never guessed where two are held: as written, or someone says", async () => {
    const world = await makeWorld(await makeDb());
    const first = await world.addCase({ reference: "0900001", reference_folded: "0900001" });
    await world.addCase({ reference: "900001", reference_folded: "900001" });
    const exact = await stage(world, "0900001,CIN,Willow,Wren Castle,,,9,2023-05-02,");
    const [row] = await listImportRows(world.db, exact.id, "change", 1, 10);
    expect([exact.counts.add, row?.caseId]).toEqual([0, first.id]);
    const other = await stage(world, "00900001,CIN,Willow,Wren Castle,,,9,2023-05-02,");
    const [bad] = await listImportRows(world.db, other.id, "bad", 1, 10);
    expect(bad?.problem).toContain("exactly as one of 0900001 and 900001");
  });
});

describeDatabases("One worker under several spellings of a name", (makeDb) => {
  it("is known by any apostrophe, hyphen, accent and order, and by a number with zeros", async () => {
    const world = await makeWorld(await makeDb());
    await addPerson(world, "Zoë O'Brien-Fox", { name_folded: "zoe obrien fox" });
    await addPerson(world, "Kim Lee", { staff_number: "0055", staff_number_key: "55" });
    const staged = await stage(
      world,
      "DB-1,CIN,Willow,Zoe O’Brien–Fox,,,7,2024-01-02,",
      "DB-2,CIN,Willow,Someone Else,55,,7,2024-01-02,",
      "DB-3,CIN,Willow,Nia Møller,,,7,2024-01-02,",
      "DB-4,CIN,Willow,nia moller,,,7,2024-01-02,",
    );
    expect(staged.counts).toMatchObject({ add: 4, people: 1, bad: 0 });
  });

  it("who left is that person still, not a new one", async () => {
    const world = await makeWorld(await makeDb());
    const id = await addPerson(world, "Pru Tice", { name_folded: "pru tice", active: 0 });
    const staged = await stage(world, "DB-1,CIN,Willow,Pru Tice,,,7,2024-01-02,");
    expect(staged.counts).toMatchObject({ add: 1, people: 0 });
    await confirm(world, staged);
    const one = await world.db
      .selectFrom("case_record")
      .select("worker_id")
      .executeTakeFirstOrThrow();
    expect(one.worker_id).toBe(id);
    const pru = await world.db
      .selectFrom("person")
      .select("active")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    expect(pru.active).toBe(0);
  });
});

describeDatabases("Searching", (makeDb) => {
  it("sets case, accents, apostrophes and hyphens aside", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people } = world;
    const id = await addPerson(world, "Zoë O’Brien-Fox", {
      name_folded: "zoe obrien fox",
      staff_number: "0055",
      staff_number_key: "55",
    });
    const filters = { role: "", teamId: "", state: "all" } as const;
    for (const search of [
      "zoe o'brien",
      "OBRIEN-FOX",
      "O’Brien",
      "Fox, Zoe",
      "zoë",
      "0055",
      "055",
      "55",
    ]) {
      const found = await unscopedPeople(db, { ...filters, search }, 1, 5, new Date());
      expect([search, ...found.people.map((one) => one.id)]).toEqual([search, id]);
    }
    expect(await findTaken(db, { email: null, staffNumber: "00055" })).toHaveProperty(
      "staffNumber",
    );

    await world.addCase({ reference: "0H-5910", reference_folded: "0h-5910" });
    const actor = await findActor(db, people.qaLead.id);
    if (!actor) throw new Error("No such person");
    for (const reference of ["h5910", "H–5910", "0h-59", "h 5910", "00H"]) {
      const scope = scopeOf(actor, "caseload.read");
      const asked = { reference, teamId: "", cohort: "", workerId: "", state: "open" } as const;
      expect([reference, (await listCases(db, scope, asked, 1, 5)).count]).toEqual([reference, 1]);
    }
  });
});

import { sql } from "kysely";
import { expect, it } from "vitest";
import { standingOf } from "~/rules/people/register";
import { columnsFor, dialectOf } from "~db/core/columns";
import { newId } from "~db/core/ids.server";
import { transact } from "~db/core/open.server";
import { Conflict } from "~db/core/versions.server";
import { up } from "~db/migrations/0035-register-and-calibration";
import { findBrings, lift, point, pointOrPropose } from "~db/operations/people/same-person.server";
import { trainingDue } from "~db/overviews/attention/training.server";
import { findPerson } from "~db/people/people-list.server";
import {
  addEntry,
  isEstablished,
  unscopedRegister,
  withdrawEntry,
} from "~db/people/register.server";
import { describeDatabases } from "../../support/databases";
import { makeWorld, type World, worldMorning } from "../../support/world";

const established = async ({ db }: World, id: string) => {
  const row = await db
    .selectFrom("person")
    .select((eb) => isEstablished(eb.ref("person.id")).as("established"))
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return row.established === 1;
};

const entryOf = ({ db }: World, personId: string) =>
  db
    .selectFrom("register_entry")
    .selectAll()
    .where("person_id", "=", personId)
    .executeTakeFirstOrThrow();

describeDatabases("the register of auditors and moderators", (makeDb) => {
  it("makes whoever was established trained, on no known date, and drops the mark", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people } = world;
    const c = columnsFor(dialectOf(db));
    await db.deleteFrom("register_entry").execute();
    for (const table of ["register_entry", "calibration_agreed", "calibration_grade"])
      await db.schema.dropTable(table).execute();
    for (const table of ["calibration_rater", "calibration"])
      await db.schema.dropTable(table).execute();
    await db.schema
      .alterTable("person")
      .addColumn("established", c.integer, (x) => x.notNull().defaultTo(0))
      .execute();
    await sql`update person set established = 1 where id = ${people.auditor.id}`.execute(db);
    await up(db);
    expect(await entryOf(world, people.auditor.id)).toMatchObject({
      kind: "trained",
      on_date: null,
    });
    expect(await established(world, people.auditor.id)).toBe(true);
    expect(await established(world, people.otherAuditor.id)).toBe(false);
    await expect(sql`select established from person`.execute(db)).rejects.toThrow();
    const view = await db.selectFrom("one_person").selectAll().execute();
    expect(view.find(({ id }) => id === people.auditor.id)).toMatchObject({ name: "Alex Morley" });
  });

  it("has everyone who audits or moderates, once, with the entries of both their records", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people, stampOf } = world;
    const both = { id: newId(), role: "moderator" as const, reach: "all" as const };
    await db
      .insertInto("role_grant")
      .values({ ...both, person_id: people.auditor.id, service_id: null, team_id: null })
      .execute();
    const twin = await world.addPerson("A. Morley", "practitioner");
    await db
      .updateTable("person")
      .set({ same_as_id: people.auditor.id, active: 0 })
      .where("id", "=", twin.id)
      .execute();
    await transact(db, (tx) =>
      addEntry(tx, stampOf(people.qaLead), {
        ...{ personId: twin.id, kind: "refreshed", onDate: "2024-03-01" },
        ...{ note: "", calibrationId: null },
      }),
    );
    const register = await unscopedRegister(db);
    expect(register.map(({ name }) => name)).toEqual(["Alex Morley", "Mo Lindqvist", "Sam Okafor"]);
    expect(register[0]).toMatchObject({ isAuditor: true, isModerator: true });
    expect(register[0]?.entries.map(({ kind, onDate }) => [kind, onDate])).toEqual(
      expect.arrayContaining([
        ["trained", "2024-01-15"],
        ["refreshed", "2024-03-01"],
      ]),
    );
  });

  it("counts as a part of a record that is joined, and gives whoever stays the better of both", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people, stampOf } = world;
    const by = stampOf(people.administrator);
    const months = 12;
    const stays = await world.addPerson("Nia New", "auditor");
    const trained = await world.addPerson("New, Nia", "auditor");
    await db.deleteFrom("register_entry").where("person_id", "=", stays.id).execute();
    const find = async ({ id }: { id: string }) => {
      const person = await findPerson(db, id);
      if (!person) throw new Error("Nobody has this id");
      return person;
    };
    const standing = async ({ id }: { id: string }) => {
      const [one] = await unscopedRegister(db, id);
      return one && standingOf(one.entries, { today: "2024-04-15", months }).state;
    };
    const join = async (record: { id: string }, to: { id: string }) => {
      const [one, other] = [await find(record), await find(to)];
      return transact(db, (tx) => point(tx, by, one, other, "One badge"));
    };
    expect((await findBrings(db, by, await find(stays), trained.id)).parts).toBe(0);
    expect((await findBrings(db, by, await find(trained), stays.id)).parts).toBe(1);
    expect([await standing(stays), await standing(trained)]).toEqual(["new", "in-date"]);
    // Nobody is freed from being new by one person alone.
    const proposed = { recordId: trained.id, staysId: stays.id, why: "One badge" };
    expect(await transact(db, (tx) => pointOrPropose(tx, by, proposed))).toMatchObject({
      waits: true,
    });
    await join(trained, stays);
    expect([await standing(stays), await established(world, stays.id)]).toEqual(["in-date", true]);
    const joined = await find(trained);
    await transact(db, (tx) => lift(tx, by, joined, "Two people"));
    expect([await standing(stays), await established(world, stays.id)]).toEqual(["new", false]);
    await join(stays, trained);
    expect(await standing(trained)).toBe("in-date");
    expect((await unscopedRegister(db)).map(({ name }) => name)).not.toContain("Nia New");
  });

  it("withdraws a wrong entry once, and the auditor is new again", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people, stampOf } = world;
    const { id } = await entryOf(world, people.auditor.id);
    const withdraw = (personId: string) =>
      transact(db, (tx) =>
        withdrawEntry(tx, stampOf(people.qaLead), { id, personId }, "Never came"),
      );
    await expect(withdraw(people.otherAuditor.id)).rejects.toThrow(Conflict);
    await withdraw(people.auditor.id);
    expect(await established(world, people.auditor.id)).toBe(false);
    await expect(withdraw(people.auditor.id)).rejects.toThrow(Conflict);
    const kept = await entryOf(world, people.auditor.id);
    expect(kept).toMatchObject({ withdrawn_reason: "Never came", withdrawn_at: worldMorning });
  });

  it("counts who is due since the first of them, and who is new", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people } = world;
    const today = "2024-04-15";
    expect(await trainingDue(db, { today })).toEqual([]);
    const set = (personId: string, values: object) =>
      db.updateTable("register_entry").set(values).where("person_id", "=", personId).execute();
    await set(people.auditor.id, { on_date: "2023-01-10" });
    await set(people.otherAuditor.id, { on_date: "2023-04-10" });
    await set(people.moderator.id, { withdrawn_at: worldMorning });
    expect(await trainingDue(db, { today })).toMatchObject([
      { kind: "refreshers-due", count: 2, since: "2024-01-10" },
      { kind: "not-trained", count: 1 },
    ]);
  });
});

import { expect, it } from "vitest";
import { conflictsBetween } from "~/rules/independence/conflicts";
import { newId } from "~db/core/ids.server";
import { type Db, transact } from "~db/core/open.server";
import { Conflict } from "~db/core/versions.server";
import {
  declareConflict,
  findCaseMeant,
  findDeclared,
  listOwnDeclared,
  unscopedDeclared,
  withdrawDeclared,
} from "~db/independence/declared-conflicts.server";
import { listInterests } from "~db/independence/interests.server";
import { up } from "~db/migrations/0023-declared-conflicts";
import { addDecline } from "~db/operations/sampling/declines.server";
import { describeDatabases } from "../../support/databases";
import { conflictsOf, messagesTo } from "../../support/independence";
import { makeWorld, type World, type WorldPerson, worldMorning } from "../../support/world";

const today = "2024-04-15";

function declare(
  world: World,
  who: WorldPerson,
  whose: { caseId?: string; workerId?: string },
): Promise<{ id: string; personId: string }> {
  const made = { id: newId(), personId: who.id, caseId: null, workerId: null, note: "Related" };
  return transact(world.db, async (tx) => {
    await declareConflict(tx, world.stampOf(who), { ...made, ...whose });
    return made;
  });
}

const withdraw = (world: World, one: { id: string; personId: string }) =>
  transact(world.db, (tx) =>
    withdrawDeclared(tx, world.stampOf(world.people.qaLead), one, "Another person of that name"),
  );

/** Which of these cases a person is barred from because they declared it. */
async function barredFrom({ db }: World, who: WorldPerson, caseIds: readonly string[]) {
  const cases = caseIds.map((id) => ({ key: id, caseId: id, teamId: null }));
  const interests = await listInterests(db, cases);
  return caseIds.filter((id) =>
    conflictsBetween(
      { id: who.id, teamId: null, managerId: null },
      interests.get(id) ?? { teamIds: [], holdings: [], line: [] },
      today,
    ).some(({ kind }) => kind === "declared"),
  );
}

describeDatabases("A declared conflict of interest", (makeDb) => {
  it("with a member of staff bars every case they hold, supervise or held, and no other", async () => {
    const world = await makeWorld(await makeDb());
    const { people, db } = world;
    const free = { worker_id: people.otherWorker.id, supervisor_id: null };
    const held = await world.addCase({ supervisor_id: null });
    const supervised = await world.addCase({ ...free, supervisor_id: people.worker.id });
    const before = await world.addCase(free);
    const other = await world.addCase(free);
    await db
      .insertInto("case_holding")
      .values({
        ...{ id: newId(), case_id: before.id, person_id: people.worker.id, team_id: null },
        ...{ relation: "worker", from_on: "2023-01-01", to_on: "2023-06-01" },
      })
      .execute();
    const all = [held.id, supervised.id, before.id, other.id];
    const made = await declare(world, people.auditor, { workerId: people.worker.id });
    expect(await barredFrom(world, people.auditor, all)).toEqual(all.slice(0, 3));
    expect(await barredFrom(world, people.otherAuditor, all)).toEqual([]);
    // Whoever holds a case later is read then.
    await db
      .updateTable("case_record")
      .set({ worker_id: people.worker.id })
      .where("id", "=", other.id)
      .execute();
    expect(await barredFrom(world, people.auditor, all)).toEqual(all);
    await withdraw(world, made);
    expect(await barredFrom(world, people.auditor, all)).toEqual([]);
  });

  it("sends unbegun work back, waits for the lead with work begun, and is gone once withdrawn", async () => {
    const world = await makeWorld(await makeDb());
    const { people, db } = world;
    const unbegun = await world.addAudit();
    const begun = await world.addAudit({ state: "started" });
    const made = await declare(world, people.auditor, { workerId: people.worker.id });
    const auditorOf = async (id: string) =>
      (
        await db
          .selectFrom("audit")
          .select("auditor_id")
          .where("id", "=", id)
          .executeTakeFirstOrThrow()
      ).auditor_id;
    expect(await auditorOf(unbegun.id)).toBeNull();
    expect(await auditorOf(begun.id)).toBe(people.auditor.id);
    expect(await conflictsOf(world, begun.id)).toEqual([
      "Alex Morley, auditor: declared, declared, open",
    ]);
    expect(await messagesTo(world, people.qaLead.id)).toEqual(
      expect.arrayContaining(["conflict-sent-back", "conflict-noticed"]),
    );
    await withdraw(world, made);
    expect(await conflictsOf(world, begun.id)).toEqual([
      "Alex Morley, auditor: declared, declared, gone",
    ]);
    expect(await messagesTo(world, people.auditor.id)).toContain("conflict-withdrawn");
    expect(await listOwnDeclared(db, people.auditor.id)).toMatchObject([
      { withdrawn: { by: "Quinn Ashby", reason: "Another person of that name" } },
    ]);
    await expect(withdraw(world, made)).rejects.toBeInstanceOf(Conflict);
  });

  it("is kept once, however often it is declared", async () => {
    const world = await makeWorld(await makeDb());
    const { people, db } = world;
    const audit = await world.addAudit();
    const made = { caseId: audit.case_id, workerId: null, note: "Related" };
    const twice = () =>
      transact(db, (tx) =>
        declareConflict(tx, world.stampOf(people.auditor), {
          ...{ ...made, id: newId(), personId: people.auditor.id },
        }),
      );
    expect([await twice(), await twice()]).toEqual([true, false]);
    expect((await unscopedDeclared(db, { limit: 9, offset: 0 })).found).toBe(1);
  });

  it("of another record of theirs is their own, which they can’t withdraw themselves", async () => {
    const world = await makeWorld(await makeDb());
    const { people, db } = world;
    const record = await world.addPerson("Q Ashby", "qa-lead");
    const made = await declare(world, record, { workerId: people.worker.id });
    await db
      .updateTable("person")
      .set({ same_as_id: people.qaLead.id, active_before: 1, active: 0 })
      .where("id", "=", record.id)
      .execute();
    const one = await findDeclared(db, made.id);
    expect(one?.access.people.self).toEqual([people.qaLead.id]);
    expect(one?.personId).toBe(people.qaLead.id);
  });

  it("is made by declining an audit for one, and is withdrawn like any other", async () => {
    const world = await makeWorld(await makeDb());
    const { people, db, exercise } = world;
    const audit = await world.addAudit();
    const given = {
      audit: {
        ...{ id: audit.id, exerciseId: exercise.id, caseId: audit.case_id, version: 1 },
        ...{ auditorId: people.auditor.id, state: "allocated" },
      },
      reason: "conflict" as const,
      note: "Neighbours",
      tell: { personId: people.qaLead.id, link: "/" },
    };
    await transact(db, (tx) => addDecline(tx, world.stampOf(people.auditor), given));
    const { rows, found } = await unscopedDeclared(db, { limit: 10, offset: 0 });
    expect(found).toBe(1);
    expect(rows).toMatchObject([{ with: "child", note: "Neighbours", withdrawn: null }]);
    expect(await barredFrom(world, people.auditor, [audit.case_id])).toEqual([audit.case_id]);
    await withdraw(world, rows[0] ?? { id: "", personId: "" });
    expect(await barredFrom(world, people.auditor, [audit.case_id])).toEqual([]);
    expect((await unscopedDeclared(db, { limit: 10, offset: 0 })).rows).toEqual([]);
  });

  it("finds the case that is meant by its reference as someone writes it, and guesses none", async () => {
    const world = await makeWorld(await makeDb());
    const { db } = world;
    const one = await world.addCase({ reference: "00123", reference_folded: "00123" });
    expect(await findCaseMeant(db, " 123 ")).toBe(one.id);
    expect(await findCaseMeant(db, "124")).toBeNull();
    const twin = await world.addCase({ reference: "123", reference_folded: "123" });
    expect(await findCaseMeant(db, "0123")).toBeNull();
    expect(await findCaseMeant(db, "123")).toBe(twin.id);
  });

  it("was told by declining before they were kept apart, and still holds", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people } = world;
    const [child, busy] = [await world.addAudit(), await world.addAudit()];
    await db.schema.dropTable("declared_conflict").execute();
    const told = { person_id: people.auditor.id, note: "Related", declined_at: worldMorning };
    await db
      .insertInto("audit_decline")
      .values([
        { ...told, id: "a", audit_id: child.id, case_id: child.case_id, reason: "conflict" },
        { ...told, id: "b", audit_id: busy.id, case_id: busy.case_id, reason: "capacity" },
      ])
      .execute();
    await up(db as Db & Parameters<typeof up>[0]);
    expect(await barredFrom(world, people.auditor, [child.case_id, busy.case_id])).toEqual([
      child.case_id,
    ]);
  });
});

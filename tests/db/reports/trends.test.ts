import { expect, it } from "vitest";
import { newId } from "~db/core/ids.server";
import { transact } from "~db/core/open.server";
import { unscopedDoneActions } from "~db/learning-log/done-actions.server";
import { listThemeCounts } from "~db/reports/contents.server";
import { addRebase, listRebases, removeRebase } from "~db/reports/rebases.server";
import { listTallies } from "~db/reports/reports.server";
import { addTeamAction } from "../../support/actions";
import { addCycle, auditsOf } from "../../support/cycles";
import { describeDatabases } from "../../support/databases";
import { makeWorld } from "../../support/world";

describeDatabases("What trends read", (makeDb) => {
  it("is a theme once an audit, of the area asked for and of these cycles", async () => {
    const world = await makeWorld(await makeDb());
    const { willow } = world.teams;
    const [one, other] = [
      await addCycle(world, "2023-11", auditsOf(willow, [0, 2, 0, 0])),
      await addCycle(world, "2024-01", auditsOf(willow, [0, 1, 0, 0])),
    ];
    const finding = (at: number, more: object) => ({
      id: newId(),
      exercise_id: one.id,
      audit_id: one.auditIds[at] ?? "",
      kind: "development" as const,
      area: "planning",
      theme: "analysis",
      text: "As written.",
      made_by: world.people.auditor.id,
      made_at: "2023-11-20T10:00:00.000Z",
      ...more,
    });
    await world.db
      .insertInto("finding")
      .values([
        finding(0, {}),
        finding(0, {}),
        finding(1, {}),
        finding(1, { kind: "strength" }),
        finding(1, { area: "assessment" }),
        finding(1, { theme: null }),
        finding(0, { exercise_id: other.id, audit_id: other.auditIds[0] ?? "" }),
      ])
      .execute();
    const found = await listThemeCounts(world.db, [one.id], "planning");
    expect(found.toSorted((a, b) => (a.kind < b.kind ? -1 : 1))).toEqual([
      { exerciseId: one.id, kind: "development", theme: "analysis", audits: 2 },
      { exerciseId: one.id, kind: "strength", theme: "analysis", audits: 1 },
    ]);
    expect(await listThemeCounts(world.db, [], "planning")).toEqual([]);
    const whole = await listTallies(world.db, [one.id], "final", { cohort: "child-in-need" });
    expect(whole.find(({ area }) => area === "overall")?.count).toBe(2);
    expect(await listTallies(world.db, [one.id], "final", { cohort: "care-leaver" })).toEqual([]);
  });

  it("is what was done for an area since a day, above the level of a child", async () => {
    const world = await makeWorld(await makeDb());
    const { qaLead } = world.people;
    const add = (more: object) =>
      addTeamAction(world, qaLead, { ownerId: qaLead.id, area: "planning", ...more });
    await add({});
    await add({ level: "child" });
    await add({ area: "assessment" });
    await add({ level: "strategic", teamId: null });
    const done = { status: "verified", completed_on: "2024-02-01" };
    await world.db.updateTable("action").set(done).execute();
    await add({});
    const wanted = { area: "planning", since: "2024-02-01" };
    const teams = async (more: object = {}) =>
      (await unscopedDoneActions(world.db, { ...wanted, ...more })).map((one) => one.teamName);
    expect(await teams()).toEqual(["Willow", null]);
    expect(await teams({ teamId: world.teams.willow.id })).toEqual(["Willow", null]);
    expect(await teams({ serviceId: world.serviceId })).toEqual(["Willow", null]);
    expect(await teams({ serviceId: world.otherServiceId })).toEqual([null]);
    expect(await teams({ since: "2024-02-02" })).toEqual([]);
  });

  it("is where they start anew, once a cycle, until that is removed", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people } = world;
    const cycle = await addCycle(world, "2023-11", auditsOf(world.teams.willow, [0, 2, 0, 0]));
    const stamp = { ...world.stampOf(people.qaLead), actorId: people.qaLead.id };
    const add = () =>
      transact(db, (tx) => addRebase(tx, stamp, { exerciseId: cycle.id, reason: "New model" }));
    await add();
    await expect(add()).rejects.toThrow();
    const [row] = await listRebases(db, [cycle.id]);
    expect(row).toMatchObject({
      exerciseId: cycle.id,
      reason: "New model",
      by: people.qaLead.name,
    });
    if (!row) return;
    await transact(db, (tx) => removeRebase(tx, stamp, row));
    expect(await listRebases(db, [cycle.id])).toEqual([]);
    await expect(transact(db, (tx) => removeRebase(tx, stamp, row))).rejects.toThrow("changed");
  });
});

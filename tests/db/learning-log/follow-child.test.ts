import { expect, it } from "vitest";
import { transact } from "~db/core/open.server";
import { listUpdates } from "~db/learning-log/action-record.server";
import { addAction } from "~db/learning-log/actions.server";
import { describeDatabases } from "../../support/databases";
import { confirm, stage, undo } from "../../support/imports";
import { makeWorld } from "../../support/world";

describeDatabases("The actions for a child", (makeDb) => {
  it("go along to the next team and worker, tell it, and come back when the import is undone", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people, teams } = world;
    const audit = await world.addAudit({
      ...{ state: "submitted", submitted_at: "2024-04-01T09:00:00.000Z" },
    });
    const record = await db
      .selectFrom("case_record")
      .selectAll()
      .where("id", "=", audit.case_id)
      .executeTakeFirstOrThrow();
    const add = (ownerId: string, level: "child" | "team" = "child") =>
      transact(db, (tx) =>
        addAction(tx, world.stampOf(people.auditor), {
          ...{ what: "Hold a meeting", why: "", area: null, theme: null, level },
          ...{ successMeasure: "", ownerId, ownerRole: "", teamId: teams.willow.id },
          ...{ serviceId: world.serviceId, dueOn: "2024-04-30", duePrecision: "day" },
          ...{ source: "audit", exerciseId: audit.exercise_id, auditId: audit.id },
          ...{ responseId: null, findingId: null },
        }),
      );
    const workers = await add(people.worker.id);
    const managers = await add(people.teamManager.id);
    const ofTeam = await add(people.worker.id, "team");
    const stored = async (id: string) =>
      db
        .selectFrom("action")
        .select(["team_id", "owner_id"])
        .where("id", "=", id)
        .executeTakeFirstOrThrow();
    const staged = await stage(
      world,
      `${record.reference},CIN,Rowan,Ivo Marsh,,Rae Holt,${record.age ?? 7},${record.opened_on},`,
    );
    await confirm(world, staged);
    expect(await stored(workers)).toEqual({
      ...{ team_id: teams.rowan.id, owner_id: people.otherWorker.id },
    });
    expect(await stored(managers)).toEqual({
      ...{ team_id: teams.rowan.id, owner_id: people.teamManager.id },
    });
    expect((await stored(ofTeam)).team_id).toBe(teams.willow.id);
    const [told] = await listUpdates(db, { id: workers, contentRead: true });
    expect(told).toMatchObject({
      ...{ kind: "transferred", text: "From Willow to Rowan. Now with Ivo Marsh." },
    });
    const messages = await db
      .selectFrom("outbox")
      .select("person_id")
      .where("kind", "=", "action-assigned")
      .where("person_id", "=", people.otherWorker.id)
      .execute();
    expect(messages).toHaveLength(1);
    await undo(world, staged);
    expect(await stored(workers)).toEqual({
      ...{ team_id: teams.willow.id, owner_id: people.worker.id },
    });
  });
});

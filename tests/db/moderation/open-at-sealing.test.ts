/**
 * A council updates while a cycle is under way: what was selected stays, what is still to be chosen
 * follows an order drawn then, and the cycle keeps the name of the rule it began with.
 */
import { expect, it } from "vitest";
import { readWholeCycle } from "~/overviews/reports/whole-cycle.server";
import { firstAlgorithm, isSealed } from "~/rules/moderation/sealed-order";
import { notByOrder } from "~/rules/reports/whole-cycle";
import { type Db, transact } from "~db/core/open.server";
import { findExercise } from "~db/exercises/exercises.server";
import { up } from "~db/migrations/0030-sealed-order";
import { listOrder } from "~db/moderation/order.server";
import { selectNow } from "~db/operations/moderation/moderation.server";
import { describeDatabases } from "../../support/databases";
import { addSelected, addSubmitted } from "../../support/moderated";
import { makeWorld, worldMorning } from "../../support/world";

/** The tables as they stood before, with what the council had set for every cycle. */
async function putBack(db: Db): Promise<void> {
  await db.schema.dropTable("moderation_order").execute();
  const exercise = ["algorithm", "fingerprint", "from", "to", "certain"];
  for (const column of exercise.map((name) => `moderation_${name}`))
    await db.schema.alterTable("exercise").dropColumn(column).execute();
  await db.schema.alterTable("audit").dropColumn("prompts_answered").execute();
  for (const [key, value] of Object.entries({ from: "30", to: "50" }))
    await db
      .insertInto("setting")
      .values({ key: `moderation.${key}-percent`, value })
      .execute();
}

const moderated = { moderated: 1, released_at: worldMorning } as const;

describeDatabases("A cycle that is open when orders come to be sealed", (makeDb) => {
  it("keeps what was selected and its rule’s name, ends inside its range, and speaks of no whole", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people, stampOf } = world;
    const open = await world.addExercise({ ...moderated, state: "auditing", month: "2024-04" });
    const closed = await world.addExercise({ ...moderated, state: "closed", month: "2024-02" });
    const planned = await world.addExercise({
      ...{ moderated: 1, released_at: null, state: "drawn", month: "2024-05" },
    });
    const of = { exerciseId: open.id, grades: { overall: "good", assessment: "good" } };
    const chosen = await addSelected(world, people.moderator, of);
    for (let n = 0; n < 4; n += 1) await addSubmitted(world, of);
    const late = [];
    for (let n = 0; n < 5; n += 1)
      late.push(await addSubmitted(world, { ...of, state: "started" }));
    await db
      .updateTable("audit")
      .set({ submitted_at: null })
      .where("state", "=", "started")
      .execute();
    await putBack(db);
    await up(db);

    const kept = async (id: string) => {
      const one = await findExercise(db, id);
      return one && [one.moderationAlgorithm, one.percentages, one.certain.length];
    };
    const percentages = { from: 30, to: 50 };
    expect(await kept(open.id)).toEqual([firstAlgorithm, percentages, 4]);
    expect(await kept(closed.id)).toEqual([firstAlgorithm, percentages, 4]);
    expect(await kept(planned.id)).toEqual(["", percentages, 6]);

    for (const { id } of late)
      await transact(db, async (tx) => {
        const arrived = { state: "submitted", submitted_at: worldMorning };
        await tx.updateTable("audit").set(arrived).where("id", "=", id).execute();
        await selectNow(tx, stampOf(people.auditor), open.id);
      });
    expect((await listOrder(db, open.id)).length).toBe(10);
    const selected = await db
      .selectFrom("moderation")
      .select("audit_id")
      .where("exercise_id", "=", open.id)
      .execute();
    expect(selected.map(({ audit_id }) => audit_id)).toContain(chosen.id);
    expect(selected.length).toBeGreaterThanOrEqual(3);
    expect(selected.length).toBeLessThanOrEqual(5);
    const now = await findExercise(db, open.id);
    if (!now) expect.fail("the cycle is gone");
    expect(isSealed(now.moderationAlgorithm)).toBe(false);
    expect(await readWholeCycle(db, { ...now, state: "closed" })).toEqual(notByOrder);
  });
});

import { expect, it } from "vitest";
import { firstAlgorithm, sealedAlgorithm } from "~/rules/moderation/sealed-order";
import { listSeen } from "~db/moderation/whole-cycle.server";
import { describeDatabases } from "../../support/databases";
import { addSealed } from "../../support/sealed";
import { makeWorld } from "../../support/world";

describeDatabases("What is seen of a cycle by its sealed order", (makeDb) => {
  it("counts the certain and the chosen, and the kept beside them", async () => {
    const world = await makeWorld(await makeDb());
    const { id } = world.exercise;
    await addSealed(world, { final: "inadequate", chance: 1, sampled: true });
    await addSealed(world, { chance: 0.25, sampled: true });
    await addSealed(world, { final: "requires-improvement", chance: 0.25, sampled: true });
    await addSealed(world, { chance: 0.25, sampled: false, reason: "kept" });
    await addSealed(world, { chance: 0.25, sampled: false, reason: null });
    // Withdrawn or let go: no part of the whole.
    await addSealed(world, { chance: null, sampled: false, reason: null });
    const [seen, ...none] = await listSeen(world.db, [id, "no such cycle"]);
    expect(none).toEqual([]);
    expect(seen).toEqual({
      id,
      month: world.exercise.month,
      certain: { n: 1, confirmed: 0, goodOrAbove: 0 },
      others: { all: 4, n: 2, confirmed: 1, goodOrAbove: 1, chance: 0.25 },
      waiting: 0,
      beside: 1,
    });
    await world.db.deleteFrom("judgement").where("source", "=", "final").execute();
    expect((await listSeen(world.db, [id]))[0]?.waiting).toBe(3);

    await world.db.updateTable("exercise").set({ moderation_algorithm: firstAlgorithm }).execute();
    expect(await listSeen(world.db, [id])).toEqual([]);
    expect(sealedAlgorithm).not.toBe(firstAlgorithm);
  });
});

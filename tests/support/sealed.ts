/** Owns audits of a closed cycle that was selected by a sealed order, for tests of what it says. */
import { sealedAlgorithm } from "~/rules/moderation/sealed-order";
import { addSelected, addSubmitted } from "./moderated";
import type { World } from "./world";

/** A final audit graded Good, with its place in the order; without a reason nobody moderated it. */
export async function addSealed(
  world: World,
  one: {
    final?: string;
    chance: number | null;
    sampled: boolean;
    reason?: "random" | "kept" | null;
  },
): Promise<void> {
  const { db, people, exercise } = world;
  const grades = { overall: "good" };
  const reason = one.reason === undefined ? "random" : one.reason;
  const { id, team_id, service_id } =
    reason === null
      ? await addSubmitted(world, { grades, state: "final" })
      : await addSelected(world, people.moderator, { grades, state: "final" });
  if (reason !== null)
    await db
      .updateTable("moderation")
      .set({ state: "decided", reason })
      .where("audit_id", "=", id)
      .execute();
  await db
    .insertInto("judgement")
    .values({
      audit_id: id,
      area: "overall",
      source: "final",
      round: 1,
      judgement: one.final ?? "good",
      reason: "",
      team_id,
      service_id,
      made_by: people.moderator.id,
      made_at: "2024-04-20T09:00:00.000Z",
    })
    .execute();
  const { places } = await db
    .selectFrom("moderation_order")
    .select((eb) => eb.fn.countAll<number>().as("places"))
    .executeTakeFirstOrThrow();
  await db
    .insertInto("moderation_order")
    .values({
      exercise_id: exercise.id,
      drawn_id: id,
      audit_id: id,
      team_id,
      auditor_id: people.auditor.id,
      place: Number(places) + 1,
      picked: 0,
      turn: Number(places) + 1,
      joined: null,
      chance: one.chance,
      sampled: one.sampled ? 1 : 0,
    })
    .execute();
  await db.updateTable("exercise").set({ moderation_algorithm: sealedAlgorithm }).execute();
}

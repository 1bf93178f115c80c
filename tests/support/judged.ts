/** The council that random moves begin with, and audits on which someone else has judged already. */
import { newId } from "~db/core/ids.server";
import { finalWith, goodAreas } from "./panel";
import type { World, WorldPerson } from "./world";

/** A moderation whose grades are committed, or on which these two have decided. */
export async function addModeration(
  world: World,
  auditId: string,
  moderator: WorldPerson,
  takers: readonly WorldPerson[] = [],
) {
  const id = newId();
  const blank = { quality: "{}", feedback: "", decision_reason: "", reason_note: "" };
  const decided = takers.length > 0;
  await world.db
    .insertInto("moderation")
    .values({
      ...{ ...blank, id, audit_id: auditId, exercise_id: world.exercise.id, round: 1 },
      ...{ reason: "random", probability: 0.5, selected_at: "2024-04-12T09:00:00.000Z" },
      ...{ moderator_id: moderator.id, state: decided ? "taken" : "committed" },
      committed_at: "2024-04-13T09:00:00.000Z",
      ...(decided ? { decision: JSON.stringify(finalWith("good", goodAreas)) } : {}),
      decided_by: takers[0]?.id ?? null,
    })
    .execute();
  if (!decided) return;
  const at = "2024-04-14T09:00:00.000Z";
  await world.db
    .insertInto("decision_part")
    .values(
      takers.map((one, place) => ({
        ...{ moderation_id: id, person_id: one.id, counts: 1 as const, at },
        part: place === 0 ? ("recorded" as const) : ("confirmed" as const),
      })),
    )
    .execute();
}

/** The same council again, without audits. */
export async function clear(world: World, cast: WorldPerson[]) {
  const { db, people, teams, serviceId, otherServiceId } = world;
  for (const table of [
    "declared_conflict",
    "audit_conflict",
    "tally",
    "prompt_tally",
    "response",
    "judgement",
    "decision_part",
    "moderation",
    "audit",
  ] as const) {
    await db.deleteFrom(table).execute();
  }
  await db.deleteFrom("case_holding").execute();
  await db.deleteFrom("case_record").execute();
  await db.deleteFrom("outbox").execute();
  await db.updateTable("exercise").set({ state: "auditing" }).execute();
  const home = new Map([
    [people.worker.id, teams.willow.id],
    [people.otherWorker.id, teams.rowan.id],
    [people.teamManager.id, teams.willow.id],
    [people.auditor.id, teams.rowan.id],
    [people.otherAuditor.id, teams.care.id],
    [cast[7]?.id ?? "", teams.care.id],
  ]);
  const ownRecord = { same_as_id: null, active: 1, active_before: null } as const;
  for (const { id } of cast) {
    await db
      .updateTable("person")
      .set({ team_id: home.get(id) ?? null, manager_id: null, ...ownRecord })
      .where("id", "=", id)
      .execute();
  }
  for (const [id, service_id] of [
    [teams.willow.id, serviceId],
    [teams.rowan.id, serviceId],
    [teams.care.id, otherServiceId],
  ] as const) {
    const there = { service_id, holds_cases: 1, retired_on: null, successor_id: null } as const;
    await db.updateTable("team").set(there).where("id", "=", id).execute();
  }
  const ids = cast.map(({ id }) => id);
  await db.deleteFrom("role_grant").where("person_id", "in", ids).execute();
  const grant = (person_id: string, role: string, reach: "all" | "service" | "team") => ({
    ...{ id: newId(), person_id, role, reach },
    service_id: reach === "service" ? serviceId : null,
    team_id: reach === "team" ? teams.willow.id : null,
  });
  await db
    .insertInto("role_grant")
    .values([
      grant(people.teamManager.id, "team-manager", "team"),
      grant(people.serviceManager.id, "service-manager", "service"),
      grant(people.leader.id, "leader", "all"),
    ])
    .execute();
}

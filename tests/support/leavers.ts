/** A world of the tests with its application, and actions that someone in it owns. */

import { addTeamAction } from "./actions";
import type { MakeDb } from "./databases";
import { startWeb } from "./web";
import { makeWorld, type WorldPerson } from "./world";

export async function startLeaving(makeDb: MakeDb) {
  const world = await makeWorld(await makeDb());
  const { db, people, teams, exercise } = world;
  const web = await startWeb(db);
  const addOwned = (ownerId: string, teamId = teams.willow.id) =>
    addTeamAction(world, people.qaLead, { ownerId, teamId });
  const addMember = (
    person: WorldPerson,
    part: "auditor" | "moderator" | "reviewer",
    maximum: number,
    exerciseId = exercise.id,
  ) =>
    db
      .insertInto("exercise_member")
      .values({
        ...{ exercise_id: exerciseId, person_id: person.id, part, maximum },
        ...{ expected: 1, role_text: "" },
      })
      .execute();
  /** A dip sample that is out, led by the service manager, with its reviewers and one case. */
  const addSample = async (...reviewers: WorldPerson[]) => {
    const sample = await world.addExercise({
      ...{ kind: "dip-sample", title: "Strategy meetings", month: "2024-04", moderated: 0 },
      ...{ lead_id: people.serviceManager.id, service_id: world.serviceId },
    });
    for (const one of reviewers) await addMember(one, "reviewer", 0, sample.id);
    const audit = await world.addAudit({ exercise_id: sample.id, auditor_id: null });
    return { sample, audit };
  };
  const reviewersOf = async (exerciseId: string) =>
    (
      await db
        .selectFrom("exercise_member")
        .innerJoin("person", "person.id", "exercise_member.person_id")
        .select("person.name")
        .where("exercise_id", "=", exerciseId)
        .orderBy("person.name")
        .execute()
    ).map(({ name }) => name);
  return { world, db, people, web, addOwned, addMember, addSample, reviewersOf };
}

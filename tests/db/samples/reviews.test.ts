/** What counts against a new reviewer is looked at as the reviewing is given, not before. */
import { expect, it } from "vitest";
import { transact } from "~db/core/open.server";
import { removeGrant } from "~db/operations/people/people-admin.server";
import { giveReviews, listReviews } from "~db/samples/reviews.server";
import { describeDatabases, type MakeDb } from "../../support/databases";
import { movePerson } from "../../support/independence";
import { makeWorld } from "../../support/world";

/** Two dip samples that the auditor reviews, chosen by a lead who was told of nothing against it. */
async function start(makeDb: MakeDb) {
  const world = await makeWorld(await makeDb());
  const { db, people } = world;
  for (const title of ["Strategy meetings", "Visits"]) {
    const sample = await world.addExercise({
      ...{ kind: "dip-sample", title, moderated: 0, lead_id: people.serviceManager.id },
    });
    await db
      .insertInto("exercise_member")
      .values({
        ...{ exercise_id: sample.id, person_id: people.auditor.id, part: "reviewer" },
        ...{ role_text: "", expected: 0, maximum: 0 },
      })
      .execute();
    await world.addAudit({ exercise_id: sample.id, auditor_id: null });
  }
  const chosen = await listReviews(db, people.auditor.id);
  const give = (despiteConflict = false) =>
    transact(db, (tx) =>
      giveReviews(tx, world.stampOf(people.qaLead), chosen, {
        ...{ from: people.auditor.id, to: people.otherAuditor.id, reason: "Left" },
        despiteConflict,
      }),
    );
  const left = async () => (await listReviews(db, people.auditor.id)).length;
  return { world, give, left };
}

describeDatabases("Giving reviews to someone whom a change met in between", (makeDb) => {
  it("gives them all where nothing came up", async () => {
    const { give, left } = await start(makeDb);
    expect(await give()).toEqual({ given: 2, refusal: null });
    expect(await left()).toBe(0);
    expect(await give()).toEqual({ given: 0, refusal: null });
  });

  it("gives none where a conflict of interest with a case of one has come up, unless let stand", async () => {
    const { world, give, left } = await start(makeDb);
    await movePerson(world, world.people.otherAuditor, { teamId: world.teams.willow.id });
    expect((await give()).refusal).toEqual({
      ...{ title: "Strategy meetings", kind: "conflict" },
      message: expect.stringMatching(/^Case DB-1001: .*team/),
    });
    expect(await left()).toBe(2);
    expect(await give(true)).toEqual({ given: 2, refusal: null });
  });

  it("gives none to someone who has left or lost their role, whatever is let stand", async () => {
    const { world, give, left } = await start(makeDb);
    const { db, people } = world;
    const taker = people.otherAuditor;
    const refusal = {
      ...{ title: "Strategy meetings", kind: "role" },
      message: "Sam Okafor has no role that reviews cases",
    };
    const setActive = (active: 0 | 1) =>
      db.updateTable("person").set({ active }).where("id", "=", taker.id).execute();
    await setActive(0);
    expect(await give(true)).toEqual({ given: 0, refusal });
    await setActive(1);
    const { id } = await db
      .selectFrom("role_grant")
      .select("id")
      .where("person_id", "=", taker.id)
      .executeTakeFirstOrThrow();
    await transact(db, (tx) => removeGrant(tx, world.stampOf(people.administrator), taker.id, id));
    expect(await give(true)).toEqual({ given: 0, refusal });
    expect(await left()).toBe(2);
  });
});

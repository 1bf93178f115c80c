import { expect, it } from "vitest";
import { paths } from "~/paths";
import { describeDatabases } from "../../support/databases";
import { conflictsOf } from "../../support/independence";
import { startWeb } from "../../support/web";
import { makeWorld } from "../../support/world";

describeDatabases("Releasing a cycle", (makeDb) => {
  it("notices a conflict of interest that came up since the allocation, until someone else is chosen", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people, teams, exercise } = world;
    await db.updateTable("exercise").set({ state: "drawn", released_at: null }).execute();
    const audit = await world.addAudit();
    const web = await startWeb(db);
    const as = people.qaLead.email;
    const release = paths.exercises.release(exercise.id);
    const main = async () => (await web.get(release, { as })).html.one("main");
    expect((await main()).text).toContain("When you release it:");
    // Past every form, as a hand in the database would, and after the page was opened.
    const work = db.updateTable("person").where("id", "=", people.auditor.id);
    await work.set({ team_id: teams.willow.id }).execute();
    const refused = await web.post(release, {}, { as });
    expect([refused.status, refused.errors]).toEqual([
      400,
      [
        expect.stringMatching(
          /^Choose someone else, or override with a reason: .* Alex Morley for DB-1001 \(their own team\)\.$/,
        ),
      ],
    ]);
    const state = () =>
      db.selectFrom("exercise").select("state").where("id", "=", exercise.id).executeTakeFirst();
    expect(await state()).toEqual({ state: "drawn" });
    expect(await conflictsOf(world, audit.id)).toEqual([
      "Alex Morley, auditor: own-team, released, open",
    ]);
    const page = await main();
    expect(page.text).toContain("Alex Morley for DB-1001 (their own team)");
    expect(page.all("button")).toEqual([]);

    await work.set({ team_id: teams.rowan.id }).execute();
    expect((await web.post(release, {}, { as })).location).toBe(paths.exercises.one(exercise.id));
    expect(await state()).toEqual({ state: "auditing" });
    expect(await conflictsOf(world, audit.id)).toEqual([
      "Alex Morley, auditor: own-team, released, gone",
    ]);
  });
});

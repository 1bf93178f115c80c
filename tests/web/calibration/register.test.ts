import { describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { databaseMaker } from "../../support/databases";
import { startWeb } from "../../support/web";
import { makeWorld } from "../../support/world";

const makeDb = databaseMaker("sqlite");

async function start() {
  const world = await makeWorld(await makeDb());
  return { world, web: await startWeb(world.db), as: world.people.qaLead.email };
}

describe("the register of auditors and moderators", () => {
  it("is the QA lead's, under Moderation, and says who is due on the home page", async () => {
    const { world, web, as } = await start();
    await world.db
      .updateTable("register_entry")
      .set({ on_date: "2023-01-10" })
      .where("person_id", "=", world.people.auditor.id)
      .execute();
    const home = await web.get(paths.home(), { as });
    expect(home.html.text).toContain("Refresh 1 auditor or moderator");
    expect(home.html.text).toContain("waiting 3 months");
    const queue = await web.get(paths.moderation.queue(), { as });
    expect(queue.html.text).toContain("Auditors and moderators");
    const due = await web.get(paths.register.list({ show: "due" }), { as });
    expect(due.html.text).toContain("Alex Morley");
    expect(due.html.text).not.toContain("Sam Okafor");
    for (const { email } of [world.people.moderator, world.people.auditor])
      expect((await web.get(paths.register.list(), { as: email })).status).toBe(403);
  });

  it("records training for several at once, and refuses what can't be", async () => {
    const { world, web, as } = await start();
    const { auditor, moderator, worker } = world.people;
    const empty = await web.post(paths.register.record(), { note: "kept" }, { as });
    expect(empty.errors).toEqual(["Choose what to record", "Choose at least one person"]);
    expect(empty.body).toContain("kept");
    const date = { "onDate.day": 16, "onDate.month": 4, "onDate.year": 2024 };
    const form = { kind: "refreshed", people: [auditor.id, moderator.id], note: "Half a day" };
    const later = await web.post(paths.register.record(), { ...form, ...date }, { as });
    expect(later.errors).toEqual(["Enter a date that is not in the future"]);
    const stranger = { ...form, ...date, "onDate.day": 12, people: [worker.id] };
    const refused = await web.post(paths.register.record(), stranger, { as });
    expect(refused.errors).toEqual(["Choose people who audit or moderate at present"]);
    const good = await web.post(
      paths.register.record(),
      { ...form, ...date, "onDate.day": 12 },
      { as },
    );
    expect(good.location).toBe(paths.register.list());
    const one = await web.get(paths.register.one(moderator.id), { as });
    expect(one.html.text).toContain("Half a day");
    expect(one.html.text).toContain("To be refreshed by 12 April 2025");
  });

  it("keeps a withdrawn entry in view, with its reason", async () => {
    const { world, web, as } = await start();
    const { id } = world.people.auditor;
    const entry = await world.db
      .selectFrom("register_entry")
      .select("id")
      .where("person_id", "=", id)
      .executeTakeFirstOrThrow();
    const page = paths.register.withdraw(id, entry.id);
    expect((await web.post(page, {}, { as })).errors).toEqual([
      "Enter why this entry is withdrawn",
    ]);
    await web.post(page, { reason: "Was another person" }, { as });
    const one = await web.get(paths.register.one(id), { as });
    expect(one.html.text).toContain("Was another person");
    expect(one.html.text).toContain("New: not trained yet");
    expect((await web.get(page, { as })).status).toBe(404);
  });
});

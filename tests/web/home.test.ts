import { expect, it } from "vitest";
import { paths } from "~/paths";
import { newId } from "~db/ids.server";
import { describeDatabases } from "../support/databases";
import { addSelected, addSubmitted } from "../support/moderated";
import { startWeb } from "../support/web";
import { makeWorld } from "../support/world";

describeDatabases("everybody's home", (makeDb) => {
  const start = async () => {
    const world = await makeWorld(await makeDb());
    return { world, people: world.people, web: await startWeb(world.db) };
  };

  it("leads a manager to the submitted audits of their own teams, grades provisional", async () => {
    const { world, people, web } = await start();
    const audit = await addSubmitted(world, { grades: { overall: "inadequate" } });
    const draft = await world.addAudit({ state: "started" });
    for (const { email } of [people.teamManager, people.serviceManager]) {
      const home = await web.get(paths.home(), { as: email });
      expect(home.body).toContain(paths.audits.read(audit.id));
      expect(home.body).not.toContain(draft.id);
      expect(home.html.text).toContain("Inadequate (provisional)");
    }
    const other = await web.get(paths.home(), { as: people.otherTeamManager.email });
    expect(other.body).not.toContain(audit.id);
  });

  it("leaves out an audit that the manager must still moderate blind", async () => {
    const { world, people, web } = await start();
    await world.db
      .insertInto("role_grant")
      .values({
        id: newId(),
        person_id: people.serviceManager.id,
        role: "moderator",
        reach: "all",
        service_id: null,
        team_id: null,
      })
      .execute();
    const audit = await addSelected(world, people.serviceManager);
    const home = await web.get(paths.home(), { as: people.serviceManager.email });
    expect(home.body).toContain(paths.moderation.grade(audit.id));
    expect(home.body).not.toContain(paths.audits.read(audit.id));
    expect(home.html.text).not.toContain("provisional");
  });

  it("names what an auditor has to do, late work first, and nothing before its release", async () => {
    const { world, people, web } = await start();
    const late = await world.addAudit({ state: "started", due_on: "2024-04-12" });
    const soon = await world.addAudit({ state: "allocated", due_on: "2024-04-18" });
    const home = await web.get(paths.home(), { as: people.auditor.email });
    const text = home.html.text;
    expect(text.indexOf("Overdue (1)")).toBeGreaterThan(-1);
    expect(text.indexOf("In the next seven days (1)")).toBeGreaterThan(text.indexOf("Overdue (1)"));
    for (const { id } of [late, soon]) expect(home.body).toContain(paths.audits.one(id));
    await world.db.updateTable("exercise").set({ state: "drawn" }).execute();
    const before = await web.get(paths.home(), { as: people.auditor.email });
    expect(before.html.text).toContain("Nothing is waiting for you");
  });

  it("keeps an audit on its worker's home for a while after it is final", async () => {
    const { world, people, web } = await start();
    const recent = await addSubmitted(world, { state: "final" });
    const old = await addSubmitted(world, { state: "final" });
    const finalAt = (id: string, at: string) =>
      world.db.updateTable("audit").set({ final_at: at }).where("id", "=", id).execute();
    await finalAt(recent.id, "2024-04-12T09:00:00.000Z");
    await finalAt(old.id, "2024-03-01T09:00:00.000Z");
    await world.db.updateTable("exercise").set({ state: "closed" }).execute();
    const home = await web.get(paths.home(), { as: people.worker.email });
    expect(home.body).toContain(paths.audits.reflect(recent.id));
    expect(home.body).not.toContain(old.id);
  });
});

describeDatabases("a new installation's home", (makeDb) => {
  it("shows the steps to the first cycle until one is released, and never again", async () => {
    const world = await makeWorld(await makeDb());
    const { people, db } = world;
    const web = await startWeb(db);
    await db
      .updateTable("exercise")
      .set({ state: "planned", released_at: null })
      .where("id", "=", world.exercise.id)
      .execute();
    const hrefs = async (as: string) =>
      (await web.get(paths.home(), { as })).html
        .all("section[aria-labelledby=getting-started] a")
        .map((a) => a.attribute("href"));
    const admin = await web.get(paths.home(), { as: people.administrator.email });
    expect(admin.html.text).toContain("5 of 9 steps to your first audit cycle are done");
    expect(admin.html.text).toContain("Import the caseload");
    expect(admin.html.text).toContain("For the QA lead");
    expect(admin.html.text).not.toContain("Nothing is waiting for you");
    expect(await hrefs(people.administrator.email)).toEqual([
      paths.people.teams(),
      paths.people.import(),
      paths.people.invitations(),
    ]);
    expect(await hrefs(people.qaLead.email)).toEqual([
      paths.tools.list(),
      paths.caseload.import(),
      paths.exercises.edit(world.exercise.id),
    ]);
    await world.addAudit({ auditor_id: null });
    await world.addAudit();
    await db.updateTable("exercise").set({ state: "drawn" }).execute();
    const lead = await web.get(paths.home(), { as: people.qaLead.email });
    expect(lead.html.text).toContain("1 of 2 cases allocated");
    expect(await hrefs(people.qaLead.email)).toContain(paths.exercises.allocate(world.exercise.id));
    for (const href of await hrefs(people.qaLead.email)) {
      expect((await web.get(href ?? "", { as: people.qaLead.email })).status, href).toBe(200);
    }
    expect(await hrefs(people.auditor.email)).toEqual([]);

    await db
      .updateTable("exercise")
      .set({ state: "closed", released_at: "2024-04-15T08:00:00.000Z" })
      .execute();
    await db.updateTable("case_record").set({ closed_on: "2024-04-15" }).execute();
    for (const { email } of [people.qaLead, people.administrator]) {
      expect(await hrefs(email)).toEqual([]);
    }
  });

  it("offers a QA lead audit tools and moderation in the menu, and a moderator moderation", async () => {
    const world = await makeWorld(await makeDb());
    const { people } = world;
    const web = await startWeb(world.db);
    const menu = async (as: string, path = paths.home()) => {
      const page = await web.get(path, { as });
      const links = page.html.all(".los-nav__list a");
      return {
        labels: links.map(({ text }) => text),
        current: links.filter((a) => a.attribute("aria-current")).map(({ text }) => text),
        page,
      };
    };
    const lead = await menu(people.qaLead.email);
    expect(lead.labels).toEqual(expect.arrayContaining(["Moderation", "Audit tools"]));
    expect((await menu(people.moderator.email)).labels).toContain("Moderation");
    expect((await menu(people.moderator.email)).labels).not.toContain("Audit tools");
    expect((await menu(people.qaLead.email, paths.tools.list())).current).toEqual(["Audit tools"]);
    expect((await menu(people.auditor.email, paths.tools.list())).current).toEqual(["Programme"]);
    const { page, current } = await menu(people.qaLead.email, paths.moderation.queue());
    expect(current).toEqual(["Moderation"]);
    expect(page.html.all("main a").map((a) => a.attribute("href"))).toContain(
      paths.exercises.moderation(world.exercise.id),
    );
    // Who grades nothing is told of nothing to grade.
    expect(page.html.text).not.toContain("For you to grade");
    const own = await menu(people.moderator.email, paths.moderation.queue());
    expect(own.page.html.text).toContain("For you to grade");
    expect(own.page.body).not.toContain(paths.exercises.moderation(world.exercise.id));
  });
});

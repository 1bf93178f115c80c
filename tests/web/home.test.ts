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

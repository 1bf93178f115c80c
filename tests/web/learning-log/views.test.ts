import { expect, it } from "vitest";
import { paths } from "~/paths";
import { addTeamAction } from "../../support/actions";
import { describeDatabases } from "../../support/databases";
import { startWeb } from "../../support/web";
import { makeWorld } from "../../support/world";

describeDatabases("Views of the learning log", (makeDb) => {
  it("list what is overdue in a service and what waits to be verified, as a board too, and are saved", async () => {
    const world = await makeWorld(await makeDb());
    const { people, db } = world;
    const web = await startWeb(db);
    const add = (what: string, more: object = {}) =>
      addTeamAction(world, people.qaLead, {
        ...{ what, ownerId: people.teamManager.id, dueOn: "2024-04-01" },
        ...more,
      });
    await add("Late in Willow");
    await add("Late elsewhere", { teamId: world.teams.care.id, serviceId: world.otherServiceId });
    const done = await add("Done long ago");
    const fresh = await add("Done now");
    for (const [id, on] of [
      [done, "2024-03-01"],
      [fresh, "2024-04-12"],
    ] as const)
      await db
        .updateTable("action")
        .set({ status: "completed", completed_on: on, completed_by: people.teamManager.id })
        .where("id", "=", id)
        .execute();
    const manager = { as: people.serviceManager.email };
    const lead = { as: people.qaLead.email };
    const rows = async (path: string, who: { as: string }) =>
      (await web.get(path, who)).html.all("tbody tr").map(({ text }) => text);

    const first = await web.get(paths.log.list(), manager);
    const own = first.html.all(".los-views a").find(({ text }) => text === "Overdue in my service");
    expect(await rows(own?.attribute("href") ?? "", manager)).toEqual([
      expect.stringContaining("Late in Willow"),
    ]);
    expect(await rows(paths.log.list({ overdue: "yes" }), lead)).toHaveLength(2);
    const waiting = paths.log.list({ waits: "30" });
    expect(await rows(waiting, lead)).toEqual([expect.stringContaining("Done long ago")]);
    // The file holds the same.
    expect((await web.get(paths.log.csv({ waits: "30" }), lead)).body).not.toContain("Done now");

    const board = await web.get(paths.log.list({ view: "board" }), lead);
    expect(board.html.all(".los-board__column").map(({ text }) => text)).toEqual([
      expect.stringMatching(/^Open.*Late in Willow/s),
      expect.stringContaining("None."),
      expect.stringMatching(/Done long ago.*Done now|Done now.*Done long ago/s),
      expect.stringContaining("None."),
    ]);

    const here = paths.log.views("?waits=30&page=2&other=x");
    expect((await web.post(here, { name: " " }, lead)).errors).toEqual([
      "Enter what the view is called",
    ]);
    const saved = await web.post(here, { name: "Waiting" }, lead);
    expect([saved.status, saved.location]).toEqual([302, waiting]);
    expect((await web.post(here, { name: "Waiting" }, lead)).errors).toEqual([
      "Choose another name: you have a view with this one",
    ]);
    const list = async (who: { as: string }) =>
      (await web.get(paths.log.list(), who)).html.all(".los-views a").map(({ text }) => text);
    expect(await list(lead)).toContain("Waiting");
    expect(await list(manager)).not.toContain("Waiting");
    expect((await web.get(paths.trendsViews(), lead)).html.text).not.toContain("Waiting");
    const [view] = await db.selectFrom("saved_view").select("id").execute();
    await web.post(paths.log.views(), { intent: "delete", viewId: view?.id ?? "" }, lead);
    expect(await list(lead)).not.toContain("Waiting");
  });
});

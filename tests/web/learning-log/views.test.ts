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

describeDatabases("The log by theme and state", (makeDb) => {
  it("is what leaders open first: numbers that lead to their lists, a child’s as a number alone", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people } = world;
    const web = await startWeb(db);
    const add = async (more: Record<string, string | null>) => {
      const id = await addTeamAction(world, people.qaLead, { ownerId: people.teamManager.id });
      await db
        .updateTable("action")
        .set({ due_on: null, ...more } as never)
        .where("id", "=", id)
        .execute();
      return id;
    };
    await add({ theme: "analysis", due_on: "2024-01-05", what: "Show how analysis is written" });
    await add({ theme: "analysis", status: "verified" });
    await add({ theme: null });
    await add({ theme: "analysis", level: "child", what: "Visit the child at school" });
    const leader = { as: people.leader.email };
    const { html } = await web.get(paths.log.list(), leader);
    const rows = html.all("main table tbody tr").map((row) => ({
      name: row.one("th").text,
      numbers: row.all("td").map(({ text }) => text.match(/\d+/)?.[0]),
    }));
    expect(rows).toEqual([
      { name: "Analysis and professional curiosity", numbers: ["1", "1", "0", "0", "1", "0", "1"] },
      { name: "No theme", numbers: ["0", "1", "0", "0", "0", "0", "0"] },
    ]);
    expect(html.one("main").text).not.toContain("Visit the child");
    const links = html.all("main table a").map((a) => a.attribute("href") ?? "");
    const overdue = links.find((href) => href.includes("overdue=yes")) ?? "";
    const list = await web.get(overdue, leader);
    expect(list.html.one("main").text).toContain("1 action");
    expect(list.html.one("main").text).toContain("Show how analysis is written");
    const none = await web.get(links.find((href) => href.includes("theme=none")) ?? "", leader);
    expect(none.html.one("main").text).toContain("1 action");
    // Others open with the list, and see their own part of it alone.
    const manager = await web.get(`${paths.log.list()}?view=themes`, {
      as: people.teamManager.email,
    });
    expect(manager.html.one("main table thead").text).not.toContain("For one child");
  });
});

/** Someone signed in to whom nobody has given a role yet, or from whom the last was removed. */
import { expect, it } from "vitest";
import { paths } from "~/paths";
import { databaseMaker } from "../../support/databases";
import { startWeb } from "../../support/web";
import { makeWorld } from "../../support/world";

const makeDb = databaseMaker("sqlite");

it("is led from a refused page to what they can do, and to whom to ask", async () => {
  const world = await makeWorld(await makeDb());
  const { db, people } = world;
  const { id, email: as } = await world.addPerson("Ida New", "practitioner");
  await db.deleteFrom("role_grant").where("person_id", "=", id).execute();
  const web = await startWeb(db);
  for (const refused of [paths.home(), paths.trends()]) {
    const { status, html } = await web.get(refused, { as });
    const main = html.one("main");
    expect([status, main.text]).toEqual([403, expect.stringContaining("You have no role yet")]);
    expect(main.text).toContain("Ask Ade Marsh for a role.");
    const links = main.all("a").map((a) => a.attribute("href"));
    expect(links).toEqual([paths.account(), paths.help.home()]);
    for (const link of links) expect((await web.get(link ?? "", { as })).status).toBe(200);
    expect(main.one("form").attribute("action")).toBe(paths.signOut());
  }
  await db.updateTable("person").set({ active: 0 }).where("name", "=", "Ade Marsh").execute();
  const nobody = await web.get(paths.home(), { as });
  expect(nobody.html.one("main").text).toContain("There is no administrator here yet");
  // Everyone else is led home.
  const other = await web.get(paths.people.list(), { as: people.auditor.email });
  expect(other.status).toBe(403);
  expect(other.html.all("main a").map((a) => a.attribute("href"))).toEqual([paths.home()]);
});

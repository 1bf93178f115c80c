import { expect, it } from "vitest";
import { paths } from "~/paths";
import { findSettings } from "~db/core/settings.server";
import { describeDatabases } from "../../support/databases";
import { formOf } from "../../support/form";
import { startWeb } from "../../support/web";
import { makeWorld } from "../../support/world";

describeDatabases("Settings that two people change", (makeDb) => {
  it("lose nothing: who opened the page before is told, and keeps what was typed", async () => {
    const world = await makeWorld(await makeDb());
    const web = await startWeb(world.db);
    const admin = { as: world.people.administrator.email };
    const open = async () => formOf((await web.get(paths.settings(), admin)).html, "main form");
    const [one, other] = [await open(), await open()];
    const saved = await web.post(paths.settings(), { ...one, refreshAfter: "18" }, admin);
    expect(saved.status).toBe(302);
    const late = await web.post(paths.settings(), { ...other, responseDays: "12" }, admin);
    expect(late.status).toBe(409);
    expect(late.errors[0]).toMatch(/^Look at the settings again/);
    expect(late.html.one("input[name=responseDays]").attribute("value")).toBe("12");
    expect(await findSettings(world.db)).toMatchObject({
      "register.refresh-months": 18,
      "responses.working-days": 10,
    });
    const again = await web.post(
      paths.settings(),
      { ...(await open()), responseDays: "12" },
      admin,
    );
    expect(again.status).toBe(302);
    expect(await findSettings(world.db)).toMatchObject({
      "register.refresh-months": 18,
      "responses.working-days": 12,
    });
  });
});

import { expect, it } from "vitest";
import { paths } from "~/paths";
import { databaseMaker } from "../../support/databases";
import { formOf } from "../../support/form";
import { countStatements } from "../../support/statements";
import { startWeb } from "../../support/web";
import { makeWorld } from "../../support/world";

const makeDb = databaseMaker("sqlite");

async function start() {
  const world = await makeWorld(await makeDb());
  const web = await startWeb(world.db);
  const { id, email: as } = world.people.auditor;
  await web.get("/", { as });
  const headers = { "X-Person": id, Accept: "application/json" };
  return { world, web, as, id, headers };
}

it("a session goes on while something is done in it, and ends an hour after the last", async () => {
  const { web, as } = await start();
  for (let n = 0; n < 4; n += 1) {
    web.clock.advance({ minutes: 50 });
    expect((await web.get("/", { as })).status).toBe(200);
  }
  web.clock.advance({ minutes: 61 });
  expect((await web.get("/", { as })).location).toBe(paths.signIn());
});

it("ends after twelve hours all the same", async () => {
  const { web, as } = await start();
  for (let n = 0; n < 14; n += 1) {
    web.clock.advance({ minutes: 50 });
    await web.get("/", { as });
  }
  expect((await web.get("/", { as })).status).toBe(200);
  web.clock.advance({ minutes: 21 });
  expect((await web.get("/", { as })).location).toBe(paths.signIn());
});

it("ends when the setting says", async () => {
  const { world, web, as } = await start();
  const admin = world.people.administrator.email;
  const page = await web.get(paths.settings(), { as: admin });
  const form = { ...formOf(page.html, "main form"), idleMinutes: "15" };
  const least = await web.post(paths.settings(), { ...form, idleMinutes: "5" }, { as: admin });
  expect(least.status).toBe(400);
  expect((await web.post(paths.settings(), form, { as: admin })).location).toBe(paths.settings());
  web.clock.advance({ minutes: 14 });
  expect((await web.get("/", { as })).status).toBe(200);
  web.clock.advance({ minutes: 16 });
  expect((await web.get("/", { as })).location).toBe(paths.signIn());
});

it("says how long it lasts without being used by that, and goes on when asked to", async () => {
  const { web, as, headers } = await start();
  const left = async () => (await web.get(paths.session(), { as, headers })).json();
  expect(await left()).toEqual({ seconds: 3600, extends: true, idleMinutes: 60 });
  web.clock.advance({ minutes: 55 });
  expect(await left()).toMatchObject({ seconds: 300 });
  expect(await left()).toMatchObject({ seconds: 300 });
  const on = await web.post(paths.session(), {}, { as, headers });
  expect(on.json()).toMatchObject({ seconds: 3600 });
  web.clock.advance({ minutes: 60 });
  expect(await left()).toMatchObject({ reason: "signed-out" });
  const late = await web.post(paths.session(), {}, { as, headers });
  expect([late.status, late.json()]).toEqual([401, { reason: "signed-out" }]);
  expect((await web.get(paths.session())).status).toBe(401);
});

it("tells a page that someone else is signed in by now", async () => {
  const { world, web, as } = await start();
  const headers = { "X-Person": world.people.moderator.id };
  const answer = await web.get(paths.session(), { as, headers });
  expect([answer.status, answer.json()]).toEqual([409, { reason: "other-person" }]);
});

it("what is sent after it has ended is carried through signing in", async () => {
  const { world, web, as } = await start();
  const { id } = await world.addAudit();
  const path = paths.audits.area(id, "assessment");
  const form = formOf((await web.get(path, { as })).html);
  web.clock.advance({ minutes: 61 });
  const typed = { ...form, "area.assessment.commentary": "Typed before", intent: "back" };
  const refused = await web.post(path, typed, { as });
  expect(refused.status).toBe(401);
  expect(refused.body).toContain("Typed before");
  const saving = { Accept: "application/json" };
  const saved = await web.post(paths.audits.answers(id), {}, { as, headers: saving });
  expect([saved.status, saved.json()]).toEqual([
    401,
    expect.objectContaining({ reason: "signed-out" }),
  ]);
});

it("says once what a saved setting became, reads the page at once, and keeps no history of what stayed", async () => {
  const { world } = await start();
  const counted = countStatements(world.db);
  const web = await startWeb(counted.db);
  const as = world.people.administrator.email;
  const save = async (more: Record<string, string>) => {
    const form = formOf((await web.get(paths.settings(), { as })).html, "main form");
    await web.post(paths.settings(), { ...form, ...more }, { as });
    counted.reset();
    const page = await web.get(paths.settings(), { as });
    const statements = counted.list().filter((sql) => sql.includes(`from "event"`)).length;
    return { said: page.html.one(".govuk-notification-banner").text, page, statements };
  };
  expect((await save({})).said).toContain("Nothing was changed");
  const { said, page, statements } = await save({ idleMinutes: "45", responseDays: "8" });
  expect(said).toContain("Working days to answer a team report: 8");
  expect(said).toContain("Sign out when nothing happens (minutes): 45");
  expect(said).not.toContain("Keep messages");
  expect(page.html.all("main .los-timeline > *").length).toBe(2);
  expect(statements).toBe(1);
});

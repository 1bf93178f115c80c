import { expect, it } from "vitest";
import { paths } from "~/paths";
import { carry, isOwnPath, mayCarryTo, readCarried } from "~/rules/core/carried";
import { databaseMaker } from "../../support/databases";
import { formOf } from "../../support/form";
import { startWeb } from "../../support/web";
import { makeWorld } from "../../support/world";

const makeDb = databaseMaker("sqlite");

async function begin() {
  const world = await makeWorld(await makeDb());
  const web = await startWeb(world.db);
  const { id } = await world.addAudit();
  const path = paths.audits.area(id, "assessment");
  const as = world.people.auditor.email;
  const form = formOf((await web.get(path, { as })).html);
  const typed = { ...form, "area.assessment.commentary": "Typed\nbefore the session ended" };
  await world.db.deleteFrom("auth_session").execute();
  return { world, web, id, path, as, typed };
}

const signIn = paths.signInToSave();
const password = "line-of-sight-demo";

it("a form posted after the session ended comes back with the way in, and is saved after it", async () => {
  const { world, web, id, path, as, typed } = await begin();
  const refused = await web.post(path, { ...typed, intent: "back" }, { as });
  expect(refused.status).toBe(401);
  expect(refused.html.one("h1").text).toBe("Sign in to save what you typed");
  const carrying = formOf(refused.html, "main form");
  expect(refused.html.one("main form").attribute("action")).toBe(signIn);

  const wrong = await web.post(signIn, { ...carrying, email: as, password: "no" });
  expect(wrong.status).toBe(400);
  expect(formOf(wrong.html, "main form").carried).toEqual(carrying.carried);

  const inside = await web.post(
    signIn,
    { ...formOf(wrong.html, "main form"), email: as, password },
    { as },
  );
  expect(inside.status).toBe(200);
  expect(inside.html.one("h1").text).toBe("You’re signed in. Save what you had typed");
  expect(inside.html.one("main form").attribute("action")).toBe(path);
  expect(await world.db.selectFrom("answer").selectAll().execute()).toEqual([]);

  const saved = await web.post(path, formOf(inside.html, "main form"), { as });
  expect(saved.location).toBe(paths.audits.one(id));
  const answers = await world.db.selectFrom("answer").select(["field", "value"]).execute();
  expect(answers).toEqual([
    { field: "area.assessment.commentary", value: "Typed\nbefore the session ended" },
  ]);
  expect(web.log.join("\n")).not.toContain("before the session ended");
});

it("what was typed is saved by nobody who may not", async () => {
  const { world, web, path, as, typed } = await begin();
  const refused = await web.post(path, typed, { as });
  const { email } = world.people.otherAuditor;
  const inside = await web.post(
    signIn,
    { ...formOf(refused.html, "main form"), email, password },
    { as: email },
  );
  const answer = await web.post(path, formOf(inside.html, "main form"), { as: email });
  expect([403, 404]).toContain(answer.status);
  expect(await world.db.selectFrom("answer").selectAll().execute()).toEqual([]);
});

it("a background save is answered in plain data, without a page", async () => {
  const { world, web, id, as } = await begin();
  const headers = { Accept: "application/json" };
  const out = await web.post(paths.audits.answers(id), {}, { as, headers });
  expect(out.status).toBe(401);
  expect(out.json()).toMatchObject({ reason: "signed-out" });
  web.forget(as);
  const other = await web.post(
    paths.audits.answers(id),
    {},
    { as, headers: { ...headers, "X-Person": world.people.teamManager.id } },
  );
  expect(other.status).toBe(409);
  expect(other.json()).toMatchObject({ reason: "other-person" });
});

it("a page asked for still leads to the sign-in page and back", async () => {
  const { web, path } = await begin();
  expect((await web.get(path)).location).toBe(paths.signIn(path));
});

it.each([
  ["/audits/1/areas/assessment?x=1", true],
  ["//evil.example", false],
  ["/\\evil.example", false],
  ["/\t/evil.example", false],
  ["/a b", false],
  ["https://evil.example/", false],
  ["audits", false],
  ["", false],
])("%j is a path of this site: %s", (path, own) => {
  expect(isOwnPath(path)).toBe(own);
});

it("carries no password, no file, nothing too large, and nothing to the way in itself", () => {
  const file = new File(["x"], "x.csv");
  expect(
    carry("/audits/1", [
      ["text", "kept"],
      ["password", "gone"],
      ["newPassword", "gone"],
      ["file", file],
    ]),
  ).toEqual({ action: "/audits/1", entries: [["text", "kept"]] });
  expect(carry("/audits/1", [["file", file]])).toBeNull();
  expect(carry("/audits/1", [["text", "x".repeat(400_001)]])).toBeNull();
  for (const closed of ["/sign-in", "/sign-out", "/account", "/set-up?x=1", "/signed-in"])
    expect(mayCarryTo(closed)).toBe(false);
  expect(
    readCarried(JSON.stringify({ action: "//evil.example", entries: [["a", "b"]] })),
  ).toBeNull();
  expect(readCarried(JSON.stringify({ action: "/a", entries: [["a"]] }))).toBeNull();
  expect(readCarried("no JSON")).toBeNull();
});

import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { signInLimits } from "~/rules/people/sign-in";
import { transact } from "~db/core/open.server";
import { saveSetting } from "~db/core/settings.server";
import { workOnNotes } from "~db/people/sign-in-notes.server";
import { databaseMaker } from "../../support/databases";
import { publicUrl } from "../../support/mail";
import { type Site, startSite } from "../../support/site";
import { countStatements } from "../../support/statements";
import { startWeb } from "../../support/web";
import { makeWorld } from "../../support/world";

const makeDb = databaseMaker("sqlite");

async function start() {
  const world = await makeWorld(await makeDb());
  return { world, web: await startWeb(world.db), email: world.people.auditor.email };
}
const rightOne = "line-of-sight-demo";

describe("Signing in", () => {
  it("says the same for a wrong password as for no account, and keeps the address", async () => {
    const { web, email } = await start();
    const wrong = await web.post(paths.signIn(), { email, password: "not this one" });
    const nobody = await web.post(paths.signIn(), { email: "no@world.example", password: "x" });
    for (const answer of [wrong, nobody]) {
      expect(answer.status).toBe(400);
      expect(answer.errors).toEqual([
        "Check your email address and password: they do not match an account",
      ]);
    }
    expect(wrong.html.one("input[name=email]").attribute("value")).toBe(email);
    expect(wrong.body).not.toContain("not this one");
  });

  it("makes a hash that cost too little anew, and goes on with the same password", async () => {
    const { world, web, email } = await start();
    const hashes = () =>
      world.db
        .selectFrom("auth_account")
        .select("password_hash")
        .where("person_id", "=", world.people.auditor.id)
        .executeTakeFirstOrThrow();
    expect((await hashes()).password_hash).toContain("m=1024,t=1");
    await web.post(paths.signIn(), { email, password: "not this one" });
    expect((await hashes()).password_hash).toContain("m=1024,t=1");
    for (const _ of ["made anew", "left alone"]) {
      const { location } = await web.post(paths.signIn(), { email, password: rightOne });
      expect(location).toBe("/");
    }
    expect((await hashes()).password_hash).toContain("m=19456,t=2,p=1");
  });

  it("makes wait after repeated failures, with the same answer whether or not the account is there", async () => {
    const { web, email } = await start();
    const answers = [];
    for (const typed of [email, "no@world.example"]) {
      for (let n = 0; n < signInLimits.freeFailures; n += 1) {
        await web.post(paths.signIn(), { email: typed, password: "wrong" });
      }
      const held = await web.post(paths.signIn(), { email: typed, password: rightOne });
      answers.push([held.status, held.headers.get("Retry-After"), held.errors]);
    }
    expect(answers[0]).toEqual([
      429,
      "60",
      ["Wait 1 minute and try again: too many wrong passwords were tried with this email address"],
    ]);
    expect(answers[1]).toEqual(answers[0]);
    web.clock.advance({ minutes: 1 });
    const after = await web.post(paths.signIn(), { email, password: rightOne });
    expect(after.location).toBe("/");
  });

  it("lets the owner go on in a browser they have used, while others guess", async () => {
    const { web, email } = await start();
    await web.signIn(email);
    const signedIn = await web.post(paths.signIn(), { email, password: rightOne });
    const known = signedIn.headers
      .getSetCookie()
      .flatMap((line) => (line.startsWith("browser=") ? [line.split(";")[0] ?? ""] : []));
    for (let n = 0; n < 6; n += 1) await web.post(paths.signIn(), { email, password: "wrong" });
    const elsewhere = await web.post(paths.signIn(), { email, password: rightOne });
    expect(elsewhere.status).toBe(429);
    const headers = { Cookie: known.join("; ") };
    const owner = await web.post(paths.signIn(), { email, password: rightOne }, { headers });
    expect(owner.location).toBe("/");
  });

  it("holds back an address after very many attempts, whoever they name", async () => {
    const { web, email } = await start();
    await web.db
      .insertInto("auth_address")
      .values({
        address: "192.0.2.1",
        window_started_at: web.clock.system().toISOString(),
        attempts: signInLimits.attemptsPerAddress,
      })
      .execute();
    const held = await web.post(paths.signIn(), { email, password: rightOne });
    expect(held.errors[0]).toContain("too many attempts from your network");
    web.clock.advance({ minutes: signInLimits.addressWindowMinutes + 1 });
    expect((await web.post(paths.signIn(), { email, password: rightOne })).location).toBe("/");
  });

  it("goes on to the page that was asked for, never to another site", async () => {
    const { web, email } = await start();
    const away = await web.get(paths.account());
    expect(away.location).toBe(paths.signIn(paths.account()));
    const to = async (target: string) =>
      (await web.post(paths.signIn(), { email, password: rightOne, to: target })).location;
    expect(await to("/account")).toBe("/account");
    for (const bad of ["//evil.example", "https://evil.example", "/\\evil.example"]) {
      expect(await to(bad)).toBe("/");
    }
  });

  it("refuses someone who is no longer active, and ends the session they have", async () => {
    const { world, web, email } = await start();
    expect((await web.get(paths.account(), { as: email })).status).toBe(200);
    await world.db
      .updateTable("person")
      .set({ active: 0 })
      .where("id", "=", world.people.auditor.id)
      .execute();
    expect((await web.get(paths.account(), { as: email })).location).toContain("/sign-in");
    expect((await web.post(paths.signIn(), { email, password: rightOne })).status).toBe(400);
  });
});

describe("A forgotten password", () => {
  const mail = { from: "qa@world.example", publicUrl };

  it("is answered alike for every address, and looked up apart", async () => {
    const { world, email } = await start();
    const counted = countStatements(world.db);
    const web = await startWeb(counted.db, { context: { mail } });
    const ask = async (typed: string) => {
      counted.reset();
      const answer = await web.post(paths.forgottenPassword(), { email: typed });
      return { location: answer.location, status: answer.status, statements: counted.list() };
    };
    await ask("first@world.example");
    const known = await ask(email);
    expect(await ask("nobody@world.example")).toEqual(known);
    expect(known).toMatchObject({ status: 302, location: "/forgotten-password?asked=yes" });
    const page = await web.get(known.location ?? "");
    expect(page.body).toContain("If someone signs in with the address that you gave");
    expect(await world.db.selectFrom("password_link").selectAll().execute()).toEqual([]);
    await workOnNotes(world.db, web.clock.system());
    const links = await world.db.selectFrom("password_link").selectAll().execute();
    expect(links.map(({ person_id }) => person_id)).toEqual([world.people.auditor.id]);
  });

  it("is held back after very many of one network, and says what is wrong with an address", async () => {
    const { world } = await start();
    const web = await startWeb(world.db, { context: { mail } });
    const ask = (email: string) => web.post(paths.forgottenPassword(), { email });
    expect((await ask("nowhere")).errors).toEqual([
      "Enter an email address in the correct format, like name@example.org",
    ]);
    for (let n = 0; n < signInLimits.forgottenPerAddress; n += 1) await ask(`a${n}@x.example`);
    const held = await ask("last@x.example");
    expect([held.status, held.headers.get("Retry-After")]).toEqual([429, "900"]);
    expect(held.html.one("input[name=email]").attribute("value")).toBe("last@x.example");
    const { db } = world;
    expect(await db.selectFrom("sign_in_note").selectAll().execute()).toHaveLength(20);
  });

  it("is a matter for the administrator where no email is set up", async () => {
    const { world, web, email } = await start();
    const page = await web.get(paths.forgottenPassword());
    expect(page.body).toContain("Ask your administrator for a link");
    expect(page.html.all("form[method=post]")).toEqual([]);
    await web.post(paths.forgottenPassword(), { email });
    expect(await world.db.selectFrom("sign_in_note").selectAll().execute()).toEqual([]);
  });
});

describe("A person's own account", () => {
  it("counts five wrong current passwords like wrong sign-ins", async () => {
    const { world, web, email } = await start();
    const form = { password: "seven calm otters", again: "seven calm otters" };
    const change = (current: string) =>
      web.post(paths.account(), { ...form, current }, { as: email });
    for (let n = 0; n < signInLimits.freeFailures; n += 1) {
      const wrong = await change("wrong");
      expect([wrong.status, wrong.errors]).toEqual([
        400,
        ["Check your current password: it does not match"],
      ]);
    }
    const held = await change(rightOne);
    expect([held.status, held.errors[0]]).toEqual([429, expect.stringMatching(/^Wait 1 minute/)]);
    await workOnNotes(world.db, web.clock.system());
    const told = await world.db.selectFrom("outbox").select("kind").execute();
    expect(told).toEqual([{ kind: "account-guessed" }]);
    web.clock.advance({ minutes: 1 });
    expect((await change(rightOne)).location).toBe(paths.account());
  });

  it.each([
    ["Password1234!", "harder to guess"],
    ["Alex.Morley@world", "not made of your name"],
    ["too short", "at least 12 characters"],
  ])("refuses %s as a new password", async (password, words) => {
    const { web, email } = await start();
    const form = { current: rightOne, password, again: password };
    const answer = await web.post(paths.account(), form, { as: email });
    expect(answer.errors).toEqual([expect.stringContaining(words)]);
    expect(answer.body).not.toContain(password);
  });

  it("signs out everywhere else", async () => {
    const { world, web, email } = await start();
    const elsewhere = await startWeb(world.db, { clock: web.clock });
    expect((await elsewhere.get(paths.account(), { as: email })).status).toBe(200);
    const answer = await web.post(paths.account(), { intent: "everywhere" }, { as: email });
    expect(answer.location).toBe(paths.account());
    expect((await elsewhere.get(paths.account(), { as: email })).location).toContain("/sign-in");
    expect((await web.get(paths.account(), { as: email })).status).toBe(200);
  });

  it("must change a start password before anything else opens", async () => {
    const { world, web, email } = await start();
    await world.db
      .updateTable("auth_account")
      .set({ must_change: 1 })
      .where("person_id", "=", world.people.auditor.id)
      .execute();
    for (const path of ["/", paths.people.list(), paths.help.roles()]) {
      expect((await web.get(path, { as: email })).location, path).toBe(paths.account());
    }
    expect((await web.get(paths.account(), { as: email })).body).toContain(
      "Choose one of your own",
    );
    const kept = await web.post(
      paths.account(),
      { current: rightOne, password: rightOne, again: rightOne },
      { as: email },
    );
    expect(kept.errors).toEqual(["Enter a new password that is not your current one"]);
    const changed = await web.post(
      paths.account(),
      { current: rightOne, password: "seven calm otters", again: "seven calm otters" },
      { as: email },
    );
    expect(changed.location).toBe("/");
    expect((await web.get("/", { as: email })).status).toBe(200);
  });
});

describe("Setting up", () => {
  const form = {
    name: "Ada Firth",
    email: "ada@council.example",
    password: "seven calm otters",
    again: "seven calm otters",
  };

  it("takes the one-time code once, on an empty database", async () => {
    const db = await makeDb();
    const web = await startWeb(db);
    expect((await web.get(paths.setUp())).status).toBe(404);
    const stamp = { actorId: null, at: "2024-04-15T08:00:00.000Z", systemAt: "2024-04-15" };
    const digest = createHash("sha256").update("the-code").digest("hex");
    await transact(db, (tx) => saveSetting(tx, stamp, "setup.code", digest));
    expect((await web.get(paths.signIn())).location).toBe(paths.setUp());
    const wrong = await web.post(paths.setUp(), { ...form, code: "another" });
    expect([wrong.status, wrong.html.one("#code-error").text]).toEqual([
      400,
      expect.stringContaining("Check the one-time code"),
    ]);
    expect(wrong.html.one("input[name=name]").attribute("value")).toBe(form.name);
    expect((await web.post(paths.setUp(), { ...form, code: "the-code" })).location).toBe("/");
    expect((await web.get(paths.setUp())).status).toBe(404);
    expect((await web.get(paths.signIn())).status).toBe(200);
    expect((await web.post(paths.setUp(), { ...form, code: "the-code" })).status).toBe(404);
    await web.signIn(form.email, form.password);
    const people = await web.get(paths.people.list(), { as: form.email });
    expect(people.html.one("tbody").text).toContain("Ada Firth");
  });
});

describe("Pages one may not use", () => {
  it("answer 403 in plain words without the right, and 404 outside one's scope", async () => {
    const { world, web, email } = await start();
    const refused = await web.get(paths.people.list(), { as: email });
    expect(refused.status).toBe(403);
    expect(refused.html.one("h1").text).toBe("You can’t use this page");
    expect(refused.html.one("head title").text).toBe("You can’t use this page - Line of Sight");
    expect(refused.body).toContain("This page is for people with the role administrator");
    const one = await world.addCase();
    const outside = { as: world.people.otherTeamManager.email };
    const missing = await web.get(paths.caseload.one(one.id), outside);
    expect([missing.status, missing.html.one("h1").text]).toEqual([404, "Page not found"]);
    expect((await web.get("/no-such-page", { as: email })).status).toBe(404);
  });
});

describe("Posts from another origin", () => {
  let site: Site;
  let folder = "";
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "line-of-sight-origin-"));
    site = await startSite({ database: join(folder, "site.sqlite"), demonstration: true });
  });
  afterAll(async () => {
    await site?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    ["another site", { Origin: "https://evil.example" }],
    ["nowhere", { Origin: "null" }],
    ["another site without an origin", { "Sec-Fetch-Site": "cross-site" }],
  ])("from %s are refused with a page", async (_, headers) => {
    const answer = await fetch(`${site.url}/sign-in`, {
      method: "POST",
      headers: headers as unknown as Record<string, string>,
      body: new URLSearchParams({ email: "admin@demo.example", password: rightOne }),
      redirect: "manual",
    });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain("This form came from another site");
    expect(answer.headers.get("set-cookie")).toBeNull();
  });

  it("are taken from our own pages", async () => {
    const answer = await fetch(`${site.url}/sign-in`, {
      method: "POST",
      headers: { Origin: site.url },
      body: new URLSearchParams({ email: "admin@demo.example", password: rightOne }),
      redirect: "manual",
    });
    expect(answer.status).toBe(302);
  });
});

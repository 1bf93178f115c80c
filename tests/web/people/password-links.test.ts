import { describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { transact } from "~db/core/open.server";
import { confirmAccess } from "~db/operations/people/access-settling.server";
import { databaseMaker } from "../../support/databases";
import { publicUrl, testPost } from "../../support/mail";
import { startWeb, type Web } from "../../support/web";
import { makeWorld } from "../../support/world";

const makeDb = databaseMaker("sqlite");
const mail = { from: "qa@world.example", publicUrl };
const chosen = "marmalade window tractor";

async function start(context: Parameters<typeof startWeb>[1] = {}) {
  const world = await makeWorld(await makeDb());
  const web = await startWeb(world.db, context);
  return { world, web, as: world.people.administrator.email };
}

/** Opens a link as a mail program does, and keeps the cookie that it leaves. */
async function open(web: Web, link: string) {
  const { pathname, search } = new URL(link);
  const answer = await web.get(pathname + search);
  const cookie = answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  return { answer, headers: { Cookie: cookie } };
}

const choose = (web: Web, headers: Record<string, string>, password = chosen, again = password) =>
  web.post(paths.choosePassword(), { password, again }, { headers });

describe("A link to choose a password", () => {
  it("goes by email; nobody who reads the outbox sees it; it is taken out of the address", async () => {
    const { world, web, as } = await start({ context: { mail } });
    const { id, email } = world.people.worker;
    const sent = await web.post(paths.people.one(id), { intent: "give-link" }, { as });
    expect(sent.location).toBe(paths.people.one(id));
    const post = testPost(world.db, { clock: web.clock });
    await post.send();
    const link = /https:\S+/.exec(post.mails[0]?.text ?? "")?.[0] ?? "";
    const token = new URL(link).searchParams.get("link") ?? "";
    expect(token).toHaveLength(43);
    const outbox = await web.get(paths.outbox(), { as });
    expect(outbox.body).toContain("Choose a new password");
    expect(outbox.body).not.toContain(token);
    expect((await web.get(paths.people.one(id), { as })).body).not.toContain(token);

    const { answer, headers } = await open(web, link);
    expect([answer.status, answer.location]).toEqual([302, paths.choosePassword()]);
    expect(answer.headers.get("Referrer-Policy")).toBe("no-referrer");
    const page = await web.get(paths.choosePassword(), { headers });
    expect(page.body).toContain(email);
    expect(page.body).not.toContain(token);
    const short = await choose(web, headers, "short");
    expect(short.errors).toEqual(["Enter a password of at least 12 characters"]);
    const unlike = await choose(web, headers, chosen, "another one");
    expect(unlike.errors).toEqual(["Enter the same password twice"]);

    await web.get("/", { as: email });
    const done = await choose(web, headers);
    expect(done.location).toBe(paths.signIn());
    expect((await web.get("/", { as: email })).location).toBe(paths.signIn());
    await web.signIn(email, chosen);
    const again = await choose(web, headers, "another long password");
    expect(again.location).toBe(paths.choosePassword());
    expect((await web.get(paths.choosePassword(), { headers })).html.one("h1").text).toBe(
      "This link does not work any more",
    );
    expect(web.log.join()).not.toContain(token);
  });

  it("is shown once without email, to whoever never signed in alone", async () => {
    const { world, web, as } = await start();
    const { id } = world.people.worker;
    await world.db.deleteFrom("auth_account").where("person_id", "=", id).execute();
    const shown = await web.post(paths.people.one(id), { intent: "give-link" }, { as });
    const link = shown.html.one(".los-handed-link").text;
    expect(link).toMatch(/^http:\/\/localhost\/choose-password\?link=[\w-]{43}$/);
    const page = await web.get(paths.people.one(id), { as });
    expect(page.html.all(".los-handed-link")).toEqual([]);
    expect(page.body).toContain("They have not chosen a password yet");
    const { headers } = await open(web, link);
    await choose(web, headers);
    await web.signIn(world.people.worker.email, chosen);
    expect((await web.get(paths.people.one(id), { as })).body).toContain("They can sign in");
  });

  it("is shown for an account that has been used once a second person has confirmed it", async () => {
    const { world, web, as } = await start();
    const { worker, qaLead } = world.people;
    const here = paths.people.one(worker.id);
    const ask = () => web.post(here, { intent: "give-link" }, { as });
    expect((await ask()).location).toBe(here);
    expect((await ask()).errors).toEqual([
      "Wait until a second person has confirmed that you may show this link",
    ]);
    const { bundle_id: bundle } = await world.db
      .selectFrom("access_change")
      .select("bundle_id")
      .executeTakeFirstOrThrow();
    await transact(world.db, (tx) =>
      confirmAccess(tx, { ...world.stampOf(qaLead), actorId: qaLead.id }, bundle),
    );
    const link = (await ask()).html.one(".los-handed-link").text;
    const { headers } = await open(web, link);
    expect((await choose(web, headers)).location).toBe(paths.signIn());
    await web.signIn(worker.email, chosen);
    expect((await ask()).location).toBe(here);
    const told = await world.db.selectFrom("outbox").select("kind").execute();
    expect(told.map(({ kind }) => kind)).toContain("password-chosen");
  });

  it("is refused to people who have left, have no address, or are the administrator", async () => {
    const { world, web, as } = await start({ context: { mail } });
    const give = (id: string) =>
      web.post(paths.people.one(id), { intent: "give-link" }, { as }).then(({ errors }) => errors);
    const { worker, otherWorker, administrator } = world.people;
    await world.db.updateTable("person").set({ active: 0 }).where("id", "=", worker.id).execute();
    await world.db
      .updateTable("person")
      .set({ email: null })
      .where("id", "=", otherWorker.id)
      .execute();
    expect(await give(worker.id)).toEqual(["Make this person active first"]);
    expect(await give(otherWorker.id)).toEqual([
      "Add an email address first: people sign in with it",
    ]);
    expect(await give(administrator.id)).toEqual(["Change your own password on your account page"]);
    expect(await world.db.selectFrom("password_link").selectAll().execute()).toEqual([]);
  });

  it("that was made up, or is nobody's, opens nothing", async () => {
    const { web } = await start();
    for (const link of ["x", "a".repeat(5000), "\u0000"]) {
      const { headers } = await open(
        web,
        `http://localhost/choose-password?link=${encodeURIComponent(link)}`,
      );
      const page = await web.get(paths.choosePassword(), { headers });
      expect(page.html.one("h1").text).toBe("This link does not work any more");
      expect((await choose(web, headers)).location).toBe(paths.choosePassword());
    }
    expect((await web.get(paths.choosePassword())).status).toBe(200);
  });
});

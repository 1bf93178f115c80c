import { expect, it } from "vitest";
import { paths } from "~/paths";
import { transact } from "~db/core/open.server";
import { addMessages } from "~db/messages/outbox.server";
import { describeDatabases } from "../../support/databases";
import { publicUrl, testPost } from "../../support/mail";
import { startWeb } from "../../support/web";
import { makeWorld, worldMorning } from "../../support/world";

const mail = { from: "qa@world.example", publicUrl };

describeDatabases("Who has never signed in", (makeDb) => {
  /** Nia and Bo have no account, Cy no address either, Di left, Eve is locked before her first time. */
  async function start(context: Parameters<typeof startWeb>[1] = { context: { mail } }) {
    const world = await makeWorld(await makeDb());
    const { db } = world;
    const add = async (name: string) => (await world.addPerson(name, "practitioner")).id;
    const [nia, bo, cy, di, eve] = [
      await add("Nia Reed"),
      await add("Bo Lane"),
      await add("Cy Moss"),
      await add("Di Frost"),
      await add("Eve Hart"),
    ];
    await db.deleteFrom("auth_account").where("person_id", "in", [nia, bo, cy, di]).execute();
    await db.updateTable("person").set({ email: null }).where("id", "=", cy).execute();
    await db.updateTable("person").set({ active: 0 }).where("id", "=", di).execute();
    await db
      .updateTable("auth_account")
      .set({ password_hash: "", signed_in_at: null, locked_until: "9999-12-31T00:00:00.000Z" })
      .where("person_id", "=", eve)
      .execute();
    const web = await startWeb(db, context);
    const as = world.people.administrator.email;
    const rows = async (filters = {}) =>
      (await web.get(paths.people.invitations(filters), { as })).html
        .all("tbody tr")
        .map((row) => row.text.replace(/\s+/g, " ").trim());
    const invite = (person: string[]) => web.post(paths.people.invitations(), { person }, { as });
    return { world, db, web, as, nia, bo, cy, di, eve, rows, invite };
  }

  it("are listed and invited together; others that are posted are not", async () => {
    const { world, db, web, as, nia, bo, cy, di, eve, rows, invite } = await start();
    expect((await rows()).map((row) => /Bo|Cy|Nia/.exec(row)?.[0])).toEqual(["Bo", "Cy", "Nia"]);
    expect(await rows({ state: "invited" })).toEqual([]);
    expect((await rows({ search: "moss" }))[0]).toContain("Not invited: no email address");
    const all = await web.get(paths.people.invitations({ tick: "all" }), { as });
    expect(
      all.html.all("input[name=person][checked]").map((box) => box.attribute("value")),
    ).toEqual([bo, nia]);
    const nobody = await invite([]);
    expect([nobody.status, nobody.errors]).toEqual([400, ["Tick who to invite"]]);

    await invite([nia, bo, cy, di, eve, world.people.auditor.id, "forged"]);
    const links = await db.selectFrom("password_link").select(["person_id", "purpose"]).execute();
    expect(links.map(({ person_id }) => person_id).toSorted()).toEqual([nia, bo].toSorted());
    const kept = await db
      .selectFrom("auth_account")
      .select("password_hash")
      .where("person_id", "=", world.people.auditor.id)
      .executeTakeFirstOrThrow();
    expect(kept.password_hash).not.toBe("");

    expect((await rows({ state: "invited" }))[0]).toContain("The link waits to go out by email");
    expect(await rows({ state: "none" })).toHaveLength(1);
    const people = await web.get(paths.people.list({ search: "Nia" }), { as });
    expect(people.html.one("tbody").text).toContain("Invited, no password yet");
    expect(people.html.one("tbody").text).not.toContain("Can sign in");
    const locked = await web.get(paths.people.list({ search: "Eve" }), { as });
    expect(locked.html.one("tbody").text).toContain("Locked");
  });

  it("are counted on the administrator's home once their links have run out", async () => {
    const { world, db, web, as, nia, bo, rows, invite } = await start();
    const titles = async (email = as) =>
      (await web.get(paths.home(), { as: email })).html
        .all(".los-attention li")
        .map((row) => row.text);
    await invite([nia, bo]);
    await testPost(db, { clock: web.clock }).send();
    expect(await titles()).toEqual([]);
    web.clock.advance({ days: 3 });
    web.forget(as);
    expect((await rows({ state: "invited" }))[0]).toContain("3 days ago. The link no longer works");
    const [row] = await titles();
    expect(row).toMatch(/^2 people were invited and have never signed in.*waiting 3 days/);
    expect(await titles(world.people.auditor.email)).toEqual([]);
    await invite([bo]);
    expect((await titles())[0]).toMatch(/^1 person was invited/);
    await db
      .updateTable("auth_account")
      .set({ signed_in_at: web.clock.system().toISOString(), password_hash: "chosen" })
      .where("person_id", "=", nia)
      .execute();
    expect(await titles()).toEqual([]);
  });

  it("leave messages unread: the administrator's home counts them, and says that no mail goes out", async () => {
    const { world, db, web, as, nia, di, invite } = await start({});
    const stamp = { actorId: null, at: worldMorning, systemAt: worldMorning };
    const message = { kind: "audit-allocated", link: paths.home() } as const;
    const to = [nia, nia, di, world.people.auditor.id];
    await transact(db, (tx) =>
      addMessages(
        tx,
        stamp,
        to.map((id, n) => ({ ...message, to: id, key: `k${n}` })),
      ),
    );
    web.clock.advance({ days: 5 });
    web.forget(as);
    const home = await web.get(paths.home(), { as });
    const rows = home.html.all(".los-attention li").map((row) => row.text);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatch(/^No mail server is set up: 1 message waits.*waiting 5 days/);
    // Of people who have left nobody has to be invited.
    expect(rows[1]).toMatch(/^2 messages did not go out: their readers have no account.*5 days/);
    const hrefs = home.html.all(".los-attention a").map((a) => a.attribute("href"));
    expect(hrefs).toEqual([paths.outbox(), paths.people.invitations({ state: "none" })]);
    await invite([nia]);
    const after = await web.get(paths.people.invitations(), { as });
    expect(after.html.text).toContain("Nobody was invited: no mail server is set up");
    expect(after.html.all("input[name=person]")).toHaveLength(0);
    expect(await db.selectFrom("password_link").select("id").execute()).toEqual([]);
    for (const { email } of [world.people.auditor, world.people.qaLead]) {
      const other = await web.get(paths.home(), { as: email });
      expect(other.body).not.toContain("No mail server is set up");
      expect((await web.get(paths.people.invitations(), { as: email })).status).toBe(403);
    }
  });
});

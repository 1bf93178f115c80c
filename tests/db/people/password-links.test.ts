import { expect, it } from "vitest";
import { digestOf, makeToken } from "~/server/link-token.server";
import { listEvents } from "~db/core/events.server";
import { transact } from "~db/core/open.server";
import { saveLock } from "~db/operations/people/people-admin.server";
import {
  addShownLink,
  choosePassword,
  findOpenLink,
  inviteToChoosePassword,
  sendLink,
} from "~db/people/password-links.server";
import { testClock } from "../../support/clock";
import { describeDatabases } from "../../support/databases";
import { publicUrl, testPost } from "../../support/mail";
import { makeWorld } from "../../support/world";

describeDatabases("Links to choose a password", (makeDb) => {
  async function start() {
    const world = await makeWorld(await makeDb());
    const { db, people } = world;
    const clock = testClock();
    const stampOf = (person: { id: string } | null) => ({
      actorId: person?.id ?? null,
      at: clock.now().toISOString(),
      systemAt: clock.system().toISOString(),
    });
    const byAdministrator = () => stampOf(people.administrator);
    const shown = async (personId: string) => {
      const digest = digestOf(makeToken());
      const link = { personId, purpose: "reset", digest } as const;
      await transact(db, (tx) => addShownLink(tx, byAdministrator(), link));
      return digest;
    };
    const find = (digest: string) => findOpenLink(db, digest, clock.system());
    const use = async (digest: string, passwordHash = "new") => {
      const link = await find(digest);
      return link
        ? transact(db, (tx) =>
            choosePassword(tx, stampOf({ id: link.personId }), link, passwordHash),
          )
        : false;
    };
    const hashOf = async (personId: string) =>
      (
        await db
          .selectFrom("auth_account")
          .select("password_hash")
          .where("person_id", "=", personId)
          .executeTakeFirst()
      )?.password_hash;
    return { world, db, people, clock, stampOf, byAdministrator, shown, find, use, hashOf };
  }

  const tokenIn = (text: string) => /\?link=([\w-]+)/.exec(text)?.[1] ?? "";

  it("invites many people at once, each with a link of their own, made as it goes out", async () => {
    const { world, db, people, clock, byAdministrator, use, hashOf } = await start();
    const names = ["Nia Reed", "Bo Lane", "Cy Moss"];
    const added = [];
    for (const name of names) added.push(await world.addPerson(name, "practitioner"));
    const ids = added.map(({ id }) => id);
    await db.deleteFrom("auth_account").where("person_id", "in", ids).execute();
    const [first, , last] = added;
    if (!first || !last) throw new Error("three people");
    await db.updateTable("person").set({ email: null }).where("id", "=", last.id).execute();
    const invited = await transact(db, (tx) =>
      inviteToChoosePassword(tx, byAdministrator(), [...ids, people.auditor.id]),
    );
    // Without an address nobody can be reached; who has a password is not invited.
    expect(invited.toSorted()).toEqual(ids.slice(0, 2).toSorted());
    const stored = await db.selectFrom("password_link").selectAll().execute();
    expect(stored.map(({ token_digest }) => token_digest)).toEqual([null, null]);
    const post = testPost(db, { clock });
    await post.send();
    expect(post.mails.map(({ to }) => to).toSorted()).toEqual(
      added
        .slice(0, 2)
        .map(({ email }) => email)
        .toSorted(),
    );
    const mail = post.mails.find(({ to }) => to === first.email);
    expect(mail?.text).toContain(`${publicUrl}/choose-password?link=`);
    const token = tokenIn(mail?.text ?? "");
    const everything = JSON.stringify([
      await db.selectFrom("password_link").selectAll().execute(),
      await db.selectFrom("outbox").selectAll().execute(),
      await db.selectFrom("event_body").selectAll().execute(),
      post.logged,
    ]);
    expect(everything).not.toContain(token);
    expect(await use(digestOf(token), "chosen")).toBe(true);
    expect(await hashOf(first.id)).toBe("chosen");
    expect((await listEvents(db, `person:${first.id}`)).map(({ kind }) => kind)).toEqual([
      "account.password-chosen",
      "account.invited",
    ]);
  });

  it("work once, however many use one at the same time", async () => {
    const { people, shown, use } = await start();
    const digest = await shown(people.auditor.id);
    const used = await Promise.all(["a", "b", "c", "d"].map((hash) => use(digest, hash)));
    expect(used.filter(Boolean)).toHaveLength(1);
    expect(await use(digest)).toBe(false);
  });

  it("end after 24 hours by the machine's clock", async () => {
    const { people, clock, shown, find } = await start();
    const digest = await shown(people.auditor.id);
    clock.advance({ minutes: 24 * 60 - 1 });
    expect(await find(digest)).not.toBeNull();
    clock.advance({ minutes: 2 });
    expect(await find(digest)).toBeNull();
  });

  it("end with a newer link, a lock and the end of someone's time", async () => {
    const { world, db, people, byAdministrator, shown, find } = await start();
    const { id } = people.auditor;
    const older = await shown(id);
    const newer = await shown(id);
    expect([await find(older), (await find(newer))?.personId]).toEqual([null, id]);
    await transact(db, (tx) => saveLock(tx, byAdministrator(), id, true));
    expect(await find(newer)).toBeNull();
    const last = await shown(id);
    await world.db.updateTable("person").set({ active: 0 }).where("id", "=", id).execute();
    expect(await find(last)).toBeNull();
  });

  it("end the sessions of their person, who is told, and unlock nothing", async () => {
    const { db, people, clock, shown, use } = await start();
    const { id } = people.auditor;
    const session = { person_id: id, data: "{}", created_at: "2024", expires_at: "2999" };
    await db
      .insertInto("auth_session")
      .values({ id: "a", seen_at: "2024", ...session })
      .execute();
    const digest = await shown(id);
    await db
      .updateTable("auth_account")
      .set({ locked_until: "9999-12-31T00:00:00.000Z" })
      .where("person_id", "=", id)
      .execute();
    expect(await use(digest)).toBe(true);
    expect(await db.selectFrom("auth_session").selectAll().execute()).toEqual([]);
    const account = await db
      .selectFrom("auth_account")
      .select("locked_until")
      .where("person_id", "=", id)
      .executeTakeFirst();
    expect(account?.locked_until).toMatch(/^9999/);
    const post = testPost(db, { clock });
    await post.send();
    expect(post.mails.map(({ subject }) => subject)).toEqual([
      "Your password has been changed in Line of Sight",
    ]);
  });

  it("sent again have another token, and the one before no longer works", async () => {
    const { db, people, clock, byAdministrator, find } = await start();
    await transact(db, (tx) => sendLink(tx, byAdministrator(), people.auditor.id));
    const post = testPost(db, { clock });
    await post.send();
    await db.updateTable("outbox").set({ state: "waiting" }).execute();
    await post.send();
    const [first, second] = post.mails.map(({ text }) => digestOf(tokenIn(text)));
    expect(first).not.toBe(second);
    expect([await find(first ?? ""), (await find(second ?? ""))?.personId]).toEqual([
      null,
      people.auditor.id,
    ]);
  });

  it("are not sent when they were used, ended or asked for a day ago", async () => {
    const { db, people, clock, stampOf, shown } = await start();
    const post = testPost(db, { clock });
    await transact(db, (tx) => sendLink(tx, stampOf(null), people.auditor.id));
    await shown(people.auditor.id);
    await post.send();
    await transact(db, (tx) => sendLink(tx, stampOf(null), people.moderator.id));
    clock.advance({ minutes: 24 * 60 + 1 });
    await post.send();
    expect(post.mails).toEqual([]);
    const states = await db.selectFrom("outbox").select("state").execute();
    expect(states.map(({ state }) => state)).toEqual(["dropped", "dropped"]);
  });
});

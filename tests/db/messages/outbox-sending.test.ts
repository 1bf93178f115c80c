import { expect, it } from "vitest";
import { mostAttempts } from "~/rules/messages/outbox";
import { doHourlyWork } from "~/server/outbox-work.server";
import { newId } from "~db/core/ids.server";
import { openDatabase, transact } from "~db/core/open.server";
import { addMessages, type NewMessage } from "~db/messages/outbox.server";
import { claimMessages } from "~db/messages/outbox-sending.server";
import { addConcern } from "~db/operations/concerns/raising.server";
import { testClock } from "../../support/clock";
import { addressOf, describeDatabases } from "../../support/databases";
import { publicUrl, testPost } from "../../support/mail";
import { makeWorld, type World, worldMorning } from "../../support/world";

const nobody = { actorId: null, at: worldMorning, systemAt: worldMorning };

const put = (world: World, messages: NewMessage[], at = worldMorning) =>
  transact(world.db, (tx) => addMessages(tx, { ...nobody, at, systemAt: at }, messages));

/** Messages to the team manager, each about a submitted audit of their team. */
async function many(world: World, count: number): Promise<(NewMessage & { key: string })[]> {
  const messages = [];
  for (let made = 0; made < count; made += 1) {
    const { id } = await world.addAudit({ state: "submitted", submitted_at: worldMorning });
    const to = world.people.teamManager.id;
    const link = `/audits/${id}/read`;
    messages.push({ to, kind: "audit-submitted-team" as const, key: id, link });
  }
  return messages;
}

const one = (world: World) => many(world, 1);

/** An urgent message to the team manager, about a concern that waits. */
async function urgent(world: World): Promise<NewMessage> {
  const id = newId();
  const { case_id, exercise_id, team_id, service_id, ...audit } = await world.addAudit();
  await transact(world.db, (tx) =>
    addConcern(
      tx,
      { ...world.stampOf(world.people.auditor), actorId: world.people.auditor.id },
      {
        id,
        caseId: case_id,
        auditId: audit.id,
        exerciseId: exercise_id,
        teamId: team_id,
        serviceId: service_id,
        what: "A bruise nobody asked about.",
        spokenTo: "Toni Vale",
        spokenAt: new Date(worldMorning),
        bypassed: [],
      },
    ),
  );
  await world.db.deleteFrom("outbox").where("key", "=", `concern-raised:${id}`).execute();
  const to = world.people.teamManager.id;
  return { to, kind: "concern-raised", key: id, link: `/concerns/${id}` };
}

const states = async (world: World) =>
  (await world.db.selectFrom("outbox").select("state").orderBy("id").execute()).map(
    (row) => row.state,
  );

const row = (world: World) => world.db.selectFrom("outbox").selectAll().executeTakeFirstOrThrow();

describeDatabases("Emptying the outbox", (makeDb) => {
  it("sends a mail that says where to look and nothing of the case", async () => {
    const world = await makeWorld(await makeDb());
    const post = testPost(world.db);
    const audit = await world.addAudit();
    await put(world, [
      {
        to: world.people.auditor.id,
        kind: "audit-allocated",
        key: audit.id,
        link: `/audits/${audit.id}`,
        due: "2024-04-19",
      },
    ]);
    expect(await post.send()).toBe(1);
    expect(post.mails).toHaveLength(1);
    const [mail] = post.mails;
    expect(mail).toMatchObject({
      to: world.people.auditor.email,
      subject: "An audit is waiting for you in Line of Sight",
    });
    expect(mail?.text).toContain(`${publicUrl}/audits/${audit.id}\n`);
    expect(mail?.text).toContain("19 April 2024");
    expect(mail?.text).not.toMatch(/DB-|Willow|child/);
    expect(await row(world)).toMatchObject({ state: "sent", leased_by: null, attempts: 1 });
    expect(await post.send()).toBe(0);
  });

  it("is not sent twice by two copies of the application at once", async () => {
    const world = await makeWorld(await makeDb());
    await put(world, await many(world, 60));
    const elsewhere = openDatabase(addressOf(world.db));
    try {
      const [here, there] = [world.db, elsewhere].map((db) => testPost(db, { delayMs: 2 }));
      const drain = async (post: typeof here) => {
        for (let idle = 0; idle < 3; ) idle = (await post?.send()) === 0 ? idle + 1 : 0;
      };
      await Promise.all([drain(here), drain(there)]);
      const sent = [...(here?.mails ?? []), ...(there?.mails ?? [])].map((mail) => mail.id);
      expect(sent).toHaveLength(60);
      expect(new Set(sent).size).toBe(60);
      expect(new Set(await states(world))).toEqual(new Set(["sent"]));
    } finally {
      await elsewhere.destroy();
    }
  });

  it("takes up what a sender that died had claimed, once its lease runs out", async () => {
    const world = await makeWorld(await makeDb());
    await put(world, await one(world));
    const dead = { sender: "dead", now: worldMorning, until: "2024-04-15T08:03:00.000Z" };
    expect(await claimMessages(world.db, dead, 5)).toHaveLength(1);
    const post = testPost(world.db);
    expect(await post.send()).toBe(0);
    post.clock.advance({ minutes: 2 });
    expect(await post.send()).toBe(0);
    post.clock.advance({ minutes: 1 });
    expect(await post.send()).toBe(1);
    expect(post.mails).toHaveLength(1);
    expect(await row(world)).toMatchObject({ state: "sent", attempts: 2 });
  });

  it("gives back what it has not begun when it is told to stop", async () => {
    const world = await makeWorld(await makeDb());
    await put(world, await many(world, 3));
    const post = testPost(world.db);
    await post.send(() => post.mails.length === 1);
    expect((await states(world)).toSorted()).toEqual(["sent", "waiting", "waiting"]);
    const waiting = await world.db
      .selectFrom("outbox")
      .select(["attempts", "leased_by"])
      .where("state", "=", "waiting")
      .execute();
    expect(waiting).toEqual([
      { attempts: 0, leased_by: null },
      { attempts: 0, leased_by: null },
    ]);
  });

  it("tries again with longer waits, says why in words, and gives up in the end", async () => {
    const world = await makeWorld(await makeDb());
    await put(world, await one(world));
    const post = testPost(world.db);
    post.failWith({ code: "ECONNECTION" });
    await post.send();
    expect(await row(world)).toMatchObject({
      state: "waiting",
      attempts: 1,
      problem: "The mail server could not be reached.",
      send_after: "2024-04-15T08:01:00.000Z",
    });
    expect(await post.send()).toBe(0);
    for (let tries = 1; tries < mostAttempts; tries += 1) {
      post.clock.advance({ days: 1 });
      await post.send();
    }
    expect(await row(world)).toMatchObject({ state: "failed", attempts: mostAttempts });
    post.clock.advance({ days: 1 });
    expect(await post.send()).toBe(0);
    expect(post.logged.join()).not.toContain(world.people.teamManager.email);
  });

  it("gives up at once on what the mail server will never take", async () => {
    const world = await makeWorld(await makeDb());
    await put(world, await one(world));
    const post = testPost(world.db);
    post.failWith({ code: "EENVELOPE", responseCode: 550 });
    await post.send();
    expect(await row(world)).toMatchObject({
      state: "failed",
      problem: "The mail server refused the address (it answered 550).",
    });
  });

  it("sends the urgent first, and nothing that waited for weeks", async () => {
    const world = await makeWorld(await makeDb());
    await put(world, await one(world), "2024-03-25T08:00:00.000Z");
    await put(world, await one(world));
    await put(world, [await urgent(world)]);
    const post = testPost(world.db);
    await post.send();
    expect(post.mails.map((mail) => mail.subject.slice(0, 6))).toEqual(["Urgent", "An aud"]);
    expect((await states(world)).toSorted()).toEqual(["dropped", "sent", "sent"]);
  });

  it("keeps for the administrator what has no address by the time it goes", async () => {
    const world = await makeWorld(await makeDb());
    await put(world, await one(world));
    await world.db
      .updateTable("person")
      .set({ active: 0 })
      .where("id", "=", world.people.teamManager.id)
      .execute();
    const post = testPost(world.db);
    await post.send();
    expect(post.mails).toEqual([]);
    expect((await row(world)).state).toBe("no-address");
  });

  it("drops what is no longer needed: submitted, given to another, or with another date", async () => {
    const world = await makeWorld(await makeDb());
    const submitted = await world.addAudit({ state: "submitted" });
    const moved = await world.addAudit({ auditor_id: world.people.otherAuditor.id });
    const extended = await world.addAudit({ due_on: "2024-04-26" });
    const open = await world.addAudit();
    await put(
      world,
      [submitted, moved, extended, open].map((audit) => ({
        to: world.people.auditor.id,
        kind: "audit-due-soon" as const,
        key: `${audit.id}:2024-04-19:before`,
        link: `/audits/${audit.id}`,
        due: "2024-04-19",
      })),
    );
    const post = testPost(world.db);
    await post.send();
    expect(post.mails).toHaveLength(1);
    expect(post.mails[0]?.text).toContain(open.id);
    expect((await states(world)).toSorted()).toEqual(["dropped", "dropped", "dropped", "sent"]);
  });

  it("removes what is older than it is to be kept, and nothing else", async () => {
    const world = await makeWorld(await makeDb());
    await put(world, await one(world), "2024-01-01T08:00:00.000Z");
    const [kept] = await one(world);
    await put(world, kept ? [kept] : [], "2024-04-01T08:00:00.000Z");
    await doHourlyWork({ db: world.db, clock: testClock("2024-04-13T10:00:00.000Z") });
    expect((await world.db.selectFrom("outbox").select("key").execute()).map((r) => r.key)).toEqual(
      [`audit-submitted-team:${kept?.key}`],
    );
  });
});

describeDatabases("The daily summary", (makeDb) => {
  async function digestWorld() {
    const world = await makeWorld(await makeDb());
    await world.db
      .insertInto("message_choice")
      .values({ person_id: world.people.teamManager.id, choice: "digest" })
      .execute();
    return world;
  }
  const hour = async (world: World, post: ReturnType<typeof testPost>, at: string) => {
    post.clock.moveTo(at);
    await doHourlyWork({ db: world.db, clock: post.clock });
    await post.send();
  };

  it("is one mail at its hour with what was held before it; later ones wait for tomorrow", async () => {
    const world = await digestWorld();
    const post = testPost(world.db);
    const [first, second, third] = await many(world, 3);
    if (!first || !second || !third) throw new Error("Three were made");
    await put(world, [first, second], "2024-04-14T20:00:00.000Z");
    // 06:59 and 07:00 UTC are 7:59am and 8am in London's summer.
    await hour(world, post, "2024-04-15T06:59:00.000Z");
    expect(post.mails).toEqual([]);
    await hour(world, post, "2024-04-15T07:00:00.000Z");
    expect(post.mails).toHaveLength(1);
    expect(post.mails[0]?.text).toContain(first.link);
    expect(post.mails[0]?.text).toContain(second.link);
    await put(world, [third], "2024-04-15T07:30:00.000Z");
    await hour(world, post, "2024-04-15T12:00:00.000Z");
    expect(post.mails).toHaveLength(1);
    await hour(world, post, "2024-04-16T07:00:00.000Z");
    expect(post.mails).toHaveLength(2);
    expect(post.mails[1]?.text).toContain(third.link);
    expect(post.mails[1]?.text).not.toContain(first.link);
    expect(new Set(await states(world))).toEqual(new Set(["sent"]));
  });

  it("does not hold an urgent message, and rests on days off", async () => {
    const world = await digestWorld();
    const post = testPost(world.db);
    await put(world, await one(world), "2024-04-12T18:00:00.000Z");
    await put(world, [await urgent(world)]);
    await hour(world, post, "2024-04-13T09:00:00.000Z");
    expect(post.mails.map((mail) => mail.subject.slice(0, 6))).toEqual(["Urgent"]);
  });

  it("keeps its list together when the mail server is down, and is not made when it is empty", async () => {
    const world = await digestWorld();
    const post = testPost(world.db);
    const audit = await world.addAudit({ state: "submitted" });
    await put(world, await one(world), "2024-04-14T20:00:00.000Z");
    await put(
      world,
      [
        {
          to: world.people.teamManager.id,
          kind: "audit-due-soon",
          key: `${audit.id}:x`,
          link: `/audits/${audit.id}`,
        },
      ],
      "2024-04-14T20:00:00.000Z",
    );
    post.failWith({ code: "ECONNECTION" });
    await hour(world, post, "2024-04-15T07:00:00.000Z");
    expect(post.mails).toEqual([]);
    post.failWith(null);
    post.clock.advance({ minutes: 1 });
    await post.send();
    expect(post.mails).toHaveLength(1);
    expect(post.mails[0]?.text).not.toContain(audit.id);
    expect((await states(world)).toSorted()).toEqual(["dropped", "sent", "sent"]);
  });
});

import { expect, it } from "vitest";
import { signInLimits } from "~/rules/people/sign-in";
import type { RequestContext } from "~/server/context.server";
import { keepKnown } from "~/server/known-browser.server";
import { sessionsOf } from "~/server/session.server";
import { provePassword, signIn } from "~/server/sign-in.server";
import { listEvents } from "~db/core/events.server";
import { type Db, transact } from "~db/core/open.server";
import { saveLock } from "~db/operations/people/people-admin.server";
import { addAttempt, removeSessions } from "~db/people/accounts.server";
import { removeOldCounts } from "~db/people/sign-in-counts.server";
import { addNote, workOnNotes } from "~db/people/sign-in-notes.server";
import { testClock } from "../../support/clock";
import { describeDatabases } from "../../support/databases";
import { testPost } from "../../support/mail";
import { countStatements } from "../../support/statements";
import { makeWorld } from "../../support/world";

const rightOne = "line-of-sight-demo";
const nobody = "nobody@world.example";
const times = <T>(n: number, deed: (at: number) => Promise<T>) =>
  Promise.all(Array.from({ length: n }, (_, at) => deed(at)));

describeDatabases("Signing in", (makeDb) => {
  async function start() {
    const world = await makeWorld(await makeDb());
    const clock = testClock();
    const from = (clientAddress: string, db: Db = world.db) =>
      ({
        ...{ db, clock, clientAddress },
        ...{ secure: false, sessionSecret: "a secret of the tests" },
      }) as unknown as RequestContext;
    const context = from("192.0.2.7");
    const request = new Request("http://localhost/sign-in");
    /** A browser that someone has signed in with before. */
    const knownTo = async (email: string) => {
      const cookie = (await keepKnown(context, request, email)).split(";")[0] ?? "";
      return new Request("http://localhost/sign-in", { headers: { Cookie: cookie } });
    };
    const { id, email } = world.people.auditor;
    const kinds = async () =>
      (await listEvents(world.db, `person:${id}`)).map(({ kind }) => kind).toSorted();
    return { world, clock, context, from, request, knownTo, id, email, kinds };
  }

  it.each([
    ["someone's", true],
    ["nobody's", false],
  ] as const)(
    "looks at no more than five wrong passwords that come at once for %s address",
    async (_, exists) => {
      const { world, context, request, email, kinds, clock } = await start();
      const typed = exists ? email : nobody;
      const answers = await times(12, (at) => signIn(context, request, typed, `guess ${at}`));
      const waits = answers.filter((one) => !one.ok && one.wait);
      expect(waits).toHaveLength(12 - signInLimits.freeFailures);
      for (const one of waits) {
        expect(one).toMatchObject({ message: expect.stringContaining("Wait 1 minute and try") });
      }
      await workOnNotes(world.db, clock.system());
      expect(await kinds()).toEqual(
        exists ? [...Array(5).fill("account.sign-in-failed"), "account.slowed-down"] : [],
      );
    },
  );

  it("does the same work, says the same and keeps the same of an address that nobody has", async () => {
    const { world, from, request, email } = await start();
    const counted = countStatements(world.db);
    const context = from("192.0.2.7", counted.db);
    const walk = async (typed: string, address: string) => {
      const answers = [];
      const statements = [];
      for (let n = 0; n < 7; n += 1) {
        counted.reset();
        answers.push(await signIn({ ...context, clientAddress: address }, request, typed, "wrong"));
        statements.push(counted.list());
      }
      return { answers, statements };
    };
    // The first of an address also sweeps: both begin with one of their own.
    const known = await walk(email, "192.0.2.7");
    const unknown = await walk(nobody, "198.51.100.7");
    expect(unknown.answers).toEqual(known.answers);
    expect(unknown.statements).toEqual(known.statements);
    expect(known.statements[0]?.length).toBeGreaterThan(5);
    const rows = await world.db.selectFrom("sign_in_count").selectAll().execute();
    expect(rows).toHaveLength(4);
    expect(JSON.stringify(rows)).not.toMatch(/world|192\.0|198\.51/);
  });

  it("lets the owner in who has signed in there before, whatever others try meanwhile", async () => {
    const { world, from, request, knownTo, email, clock } = await start();
    const office = from("203.0.113.5");
    expect(await signIn(office, request, email, rightOne)).toMatchObject({ ok: true });
    // Every guess from a network of its own, until none is looked at any more.
    for (let n = 0; n < signInLimits.strangersAnHour + 5; n += 1) {
      await signIn(from(`198.51.${n}.1`), request, email, "guess");
    }
    const stranger = await signIn(from("198.18.0.1"), request, email, rightOne);
    expect(stranger).toMatchObject({ ok: false, wait: 60 * 60 });
    expect(await signIn(office, request, email, rightOne)).toMatchObject({ ok: true });
    const browser = await knownTo(email);
    expect(await signIn(from("198.18.0.1"), browser, email, rightOne)).toMatchObject({ ok: true });
    // Guesses in the office's own network hold up no browser that they have used.
    for (let n = 0; n < 6; n += 1) await signIn(office, request, email, "guess");
    expect(await signIn(office, request, email, rightOne)).toMatchObject({ ok: false });
    expect(await signIn(office, browser, email, rightOne)).toMatchObject({ ok: true });
    // Another's known browser is a stranger.
    const others = await knownTo(nobody);
    expect(await signIn(office, others, email, rightOne)).toMatchObject({ ok: false });
    clock.advance({ minutes: 61 });
    expect(await signIn(from("198.18.0.1"), request, email, rightOne)).toMatchObject({ ok: true });
    clock.advance({ days: 40 });
    await removeOldCounts(world.db, clock.system().toISOString());
    expect(await world.db.selectFrom("sign_in_count").selectAll().execute()).toEqual([]);
  });

  it("tells the owner once a day, and nobody of an address that nobody has", async () => {
    const { world, clock, context, request, email } = await start();
    const post = testPost(world.db, { clock });
    for (let round = 0; round < 3; round += 1) {
      for (const typed of [email, nobody]) {
        await times(6, () => signIn(context, request, typed, "guess"));
      }
      await workOnNotes(world.db, clock.system());
      await post.send();
      clock.advance({ minutes: 61 });
    }
    expect(post.mails.map(({ to, subject }) => [to, subject])).toEqual([
      [email, "Wrong passwords were tried for your account in Line of Sight"],
    ]);
    expect(await world.db.selectFrom("sign_in_note").selectAll().execute()).toEqual([]);
  });

  it("counts a wrong password wherever one is asked for", async () => {
    const { context, request, email } = await start();
    for (let n = 0; n < 5; n += 1) await provePassword(context, request, email, "wrong");
    expect(await signIn(context, request, email, rightOne)).toMatchObject({ ok: false, wait: 60 });
  });

  it("says that an administrator locked it to whoever knows the password alone", async () => {
    const { world, context, request, id, email } = await start();
    await transact(world.db, (tx) =>
      saveLock(tx, world.stampOf(world.people.administrator), id, true),
    );
    const [wrong, right] = [
      await signIn(context, request, email, "wrong"),
      await signIn(context, request, email, rightOne),
    ];
    expect(wrong).toEqual(await signIn(context, request, nobody, "wrong"));
    expect(right).toMatchObject({ message: "Ask your administrator to unlock your account" });
  });

  it("sends a link for a forgotten password, not too many, and to accounts alone", async () => {
    const { world, clock, email } = await start();
    const post = testPost(world.db, { clock });
    const { otherWorker, worker } = world.people;
    await world.db.deleteFrom("auth_account").where("person_id", "=", otherWorker.id).execute();
    await transact(world.db, (tx) =>
      saveLock(tx, world.stampOf(world.people.administrator), worker.id, true),
    );
    const ask = async (typed: string) => {
      const at = clock.now().toISOString();
      const systemAt = clock.system().toISOString();
      await addNote(world.db, { kind: "forgotten", email: typed, at, systemAt });
    };
    for (const typed of [email.toUpperCase(), email, nobody, otherWorker.email, worker.email]) {
      await ask(typed);
    }
    await times(3, () => workOnNotes(world.db, clock.system()));
    await post.send();
    expect(post.mails.map(({ to }) => to)).toEqual([email]);
    for (let n = 0; n < 10; n += 1) {
      clock.advance({ minutes: 16 });
      await ask(email);
      await workOnNotes(world.db, clock.system());
    }
    await post.send();
    const links = await world.db.selectFrom("password_link").selectAll().execute();
    expect(links).toHaveLength(signInLimits.forgottenPerAccount);
    expect(links.filter(({ ended_at }) => ended_at === null)).toHaveLength(1);
  });

  it("counts every attempt of an address, however many come at once", async () => {
    const { world, clock } = await start();
    const attempt = () => addAttempt(world.db, "192.0.2.9", clock.system(), 15);
    expect(await attempt()).toBe(1);
    expect(Math.max(...(await times(19, attempt)))).toBe(20);
    clock.advance({ minutes: 16 });
    expect(await attempt()).toBe(1);
  });

  it("forgets addresses that no longer count", async () => {
    const { world, clock } = await start();
    await addAttempt(world.db, "192.0.2.9", clock.system(), 15);
    clock.advance({ minutes: 16 });
    await addAttempt(world.db, "192.0.2.10", clock.system(), 15);
    const kept = await world.db.selectFrom("auth_address").select("address").execute();
    expect(kept).toEqual([{ address: "192.0.2.10" }]);
  });

  it("brings no session back that was ended while a request of it was under way", async () => {
    const { world, context } = await start();
    const { getSession, commitSession } = sessionsOf(context);
    const fresh = await getSession();
    fresh.set("personId", world.people.auditor.id);
    const cookie = await commitSession(fresh);
    const underWay = await getSession(cookie);
    await transact(world.db, (tx) => removeSessions(tx, world.people.auditor.id));
    underWay.flash("done", "It is saved");
    await commitSession(underWay);
    expect((await getSession(cookie)).get("personId")).toBeUndefined();
  });

  it("ends a session after twelve hours, however much was done in it", async () => {
    const { world, context, clock } = await start();
    const { getSession, commitSession } = sessionsOf(context);
    const fresh = await getSession();
    fresh.set("personId", world.people.auditor.id);
    const cookie = await commitSession(fresh);
    for (let n = 0; n < 13; n += 1) {
      clock.advance({ minutes: 50 });
      await getSession(cookie);
    }
    const later = await getSession(cookie);
    expect(later.get("personId")).toBe(world.people.auditor.id);
    later.flash("done", "It is saved");
    await commitSession(later);
    clock.advance({ minutes: 2 * 60 });
    expect((await getSession(cookie)).get("personId")).toBeUndefined();
  });
});

import { expect, it } from "vitest";
import { signInLimits } from "~/rules/sign-in";
import type { RequestContext } from "~/server/context.server";
import { sessionsOf } from "~/server/session.server";
import { signIn } from "~/server/sign-in.server";
import { addAttempt, removeSessions } from "~db/accounts.server";
import { transact } from "~db/open.server";
import { testClock } from "../support/clock";
import { describeDatabases } from "../support/databases";
import { makeWorld } from "../support/world";

const rightOne = "line-of-sight-demo";
const times = <T>(n: number, deed: (at: number) => Promise<T>) =>
  Promise.all(Array.from({ length: n }, (_, at) => deed(at)));

describeDatabases("Signing in", (makeDb) => {
  async function start() {
    const world = await makeWorld(await makeDb());
    const clock = testClock();
    const context = {
      ...{ db: world.db, clock, clientAddress: "192.0.2.7" },
      ...{ secure: false, sessionSecret: "a secret of the tests" },
    } as unknown as RequestContext;
    return { world, clock, context, email: world.people.auditor.email };
  }

  it("locks an account however many wrong passwords come at once", async () => {
    const { world, context, email } = await start();
    const answers = await times(12, (at) => signIn(context, email, `guess ${at}`));
    const told = answers.filter((one) => !one.ok && one.message.includes("is locked"));
    expect(told).toHaveLength(12 - signInLimits.failuresAllowed);
    const right = await signIn(context, email, rightOne);
    expect(right).toMatchObject({ ok: false, field: "" });
    const events = await world.db
      .selectFrom("event")
      .select("kind")
      .where("stream", "=", `person:${world.people.auditor.id}`)
      .execute();
    expect(events.filter(({ kind }) => kind === "account.locked")).toHaveLength(1);
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
    clock.advance({ minutes: 11 * 60 });
    const later = await getSession(cookie);
    expect(later.get("personId")).toBe(world.people.auditor.id);
    later.flash("done", "It is saved");
    await commitSession(later);
    clock.advance({ minutes: 2 * 60 });
    expect((await getSession(cookie)).get("personId")).toBeUndefined();
  });
});

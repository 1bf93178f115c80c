/**
 * Reminders by two servers of their own, each a process as an operator starts it, on one PostgreSQL
 * database and one mail server: each goes out once, though both look for them at the same moment.
 */
import { afterAll, describe, expect, inject, it } from "vitest";
import { transact } from "~db/core/open.server";
import { saveSetting } from "~db/core/settings.server";
import { addTeamAction } from "../../support/actions";
import { addressOf, databaseMaker } from "../../support/databases";
import { type Site, startSite } from "../../support/site";
import { startSmtp } from "../../support/smtp";
import { makeWorld, worldMorning } from "../../support/world";

const stops: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
});

describe.skipIf(!inject("postgresUrl"))("Two processes on PostgreSQL", () => {
  const makeDb = databaseMaker("postgres");

  it("remind of each action once, and tell the manager of what is long overdue once", async () => {
    const smtp = await startSmtp();
    stops.push(smtp.stop);
    const world = await makeWorld(await makeDb());
    const { people, db } = world;
    const actions = 40;
    // A day late, each of one person; and one that their manager hears of.
    for (let n = 0; n < actions; n += 1)
      await addTeamAction(world, people.qaLead, { ownerId: people.worker.id, dueOn: "2024-04-12" });
    await addTeamAction(world, people.qaLead, { ownerId: people.worker.id, dueOn: "2024-04-01" });
    await db.deleteFrom("outbox").execute();
    // Their business clock begins on the morning of the world.
    await transact(db, (tx) =>
      saveSetting(
        tx,
        world.stampOf(people.administrator),
        "clock.offset",
        Date.parse(worldMorning) - Date.now(),
      ),
    );
    const env = {
      SMTP_URL: smtp.url,
      SMTP_FROM: "Line of Sight <qa@council.example>",
      PUBLIC_URL: "http://127.0.0.1",
      LOG_LEVEL: "error",
    };
    const database = addressOf(db);
    const sites: Site[] = await Promise.all([1, 2].map(() => startSite({ database, env })));
    stops.push(...sites.map(({ stop }) => stop));
    const expected = actions + 2;
    await expect.poll(() => smtp.received.length, { timeout: 60_000 }).toBe(expected);
    // Both go on for a round more, and end as they are told to.
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    expect(await Promise.all(sites.map(({ stop }) => stop()))).toEqual([0, 0]);
    expect(smtp.received).toHaveLength(expected);
    const ids = smtp.received.map(({ data }) => /^Message-ID: (.*)$/im.exec(data)?.[1]);
    expect(new Set(ids).size).toBe(expected);
    const made = await db.selectFrom("outbox").select(["kind", "state"]).execute();
    const count = (kind: string) => made.filter((one) => one.kind === kind).length;
    expect([count("action-overdue"), count("action-escalated")]).toEqual([actions + 1, 1]);
    expect(made.every(({ state }) => state === "sent")).toBe(true);
    expect(sites.map((site) => site.output()).join("")).not.toContain("could not be worked on");
  });
});

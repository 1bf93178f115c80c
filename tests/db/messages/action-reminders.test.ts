/**
 * Reminders of actions, by two servers that work on one database at the same moment: each goes out
 * once, over SMTP, and what is long overdue reaches the owner's manager.
 */
import { afterAll, expect, it } from "vitest";
import { smtpMailer } from "~/server/mail.server";
import { startOutboxWork } from "~/server/outbox-work.server";
import { openDatabase } from "~db/core/open.server";
import { addTeamAction } from "../../support/actions";
import { testClock } from "../../support/clock";
import { addressOf, describeDatabases } from "../../support/databases";
import { publicUrl } from "../../support/mail";
import { startSmtp } from "../../support/smtp";
import { makeWorld } from "../../support/world";

const stops: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
});

const from = "Line of Sight <qa@council.example>";

describeDatabases("Reminders of actions", (makeDb) => {
  it("go out once each, whatever the number of servers, and to the manager after two weeks", async () => {
    const smtp = await startSmtp();
    stops.push(smtp.stop);
    const world = await makeWorld(await makeDb());
    const { people, db } = world;
    const owned = { ownerId: people.worker.id };
    // Seven days ahead of Monday 15 April; a day late; two weeks late; far ahead.
    for (const dueOn of ["2024-04-22", "2024-04-12", "2024-04-01", "2024-06-30"])
      await addTeamAction(world, people.qaLead, { ...owned, dueOn });
    await db.deleteFrom("outbox").execute();
    const others = [1, 2].map(() => openDatabase(addressOf(db)));
    const mail = () => ({
      mailer: smtpMailer({ server: { url: smtp.url }, from }),
      publicUrl,
    });
    const log = { info: () => {}, error: () => {} };
    const work = others.map((one) =>
      startOutboxWork({ db: one, clock: testClock(), mail: mail(), log }, 20),
    );
    const expected = [
      ["action-due-soon", people.worker.id],
      ["action-escalated", people.teamManager.id],
      ["action-overdue", people.worker.id],
      ["action-overdue", people.worker.id],
    ];
    const made = async () =>
      (await db.selectFrom("outbox").select(["kind", "person_id", "state"]).execute())
        .filter(({ kind }) => kind.startsWith("action-"))
        .sort((a, b) => (a.kind < b.kind ? -1 : 1));
    await expect
      .poll(async () => (await made()).filter(({ state }) => state === "sent").length, {
        timeout: 15_000,
      })
      .toBe(expected.length);
    // Both go on for some rounds more.
    await new Promise((resolve) => setTimeout(resolve, 300));
    for (const one of work) await one.stop();
    for (const one of others) await one.destroy();
    expect((await made()).map(({ kind, person_id }) => [kind, person_id])).toEqual(expected);
    const subjects = smtp.received.map(({ data }) => /^Subject: (.*)$/m.exec(data)?.[1]);
    expect(smtp.received).toHaveLength(expected.length);
    expect(subjects.filter((one) => one?.includes("someone you manage"))).toHaveLength(1);
  }, 30_000);
});

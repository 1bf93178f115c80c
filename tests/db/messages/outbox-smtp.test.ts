import { afterAll, expect, it } from "vitest";
import { problemOf } from "~/rules/messages/outbox";
import { smtpMailer } from "~/server/mail.server";
import { startOutboxWork } from "~/server/outbox-work.server";
import { transact } from "~db/core/open.server";
import { addMessage } from "~db/messages/outbox.server";
import { testClock } from "../../support/clock";
import { databaseMaker } from "../../support/databases";
import { publicUrl } from "../../support/mail";
import { startSmtp } from "../../support/smtp";
import { makeWorld, worldMorning } from "../../support/world";

const makeDb = databaseMaker("sqlite");
const stops: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const stop of stops) await stop();
});

const from = "Line of Sight <qa@council.example>";
const mail = { id: "0190", to: "alex@world.example", subject: "One – two", text: "Dear Alex" };

it("a mail goes over SMTP, from the address set, marked as automatic", async () => {
  const smtp = await startSmtp();
  stops.push(smtp.stop);
  const mailer = smtpMailer({ server: { url: smtp.url }, from });
  await mailer.send(mail);
  mailer.close();
  const [taken] = smtp.received;
  expect(taken).toMatchObject({ from: "qa@council.example", to: ["alex@world.example"] });
  expect(taken?.data).toContain("Message-ID: <0190@council.example>");
  expect(taken?.data).toContain("Auto-Submitted: auto-generated");
  expect(taken?.data).toContain("Dear Alex");
});

it("a refusal and a server that is away are told apart", async () => {
  const smtp = await startSmtp();
  const server = { host: "127.0.0.1", port: smtp.port, user: null, password: null };
  const mailer = smtpMailer({ server, from });
  smtp.refuse = "550 no such person";
  const refused = await mailer.send(mail).catch((error) => problemOf(error));
  expect(refused).toEqual({
    words: "The mail server refused the address (it answered 550).",
    permanent: true,
  });
  await smtp.stop();
  const away = await mailer.send(mail).catch((error) => problemOf(error));
  expect(away).toEqual({ words: "The mail server could not be reached.", permanent: false });
  mailer.close();
});

it("a password never goes over an open line", async () => {
  const smtp = await startSmtp();
  stops.push(smtp.stop);
  const server = { host: "127.0.0.1", port: smtp.port, user: "qa", password: "secret" };
  const mailer = smtpMailer({ server, from });
  await expect(mailer.send(mail)).rejects.toThrow();
  expect(smtp.received).toEqual([]);
  mailer.close();
});

it("the work beside the requests sends what is put in the outbox, and stops when told", async () => {
  const smtp = await startSmtp();
  stops.push(smtp.stop);
  const world = await makeWorld(await makeDb());
  const logged: string[] = [];
  const note = (_facts: object, words: string) => {
    logged.push(words);
  };
  const work = startOutboxWork(
    {
      db: world.db,
      clock: testClock(),
      mail: { mailer: smtpMailer({ server: { url: smtp.url }, from }), publicUrl },
      log: { info: note, error: note },
    },
    10,
  );
  const stamp = { actorId: null, at: worldMorning, systemAt: worldMorning };
  await transact(world.db, (tx) =>
    addMessage(tx, stamp, {
      to: world.people.teamManager.id,
      kind: "deputy-named",
      key: "d1",
      link: "/account",
    }),
  );
  await expect.poll(() => smtp.received.length).toBe(1);
  await work.stop();
  expect(smtp.received[0]?.to).toEqual([world.people.teamManager.email]);
  expect(smtp.received[0]?.data).toContain(`${publicUrl}/account`);
  await transact(world.db, (tx) =>
    addMessage(tx, stamp, {
      to: world.people.teamManager.id,
      kind: "deputy-named",
      key: "d2",
      link: "/account",
    }),
  );
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(smtp.received).toHaveLength(1);
  expect(logged).toEqual([]);
});
